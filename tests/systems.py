"""What the system at hand can be asked for: macOS takes no file name that is not UTF-8."""

import sys

import pytest

TAKES_ANY_NAME = sys.platform != "darwin"
needs_any_name = pytest.mark.skipif(not TAKES_ANY_NAME, reason="this system takes no name that is not UTF-8")
