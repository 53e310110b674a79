"""Why a file is refused, as codes: the words between the child process and this one. Loads no library, no Django."""

import errno
from enum import StrEnum

__all__ = ["FULL", "Code", "Refused"]

FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
"""What the system says where a disk, or an account's part of it, is full, or a file may not grow."""


class Code(StrEnum):
    """What is wrong with a file."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    KIND_UNKNOWN = "kind_unknown"
    WRONG_ENDING = "wrong_ending"
    ENCRYPTED = "encrypted"
    BROKEN = "broken"
    HAS_PROGRAM = "has_program"
    TOO_MANY_PAGES = "too_many_pages"
    TOO_MANY_PIXELS = "too_many_pixels"
    MORE_THAN_IT_SAYS = "more_than_it_says"
    MOVING = "moving"
    UNFOLDS = "unfolds"
    TOOK_TOO_LONG = "took_too_long"
    BUSY = "busy"
    NO_ROOM = "no_room"


class Refused(Exception):  # noqa: N818 (a verdict, not a fault)
    """A file was looked into and is not taken."""

    def __init__(self, code: Code) -> None:
        super().__init__(code)
        self.code = code
