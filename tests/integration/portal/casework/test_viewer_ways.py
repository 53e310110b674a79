"""The ways on from a page in the viewer: to any other page, and to the translation beside it."""

import pytest

from portal.records.models import Document
from portal.users.models import User
from tests.factories.applications import make_application
from tests.factories.records import AT, make_document, make_use
from tests.integration.portal.casework.conftest import browser_of, file_url
from tests.markup import Markup

pytestmark = pytest.mark.django_db
CLEAN = {"scan_state": "clean", "scanned_at": AT}


def test_viewer_leads_to_any_page_and_names_the_translation_first(
    applicant: User, specialist: User
) -> None:
    application = make_application(applicant)
    document = make_document(application.person, pages=120, **CLEAN)
    use = make_use(document=document, application=application)
    for name, original in (("other.pdf", None), ("its.pdf", document)):
        paper = make_document(application.person, original_name=name, translation_of=original)
        make_use(document=paper, application=application)
    address = file_url(application, f"documents/{use.pk}")

    page = browser_of(specialist).get(address, {"page": "7"}).content.decode()

    assert '<input id="viewer-page" type="number" name="page" min="1" max="120" value="7">' in page
    assert 0 < page.index(">its.pdf<") < page.index(">other.pdf<")
    assert Markup(page).faults == []


def test_viewer_of_one_page_alone_asks_nothing(applicant: User, specialist: User) -> None:
    application = make_application(applicant)
    use = make_use(document=make_document(application.person, **CLEAN), application=application)

    page = browser_of(specialist).get(file_url(application, f"documents/{use.pk}"))

    assert "viewer-page" not in page.content.decode()
    assert Document.objects.count() == 1


def test_other_document_is_turned_to_a_page_of_its_own(applicant: User, specialist: User) -> None:
    application = make_application(applicant)
    uses = [
        make_use(
            document=make_document(application.person, pages=9, original_name=name, **CLEAN),
            application=application,
        )
        for name in ("one.pdf", "two.pdf")
    ]
    address = file_url(application, f"documents/{uses[0].pk}")
    asked = {"page": "2", "beside": str(uses[1].pk), "beside_page": "5"}

    page = browser_of(specialist).get(address, asked).content.decode()

    assert f"documents/{uses[1].pk}/page/?page=5" in page
    assert 'name="beside_page" min="1" max="9" value="5"' in page
    assert f"beside={uses[1].pk}&amp;beside_page=5" in page
    assert Markup(page).faults == []
