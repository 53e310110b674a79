"""The page of one's own files: adding several at once, changing, removing, and who may have what."""

import re
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from benchmarks.hostile_pdfs import make_pdf
from benchmarks.hostile_pictures import make
from portal.accounts import document_views
from portal.records.documents.models import Document
from portal.records.models import AuditEvent, Person
from portal.users.models import User
from tests.factories.accounts import make_account
from tests.factories.documents import receive
from tests.factories.records import AT, make_use
from tests.markup import Markup

pytestmark = pytest.mark.django_db

ADDRESS = "/account/documents/"
EMPTY = SimpleUploadedFile("empty.pdf", b"")
PICTURE = make("JPEG")()


def pdf(name: str = "transcript.pdf", pages: int = 1) -> SimpleUploadedFile:
    """Return a PDF as a browser sends it."""
    return SimpleUploadedFile(name, make_pdf(pages=pages), "application/pdf")


def jpeg(name: str = "scan.jpg") -> SimpleUploadedFile:
    """Return a photo as a browser sends it."""
    return SimpleUploadedFile(name, PICTURE, "image/jpeg")


@pytest.fixture
def person(applicant: User, client: Client) -> Person:
    """Return the record of somebody who is signed in."""
    client.force_login(applicant)
    return Person.objects.get(account=applicant)


def add(client: Client, *uploads: Any, status: int = 302, **answers: str) -> Any:
    """Send files, transcripts unless told."""
    response = client.post(ADDRESS, {"kind": "transcript", **answers, "uploads": list(uploads)})
    assert response.status_code == status
    return response


def text_of(response: Any) -> str:
    """Return what a page says."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def url(document: Document, act: str = "") -> str:
    """Return the address of a file, or of an act on it."""
    return f"{ADDRESS}{document.public_id}/{act + '/' if act else ''}"


def change(client: Client, document: Document, **facts: str) -> str:
    """Say a file's facts anew and return what the page says then."""
    sent = {f"f{document.pk}-{name}": value for name, value in facts.items()}
    return text_of(client.post(url(document, "change"), sent, follow=True))


def test_several_files_are_added_at_once(client: Client, person: Person) -> None:
    add(client, pdf("one.pdf"), jpeg("two.jpg"), kind="diploma")

    page = text_of(client.get(ADDRESS))
    assert "2 files were added: one.pdf, two.jpg." in page
    assert "Diploma or degree certificate: PDF, 1 page" in page
    held = Document.objects.filter(person=person, kind="diploma", scan_state="pending")
    assert [each.original_name for each in held.order_by("id")] == ["one.pdf", "two.jpg"]
    assert [each.received_from_id for each in held] == [person.account_id] * 2
    actions = AuditEvent.objects.filter(action="document.received")
    assert [event.actor_id for event in actions] == [person.account_id] * 2


def test_page_is_sound_markup(client: Client, person: Person) -> None:
    receive(b"one", person)
    make_use(document=receive(b"two", person))

    assert Markup(client.get(ADDRESS).content.decode()).faults == []


@pytest.mark.parametrize(
    ("refused", "words"),
    [
        (SimpleUploadedFile("setup.exe", b"MZ" + bytes(99)), "setup.exe: "),
        (EMPTY, "empty.pdf: The file is empty."),
        (SimpleUploadedFile("page.pdf", b"<html></html>"), "page.pdf: This kind of file"),
    ],
    ids=["program", "empty", "wrong kind"],
)
def test_one_file_is_refused_and_the_others_are_kept(
    client: Client, person: Person, refused: SimpleUploadedFile, words: str
) -> None:
    refused.seek(0)

    response = add(client, pdf("good.pdf"), refused, jpeg("also.jpg"), status=422)

    page = text_of(response)
    assert words in page
    assert "2 files were added: good.pdf, also.jpg." in page
    assert 'href="#id_uploads"' in response.content.decode().partition("<h1>")[0]
    field = re.search(r'<input[^>]*name="uploads"[^>]*>', response.content.decode())
    assert field
    assert 'aria-invalid="true"' in field[0]
    assert "multiple" in field[0]
    assert Document.objects.filter(person=person).count() == 2


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"kind": ""}, "Choose what the file shows."),
        ({"kind": "passport"}, "passport is not one of the available choices."),
        ({"kind": "translation"}, "Say which of your files it translates."),
        ({"expires_on_month": "13", "expires_on_day": "1", "expires_on_year": "2030"}, ""),
    ],
)
def test_incomplete_form_is_asked_again_and_nothing_is_kept(
    client: Client, person: Person, answers: dict[str, str], words: str
) -> None:
    response = add(client, pdf(), status=422, **answers)

    page = response.content.decode()
    assert words in text_of(response)
    assert "The files were not kept: choose them again." in text_of(response)
    assert re.search(r"<title>\s*Error:", page)
    assert page.index("data-error-summary") < page.index("<h1>")
    assert not Document.objects.filter(person=person).exists()


def test_form_without_a_file_or_anything_is_asked_again(client: Client, person: Person) -> None:
    response = client.post(ADDRESS)

    assert response.status_code == 422
    assert "Choose a file first." in text_of(response)


def test_date_until_which_it_is_valid_is_kept(client: Client, person: Person) -> None:
    until = {"expires_on_month": "4", "expires_on_day": "28", "expires_on_year": "2099"}

    add(client, pdf(), kind="cpr_card", **until)

    assert Document.objects.get(person=person).expires_on == date(2099, 4, 28)
    assert "valid until April 28, 2099" in text_of(client.get(ADDRESS))


def test_translation_is_kept_with_its_original(client: Client, person: Person) -> None:
    original = receive(b"one", person, original_name="diploma.pdf")
    receive(b"two", person, original_name="harmful.pdf", scan_state="suspect", scanned_at=AT)
    offered = re.findall(r"<option[^>]*>([^<]*[.]pdf[^<]*)", client.get(ADDRESS).content.decode())
    assert offered == [f"diploma.pdf ({original.get_kind_display()})"]

    add(client, pdf("t.pdf"), kind="translation", translation_of=str(original.public_id))

    assert Document.objects.get(original_name="t.pdf").translation_of == original
    assert "Translation of diploma.pdf" in text_of(client.get(ADDRESS))


def test_translation_of_somebody_elses_file_is_refused(
    client: Client, person: Person, other_applicant: User
) -> None:
    theirs = receive(b"one", other_applicant.person, original_name="secret.pdf")

    response = add(
        client, pdf(), kind="translation", translation_of=str(theirs.public_id), status=422
    )

    assert "secret.pdf" not in text_of(response)
    assert not Document.objects.filter(person=person).exists()


def test_other_kinds_translate_nothing_and_say_so(client: Client, person: Person) -> None:
    original = receive(b"one", person)

    response = add(
        client, pdf("t.pdf"), kind="diploma", translation_of=str(original.public_id), status=422
    )

    page = text_of(response)
    assert "Only a certified translation translates another file." in page
    assert "The files were not kept: choose them again." in page
    assert f'value="{original.public_id}" selected' in response.content.decode()
    assert not Document.objects.filter(original_name="t.pdf").exists()


def test_quota_of_files_refuses_with_words(
    client: Client, person: Person, settings: Settings
) -> None:
    settings.DOCUMENT_QUOTA_FILES = 2

    response = add(client, pdf("a.pdf"), jpeg("b.jpg"), pdf("c.pdf", pages=2), status=422)

    assert "c.pdf: Your account is full." in text_of(response)
    assert "2 files of 2" in text_of(response)
    assert Document.objects.filter(person=person).count() == 2


def test_quota_of_megabytes_refuses_with_words_and_leaves_no_file(
    client: Client, person: Person, settings: Settings
) -> None:
    settings.DOCUMENT_QUOTA_MEGABYTES = 0
    before = count_stored()

    assert "Your account is full." in text_of(add(client, pdf(), status=422))
    assert count_stored() == before


def count_stored() -> int:
    """Return how many files the private store holds under documents."""
    store = storages["private"]
    if not store.exists("documents"):
        return 0
    return sum(len(store.listdir(f"documents/{each}")[1]) for each in store.listdir("documents")[0])


def test_same_content_twice_is_one_document(client: Client, person: Person) -> None:
    same = make_pdf()
    before = count_stored()

    for name in ("first.pdf", "again.pdf"):
        add(client, SimpleUploadedFile(name, same))

    assert Document.objects.get(person=person).original_name == "first.pdf"
    assert count_stored() == before + 1


def test_content_that_is_held_already_is_said_to_be(client: Client, person: Person) -> None:
    same = make_pdf()
    add(client, SimpleUploadedFile("first.pdf", same))
    client.get(ADDRESS)

    add(client, SimpleUploadedFile("again.pdf", same), jpeg())

    said = text_of(client.get(ADDRESS))
    assert "scan.jpg was added." in said
    assert "The same content is on your account already, as first.pdf." in said


def test_facts_are_said_anew(client: Client, person: Person) -> None:
    document = receive(b"one", person)
    day = {"expires_on_month": "1", "expires_on_day": "2", "expires_on_year": "2098"}

    page = change(client, document, kind="diploma", **day)

    assert "“transcript.pdf” was changed." in page
    document.refresh_from_db()
    assert (document.kind, document.expires_on) == ("diploma", date(2098, 1, 2))
    (event,) = AuditEvent.objects.filter(action="document.changed")
    assert event.actor_id == person.account_id


@pytest.mark.parametrize("kind", ["", "passport", "translation"])
def test_what_a_file_can_not_show_is_refused(client: Client, person: Person, kind: str) -> None:
    document = receive(b"one", person)

    assert "was changed" not in change(client, document, kind=kind)
    document.refresh_from_db()
    assert document.kind == "transcript"


def test_translation_stays_one(client: Client, person: Person) -> None:
    original = receive(b"one", person)
    document = receive(b"two", person, kind="translation", translation_of=original)

    assert "was changed" not in change(client, document, kind="diploma")
    assert "was changed" in change(client, document, kind="translation")


def test_kind_under_which_the_same_content_is_held_is_refused(
    client: Client, person: Person
) -> None:
    receive(b"one", person, kind="diploma")
    document = receive(b"one", person)

    page = change(client, document, kind="diploma")

    assert "The same file is on your account as this already." in page


def test_file_is_gone_from_the_store_once_its_removal_is_certain(
    client: Client,
    person: Person,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    document = receive(b"one", person)

    with django_capture_on_commit_callbacks() as callbacks:
        client.post(url(document, "remove"))
        assert storages["private"].exists(document.stored_name)
    for each in callbacks:
        each()

    assert not storages["private"].exists(document.stored_name)
    page = text_of(client.get(ADDRESS))
    assert "The file was removed." in page
    assert "There are no files on your account yet." in page


def test_file_that_was_sent_is_kept_as_it_is(client: Client, person: Person) -> None:
    document = make_use(document=receive(b"one", person)).document
    refusal = "This file belongs to an application that was sent. It is kept with it."

    page = text_of(client.post(url(document, "remove"), follow=True))

    assert refusal in page
    assert "It was sent with an application and is kept with it." in page
    assert refusal in change(client, document, kind="diploma")
    document.refresh_from_db()
    assert document.kind == "transcript"
    assert storages["private"].exists(document.stored_name)


@pytest.mark.parametrize("state", ["pending", "error", "clean"])
def test_own_file_is_an_attachment_that_no_browser_runs(
    client: Client, person: Person, state: str
) -> None:
    document = receive(b"%PDF-content", person, scan_state=state, scanned_at=AT)

    answer: Any = client.get(url(document))

    assert b"".join(answer.streaming_content) == b"%PDF-content"
    assert answer["Content-Disposition"] == 'attachment; filename="transcript.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert {"private", "no-store"} <= set(answer["Cache-Control"].split(", "))


def test_suspect_file_is_not_handed_out_even_to_its_owner(client: Client, person: Person) -> None:
    document = receive(b"one", person, scan_state="suspect")

    assert client.get(url(document)).status_code == 404
    page = client.get(ADDRESS).content.decode()
    assert "did not pass the virus check" in page
    assert f'href="{url(document)}"' not in page


METHODS = ("get", "head", "post", "put", "patch", "delete")


def try_all(client: Client, document: Document) -> set[int]:
    """Return what every method at every address of a file answers, but that there is no such method."""
    sent = {f"f{document.pk}-kind": "diploma"}
    answers = {
        getattr(client, method)(url(document, act), sent if method == "post" else None).status_code
        for act in ("", "change", "remove")
        for method in METHODS
    }
    return answers - {405}


@pytest.mark.usefixtures("person")
def test_somebody_elses_file_is_not_there(client: Client, other_applicant: User) -> None:
    theirs = receive(b"one", other_applicant.person)

    assert try_all(client, theirs) == {404}
    theirs.refresh_from_db()
    assert theirs.kind == "transcript"


@pytest.mark.usefixtures("person")
def test_control_notices_files_that_open_to_anybody(
    client: Client, other_applicant: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = receive(b"one", other_applicant.person)
    monkeypatch.setattr(document_views, "_own_record", lambda _request: other_applicant.person)

    assert try_all(client, theirs) != {404}


def test_visitor_is_led_to_sign_in(visitor: Client, applicant: User) -> None:
    document = receive(b"one", applicant.person)
    for address in (ADDRESS, url(document)):
        answer = visitor.get(address)
        assert answer["Location"] == f"/account/login/?next={address}"

    for address in (ADDRESS, url(document, "change"), url(document, "remove")):
        assert visitor.post(address)["Location"].startswith("/account/login/?next=")
    assert Document.objects.filter(pk=document.pk).exists()


def test_account_without_a_record_has_no_files(client: Client, applicant: User) -> None:
    document = receive(b"one", applicant.person)
    client.force_login(make_account(username="new"))

    assert client.get(ADDRESS).status_code == 404
    assert client.post(ADDRESS, {"kind": "diploma", "uploads": [pdf()]}).status_code == 404
    assert try_all(client, document) == {404}
