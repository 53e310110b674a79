"""The constraints of wizards, their versions and releases, and what breaks and just meets each."""

from collections.abc import Callable
from functools import partial
from typing import Any

from portal.records import models as records
from tests.factories import records as make


def two_versions(**second: Any) -> Callable[[], Any]:
    """Return a builder of two versions of one wizard."""

    def both() -> None:
        first = make.make_version()
        facts = {"number": 2, "content_hash": "b" * 64, **second}
        records.WizardVersion.objects.create(
            wizard=first.wizard, schema_version=1, definition={}, published_at=make.AT, **facts
        )

    return both


def decline(number: int) -> None:
    """Take the first version back for a version of that number."""
    declined = make.make_version()
    offered = declined if number == 1 else make.make_version(number=number)
    records.Wizard.objects.update(current_version=offered, declined=declined)


def copy_to(origin: str) -> None:
    """Have a wizard say that it was copied from another one's version."""
    version = make.make_version()
    records.Wizard.objects.create(key="test.copy", origin=origin, copied_from=version)


def draft(key: str) -> None:
    """Begin a wizard under a key."""
    records.WizardDraft.objects.create(key=key, title_en="Course")


def release(**facts: Any) -> records.Release:
    """Return a release that is planned."""
    moments = {"due_at": make.AT, "made_at": make.AT}
    return records.Release.objects.create(
        **{"name": "July", "made_by": make.make_user(), **moments, **facts}
    )


def two_parts(subject: str) -> None:
    """Give a release a second part about a subject."""
    planned = release()
    for each in ("page 1", subject):
        records.ReleasePart.objects.create(release=planned, kind="page", subject=each)


RELEASED = {"state": "released", "ended_at": make.AT}
CASES_OF_PUBLISHING: dict[str, tuple[Callable[[], Any], Callable[[], Any]]] = {
    "release_ended_has_a_moment": (
        partial(release, state="released"),
        partial(release, **RELEASED),
    ),
    "release_failed_has_reason": (
        partial(release, state="failed", ended_at=make.AT),
        partial(release, state="failed", ended_at=make.AT, failure="gone"),
    ),
    "release_released_by_somebody": (
        lambda: release(released_by=make.make_user()),
        lambda: release(released_by=make.make_user(), **RELEASED),
    ),
    "releasepart_subject_once": (partial(two_parts, "page 1"), partial(two_parts, "page 2")),
    "wizard_copied_is_of_an_editor": (partial(copy_to, "plugin"), partial(copy_to, "editor")),
    "wizarddraft_has_a_key": (partial(draft, ""), partial(draft, "bureau.course")),
    "wizard_declined_is_not_on_offer": (partial(decline, 1), partial(decline, 2)),
    "wizardversion_number": (two_versions(number=1), two_versions()),
    "wizardversion_content": (two_versions(content_hash=make.content_hash()), two_versions()),
    "wizardversion_counts_from_one": (lambda: make.make_version(number=0), make.make_version),
}
