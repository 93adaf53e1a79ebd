"""The command line's entry point."""


def run() -> None:
    """Run the program."""
    raise SystemExit(2)
