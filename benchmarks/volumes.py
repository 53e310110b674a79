"""Small disks that can be filled: mounts in memory that only this process sees, gone with it.

Made before anything else runs in the process: where it has no rights, they are those of a name space of its own. A
machine that allows neither bounds the size of files instead.
"""

from __future__ import annotations

import ctypes
import os
import resource
from pathlib import Path

__all__ = ["Limit", "Volume", "enter_own_mounts"]

CLONE_NEWNS, CLONE_NEWUSER = 0x0002_0000, 0x1000_0000
MS_REC, MS_PRIVATE = 0x4000, 0x4_0000
BALLAST = "ballast"
BLOCK = bytes(4096)
_libc = ctypes.CDLL(None, use_errno=True)


def enter_own_mounts() -> bool:
    """Let this process mount what nobody else sees; tell whether the machine lets it."""
    user, group = os.geteuid(), os.getegid()
    if _libc.unshare(CLONE_NEWNS | (0 if user == 0 else CLONE_NEWUSER)) != 0:
        return False
    if user != 0:
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"0 {user} 1")
        Path("/proc/self/gid_map").write_text(f"0 {group} 1")
    return bool(_libc.mount(b"none", b"/", None, MS_REC | MS_PRIVATE, None) == 0)


class Volume:
    """A folder that is a disk of its own, of so many megabytes."""

    def __init__(self, folder: Path, megabytes: int) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder, options = folder, f"size={megabytes}m,mode=0700".encode()
        if _libc.mount(b"tmpfs", str(folder).encode(), b"tmpfs", 0, options) != 0:
            code = ctypes.get_errno()
            raise OSError(code, os.strerror(code), str(folder))

    def fill(self, *, left: int) -> None:
        """Fill the disk up to so many bytes."""
        free = os.statvfs(self.folder)
        blocks = (free.f_bavail * free.f_frsize - left) // len(BLOCK)
        with (self.folder / BALLAST).open("wb") as file:
            for _number in range(blocks):
                file.write(BLOCK)

    def empty(self) -> None:
        """Make room again."""
        (self.folder / BALLAST).unlink()


class Limit:
    """In the place of disks where none can be mounted: no file that this process writes may grow larger."""

    def fill(self, *, left: int) -> None:
        """Let no file grow beyond so many bytes."""
        _soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (left, hard))

    def empty(self) -> None:
        """Let files grow again."""
        _soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
