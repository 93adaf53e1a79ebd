"""Zip archives that cannot explode: members are counted and measured before and while they are read."""

import io
import zipfile
import zlib

from reader.errors import Refused
from reader.formats.limits import Limits

_SMALL = 1_000_000


class Archive:
    """A zip archive in memory; nothing of it is ever written to the disk."""

    def __init__(self, content: bytes, limits: Limits) -> None:
        """Open an archive.

        Raises:
            Refused: it is damaged, or holds more than a document may.
        """
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise Refused("damaged: not a readable zip archive") from error
        self._limits = limits
        members = self._zip.infolist()
        if len(members) > limits.archive_members:
            raise Refused(f"holds {len(members)} files, more than {limits.archive_members}")
        unpacked = sum(member.file_size for member in members)
        if unpacked > limits.archive_bytes or (unpacked > _SMALL and unpacked > limits.archive_ratio * len(content)):
            raise Refused("unpacks to far more than a document may")
        self.names = tuple(member.filename for member in members)

    def read(self, name: str) -> bytes:
        """Read a member.

        Raises:
            Refused: it is missing, damaged, encrypted or too large.
        """
        try:
            with self._zip.open(name) as member:
                content = member.read(self._limits.member_bytes + 1)
        except KeyError as error:
            raise Refused(f"damaged: {name} is missing in it") from error
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError) as error:
            raise Refused(f"damaged or protected: {name} cannot be unpacked") from error
        if len(content) > self._limits.member_bytes:
            raise Refused(f"{name} in it is larger than {self._limits.member_bytes // 1_000_000} MB")
        return content
