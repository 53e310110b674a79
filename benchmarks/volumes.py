"""Small disks that can be filled: mounts in memory that only this process sees, gone with it.

Made before anything else runs in the process: where it has no rights, they are those of a name space of its own. A
machine that allows neither bounds the size of files instead.
"""

from __future__ import annotations

import ctypes
import os
import resource
from pathlib import Path

__all__ = ["Limit", "Volume", "enter_own_mounts", "mount", "unmount"]

CLONE_NEWNS, CLONE_NEWUSER = 0x0002_0000, 0x1000_0000
MS_REC, MS_PRIVATE, MNT_DETACH = 0x4000, 0x4_0000, 2
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


def mount(folder: Path, megabytes: int) -> None:
    """Mount a disk in memory of so many megabytes."""
    folder.mkdir(parents=True, exist_ok=True)
    options = f"size={megabytes}m".encode()
    _check(_libc.mount(b"tmpfs", str(folder).encode(), b"tmpfs", 0, options), folder)


def unmount(folder: Path) -> None:
    """Take a disk away."""
    _check(_libc.umount2(str(folder).encode(), MNT_DETACH), folder)


def _check(status: int, folder: Path) -> None:
    if status != 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code), str(folder))


class Volume:
    """A folder that is a disk of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

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
