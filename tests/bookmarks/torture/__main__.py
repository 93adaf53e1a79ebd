"""`python -m tests.bookmarks.torture [SIZE]`: kills, power cuts, damages and two writers; size 1 is a night's work for a check."""

import json
import sys
import tempfile
from pathlib import Path

from tests.bookmarks.torture.run import run_apart

SIZES = {"kill": 1000, "power": 500, "damage": 200, "faults": 120, "writers": 5000}

size = float(sys.argv[1]) if len(sys.argv) > 1 else 1.0
for kind, full_size in SIZES.items():
    with tempfile.TemporaryDirectory() as folder:
        report = run_apart(kind, Path(folder) / kind, int(full_size * size))
        sys.stdout.write(f"{kind:8} {json.dumps(report)}\n")
        sys.stdout.flush()
