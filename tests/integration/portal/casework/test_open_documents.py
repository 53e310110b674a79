"""An approval and the documents of its application: what is open is named, and bars it until it is settled."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from portal.lifecycle import decisions
from portal.lifecycle.decisions import decide_application
from portal.lifecycle.errors import DocumentsOpenError
from portal.lifecycle.outcomes import accept_document, reject_document
from portal.lifecycle.replacing import replace_document
from portal.records.applications.decisions import Decision
from portal.records.applications.models import Application
from portal.records.documents.models import DocumentUse
from portal.records.models import AuditEvent
from portal.users.models import User
from tests.factories.applications import shown_changes
from tests.factories.records import AT, make_document, make_use
from tests.integration.portal.casework.conftest import file_url
from tests.integration.portal.casework.test_decision import DENY, assert_undecided, words
from tests.markup import Markup

pytestmark = pytest.mark.django_db

CLEAN = {"scan_state": "clean", "scanned_at": AT}
WHY = "The transcript came from the college directly."


def sent(application: Application, state: str = "clean", name: str = "paper.pdf") -> DocumentUse:
    """Return a document that the application was sent with, after a scan."""
    facts = CLEAN if state == "clean" else {"scan_state": state}
    document = make_document(application.person, original_name=name, **facts)
    return make_use(document=document, application=application)


def reject(use: DocumentUse, by: User) -> None:
    """Don't accept it."""
    at = timezone.now()
    reject_document(use_id=use.pk, reason="unreadable", note="", by_id=by.pk, at=at)


def accept(use: DocumentUse, by: User) -> None:
    """Accept it for good."""
    accept_document(use_id=use.pk, expires_on=None, by_id=by.pk, at=timezone.now())


def decide(staff: Client, application: Application, **given: object) -> tuple[int, str]:
    """Approve on the page, as it shows the changes; return the status and what the page says."""
    data = {"outcome": "approved", "reason": "", **shown_changes(staff, application), **given}
    response = staff.post(file_url(application, "decide"), data)
    return response.status_code, unescape(words(response.content))


def approve(
    application: Application, by: User, *, reason: str = "", without: frozenset[int] = frozenset()
) -> Decision:
    """Approve by the operation itself."""
    return decide_application(
        application_id=application.pk,
        outcome="approved",
        reason=reason,
        decided_by_id=by.pk,
        at=timezone.now(),
        not_needed=without,
    )


def not_looked_at(application: Application, _by: User) -> DocumentUse:
    return sent(application)


def not_accepted(application: Application, by: User) -> DocumentUse:
    use = sent(application)
    reject(use, by)
    return use


def replaced_by_an_open_one(application: Application, by: User) -> DocumentUse:
    old, new = not_accepted(application, by), make_document(application.person, **CLEAN)
    owner = application.person.account_id
    assert owner is not None
    return replace_document(
        use_id=old.pk, document_ids=[new.public_id], account_id=owner, at=timezone.now()
    )[0]


def in_state(state: str) -> Callable[[Application, User], DocumentUse]:
    return lambda application, _by: sent(application, state)


OPEN: list[tuple[Callable[[Application, User], DocumentUse], str]] = [
    (not_looked_at, "not looked at yet"),
    (not_accepted, "not accepted, and not replaced"),
    (replaced_by_an_open_one, "not looked at yet"),
    (in_state("suspect"), "set aside by the virus check, and not replaced"),
    (in_state("pending"), "not passed by the virus check yet"),
    (in_state("error"), "not passed by the virus check yet"),
]


@pytest.mark.parametrize(("make", "why"), OPEN)
def test_open_document_is_named_and_bars_an_approval(
    staff: Client,
    application: Application,
    specialist: User,
    make: Callable[[Application, User], DocumentUse],
    why: str,
) -> None:
    use = make(application, specialist)

    page = staff.get(file_url(application)).content.decode()
    status, said = decide(staff, application, reason="Typed words.")

    assert f'href="#document-{use.pk}">{use.document.original_name}</a>: {why}' in page
    assert Markup(page).faults == []
    assert status == 409
    assert "Nothing was decided: 1 document of this application is still open." in said
    assert "Typed words." in said
    assert_undecided(application)
    with pytest.raises(DocumentsOpenError, match="1 document"):
        approve(application, specialist)


def test_control_notices_an_approval_without_the_guard(
    staff: Client, application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent(application, "suspect")
    monkeypatch.setattr(decisions, "leave_open", lambda *_facts: [])

    assert decide(staff, application)[0] == 302
    assert Decision.objects.get().outcome == "approved"


def test_accepted_and_replaced_documents_let_an_approval_through(
    staff: Client, application: Application, specialist: User
) -> None:
    accept(sent(application), specialist)
    accept(replaced_by_an_open_one(application, specialist), specialist)

    assert "still open" not in words(staff.get(file_url(application)).content)
    assert decide(staff, application)[0] == 302
    assert Decision.objects.get().documents == []


def test_several_open_documents_are_counted(
    staff: Client, application: Application, specialist: User
) -> None:
    accept(sent(application), specialist)
    first, _second = sent(application), sent(application, "suspect")

    assert "2 documents are still open." in words(staff.get(file_url(application)).content)
    assert "2 documents of this application are still open." in decide(staff, application)[1]
    marked = {"not_needed": [str(first.pk)], "reason": WHY}
    status, said = decide(staff, application, **marked)
    assert (status, "1 document of this application is still open." in said) == (409, True)
    assert_undecided(application)


@pytest.mark.parametrize("make", [make for make, _why in OPEN])
def test_document_that_is_not_needed_stands_in_the_decision_with_the_reason(
    staff: Client,
    application: Application,
    specialist: User,
    make: Callable[[Application, User], DocumentUse],
) -> None:
    use = make(application, specialist)

    status, _said = decide(staff, application, not_needed=[str(use.pk)], reason=WHY)

    decision = Decision.objects.get()
    assert (status, decision.reason) == (302, WHY)
    assert [(each["use"], each["kind"]) for each in decision.documents] == [(use.pk, "transcript")]
    state = AuditEvent.objects.get(action="application.approved")
    assert state.actor_id == specialist.pk
    page = words(staff.get(file_url(application)).content)
    assert re.search("Documents that were not needed .*transcript: ", page, re.IGNORECASE)


def test_approval_without_documents_needs_the_reason(
    staff: Client, application: Application, specialist: User
) -> None:
    use = sent(application)

    status, said = decide(staff, application, not_needed=[str(use.pk)])

    assert status == 422
    assert "Say why the documents that are marked are not needed." in said
    assert_undecided(application)
    with pytest.raises(DocumentsOpenError, match="Say why"):
        approve(application, specialist, reason=" ", without=frozenset({use.pk}))


@pytest.mark.parametrize("mark", ["0", "x", "²", "9" * 5_000, "-1"])
def test_mark_for_what_is_not_there_settles_nothing(
    staff: Client, application: Application, mark: str
) -> None:
    sent(application)

    assert decide(staff, application, not_needed=[mark], reason=WHY)[0] == 409
    assert_undecided(application)


def test_mark_stays_where_something_else_is_asked_again(
    staff: Client, application: Application
) -> None:
    use = sent(application)

    response = staff.post(file_url(application, "decide"), {"not_needed": [str(use.pk)]})

    assert response.status_code == 422
    box = re.search(rf'<input[^>]*name="not_needed"[^>]*value="{use.pk}"[^>]*>', str(response.text))
    assert box is not None
    assert "checked" in box.group()


def test_document_that_a_colleague_rejects_meanwhile_bars_the_approval(
    application: Application, specialist: User
) -> None:
    first, second = sent(application), sent(application)
    accept(first, specialist)
    reject(first, specialist)

    with pytest.raises(DocumentsOpenError):
        approve(application, specialist, reason=WHY, without=frozenset({second.pk}))


def test_denial_is_never_barred(staff: Client, application: Application, specialist: User) -> None:
    for make, _why in OPEN:
        make(application, specialist)

    assert staff.post(file_url(application, "decide"), DENY).status_code == 302
    assert Decision.objects.get().documents == []
