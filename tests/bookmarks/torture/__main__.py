"""`python -m tests.bookmarks.torture [SIZE [KIND ...]]`: kills, power cuts, damages, failing calls, two writers.

Size 1 is what the figures are measured with and takes about half an hour; without kinds all are run.
"""

import json
import sys
import tempfile
from pathlib import Path

from tests.bookmarks.torture.run import run_apart

SIZES = {
    "kill": 1000,
    "commands": 1000,
    "screens": 240,
    "power": 500,
    "damage": 200,
    "faults": 120,
    "calls": 200,
    "writers": 5000,
}

size = float(sys.argv[1]) if len(sys.argv) > 1 else 1.0
for kind in sys.argv[2:] or SIZES:
    with tempfile.TemporaryDirectory() as folder:
        report = run_apart(kind, Path(folder) / kind, int(SIZES[kind] * size))
        sys.stdout.write(f"{kind:8} {json.dumps(report)}\n")
        sys.stdout.flush()
