"""The documents of an application for staff: listed, looked at when clean, settled; each opening is on record."""

import errno
import io
import re
from collections.abc import Callable
from html import unescape
from threading import BoundedSemaphore
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image

from benchmarks.hostile_pdfs import make_pdf
from benchmarks.hostile_pictures import make
from portal.casework.permissions import PermissionGuard
from portal.casework.views.documents import OpeningView
from portal.records.applications.models import Application
from portal.records.documents.errors import StoreUnavailableError
from portal.records.documents.intake import running
from portal.records.documents.models import Document, DocumentUse
from portal.records.documents.storing import drop_file
from portal.records.models import AuditEvent
from portal.users.models import User
from tests.factories.applications import make_application
from tests.factories.documents import receive
from tests.factories.records import AT, make_use
from tests.integration.portal.casework.conftest import browser_of, closed_status, file_url
from tests.integration.portal.casework.test_decision import DENY, words
from tests.markup import Markup

pytestmark = pytest.mark.django_db

PDF = make_pdf(pages=3)
OPENED = ("", "page", "file")
MOST_SQL = 13


def sent(application: Application, content: bytes = PDF, **facts: Any) -> DocumentUse:
    """Return a clean document of three pages that the application was sent with."""
    clean = {"scan_state": "clean", "scanned_at": AT, "pages": 3, **facts}
    document = receive(content, application.person, **clean)
    return make_use(document=document, application=application)


@pytest.fixture
def use(application: Application) -> DocumentUse:
    """Return a clean document of the applicant's renewal."""
    return sent(application)


def url(use: DocumentUse, act: str = "", application: Application | None = None) -> str:
    """Return the address of a document, or of what is done with it."""
    return file_url(application or use.application, f"documents/{use.pk}{'/' if act else ''}{act}")


def openings() -> list[tuple[int | None, str, str]]:
    """Return who opened which document."""
    found = AuditEvent.objects.filter(action="document.opened").order_by("id")
    return [(event.actor_id, event.record_type, event.record_id) for event in found]


def test_page_lists_what_was_sent_and_what_became_of_it(
    staff: Client, use: DocumentUse, specialist: User
) -> None:
    sent(use.application, b"two", original_name="<i>diploma</i>.pdf", kind="diploma")
    specialist.first_name, specialist.last_name = "Ines", "Abara"
    specialist.save()
    staff.post(url(use, "reject"), {"reason": "other", "note": "The seal is missing."})

    response = staff.get(file_url(use.application))

    page = unescape(words(response.content))
    assert "transcript.pdf" in page
    assert "<i>diploma</i>.pdf" in page
    assert "Ines Abara, " in page
    assert "The seal is missing." in page
    assert "Another reason The seal" not in page
    assert f'href="{url(use)}"' in response.content.decode()


@pytest.mark.parametrize("state", ["pending", "suspect", "error"])
@pytest.mark.parametrize("act", OPENED)
def test_file_that_is_not_clean_is_not_opened(
    staff: Client, application: Application, state: str, act: str
) -> None:
    use = sent(application, scan_state=state)

    assert staff.get(url(use, act)).status_code == 404
    assert openings() == []
    page = staff.get(file_url(application)).content.decode()
    assert f'href="{url(use)}"' not in page
    assert "Accept the document" not in page


@pytest.mark.parametrize("act", OPENED[:2])
def test_control_notices_files_that_open_unscanned(
    staff: Client, application: Application, monkeypatch: pytest.MonkeyPatch, act: str
) -> None:
    monkeypatch.setattr(OpeningView, "document", property(lambda view: view.use.document))

    assert staff.get(url(sent(application, scan_state="pending"), act)).status_code == 200


def test_picture_of_a_page_is_shown_and_kept_nowhere(
    staff: Client, use: DocumentUse, specialist: User
) -> None:
    response = staff.get(url(use, "page"), {"page": "2", "width": "500"})

    assert response["Content-Type"] == "image/webp"
    assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))
    assert response["X-Content-Type-Options"] == "nosniff"
    with Image.open(io.BytesIO(response.content)) as picture:
        assert (picture.format, picture.width) == ("WEBP", 500)
    assert openings() == [(specialist.pk, "document", str(use.document_id))]


def test_photo_is_drawn_too(staff: Client, application: Application) -> None:
    use = sent(application, make("JPEG")(), media_type="image/jpeg", pages=1)

    assert staff.get(url(use, "page"))["Content-Type"] == "image/webp"


@pytest.mark.parametrize(
    ("query", "width"),
    [
        ({"page": "0"}, 1000),
        ({"page": "99", "width": "99999"}, 2000),
        ({"page": "-1", "width": "1", "turn": "45"}, 500),
        ({"page": "x", "width": "x", "turn": "x", "beside": "x"}, 1000),
        ({"page": "9" * 30, "width": "²"}, 1000),
    ],
)
def test_what_is_out_of_bounds_is_brought_back(
    staff: Client, use: DocumentUse, query: dict[str, str], width: int
) -> None:
    with Image.open(io.BytesIO(staff.get(url(use, "page"), query).content)) as picture:
        assert picture.width == width
    assert re.search(r"Page [13] of 3", words(staff.get(url(use), query).content))


def test_page_that_can_not_be_drawn_is_not_found(staff: Client, application: Application) -> None:
    broken, gone = sent(application, b"%PDF-1.4 broken"), sent(application, b"gone")
    drop_file(gone.document.stored_name)

    for use in (broken, gone):
        assert staff.get(url(use, "page")).status_code == 404
    assert staff.get(url(gone, "file")).status_code == 404


def test_page_that_can_not_be_drawn_now_is_asked_for_again(
    staff: Client, use: DocumentUse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "_turns", BoundedSemaphore(1))
    monkeypatch.setattr(running, "SECONDS_TO_WAIT_FOR_A_TURN", 0.01)

    with running._turns:
        busy = staff.get(url(use, "page"))

    assert (busy.status_code, busy["Retry-After"]) == (503, "30")
    assert {"private", "no-store"} <= set(busy["Cache-Control"].split(", "))
    assert staff.get(url(use, "page")).status_code == 200
    assert "This page could not be drawn." in words(staff.get(url(use)).content)


@pytest.mark.parametrize(
    "trouble", [OSError(errno.ENOSPC, "full"), StoreUnavailableError("refused")]
)
def test_page_is_not_drawn_on_a_full_disk_or_while_the_store_is_away(
    staff: Client, use: DocumentUse, monkeypatch: pytest.MonkeyPatch, trouble: Exception
) -> None:
    def fail(**_options: Any) -> None:
        raise trouble

    monkeypatch.setattr("tempfile.TemporaryDirectory", fail)

    assert staff.get(url(use, "page"))["Retry-After"] == "30"


def test_file_is_handed_out_as_an_attachment_on_record(
    staff: Client, use: DocumentUse, specialist: User
) -> None:
    response: Any = staff.get(url(use, "file"))

    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Disposition"] == 'attachment; filename="transcript.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))
    assert openings() == [(specialist.pk, "document", str(use.document_id))]


def pictures_of(response: Any) -> list[str]:
    """Return the addresses of the pictures that a viewer shows."""
    found = re.findall(r'<img src="(/admin/applications/[^"]*)"', response.content.decode())
    return [unescape(each) for each in found]


def test_viewer_shows_a_page_with_the_ways_on(staff: Client, use: DocumentUse) -> None:
    response = staff.get(url(use), {"page": "2", "turn": "90"})

    page = response.content.decode()
    assert pictures_of(response) == [f"{url(use, 'page')}?page=2&width=1000"]
    assert "casework-viewer__page--turn-90" in page
    assert "?page=3&amp;turn=90&amp;width=1000&amp;beside=0" in page
    assert "?page=2&amp;turn=180&amp;width=1000&amp;beside=0" in page
    assert "?page=2&amp;turn=90&amp;width=1400&amp;beside=0" in page
    assert f'href="{file_url(use.application)}"' in page
    assert Markup(page).faults == []
    assert openings() == []


def test_documents_stand_side_by_side_and_each_is_on_record(
    staff: Client, use: DocumentUse, application: Application
) -> None:
    other = sent(application, b"x", original_name="diploma.pdf", kind="diploma", pages=1)

    response = staff.get(url(use), {"page": "3", "beside": str(other.pk)})

    assert pictures_of(response) == [
        f"{url(use, 'page')}?page=3&width=1000",
        f"{url(other, 'page')}?page=1&width=1000",
    ]
    for picture in pictures_of(response):
        staff.get(picture)
    assert [record for *_who, record in openings()] == [
        str(use.document_id),
        str(other.document_id),
    ]


def test_what_is_not_clean_is_not_shown_beside(
    staff: Client, use: DocumentUse, application: Application
) -> None:
    other = sent(application, b"x", kind="diploma", scan_state="suspect")

    assert len(pictures_of(staff.get(url(use), {"beside": str(other.pk)}))) == 1


@pytest.mark.parametrize("act", [*OPENED, "accept", "reject"])
def test_document_of_another_application_is_not_there(
    staff: Client, use: DocumentUse, other_applicant: User, act: str
) -> None:
    theirs = make_application(other_applicant)
    data = {"reason": "expired"}

    send = staff.post if act in {"accept", "reject"} else staff.get
    assert send(url(use, act, theirs), data).status_code == 404
    use.refresh_from_db()
    assert (use.outcome, openings()) == ("open", [])


def test_document_of_another_application_is_not_shown_beside(
    staff: Client, use: DocumentUse, other_applicant: User
) -> None:
    theirs = sent(make_application(other_applicant), original_name="secret.pdf")

    response = staff.get(url(use), {"beside": str(theirs.pk)})

    assert len(pictures_of(response)) == 1
    assert b"secret.pdf" not in response.content


@pytest.mark.parametrize("act", OPENED)
@pytest.mark.parametrize("role", ["applicant", "fiscal_clerk", "editor", "district_officer"])
def test_documents_are_closed_to(
    role: str, act: str, as_role: Callable[[str], Client], use: DocumentUse
) -> None:
    assert as_role(role).get(url(use, act)).status_code == closed_status(role)
    assert openings() == []


def test_control_notices_documents_without_a_guard(
    use: DocumentUse, editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(PermissionGuard, "dispatch")
    monkeypatch.setattr("portal.casework.views.documents.can_open_documents", lambda *_facts: True)

    assert browser_of(editor).get(url(use, "page")).status_code == 200


def count_sql(staff: Client, use: DocumentUse) -> int:
    """Return how many statements the viewer's page takes."""
    with CaptureQueriesContext(connection) as queries:
        staff.get(url(use))
    return len(queries)


def test_viewer_takes_as_many_statements_for_one_document_as_for_many(
    staff: Client, use: DocumentUse, application: Application
) -> None:
    staff.get(url(use))
    alone = count_sql(staff, use)
    for number in range(6):
        sent(application, b"%d" % number)

    assert count_sql(staff, use) == alone <= MOST_SQL


def test_document_is_accepted_until_a_day(staff: Client, use: DocumentUse) -> None:
    response = staff.post(url(use, "accept"), {"expires_on": "2031-05-01"})

    assert response["Location"] == f"{file_url(use.application)}#document-{use.pk}"
    page = words(staff.get(file_url(use.application)).content)
    assert "Accepted: transcript.pdf." in page
    assert "valid until May 1, 2031" in page


def test_replaced_document_offers_no_outcome(staff: Client, use: DocumentUse) -> None:
    staff.post(url(use, "reject"), {"reason": "expired"})
    assert url(use, "accept") in staff.get(file_url(use.application)).content.decode()

    new = make_use(
        document=receive(b"new", use.document.person, scan_state="clean", scanned_at=AT),
        application=use.application,
        replaces=use,
    )

    page = staff.get(file_url(use.application)).content.decode()
    assert (url(use, "accept") in page, url(new, "accept") in page) == (False, True)
    late = staff.post(url(use, "accept"))
    assert late.status_code == 409
    assert "Another file was sent in its place. Look at that one." in words(late.content)


def test_lists_tell_sizes_as_people_read_them(staff: Client, use: DocumentUse) -> None:
    Document.objects.update(size=9_301_276)

    for address in ("", f"inspect/{use.document_id}/"):
        page = staff.get(f"/admin/records/document/{address}").content.decode()
        assert "8.9\xa0MB" in page
        assert "9301276" not in page


def test_double_click_accepts_once(staff: Client, use: DocumentUse) -> None:
    for _click in range(2):
        response = staff.post(url(use, "accept"), {"expires_on": "2031-05-01"}, follow=True)
        assert "Accepted: transcript.pdf." in words(response.content)

    assert AuditEvent.objects.filter(action="document.accepted").count() == 1


def test_document_is_rejected_with_a_reason(staff: Client, use: DocumentUse) -> None:
    staff.post(url(use, "reject"), {"reason": "expired"})

    page = words(staff.get(file_url(use.application)).content)
    assert "Not accepted: transcript.pdf. The applicant is told." in page
    assert "It is no longer valid." in page


@pytest.mark.parametrize(
    ("act", "data", "message"),
    [
        ("accept", {"expires_on": "soon"}, "Enter a valid date."),
        ("accept", {"expires_on": "2020-01-01"}, "This day is over"),
        ("reject", {}, "Say why the document is not accepted."),
        ("reject", {"reason": "other"}, "Say why the document is not accepted."),
        ("reject", {"reason": "ugly"}, "ugly is not one of the available choices."),
        ("reject", {"reason": "other", "note": "x" * 501}, "at most 500 characters"),
    ],
)
def test_incomplete_outcome_is_asked_for_again(
    staff: Client, use: DocumentUse, act: str, data: dict[str, str], message: str
) -> None:
    response = staff.post(url(use, act), data)

    assert response.status_code == 422
    form = response.content.decode().split(f'id="document-{use.pk}"')[1]
    assert message in form
    assert "<details open>" in form
    use.refresh_from_db()
    assert use.outcome == "open"


@pytest.mark.parametrize("act", ["accept", "reject"])
def test_settling_is_refused_with_the_reason(
    staff: Client, use: DocumentUse, registry_verifier: User, act: str
) -> None:
    data = {"reason": "expired"}
    refused = browser_of(registry_verifier).post(url(use, act), data)
    assert refused.status_code == 403
    assert "Your role does not decide this application." in words(refused.content)

    staff.post(file_url(use.application, "decide"), DENY)
    late = staff.post(url(use, act), data)
    assert late.status_code == 409
    assert "The application is decided. Its documents stay as they are." in words(late.content)
    assert Document.objects.get().uses.get().outcome == "open"


@pytest.mark.parametrize("act", ["accept", "reject"])
def test_settling_takes_a_post(staff: Client, use: DocumentUse, act: str) -> None:
    assert staff.get(url(use, act)).status_code == 405
