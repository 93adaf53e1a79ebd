"""Run the command line with `python -m reader`."""

from reader.cli.main import run

if __name__ == "__main__":
    run()
