"""The constraints of wizards and their versions, and what breaks and just meets each."""

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


CASES_OF_PUBLISHING: dict[str, tuple[Callable[[], Any], Callable[[], Any]]] = {
    "wizard_declined_is_not_on_offer": (partial(decline, 1), partial(decline, 2)),
    "wizardversion_number": (two_versions(number=1), two_versions()),
    "wizardversion_content": (two_versions(content_hash=make.content_hash()), two_versions()),
    "wizardversion_counts_from_one": (lambda: make.make_version(number=0), make.make_version),
}
