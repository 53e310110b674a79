"""Whose documents staff open: those of applications whose service they work on, in every list and by every address."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from portal.casework.registered.evidence import DocumentAdmin
from portal.casework.views.documents import OpeningView
from portal.definitions.reviewing import DECIDE, reviewed_with
from portal.lifecycle import policies
from portal.records.applications.models import Application
from portal.records.documents.models import DocumentUse
from portal.records.evidence.operations import VERIFY
from portal.records.models import AuditEvent
from portal.users.models import User
from tests.factories.applications import make_application
from tests.factories.documents import receive
from tests.factories.joining import make_joining, offer_joining
from tests.factories.records import AT, make_document, make_use
from tests.integration.portal.casework.conftest import browser_of, file_url
from tests.integration.portal.casework.test_decision import words

pytestmark = pytest.mark.django_db
OPENED = ("", "page", "file")
DOCUMENTS = "/admin/records/document/"


def sent(application: Application, name: str, **facts: Any) -> DocumentUse:
    """Return a clean document that the application was sent with."""
    clean = {"scan_state": "clean", "scanned_at": AT, "original_name": name, **facts}
    return make_use(
        document=receive(name.encode(), application.person, **clean), application=application
    )


@pytest.fixture
def renewal(applicant: User) -> DocumentUse:
    """Return a document of an application that deciders review."""
    return sent(make_application(applicant), "renewal.pdf")


@pytest.fixture
def joining(other_applicant: User, monkeypatch: pytest.MonkeyPatch) -> DocumentUse:
    """Return a document of an application that verifiers review."""
    offer_joining(monkeypatch)
    return sent(make_joining(other_applicant), "joining.pdf")


def url(use: DocumentUse, act: str = "") -> str:
    """Return the address of a document, or of what is done with it."""
    return file_url(use.application, f"documents/{use.pk}{'/' if act else ''}{act}")


def opened() -> int:
    """Return how often a document was opened."""
    return AuditEvent.objects.filter(action="document.opened").count()


@pytest.mark.parametrize("act", ["", "file"])
def test_verifier_opens_what_belongs_to_the_registry_alone(
    registry_verifier: User, renewal: DocumentUse, joining: DocumentUse, act: str
) -> None:
    browser = browser_of(registry_verifier)

    assert browser.get(url(joining, act)).status_code == 200
    before = opened()
    assert browser.get(url(renewal, act)).status_code == 302
    assert opened() == before


@pytest.mark.parametrize("role", ["specialist", "supervisor"])
def test_specialists_who_verify_too_open_both(
    as_role: Callable[[str], Client], role: str, renewal: DocumentUse, joining: DocumentUse
) -> None:
    browser = as_role(role)

    assert [browser.get(url(use)).status_code for use in (renewal, joining)] == [200, 200]


@pytest.mark.parametrize("act", OPENED)
def test_control_notices_documents_that_open_for_whoever_sees_applications(
    registry_verifier: User, renewal: DocumentUse, monkeypatch: pytest.MonkeyPatch, act: str
) -> None:
    assert browser_of(registry_verifier).get(url(renewal, act)).status_code == 302

    monkeypatch.setattr(OpeningView, "document", property(lambda view: view.use.document))

    assert browser_of(registry_verifier).get(url(renewal, act)).status_code in {200, 404}


def test_page_names_documents_of_another_service_without_a_way_in(
    registry_verifier: User, renewal: DocumentUse, joining: DocumentUse
) -> None:
    browser = browser_of(registry_verifier)
    closed = "Your role does not open the documents of this service."

    other = browser.get(file_url(renewal.application))
    own = browser.get(file_url(joining.application))

    assert url(renewal) not in other.content.decode()
    assert closed in words(other.content)
    assert f'href="{url(joining)}"' in own.content.decode()
    assert closed not in words(own.content)


def test_verifier_settles_and_scans_no_document_of_another_service(
    registry_verifier: User, applicant: User
) -> None:
    use = sent(make_application(applicant), "renewal.pdf", scan_state="error")
    browser = browser_of(registry_verifier)

    for act in ("accept", "reject", "scan"):
        assert browser.post(url(use, act), {"reason": "expired"}).status_code == 403
    use.refresh_from_db()
    assert (use.outcome, use.document.scan_state) == ("open", "error")


def test_lists_name_to_a_verifier_what_belongs_to_the_registry_alone(
    registry_verifier: User, specialist: User, renewal: DocumentUse, joining: DocumentUse
) -> None:
    unused = make_document(renewal.document.person, original_name="unused.pdf")

    def listed(account: User) -> tuple[set[str], set[str]]:
        page = words(browser_of(account).get(DOCUMENTS).content)
        rows = DocumentAdmin.select_narrowed(account, {})
        names = {"renewal.pdf", "joining.pdf", "unused.pdf"}
        return {name for name in names if name in page}, set(
            rows.values_list("original_name", flat=True)
        )

    assert listed(specialist) == ({"renewal.pdf", "joining.pdf", "unused.pdf"},) * 2
    assert listed(registry_verifier) == ({"joining.pdf"},) * 2
    inspect = f"{DOCUMENTS}inspect/{unused.pk}/"
    assert browser_of(specialist).get(inspect).status_code == 200
    assert browser_of(registry_verifier).get(inspect).status_code == 404


def test_home_page_names_to_a_verifier_what_is_held_up_in_the_registry_alone(
    registry_verifier: User, renewal: DocumentUse, joining: DocumentUse
) -> None:
    for use in (renewal, joining):
        use.document.scan_state = "suspect"
        use.document.received_at = timezone.now()
        use.document.save()

    page = browser_of(registry_verifier).get("/admin/").content.decode()

    assert (file_url(joining.application) in page, file_url(renewal.application) in page) == (
        True,
        False,
    )


@pytest.mark.parametrize(
    ("held", "names"),
    [
        ({DECIDE, VERIFY}, {"renewal.pdf", "joining.pdf"}),
        ({DECIDE}, {"renewal.pdf"}),
        ({VERIFY}, {"joining.pdf"}),
        (set(), set()),
    ],
)
def test_condition_agrees_with_the_rule(
    renewal: DocumentUse,
    joining: DocumentUse,
    held: set[str],
    names: set[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Reader:
        is_active = True
        has_perm = staticmethod(held.__contains__)

    found = DocumentUse.objects.filter(reviewed_with(held, version="application__version"))

    assert {use.document.original_name for use in found} == names
    assert {
        use.document.original_name
        for use in (renewal, joining)
        if policies.can_open_documents(Reader(), use.application)
    } == names
