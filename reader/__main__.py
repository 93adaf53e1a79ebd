"""The program as a module, `python -m reader`, and as the command `broadsheet`."""

import sys

NOT_HERE = "broadsheet: needs the file locks and terminals of Linux, macOS or WSL; Windows itself has not been done yet"


def main() -> None:
    """Run the command line, or say in one line that this system is not one of those."""
    if sys.platform == "win32":
        raise SystemExit(NOT_HERE)
    from reader.cli.main import run  # only now: its modules need what Windows does not have

    run()


if __name__ == "__main__":
    main()
