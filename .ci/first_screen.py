"""Start `broadsheet` in a terminal, wait for its first article, and quit; only the standard library is needed."""

import fcntl
import os
import pty
import struct
import sys
import termios
import time

PATIENCE_SECONDS = 60.0


def main() -> int:
    """Return the exit code of the program, or 1 when the article does not come."""
    pid, screen = pty.fork()
    if pid == 0:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 36, 120, 0, 0))
        os.execvp("broadsheet", ["broadsheet"])
    fcntl.ioctl(screen, termios.TIOCSWINSZ, struct.pack("HHHH", 36, 120, 0, 0))
    drawn = read_until(screen, b"sample")
    os.write(screen, b"Q")
    read_until(screen, None)
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    return code if b"Kremlin" in drawn and b"sample" in drawn else 1


def read_until(screen: int, words: bytes | None) -> bytes:
    """Read what is drawn until some words have come, or to the end."""
    drawn, end = b"", time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end and (words is None or words not in drawn):
        try:
            chunk = os.read(screen, 65536)
        except OSError:  # how Linux tells that the program has closed the terminal
            break
        if not chunk:
            break
        drawn += chunk
    return drawn


if __name__ == "__main__":
    sys.exit(main())
