"""The applicant's page of an application that was sent with documents: outcomes, and another in place of one."""

import re
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from benchmarks.hostile_pdfs import make_pdf
from portal.lifecycle.decisions import decide_application
from portal.lifecycle.outcomes import accept_document, reject_document
from portal.records.applications.models import Application
from portal.records.documents.models import Document, DocumentUse
from portal.users.models import User
from tests.factories.applications import make_application, make_draft
from tests.factories.documents import receive
from tests.factories.records import AT, make_document, make_use
from tests.markup import Markup

pytestmark = pytest.mark.django_db

CLEAN = {"scan_state": "clean", "scanned_at": AT}


@pytest.fixture
def application(applicant: User, client: Client) -> Application:
    """Return the submitted renewal of somebody who is signed in."""
    client.force_login(applicant)
    return make_application(applicant)


@pytest.fixture
def use(application: Application) -> DocumentUse:
    """Return a clean document that it was sent with."""
    document = receive(b"blurred", application.person, original_name="<blurred>.pdf", **CLEAN)
    return make_use(document=document, application=application)


def reject(use: DocumentUse, by: User, reason: str = "unreadable", note: str = "") -> None:
    """Reject the document."""
    facts = {"use_id": use.pk, "by_id": by.pk, "at": timezone.now()}
    reject_document(reason=reason, note=note, **facts)


def url(use: DocumentUse) -> str:
    """Return the address to which another file is sent."""
    return f"/applications/{use.application.public_id}/documents/{use.pk}/replace/"


def text_of(response: Any) -> str:
    """Return what a page says."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def page(client: Client, application: Application) -> Any:
    """Open the page of the application."""
    return client.get(f"/applications/{application.public_id}/")


def send(client: Client, use: DocumentUse, name: str = "sharp.pdf", content: bytes = b"") -> str:
    """Send another file and return what the page says then."""
    upload = SimpleUploadedFile(name, content or make_pdf(), "application/pdf")
    return text_of(client.post(url(use), {"file": upload}, follow=True))


def test_application_without_documents_says_nothing_of_them(
    client: Client, application: Application
) -> None:
    assert "Your documents" not in text_of(page(client, application))


def test_outcomes_are_told_with_the_reason(
    client: Client, use: DocumentUse, specialist: User
) -> None:
    card = make_document(use.application.person, kind="cpr_card", original_name="card.pdf", **CLEAN)
    accepted = make_use(document=card, application=use.application)
    make_use(
        document=make_document(use.application.person, original_name="new.pdf"),
        application=use.application,
    )
    reject(use, specialist, "other", "The seal is missing.")
    until = timezone.localdate().replace(year=2099, month=5, day=1)
    accept_document(use_id=accepted.pk, expires_on=until, by_id=specialist.pk, at=timezone.now())

    response = page(client, use.application)

    said = text_of(response)
    assert "<blurred>.pdf not accepted The seal is missing. Add another" in said
    assert "card.pdf accepted You can use it again until May 1, 2099." in said
    assert "new.pdf not looked at yet" in said
    assert "A document was not accepted" in said
    assert said.count("Add another in its place") == 1
    assert Markup(response.content.decode()).faults == []


def test_suspect_document_is_replaced_on_the_page(client: Client, application: Application) -> None:
    document = make_document(application.person, scan_state="suspect", kind="diploma")
    use = make_use(document=document, application=application)

    said = text_of(page(client, application))
    assert "We wait for a document from you" in said
    assert "was set aside. Add another in its place" in said
    files = text_of(client.get("/account/documents/"))
    assert "While the application is open, its page takes another file" in files

    assert "“sharp.pdf” was added." in send(client, use)
    said = text_of(page(client, application))
    assert "We wait for a document from you" not in said
    assert "Next to act The bureau" in said


def test_applicant_is_next_to_act_while_a_document_is_waited_for(
    client: Client, use: DocumentUse, specialist: User
) -> None:
    reject(use, specialist)

    response = page(client, use.application)
    said = text_of(response)
    assert "Next to act You" in said
    assert "We wait for a document from you" in said
    link = f'<a class="usa-link" href="#document-{use.pk}">Go to the document</a>'
    assert link in response.content.decode()


def test_another_file_takes_its_place(client: Client, use: DocumentUse, specialist: User) -> None:
    reject(use, specialist)

    said = send(client, use)

    assert "“sharp.pdf” was added. The bureau looks at it next." in said
    new = DocumentUse.objects.latest("id")
    assert (new.application, new.question) == (use.application, use.question)
    assert (new.document.original_name, new.document.kind) == ("sharp.pdf", "transcript")
    assert new.outcome == "open"


def test_another_translation_keeps_its_original(
    client: Client, application: Application, specialist: User
) -> None:
    original = make_document(application.person, **CLEAN)
    translation = make_document(
        application.person, kind="translation", translation_of=original, **CLEAN
    )
    use = make_use(document=translation, application=application)
    reject(use, specialist)

    send(client, use)

    assert Document.objects.get(original_name="sharp.pdf").translation_of == original


@pytest.mark.parametrize("method", ["get", "post"])
def test_address_leads_back_to_the_document(
    client: Client, use: DocumentUse, specialist: User, method: str
) -> None:
    reject(use, specialist)

    where = getattr(client, method)(url(use), {"file": SimpleUploadedFile("a.pdf", make_pdf())})

    back = f"/applications/{use.application.public_id}/#document-{use.pk}"
    assert (where.status_code, where["Location"]) == (302, back)


@pytest.mark.parametrize(
    ("upload", "words"),
    [
        (None, "Choose a file first, then press the button."),
        (SimpleUploadedFile("encrypted.pdf", b"<html></html>"), "encrypted.pdf: This kind of file"),
    ],
)
def test_refusal_stands_at_the_field_of_the_very_document(
    client: Client,
    use: DocumentUse,
    specialist: User,
    upload: SimpleUploadedFile | None,
    words: str,
) -> None:
    other = make_use(document=make_document(use.application.person), application=use.application)
    reject(use, specialist)
    reject(other, specialist)

    response = client.post(url(use), {"file": upload} if upload else {})

    content = response.content.decode()
    assert response.status_code == 422
    assert f'action="{url(use)}#document-{use.pk}"' in content
    assert re.search(r"<title>\s*Error: Application", content) is not None
    panel = content.partition(f'id="document-{use.pk}"')[2].partition("</li>")[0]
    assert words in panel
    field = re.search(r'<input[^>]*type="file"[^>]*>', panel)
    assert field is not None
    assert f'aria-describedby="file-{use.pk}-error limits-{use.pk}"' in field.group()
    assert 'aria-invalid="true" autofocus' in field.group()
    assert content.count("autofocus") == content.count(words) == 1
    assert Markup(content).faults == []


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("setup.exe", b"MZ" + bytes(99), "setup.exe: "),
        ("page.pdf", b"<html></html>", "page.pdf: This kind of file can’t be taken."),
    ],
)
def test_file_that_is_refused_is_not_added(
    client: Client, use: DocumentUse, specialist: User, name: str, content: bytes, words: str
) -> None:
    reject(use, specialist)

    assert words in send(client, use, name, content)
    assert (Document.objects.count(), DocumentUse.objects.count()) == (1, 1)


def test_full_account_is_told(
    client: Client, use: DocumentUse, specialist: User, settings: Settings
) -> None:
    settings.DOCUMENT_QUOTA_FILES = 1
    reject(use, specialist)

    assert "sharp.pdf: Your account is full." in send(client, use)
    assert DocumentUse.objects.count() == 1


def test_same_file_is_not_sent_again(client: Client, use: DocumentUse, specialist: User) -> None:
    same = make_pdf()
    reject(use, specialist)
    send(client, use, content=same)
    second = DocumentUse.objects.latest("id")
    reject(second, specialist)

    assert "“sharp.pdf” was sent before. Add another one." in send(client, second, content=same)
    assert DocumentUse.objects.count() == 2


@pytest.mark.parametrize("again", ["sharp", "sharper"])
def test_file_is_replaced_once(
    client: Client, use: DocumentUse, specialist: User, again: str
) -> None:
    reject(use, specialist)
    send(client, use, content=make_pdf(pages=1))

    said = text_of(page(client, use.application))
    assert "You have added another in its place." in said
    assert "Add another in its place" not in said
    late = send(client, use, content=make_pdf(pages=len(again) - 4))
    assert "Another file was added in its place already. The bureau looks at that one." in late
    assert (Document.objects.count(), DocumentUse.objects.count()) == (2, 2)


def test_nothing_is_received_where_nothing_waits_to_be_replaced(
    client: Client, use: DocumentUse, specialist: User
) -> None:
    refusal = "This document does not wait to be replaced."
    assert refusal in send(client, use)

    reject(use, specialist)
    decide_application(
        application_id=use.application_id,
        outcome="denied",
        reason="No papers.",
        decided_by_id=specialist.pk,
        at=timezone.now(),
    )

    assert "Add another in its place" not in text_of(page(client, use.application))
    assert refusal in send(client, use)
    assert (Document.objects.count(), DocumentUse.objects.count()) == (1, 1)


@pytest.mark.usefixtures("application")
def test_somebody_elses_document_is_not_there(
    client: Client, use: DocumentUse, other_applicant: User, specialist: User
) -> None:
    reject(use, specialist)
    upload = {"file": SimpleUploadedFile("a.pdf", make_pdf())}
    theirs = make_application(other_applicant)

    mixed = url(use).replace(str(use.application.public_id), str(theirs.public_id))
    assert client.post(mixed, upload).status_code == 404
    client.force_login(other_applicant)
    assert client.post(url(use), upload).status_code == 404
    assert client.post(mixed, upload).status_code == 404
    assert not Document.objects.exclude(pk=use.document_id).exists()


def test_document_of_a_draft_has_no_place_to_be_taken(client: Client, use: DocumentUse) -> None:
    draft = make_draft(use.application.person.account)
    kept = make_use(document=use.document, application=draft)

    assert client.post(url(kept)).status_code == 404
    assert client.get(url(kept)).status_code == 404


def test_visitor_is_led_to_sign_in(visitor: Client, use: DocumentUse) -> None:
    assert visitor.post(url(use))["Location"].startswith("/account/login/?next=")
    assert visitor.get(url(use))["Location"].startswith("/account/login/?next=")
    assert visitor.put(url(use)).status_code == 405
