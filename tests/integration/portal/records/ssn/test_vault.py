"""Sealing: what is in the table is no number, opens for its owner alone, and is sealed anew under another key."""

import itertools
from datetime import UTC, datetime
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from portal.records.models import PersonSSN
from portal.records.ssn import rotation
from portal.records.ssn.cipher import UnknownKeyError, WrongPlaceError, open_sealed, seal
from portal.records.ssn.keeping import keep_ssn, list_sharers, record_ssn
from portal.records.ssn.rotation import list_outdated, rotate
from tests.factories.records import make_draft, make_named

pytestmark = [pytest.mark.django_db, pytest.mark.database]

AT = datetime(2026, 3, 2, 15, tzinfo=UTC)
OLD, NEW, INDEX, NEW_INDEX = (bytes([place]) * 32 for place in range(1, 5))


@pytest.fixture(autouse=True)
def _keys(settings: Settings) -> None:
    settings.SSN_KEYS, settings.SSN_INDEX_KEYS = [OLD], [INDEX]


def keep(number: str, person: Any = None) -> PersonSSN:
    """Return a number that was kept for a draft."""
    draft = make_draft(person or make_named("Whitfield"))
    reference = keep_ssn(
        person_id=draft.person_id,
        application_id=draft.pk,
        question="number",
        typed=number,
        used=(),
        at=AT,
    )
    return PersonSSN.objects.get(reference=reference)


def opened(row: PersonSSN) -> str:
    """Return the number of a row."""
    row.refresh_from_db()
    return open_sealed(row.sealed, owner=str(row.person.public_id))


def run_rotation(*options: str) -> str:
    """Run the command; return what it said."""
    out = StringIO()
    call_command("rotate_keys", *options, stdout=out)
    return out.getvalue()


def test_row_holds_no_number_and_opens_for_its_owner() -> None:
    row = keep("078-05-1120")

    columns = {name: str(getattr(row, name)) for name in ("sealed", "blind_index", "reference")}
    assert not any("078051120" in value or "078-05" in value for value in columns.values())
    assert row.last_four == "1120"
    assert opened(row) == "078051120"


def test_same_number_is_sealed_differently_each_time_and_found_all_the_same() -> None:
    first, second = keep("078-05-1120"), keep("078051120")

    assert first.sealed != second.sealed
    assert first.blind_index == second.blind_index


def test_number_moved_to_another_person_does_not_open() -> None:
    row, other = keep("078-05-1120"), make_named("Quill")

    with pytest.raises(WrongPlaceError):
        open_sealed(row.sealed, owner=str(other.public_id))


def test_changed_number_does_not_open() -> None:
    row = keep("078-05-1120")
    key, _colon, body = row.sealed.partition(":")
    flipped = ("B" if body[20] == "A" else "A").join((body[:20], body[21:]))

    with pytest.raises(WrongPlaceError):
        open_sealed(f"{key}:{flipped}", owner=str(row.person.public_id))


def test_number_whose_key_is_gone_does_not_open(settings: Settings) -> None:
    row = keep("078-05-1120")
    settings.SSN_KEYS = [NEW]

    with pytest.raises(UnknownKeyError):
        opened(row)


def test_index_depends_on_its_own_key_alone(settings: Settings) -> None:
    row = keep("078-05-1120")
    settings.SSN_KEYS = [NEW, OLD]
    assert keep("078-05-1120").blind_index == row.blind_index

    settings.SSN_INDEX_KEYS = [NEW_INDEX]
    assert keep("078-05-1120").blind_index != row.blind_index


def test_keys_rotate_and_numbers_stay_readable_before_during_and_after(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [keep(f"078-05-{number:04}") for number in range(1, 8)]
    numbers = [f"07805{number:04}" for number in range(1, 8)]
    settings.SSN_KEYS, settings.SSN_INDEX_KEYS = [NEW, OLD], [NEW_INDEX, INDEX]
    monkeypatch.setattr(rotation, "ROWS_AT_ONCE", 2)
    stop = itertools.count()

    def tell(done: int) -> None:
        assert list(map(opened, rows)) == numbers
        if next(stop) == 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rotate(at=AT, tell=tell)
    assert list_outdated().count() == 3
    assert "3 to seal anew" in run_rotation("--dry-run")

    assert "3 sealed anew, 0 left" in run_rotation()

    settings.SSN_KEYS, settings.SSN_INDEX_KEYS = [NEW], [NEW_INDEX]
    assert list(map(opened, rows)) == numbers
    assert list_outdated().count() == 0


def test_rotation_names_the_key_that_is_missing_and_touches_nothing(settings: Settings) -> None:
    row = keep("078-05-1120")
    settings.SSN_KEYS = [NEW]

    with pytest.raises(CommandError, match=row.sealed.partition(":")[0]):
        run_rotation()

    assert PersonSSN.objects.get(pk=row.pk).sealed == row.sealed


def test_same_number_again_keeps_its_reference_and_another_takes_its_place() -> None:
    person = make_named("Whitfield")
    draft = make_draft(person)

    def again(typed: str, *used: str) -> str:
        return keep_ssn(
            person_id=person.pk,
            application_id=draft.pk,
            question="number",
            typed=typed,
            used=used,
            at=AT,
        )

    first = again("078-05-1120")
    assert again("078051120") == first
    second = again("219-09-9999", first, "no reference at all")
    assert PersonSSN.objects.count() == 2
    assert again("219-09-9999") == second
    assert [str(row.reference) for row in PersonSSN.objects.all()] == [second]


def test_one_number_at_a_time_is_on_record() -> None:
    person = make_named("Whitfield")
    first, second = keep("078-05-1120", person), keep("219-09-9999", person)

    for row in (first, second, second):
        record_ssn(
            person_id=person.pk,
            reference=str(row.reference),
            application_reference="U96A8F9T6W",
            actor_id=None,
            at=AT,
        )

    on_record = PersonSSN.objects.exclude(recorded_at=None)
    assert [row.pk for row in on_record] == [second.pk]


def test_number_of_two_people_is_kept_for_both_and_told() -> None:
    first, second = keep("078-05-1120"), keep("078-05-1120", make_named("Quill"))
    assert list_sharers(str(first.reference)) == []

    PersonSSN.objects.filter(pk=second.pk).update(recorded_at=AT)

    assert list_sharers(str(first.reference)) == [second.person]


def test_two_seals_of_one_number_share_no_text() -> None:
    first, second = (seal("078051120", owner="somebody").partition(":")[2] for _ in range(2))

    assert first[:16] != second[:16]
