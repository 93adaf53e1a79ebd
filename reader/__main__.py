"""Run the program; `python -m reader` does the same as `broadsheet`.

What a start like this one would show first may lie ready: it stands on the
terminal before anything else is loaded.
"""

import gc
import os
import sys

INTERRUPTED = 130
NOT_HERE = "broadsheet: needs the file locks and terminals of Linux, macOS or WSL; Windows itself has not been done yet\n"
NOT_UNDERSTOOD = 2
"""The exit code where it cannot run: 1 would say that nothing was found."""
_OF_POSIX = frozenset({"fcntl", "grp", "pwd", "resource", "termios", "tty", "pty"})


def main() -> None:
    """Run the command line, or say in one line that this system is not one of those."""
    try:
        if sys.platform == "win32":
            raise ModuleNotFoundError(name="fcntl")
        run()
    except ModuleNotFoundError as error:
        if error.name not in _OF_POSIX:
            raise
        sys.stderr.write(NOT_HERE)
        raise SystemExit(NOT_UNDERSTOOD) from None
    except KeyboardInterrupt:  # while it loads: there is nothing to say yet
        raise SystemExit(INTERRUPTED) from None


def run() -> None:
    """Show the saved frame if there is one that fits, and start."""
    gc.disable()  # while modules are loaded there is nothing to collect
    from reader.tui.early_terminal import EarlyTerminal
    from reader.tui.first_frame import fitting_frame, frame_key, state_folder

    early = EarlyTerminal()
    try:
        early.frame_key = frame_key(sys.argv[1:], os.environ)
        if os.isatty(0) and os.isatty(1):
            size = os.get_terminal_size(1)
            frame = fitting_frame(state_folder(os.environ), early.frame_key, (size.columns, size.lines))
            if frame is not None:
                early.begin()
                early.show(frame)
        from reader.cli.main import run as run_command_line

        gc.enable()
        run_command_line(early)
    finally:
        early.end()


if __name__ == "__main__":
    main()
