"""The constraints of retention periods, of what is noted of applications and of the ledger of erasures: breaches."""

import uuid
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any

from portal.records import models as records
from tests.factories import records as make
from tests.factories.accounts import make_account


def erasure(**facts: Any) -> records.Erasure:
    """Return a line of the ledger about a draft."""
    return records.Erasure.objects.create(
        **{
            "kind": "draft",
            "subject": uuid.uuid4(),
            "rule": "request",
            "erased_at": make.AT,
            **facts,
        }
    )


def reminder(**facts: Any) -> records.DraftReminder:
    """Return the first reminder about a draft."""
    draft = facts.pop("application", None) or make.make_draft(make.make_named("Whitfield"))
    days = {"touched_at": make.AT, "ends_on": date(2027, 3, 2), "sent_at": make.AT}
    return records.DraftReminder.objects.create(
        **{"application": draft, "number": 1, **days, **facts}
    )


def move(*, stays: bool) -> records.DraftMove:
    """Return a move of a draft to another version, or to the one it is on."""
    draft = make.make_draft(make.make_named("Whitfield"))
    new = draft.version if stays else make.make_version(number=2)
    return records.DraftMove.objects.create(
        application=draft,
        old_version=draft.version,
        new_version=new,
        lock_version=1,
        moved_at=make.AT,
    )


def private_answers(*, version: int) -> records.PrivateAnswers:
    """Return what a reviewer answered about an application."""
    return records.PrivateAnswers.objects.create(
        application=make.make_draft(make.make_named("Whitfield")),
        version=version,
        saved_by=make_account(),
        saved_at=make.AT,
    )


def two_reminders(number: int) -> Callable[[], Any]:
    """Return a builder of two reminders about one draft."""

    def both() -> None:
        first = reminder()
        reminder(application=first.application, number=number)

    return both


def two_erasures(kind: str, **facts: Any) -> Callable[[], Any]:
    """Return a builder of two lines about one record."""

    def both() -> None:
        subject = uuid.uuid4()
        erasure(kind=kind, subject=subject, **facts)
        erasure(kind=kind, subject=subject, **facts)

    return both


def ssn(**facts: Any) -> records.PersonSSN:
    """Return a number in the vault."""
    person = facts.pop("person", None) or make.make_named("Whitfield")
    given = {"sealed": "k:x", "blind_index": "k:x", "last_four": "1120", "kept_at": make.AT}
    return records.PersonSSN.objects.create(**{"person": person, **given, **facts})


def two_ssns(**facts: Any) -> None:
    """Make one number that is on record, and another of the same person."""
    first = ssn(recorded_at=make.AT)
    ssn(person=first.person, **facts)


def access(**facts: Any) -> records.SSNAccess:
    """Return the row that readings queue at."""
    return records.SSNAccess.objects.create(**facts)


def asked(**facts: Any) -> records.ThirdPartyRequest:
    """Return a request to somebody whom an applicant named."""
    draft = facts.pop("application", None) or make.make_draft(make.make_named("Whitfield"))
    days = {f"{name}_at": make.AT + timedelta(days=n) for n, name in enumerate(TIMES)}
    given = {"step": "employer", "name": "A", "language": "en", "token_digest": uuid.uuid4().hex}
    return records.ThirdPartyRequest.objects.create(
        **{"application": draft, **given, **days, **facts}
    )


def two_asked(first: dict[str, Any], second: dict[str, Any]) -> Callable[[], Any]:
    """Return a builder of two requests of one application."""

    def both() -> None:
        asked(application=asked(**first).application, **second)

    return both


def visit(**facts: Any) -> records.Application:
    """Return a draft of somebody without an account."""
    own = {"person": None, "visitor_key": uuid.uuid4().hex, **facts}
    times = {"started_at": make.AT, "saved_at": make.AT}
    return records.Application.objects.create(
        version=make.make_version(), service_key="x.y", **times, **own
    )


def link(**facts: Any) -> records.ResumeLink:
    """Return a link back to a draft."""
    draft = facts.pop("application", None) or visit()
    days = {"sent_at": make.AT, "expires_at": make.AT + timedelta(days=14)}
    given = {"email": "i@example.org", "language": "en", "token_digest": uuid.uuid4().hex}
    return records.ResumeLink.objects.create(**{"application": draft, **given, **days, **facts})


def two_links(first: dict[str, Any], second: dict[str, Any]) -> Callable[[], Any]:
    """Return a builder of two links back to one draft."""

    def both() -> None:
        link(application=link(**first).application, **second)

    return both


TIMES = ("sent", "due", "expires")
ENDED = {"withdrawn_at": make.AT}
USED = {"used_at": make.AT}
FILE = {"stored_name": "documents/aa/aa", "sha256": "a" * 64}
CASES_OF_RETENTION: dict[str, tuple[Callable[[], Any], Callable[[], Any]]] = {
    "retentionterms_keeps_something": (
        partial(make.make_retention, keep_for=0),
        partial(make.make_retention, keep_for=1),
    ),
    "retentionterms_reminders_in_order": (
        partial(make.make_retention, first_reminder_days=7, second_reminder_days=7),
        partial(make.make_retention, first_reminder_days=8, second_reminder_days=7),
    ),
    "personssn_one_on_record": (
        partial(two_ssns, recorded_at=make.AT),
        partial(two_ssns, recorded_at=None),
    ),
    "personssn_is_sealed": (partial(ssn, sealed="078051120"), partial(ssn, sealed="k:x")),
    "personssn_is_indexed": (partial(ssn, blind_index="x"), partial(ssn, blind_index="k:x")),
    "ssnaccess_one_row": (partial(access, pk=2), partial(access, pk=1)),
    "request_numbered_once": (two_asked(ENDED, {}), two_asked(ENDED, {"number": 2})),
    "request_one_open_a_step": (two_asked({}, {"number": 2}), two_asked(ENDED, {"number": 2})),
    "request_ends_once": (
        partial(asked, answered_at=make.AT, declined_at=make.AT),
        partial(asked, answered_at=make.AT),
    ),
    "request_times_in_order": (partial(asked, due_at=make.AT), asked),
    "application_of_a_person_or_visitor": (partial(visit, visitor_key=None), visit),
    "resumelink_numbered_once": (two_links(USED, {}), two_links(USED, {"number": 2})),
    "resumelink_one_open": (two_links({}, {"number": 2}), two_links(USED, {"number": 2})),
    "resumelink_ends_once": (
        partial(link, used_at=make.AT, retired_at=make.AT),
        partial(link, used_at=make.AT),
    ),
    "resumelink_times_in_order": (partial(link, expires_at=make.AT), link),
    "privateanswers_counts_from_one": (
        partial(private_answers, version=0),
        partial(private_answers, version=1),
    ),
    "draftmove_to_another_version": (partial(move, stays=True), partial(move, stays=False)),
    "draftreminder_each_once": (two_reminders(1), two_reminders(2)),
    "draftreminder_one_or_two": (partial(reminder, number=3), partial(reminder, number=2)),
    "erasure_names_its_file": (
        partial(erasure, kind="document", sha256="a" * 64),
        lambda: (erasure(kind="document", **FILE), erasure(kind="job", stored_name="jobs/a")),
    ),
    "erasure_of_person_has_reason": (
        partial(erasure, kind="person"),
        partial(erasure, kind="person", reason="Asked for"),
    ),
    "erasure_once_a_record": (two_erasures("draft"), two_erasures("person", reason="Asked for")),
}
