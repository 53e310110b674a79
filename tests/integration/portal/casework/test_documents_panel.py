"""The panel of documents that nobody can open: which are listed, for whom, and when nothing is shown at all."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from portal.casework.queries import MOST_HELD_UP
from portal.records.applications.models import Application
from portal.records.documents.models import DocumentUse
from tests.factories.records import AT, make_document, make_use
from tests.integration.portal.casework.conftest import browser_of, file_url
from tests.integration.portal.casework.test_decision import DENY, words
from tests.markup import Markup

pytestmark = pytest.mark.django_db


def sent(application: Application, state: str = "suspect", **facts: Any) -> DocumentUse:
    """Return a document that the application was sent with."""
    facts = {"received_at": timezone.now() - timedelta(hours=1), **facts}
    document = make_document(application.person, scan_state=state, **facts)
    return make_use(document=document, application=application)


def panel(browser: Client) -> str:
    """Return the panel; nothing where it is not shown."""
    page = browser.get("/admin/").content.decode()
    return page.partition('id="documents-held-up')[2].partition("</section>")[0]


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("suspect", "set aside by the virus check"),
        ("pending", "waiting for the virus check since"),
        ("error", "waiting for the virus check since"),
    ],
)
def test_document_that_can_not_be_opened_is_listed(
    staff: Client, application: Application, state: str, said: str
) -> None:
    use = sent(application, state, original_name="<i>scan</i>.pdf")

    shown = panel(staff)

    assert f'href="{file_url(application)}#document-{use.pk}"' in shown
    assert f"{application.reference}: &lt;i&gt;scan&lt;/i&gt;.pdf" in shown
    assert said in words(shown.encode())
    assert Markup(staff.get("/admin/").content.decode()).faults == []


def test_nothing_is_shown_where_every_document_can_be_opened(
    staff: Client, application: Application
) -> None:
    sent(application, "clean", scanned_at=AT)
    sent(application, "pending", received_at=timezone.now())
    make_document(application.person, scan_state="suspect")

    assert panel(staff) == ""


def test_what_was_rejected_or_decided_holds_nothing_up(
    staff: Client, application: Application
) -> None:
    rejected = sent(application)
    staff.post(file_url(application, f"documents/{rejected.pk}/reject"), {"reason": "expired"})
    assert panel(staff) == ""

    sent(application)
    assert panel(staff) != ""
    staff.post(file_url(application, "decide"), DENY)
    assert panel(staff) == ""


def test_list_is_short(staff: Client, application: Application) -> None:
    for _number in range(MOST_HELD_UP):
        sent(application)
    assert "There are more." not in panel(staff)

    sent(application)

    assert panel(staff).count("<li>") == MOST_HELD_UP
    assert "There are more." in panel(staff)


@pytest.mark.parametrize("role", ["editor", "fiscal_clerk"])
def test_panel_is_not_for(
    request: pytest.FixtureRequest, application: Application, role: str
) -> None:
    sent(application)

    assert panel(browser_of(request.getfixturevalue(role))) == ""
