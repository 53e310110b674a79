"""Finds in the objects of a PDF what would act when it is opened or clicked: scripts, programs, other files, XFA.

Each object is written out by the library first, which is quick and names every name in one way; only where a suspicious
name occurs is the object walked, since the same letters may stand in a text.
"""

from __future__ import annotations

import re

from pikepdf import Array, Dictionary, Name, Object, Stream, String

from portal.records.documents.intake.codes import Code, Refused

__all__ = ["check_inert"]

ACTIVE_KEYS = frozenset({
    *("/JS", "/JavaScript", "/AA", "/XFA"),  # scripts, and forms that are programs
    *("/EF", "/RF", "/Collection"),  # files inside the file
    *("/RichMediaContent", "/RichMediaSettings", "/3DD", "/MovieActions"),
})  # fmt: skip
ACTIVE_VALUES = frozenset({
    *("/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE"),
    *("/Rendition", "/Movie", "/Sound", "/RichMediaExecute", "/GoTo3DView"),
    *("/RichMedia", "/Screen", "/3D", "/FileAttachment", "/EmbeddedFile", "/U3D", "/PRC"),
})  # fmt: skip
"""Subtypes of actions and annotations, as the value of ``/S``, ``/Subtype`` or ``/Type``."""
TELLING_KEYS = frozenset({"/S", "/Subtype", "/Type"})
ASKED_KEYS = frozenset({"/OpenAction", "/URI"})
OUTSIDE_KEYS = frozenset({"/F", "/FFilter"})
"""In a stream's dictionary: its content is another file."""
HARMLESS_AT_OPENING = frozenset({"/GoTo", "/Named"})
LINK = re.compile(r"(?:https?|mailto|tel):|[^:]*$|[^:]*/", re.IGNORECASE)
SUSPICIOUS = re.compile(
    b"|".join(re.escape(name.encode()) for name in sorted(ACTIVE_KEYS | ACTIVE_VALUES | ASKED_KEYS))
)
MOST_DEPTH = 100


def check_inert(held: Object) -> None:
    """Refuse an object in which something acts; objects that it refers to are looked at on their own."""
    if isinstance(held, Stream):
        if any(key in held for key in OUTSIDE_KEYS):
            raise Refused(Code.HAS_PROGRAM)
        held = held.stream_dict
    if isinstance(held, Name):
        if str(held) in ACTIVE_VALUES:
            raise Refused(Code.HAS_PROGRAM)
    elif isinstance(held, Dictionary | Array) and SUSPICIOUS.search(_written(held)):
        _walk(held)


def _written(held: Object) -> bytes:
    return held.unparse(resolved=True)


def _walk(held: Object) -> None:
    """Look at every dictionary that stands within an object itself."""
    waiting = [(held, 0)]
    while waiting:
        each, depth = waiting.pop()
        if depth > MOST_DEPTH:
            raise Refused(Code.BROKEN)
        if isinstance(each, Array):
            children = list(each)
        else:
            for key, value in each.items():
                _check_entry(key, value)
            children = [value for _key, value in each.items()]
        waiting += [
            (child, depth + 1)
            for child in children
            if isinstance(child, Dictionary | Array) and not child.is_indirect
        ]


def _check_entry(key: str, value: object) -> None:
    if (
        key in ACTIVE_KEYS
        or (key in TELLING_KEYS and isinstance(value, Name) and str(value) in ACTIVE_VALUES)
        or (key == "/OpenAction" and not _may_open_with(value))
        or (key == "/URI" and isinstance(value, String) and not LINK.match(str(value).strip()))
    ):
        raise Refused(Code.HAS_PROGRAM)


def _may_open_with(value: object) -> bool:
    """Tell whether a document opens with no more than a place to begin at, or a viewer's own command."""
    return not isinstance(value, Dictionary) or str(value.get(Name.S)) in HARMLESS_AT_OPENING
