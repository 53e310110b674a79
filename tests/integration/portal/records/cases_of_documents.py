"""The constraints of documents and their uses, and what breaks and just meets each."""

from collections.abc import Callable
from functools import partial
from typing import Any

from tests.factories import records as make


def document(**facts: Any) -> Any:
    """Return somebody's document."""
    return make.make_document(make.make_named("Whitfield"), **facts)


def two_alike(**second: Any) -> Callable[[], Any]:
    """Return a builder of two documents of one person."""

    def both() -> None:
        owner = make.make_named("Whitfield")
        make.make_document(owner, sha256="a" * 64)
        make.make_document(owner, **{"sha256": "a" * 64, **second})

    return both


def two_uses(question: str) -> Callable[[], Any]:
    """Return a builder of two uses of one document in one application."""

    def both() -> None:
        use = make.make_use()
        make.make_use(document=use.document, application=use.application, question=question)

    return both


CASES_OF_DOCUMENTS: dict[str, tuple[Callable[[], Any], Callable[[], Any]]] = {
    "document_not_empty": (partial(document, size=0), partial(document, size=1)),
    "document_hash_shape": (
        partial(document, sha256="a" * 63),
        partial(document, sha256="a" * 64),
    ),
    "document_clean_when_scanned": (
        partial(document, scan_state="clean"),
        partial(document, scan_state="clean", scanned_at=make.AT),
    ),
    "document_once_a_person": (two_alike(), two_alike(kind="diploma")),
    "document_use_once": (two_uses("transcript"), two_uses("diploma")),
    "document_use_decided_whole": (
        partial(make.make_use, outcome="accepted"),
        partial(make.make_use, outcome="accepted", decided_at=make.AT),
    ),
    "document_use_rejected_with_reason": (
        partial(make.make_use, outcome="rejected", decided_at=make.AT),
        partial(make.make_use, outcome="rejected", decided_at=make.AT, reason="unreadable"),
    ),
}
