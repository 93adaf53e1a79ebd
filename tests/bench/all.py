"""Run the benchmarks of the screen one after the other: `python -m tests.bench.all`."""

import subprocess
import sys

BENCHES = (("start", "--articles", "1000"), ("pane", "--quick"), ("search",), ("compare",), ("entities",), ("collection", "500"))


def main() -> None:
    """Run each in a process of its own; one that fails does not stop the others."""
    for name, *options in BENCHES:
        print(f"\n== {name} {' '.join(options)}", flush=True)
        subprocess.run([sys.executable, "-m", f"tests.bench.{name}", *options], check=False)


if __name__ == "__main__":
    main()
