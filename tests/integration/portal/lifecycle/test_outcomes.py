"""What becomes of a document that was sent: accepted, rejected, replaced; who is told, and every way it is refused."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError
from django.utils import timezone, translation

from portal.lifecycle import outcomes, replacing
from portal.lifecycle.decisions import decide_application
from portal.lifecycle.errors import NotAllowedError
from portal.lifecycle.outcomes import (
    DocumentOutcomeError,
    accept_document,
    reject_document,
)
from portal.lifecycle.replacing import replace_document
from portal.notifications.delivery import deliver_due
from portal.notifications.models import OutboxMessage
from portal.records.applications.models import Application
from portal.records.documents.models import Document, DocumentUse
from portal.records.models import AuditEvent
from portal.users.models import User
from tests.factories.applications import make_application
from tests.factories.records import AT, make_document, make_use

pytestmark = pytest.mark.django_db

UNTIL = date(2031, 5, 1)
CLEAN = {"scan_state": "clean", "scanned_at": AT}


def sent(application: Application, **facts: Any) -> DocumentUse:
    """Return a clean document that the application was sent with."""
    document = make_document(application.person, **{**CLEAN, **facts})
    return make_use(document=document, application=application)


@pytest.fixture
def use(application: Application) -> DocumentUse:
    """Return a clean document that the applicant's renewal was sent with."""
    return sent(application)


def accept(use: DocumentUse, by: User, expires_on: date | None = None) -> DocumentUse:
    """Accept now."""
    return accept_document(use_id=use.pk, expires_on=expires_on, by_id=by.pk, at=timezone.now())


def reject(use: DocumentUse, by: User, reason: str = "expired", note: str = "") -> DocumentUse:
    """Reject now."""
    return reject_document(use_id=use.pk, reason=reason, note=note, by_id=by.pk, at=timezone.now())


def replace(use: DocumentUse, document: Document, by: User, *more: Document) -> DocumentUse:
    """Put another document in place now, and more beside it."""
    ids = [each.public_id for each in (document, *more)]
    return replace_document(use_id=use.pk, document_ids=ids, account_id=by.pk, at=timezone.now())[0]


def events(action: str) -> list[tuple[Any, ...]]:
    """Return who did it to which record."""
    rows = AuditEvent.objects.filter(action=action).order_by("id")
    return [(row.actor_id, row.record_type, row.record_id) for row in rows]


def timeline(application: Application) -> list[str]:
    """Return what happened after the submission."""
    return [event.kind for event in application.timeline.order_by("id")][1:]


def messages() -> list[OutboxMessage]:
    """Return the messages about rejected documents."""
    return list(OutboxMessage.objects.filter(kind="document_rejected").order_by("id"))


def test_document_is_accepted_until_a_day(use: DocumentUse, specialist: User) -> None:
    accept(use, specialist, UNTIL)

    use.refresh_from_db()
    assert (use.outcome, use.reason, use.note) == ("accepted", "", "")
    assert use.decided_by == specialist
    assert use.decided_at is not None
    assert use.document.expires_on == UNTIL
    assert events("document.accepted") == [(specialist.pk, "documentuse", str(use.pk))]
    assert (timeline(use.application), messages()) == ([], [])


def test_document_is_rejected_with_a_reason(use: DocumentUse, specialist: User) -> None:
    reject(use, specialist, "incomplete", "Page 2")

    use.refresh_from_db()
    assert (use.outcome, use.reason, use.note) == ("rejected", "incomplete", "Page 2")
    assert (use.decided_by, timeline(use.application)) == (specialist, ["document_rejected"])
    assert events("document.rejected") == [(specialist.pk, "documentuse", str(use.pk))]
    (message,) = messages()
    assert message.recipient == "applicant@example.org"


@pytest.mark.parametrize(
    ("language", "subject", "reason"),
    [
        ("en", "A document of your application {} needs to be replaced", "missing."),
        ("es", "{}", ""),
    ],
)
def test_applicant_is_told_in_the_language_of_the_application(
    applicant: User, specialist: User, language: str, subject: str, reason: str
) -> None:
    application = make_application(applicant, language=language)

    reject(sent(application), specialist, "incomplete", "Page 2")
    deliver_due(at=timezone.now())

    assert messages()[0].language == language
    letter = mail.outbox[-1]
    assert subject.format(application.reference) in letter.subject
    with translation.override(language):
        assert str(outcomes.DocumentUse(reason="incomplete").get_reason_display()) in letter.body
    assert reason in letter.body
    assert "transcript.pdf" in letter.body
    assert "Page 2" in letter.body


def test_other_reason_is_told_in_its_own_words_alone(use: DocumentUse, specialist: User) -> None:
    reject(use, specialist, "other", "The seal is <cut> off.")
    deliver_due(at=timezone.now())

    body = mail.outbox[-1].body
    assert "The reason: The seal is <cut> off.\n" in body
    assert "Another reason" not in body


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("a.pdf\r\nBcc: everybody@example.org\n\nPay", "“a.pdf Bcc: everybody@example.org Pay”"),
        ("{{ account_url }}{% now %}.pdf", "“{{ account_url }}{% now %}.pdf”"),
        ("<b>x</b>&.pdf", "“<b>x</b>&.pdf”"),
        ("gpj\u202efdp.exe", "“gpj fdp.exe”"),
        ("%(reference)s%s.pdf", "“%(reference)s%s.pdf”"),
    ],
)
def test_hostile_name_stays_a_name_on_one_line(
    application: Application, specialist: User, name: str, told: str
) -> None:
    reject(sent(application, original_name=name), specialist)
    deliver_due(at=timezone.now())

    letter = mail.outbox[-1]
    assert told in letter.body
    assert letter.recipients() == ["applicant@example.org"]
    assert letter.subject.startswith("A document of your application")


def test_change_of_mind_clears_the_reason_and_tells_of_each_rejection(
    use: DocumentUse, specialist: User
) -> None:
    reject(use, specialist, "other", "Blurred")
    accept(use, specialist)
    use.refresh_from_db()
    assert (use.outcome, use.reason, use.note) == ("accepted", "", "")

    reject(use, specialist, "expired")

    assert [message.context["reason"] for message in messages()] == ["other", "expired"]


def test_rejecting_twice_is_told_once(use: DocumentUse, specialist: User) -> None:
    reject(use, specialist)

    with pytest.raises(DocumentOutcomeError, match="rejected already"):
        reject(use, specialist)

    assert (len(messages()), timeline(use.application)) == (1, ["document_rejected"])


def test_accepting_twice_is_one_acceptance(use: DocumentUse, specialist: User) -> None:
    first = accept(use, specialist, UNTIL)

    assert accept(use, specialist, UNTIL).decided_at == first.decided_at
    assert len(events("document.accepted")) == 1


def test_document_that_is_not_valid_any_more_is_not_accepted(
    use: DocumentUse, specialist: User
) -> None:
    today = timezone.localdate()

    with pytest.raises(DocumentOutcomeError, match="This day is over"):
        accept(use, specialist, today - timedelta(days=1))
    use.refresh_from_db()
    assert (use.outcome, use.document.expires_on) == ("open", None)

    assert accept(use, specialist, today).outcome == "accepted"


def test_another_day_is_another_acceptance(use: DocumentUse, specialist: User) -> None:
    accept(use, specialist)
    accept(use, specialist, UNTIL)

    use.document.refresh_from_db()
    assert use.document.expires_on == UNTIL
    assert len(events("document.accepted")) == 2


@pytest.mark.parametrize("state", ["pending", "suspect", "error"])
def test_nobody_relies_on_a_file_that_is_not_clean(
    application: Application, specialist: User, state: str
) -> None:
    use = sent(application, scan_state=state)

    with pytest.raises(DocumentOutcomeError, match="not known to be clean"):
        accept(use, specialist, UNTIL)

    use.refresh_from_db()
    assert (use.outcome, use.document.expires_on) == ("open", None)
    reject(use, specialist, "unreadable")


ACTS: list[Callable[[DocumentUse, User], Any]] = [accept, reject]


@pytest.mark.parametrize("act", ACTS)
def test_nobody_settles_documents_of_their_own_application(
    applicant: User, use: DocumentUse, specialist: User, act: Callable[[DocumentUse, User], Any]
) -> None:
    applicant.groups.set(specialist.groups.all())

    with pytest.raises(NotAllowedError, match="your own application"):
        act(use, applicant)

    use.refresh_from_db()
    assert use.outcome == "open"


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("role", ["applicant", "fiscal_clerk", "editor", "registry_verifier"])
def test_other_roles_settle_nothing(
    request: pytest.FixtureRequest,
    use: DocumentUse,
    role: str,
    act: Callable[[DocumentUse, User], Any],
) -> None:
    with pytest.raises(NotAllowedError):
        act(use, request.getfixturevalue(role))

    use.refresh_from_db()
    assert (use.outcome, events("document.accepted"), messages()) == ("open", [], [])


@pytest.mark.parametrize("act", ACTS)
def test_control_notices_settling_without_the_guard(
    use: DocumentUse,
    editor: User,
    monkeypatch: pytest.MonkeyPatch,
    act: Callable[[DocumentUse, User], Any],
) -> None:
    monkeypatch.setattr(outcomes, "check_can_decide", lambda *_who: None)

    act(use, editor)

    use.refresh_from_db()
    assert use.outcome != "open"


@pytest.fixture
def decided(use: DocumentUse, specialist: User) -> DocumentUse:
    """Return a rejected document of an application that was decided since."""
    reject(use, specialist)
    decide_application(
        application_id=use.application_id,
        outcome="denied",
        reason="No papers.",
        decided_by_id=specialist.pk,
        at=timezone.now(),
    )
    return use


@pytest.mark.parametrize("act", ACTS)
def test_documents_of_a_decided_application_stay_as_they_are(
    decided: DocumentUse, specialist: User, act: Callable[[DocumentUse, User], Any]
) -> None:
    with pytest.raises(DocumentOutcomeError, match="The application is decided"):
        act(decided, specialist)


@pytest.mark.parametrize("act", ACTS)
def test_unknown_use_is_not_there(
    specialist: User, act: Callable[[DocumentUse, User], Any]
) -> None:
    with pytest.raises(DocumentUse.DoesNotExist):
        act(DocumentUse(pk=987), specialist)


def test_rejected_document_is_replaced(use: DocumentUse, applicant: User, specialist: User) -> None:
    reject(use, specialist)
    better = make_document(applicant.person)

    new = replace(use, better, applicant)

    assert (new.question, new.outcome, new.document) == (use.question, "open", better)
    assert timeline(use.application) == ["document_rejected", "document_added"]
    assert events("document.replaced") == [(applicant.pk, "documentuse", str(new.pk))]
    use.refresh_from_db()
    assert (use.outcome, new.replaces) == ("rejected", use)


def test_document_is_replaced_once(use: DocumentUse, applicant: User, specialist: User) -> None:
    reject(use, specialist)
    replace(use, make_document(applicant.person), applicant)

    with pytest.raises(DocumentOutcomeError, match="in its place already"):
        replace(use, make_document(applicant.person), applicant)

    assert DocumentUse.objects.count() == 2
    assert len(events("document.replaced")) == 1


def test_control_notices_a_document_that_is_replaced_twice(
    use: DocumentUse, applicant: User, specialist: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replacing, "check_replaceable", lambda _use: None)
    reject(use, specialist)
    replace(use, make_document(applicant.person), applicant)

    with pytest.raises(IntegrityError, match="replaces"):
        replace(use, make_document(applicant.person), applicant)


def test_replacement_that_is_rejected_is_replaced_in_turn(
    use: DocumentUse, applicant: User, specialist: User
) -> None:
    reject(use, specialist)
    second = replace(use, make_document(applicant.person), applicant)
    reject(second, specialist)

    assert replace(second, make_document(applicant.person), applicant).replaces == second


@pytest.mark.parametrize("outcome", ["open", "accepted"])
def test_only_what_was_rejected_is_replaced(
    use: DocumentUse, applicant: User, specialist: User, outcome: str
) -> None:
    if outcome == "accepted":
        accept(use, specialist)

    with pytest.raises(DocumentOutcomeError, match="does not wait"):
        replace(use, make_document(applicant.person), applicant)

    assert DocumentUse.objects.count() == 1


def test_nothing_is_replaced_after_the_decision(decided: DocumentUse, applicant: User) -> None:
    with pytest.raises(DocumentOutcomeError, match="does not wait"):
        replace(decided, make_document(applicant.person), applicant)


def test_same_file_is_not_sent_again(use: DocumentUse, applicant: User, specialist: User) -> None:
    reject(use, specialist)

    with pytest.raises(DocumentOutcomeError, match="sent before"):
        replace(use, use.document, applicant)

    assert timeline(use.application) == ["document_rejected"]


def test_nobody_replaces_another_persons_document_or_uses_theirs(
    use: DocumentUse, applicant: User, other_applicant: User, specialist: User
) -> None:
    reject(use, specialist)
    theirs = make_document(other_applicant.person)

    with pytest.raises(DocumentUse.DoesNotExist):
        replace(use, theirs, other_applicant)
    with pytest.raises(Document.DoesNotExist):
        replace(use, theirs, applicant)

    assert DocumentUse.objects.count() == 1
