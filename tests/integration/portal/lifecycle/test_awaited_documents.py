"""Who acts next while a document waits to be replaced: the applicant, until another is sent."""

from collections.abc import Callable, Iterator

import pytest
from django.utils import timezone
from pytest_django import Settings

from benchmarks.scanner import OddScanner
from portal.lifecycle import set_apart
from portal.lifecycle.assignment import release_application, take_up_application
from portal.lifecycle.decisions import decide_application
from portal.lifecycle.outcomes import (
    DocumentOutcomeError,
    accept_document,
    can_replace,
    reject_document,
)
from portal.lifecycle.replacing import replace_document
from portal.records.applications.models import Application
from portal.records.documents.events import document_suspected
from portal.records.documents.models import DocumentUse
from portal.records.documents.queries import list_uses, waits_for_replacement
from portal.records.documents.scanning import release_document, scan_document
from portal.users.models import User
from tests.factories.applications import make_application
from tests.factories.documents import receive
from tests.factories.records import AT, make_document, make_use

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]

CLEAN = {"scan_state": "clean", "scanned_at": AT}


@pytest.fixture
def scanner(settings: Settings) -> Iterator[None]:
    """Let a scanner answer that finds something in every file."""
    with OddScanner(b"stream: Something FOUND\0") as scanner:
        settings.DOCUMENT_SCANNER, settings.CLAMD_ADDRESS = "clamd", scanner.address
        settings.CLAMD_TIMEOUT_SECONDS = 1
        yield


@pytest.fixture
def use(application: Application) -> DocumentUse:
    """Return a document that waits for its scan, of the applicant's renewal."""
    document = receive(b"%PDF-1.7 a transcript", application.person)
    return make_use(document=document, application=application)


def who(application: Application) -> tuple[str, str, list[str]]:
    """Return the stage, who acts next and the statuses, as stored."""
    application.refresh_from_db()
    return application.stage, application.action_required_by, application.statuses


WAITING = ("submitted", "applicant", ["waiting_for_document"])
FOR_STAFF = ("submitted", "staff", ["waiting_for_review"])


def reject(use: DocumentUse, by: User) -> None:
    """Don't accept it."""
    at = timezone.now()
    reject_document(use_id=use.pk, reason="unreadable", note="", by_id=by.pk, at=at)


def replace(use: DocumentUse, by: User, **facts: object) -> DocumentUse:
    """Put another file in its place."""
    better = make_document(use.document.person, **{**CLEAN, **facts})
    return replace_document(
        use_id=use.pk, document_ids=[better.public_id], account_id=by.pk, at=timezone.now()
    )[0]


def find(use: DocumentUse) -> None:
    """Have it scanned."""
    scan_document(document_id=use.document_id, at=timezone.now())


def test_rejected_document_is_the_applicants_until_another_is_sent(
    application: Application, applicant: User, specialist: User
) -> None:
    use = make_use(document=make_document(application.person, **CLEAN), application=application)
    assert who(application) == FOR_STAFF

    reject(use, specialist)
    assert who(application) == WAITING
    replace(use, applicant)
    assert who(application) == FOR_STAFF


def test_rejection_that_is_taken_back_returns_it_to_staff(
    application: Application, specialist: User
) -> None:
    use = make_use(document=make_document(application.person, **CLEAN), application=application)
    reject(use, specialist)

    accept_document(use_id=use.pk, expires_on=None, by_id=specialist.pk, at=timezone.now())

    assert who(application) == FOR_STAFF


@pytest.mark.usefixtures("scanner")
def test_suspect_document_is_replaced_by_its_owner_at_once(
    application: Application, use: DocumentUse, applicant: User
) -> None:
    with pytest.raises(DocumentOutcomeError, match="does not wait"):
        replace(use, applicant)

    find(use)
    assert who(application) == WAITING
    assert replace(use, applicant).replaces == use
    assert who(application) == FOR_STAFF


@pytest.mark.usefixtures("scanner")
def test_control_notices_a_finding_that_nobody_hears(
    application: Application, use: DocumentUse
) -> None:
    document_suspected.disconnect(dispatch_uid="lifecycle.suspected")
    try:
        find(use)
    finally:
        set_apart.connect()

    assert who(application) == FOR_STAFF


@pytest.mark.usefixtures("scanner")
def test_document_that_is_released_returns_it_to_staff(
    application: Application, use: DocumentUse, admin: User, settings: Settings
) -> None:
    find(use)
    settings.DOCUMENT_SCANNER = "none"

    release_document(document_id=use.document_id, actor_id=admin.pk, at=timezone.now())

    assert who(application) == FOR_STAFF


@pytest.mark.usefixtures("scanner")
def test_every_open_application_with_the_document_follows(
    application: Application, use: DocumentUse, specialist: User
) -> None:
    document = use.document
    closed, held = (make_application(application.person.account) for _number in range(2))
    for other in (closed, held):
        make_use(document=document, application=other)
    at = timezone.now()
    take_up_application(application_id=held.pk, by_id=specialist.pk, at=at)
    decide_application(
        application_id=closed.pk, outcome="denied", reason="No.", decided_by_id=specialist.pk, at=at
    )

    find(use)

    assert who(application) == WAITING
    assert who(held) == ("assessment", "applicant", ["waiting_for_document"])
    assert who(closed) == ("closed", "none", ["denied"])


def test_taking_up_and_giving_back_keep_what_is_waited_for(
    application: Application, specialist: User
) -> None:
    use = make_use(document=make_document(application.person, **CLEAN), application=application)
    reject(use, specialist)

    take_up_application(application_id=application.pk, by_id=specialist.pk, at=timezone.now())
    assert who(application) == ("assessment", "applicant", ["waiting_for_document"])
    release_application(application_id=application.pk, by_id=specialist.pk, at=timezone.now())
    assert who(application) == WAITING


def test_decision_leaves_nobody_to_act(application: Application, specialist: User) -> None:
    use = make_use(document=make_document(application.person, **CLEAN), application=application)
    reject(use, specialist)

    decide_application(
        application_id=application.pk,
        outcome="denied",
        reason="No papers.",
        decided_by_id=specialist.pk,
        at=timezone.now(),
    )

    assert who(application) == ("closed", "none", ["denied"])


@pytest.mark.parametrize("state", ["pending", "clean", "suspect", "error"])
@pytest.mark.parametrize("outcome", ["open", "accepted", "rejected"])
@pytest.mark.parametrize("is_replaced", [False, True])
def test_rows_and_question_agree_on_what_waits(
    application: Application, state: str, outcome: str, is_replaced: bool
) -> None:
    document = make_document(application.person, **{**CLEAN, "scan_state": state})
    facts = {"reason": "expired"} if outcome == "rejected" else {}
    facts |= {} if outcome == "open" else {"decided_at": AT}
    use = make_use(document=document, application=application, outcome=outcome, **facts)
    if is_replaced:
        better = make_document(application.person, **CLEAN)
        make_use(document=better, application=application, replaces=use)

    waits = any(map(can_replace, list_uses(application.pk)))

    assert waits == waits_for_replacement(application.pk)
    assert waits == (not is_replaced and (state == "suspect" or outcome == "rejected"))


def accept(use: DocumentUse, by: User) -> None:
    """Accept it for good."""
    accept_document(use_id=use.pk, expires_on=None, by_id=by.pk, at=timezone.now())


@pytest.mark.parametrize("settle", [accept, reject])
def test_replaced_document_is_settled_no_more(
    application: Application,
    applicant: User,
    specialist: User,
    settle: Callable[[DocumentUse, User], None],
) -> None:
    use = make_use(document=make_document(application.person, **CLEAN), application=application)
    reject(use, specialist)
    replace(use, applicant)

    with pytest.raises(DocumentOutcomeError, match="sent in its place"):
        settle(use, specialist)
