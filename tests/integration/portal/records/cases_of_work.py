"""The constraints of seals, jobs, imported files and their rows, and what breaks and just meets each."""

from collections.abc import Callable
from functools import partial
from typing import Any

from portal.records import models as records
from tests.factories import records as make

DOUBTFUL = {"outcome": "doubtful", "doubt": "several"}


def import_file(**facts: Any) -> records.ImportFile:
    """Return a legacy export that is being checked."""
    return records.ImportFile.objects.create(
        **{
            "kind": "legacy",
            "name": "export.csv",
            "size": 1,
            "uploaded_by": make.make_user(),
            "uploaded_at": make.AT,
            **facts,
        }
    )


def import_row(**facts: Any) -> records.ImportRow:
    """Return a row about a new person."""
    file = facts.pop("file", None) or import_file()
    return records.ImportRow.objects.create(
        **{"file": file, "number": 2, "given": {}, "outcome": "new", **facts}
    )


def two_lines(number: int) -> Callable[[], Any]:
    """Return a builder of two rows of one file."""

    def both() -> None:
        file = import_file()
        import_row(file=file)
        import_row(file=file, number=number)

    return both


CASES_OF_WORK: dict[str, tuple[Callable[[], Any], Callable[[], Any]]] = {
    "auditseal_counts_from_one": (partial(make.make_seal, 0), partial(make.make_seal, 1)),
    "job_finished_has_a_moment": (partial(make.make_job, state="done"), make.make_job),
    "job_done_in_total": (
        partial(make.make_job, done=3, total=2),
        partial(make.make_job, done=2, total=2),
    ),
    "credential_legacy_number_not_blank": (
        lambda: make.make_held(make.make_named("Voss"), legacy_number=""),
        lambda: [make.make_held(make.make_named("Voss"), legacy_number=None) for _ in range(2)],
    ),
    "importfile_roster_has_district": (
        lambda: import_file(kind="roster"),
        lambda: import_file(kind="roster", organization=make.make_organization()),
    ),
    "importfile_finished_has_a_moment": (
        lambda: import_file(state="discarded"),
        lambda: import_file(state="discarded", finished_at=make.AT),
    ),
    "importfile_recorded_is_confirmed": (
        lambda: import_file(state="applying"),
        lambda: import_file(state="applying", confirmed_by=make.make_user()),
    ),
    "importfile_refused_has_reason": (
        lambda: import_file(state="refused", finished_at=make.AT),
        lambda: import_file(state="refused", finished_at=make.AT, refusal="The file is empty."),
    ),
    "importrow_once_a_line": (two_lines(2), two_lines(3)),
    "importrow_matched_has_person": (
        lambda: import_row(outcome="matched"),
        lambda: import_row(outcome="matched", person=make.make_named("Voss")),
    ),
    "importrow_choice_has_person": (
        lambda: import_row(choice="person", **DOUBTFUL),
        lambda: import_row(choice="person", person=make.make_named("Voss"), **DOUBTFUL),
    ),
    "importrow_only_doubt_is_settled": (
        lambda: import_row(choice="left_out"),
        lambda: import_row(choice="left_out", **DOUBTFUL),
    ),
    "importrow_faulty_is_not_recorded": (
        lambda: import_row(outcome="faulty", is_recorded=True),
        lambda: (import_row(outcome="faulty"), import_row(is_recorded=True)),
    ),
}
