"""To offer a kind of parts for releases: each is judged, previewed, and published together with others, or not at all.

An app names the module that registers its kinds in ``ready()`` with ``announce_kinds``; the module calls
``register_kind`` with an instance of a subclass of ``PartKind``.
"""

from portal.records.releases.kinds import (
    Part,
    PartFault,
    PartKind,
    PartPreview,
    PartRefusedError,
    PreviewLine,
    announce_kinds,
    register_kind,
)
from portal.users.models import User

__all__ = [
    "Part",
    "PartFault",
    "PartKind",
    "PartPreview",
    "PartRefusedError",
    "PreviewLine",
    "User",
    "announce_kinds",
    "register_kind",
]
