"""Measure a large collection: filling it, listing it, searching it, memory.

    python -m tests.bench.collection [ARTICLES]

Everything is CPU time of processes of their own. Ratios are against a bare
`python -c "import click"` of the same run, so that a busy machine does not
matter; figures of two runs compare only on one machine.
"""

import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from reader.paths import Paths, sample_folder

DEFAULT_ARTICLES = 5_000
ROUNDS = 3


def make_articles(folder: Path, count: int) -> None:
    """Write articles put together from sentences of the sample, the same ones every time."""
    chance = random.Random(5)
    sentences = [
        sentence.strip()
        for file in sorted(sample_folder().glob("*.md"))
        for sentence in file.read_text().split("---", 2)[-1].replace("\n", " ").split(". ")
        if len(sentence) > 30
    ]
    folder.mkdir(parents=True)
    for number in range(count):
        paragraphs = [". ".join(chance.sample(sentences, 4)) + "." for _ in range(6)]
        (folder / f"{number:06}.txt").write_text(f"Account number {number}\n\n" + "\n\n".join(paragraphs) + "\n")


def run(command: list[str], environment: dict[str, str]) -> tuple[float, float]:
    """Run a process; return its CPU seconds and its greatest memory in MB."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    peak = 0.0
    while process.poll() is None:
        peak = max(peak, _memory_mb(process.pid))
        time.sleep(0.02)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, peak


def _memory_mb(process: int) -> float:
    try:
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
        return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0.0)
    except OSError:
        return 0.0


def main(count: int) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as scratch:
        paths, folder = Paths.under(Path(scratch) / "home"), Path(scratch) / "articles"
        environment = dict(os.environ)
        for name in ("data", "cache", "config", "state"):
            environment[f"BROADSHEET_{name.upper()}_DIR"] = str(getattr(paths, name))
        make_articles(folder, count)
        bare, _ = run([sys.executable, "-c", "import click"], environment)
        broadsheet = [sys.executable, "-m", "reader", "-C", str(folder)]
        print(f"{count} articles; bare python with click: {bare:.3f} s CPU")
        for name, arguments, rounds in (
            ("version", ["--version"], ROUNDS),
            ("list, first time", ["list"], 1),
            ("list", ["list"], ROUNDS),
            ("index, first time", ["index"], 1),
            ("search", ["search", "putin partner*", "--count"], ROUNDS),
            ("entities", ["entities"], 1),
            ("add all", [], 1),
        ):
            command = [*broadsheet[:3], "add", str(folder)] if name == "add all" else [*broadsheet, *arguments]
            taken = sorted(run(command, environment) for _ in range(rounds))
            seconds, memory = taken[len(taken) // 2]
            print(f"{name:18} {seconds:8.3f} s CPU  {seconds / bare:8.1f} x bare  {memory:6.0f} MB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT_ARTICLES)
