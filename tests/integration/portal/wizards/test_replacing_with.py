"""What may come in place of a document beside a file: one that is on the account, and a certified translation."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from portal.lifecycle import replacing
from portal.lifecycle.outcomes import DocumentOutcomeError, reject_document
from portal.lifecycle.translating import add_translation
from portal.records.applications.models import Application
from portal.records.documents.models import Document, DocumentUse
from portal.records.models import AuditEvent
from portal.users.models import User
from tests.factories.applications import make_application
from tests.factories.documents import receive
from tests.factories.records import AT, make_document, make_use
from tests.files import make_pdf
from tests.integration.portal.wizards.test_replacing import page, text_of, url
from tests.markup import Markup

pytestmark = pytest.mark.django_db
CLEAN = {"scan_state": "clean", "scanned_at": AT}
HELD = "Or use one that is on your account"
ALONE = "If only the translation is missing, add it here alone"


@pytest.fixture
def use(applicant: User, client: Client) -> DocumentUse:
    """Return a clean transcript that a signed-in person's application was sent with."""
    client.force_login(applicant)
    application = make_application(applicant)
    document = receive(b"Zeugnis", application.person, original_name="zeugnis.pdf", **CLEAN)
    return make_use(document=document, application=application)


def reject(use: DocumentUse, by: User, reason: str = "no_translation") -> None:
    """Reject the document."""
    reject_document(use_id=use.pk, reason=reason, note="", by_id=by.pk, at=timezone.now())


def pdf(name: str, title: str = "") -> SimpleUploadedFile:
    """Return a PDF made of its name."""
    return SimpleUploadedFile(name, make_pdf(title or name), "application/pdf")


def send(client: Client, use: DocumentUse, **data: Any) -> str:
    """Post the form of the document and return what the page says then."""
    return text_of(client.post(url(use), data, follow=True))


def uses_of(application: Application) -> dict[str, str]:
    """Return the outcome of each document that the application was sent with, by name."""
    rows = DocumentUse.objects.filter(application=application)
    return dict(rows.values_list("document__original_name", "outcome"))


def test_missing_translation_is_added_alone_and_both_are_looked_at_anew(
    client: Client, use: DocumentUse, specialist: User, applicant: User
) -> None:
    reject(use, specialist)
    assert ALONE in text_of(page(client, use.application))

    said = send(client, use, translation=pdf("translated.pdf"))

    assert "“translated.pdf” was added. The bureau looks at it next." in said
    assert "Next to act The bureau" in said
    assert "Translation of zeugnis.pdf" in said
    assert uses_of(use.application) == {"zeugnis.pdf": "open", "translated.pdf": "open"}
    translation = Document.objects.get(original_name="translated.pdf")
    assert (translation.translation_of, translation.kind) == (use.document, "translation")
    events = AuditEvent.objects.filter(action="document.translated")
    assert list(events.values_list("actor_id", "record_id")) == [(applicant.pk, str(use.pk))]


def test_another_paper_comes_with_its_translation(
    client: Client, use: DocumentUse, specialist: User
) -> None:
    reject(use, specialist)

    said = send(client, use, file=pdf("diploma.pdf"), translation=pdf("translated.pdf"))

    assert "“diploma.pdf” was added." in said
    assert uses_of(use.application) == {
        "zeugnis.pdf": "rejected",
        "diploma.pdf": "open",
        "translated.pdf": "open",
    }
    new = DocumentUse.objects.get(document__original_name="diploma.pdf")
    assert new.replaces == use
    assert list(new.document.translations.values_list("original_name")) == [("translated.pdf",)]


def test_translation_alone_does_for_no_other_reason(
    client: Client, use: DocumentUse, specialist: User
) -> None:
    reject(use, specialist, "unreadable")
    assert ALONE not in text_of(page(client, use.application))

    said = send(client, use, translation=pdf("translated.pdf"))

    assert "Choose the paper that it translates too." in said
    assert uses_of(use.application) == {"zeugnis.pdf": "rejected"}
    assert Document.objects.count() == 1


@pytest.mark.parametrize("with_paper", [True, False])
def test_translation_that_can_not_be_taken_replaces_nothing(
    client: Client, use: DocumentUse, specialist: User, with_paper: bool
) -> None:
    reject(use, specialist)
    files = {"file": pdf("diploma.pdf")} if with_paper else {}

    said = send(client, use, translation=SimpleUploadedFile("bad.pdf", b"%PDF-1.4 no"), **files)

    assert "bad.pdf: The file is damaged or incomplete." in said
    assert ("On your account now, to be chosen below: “diploma.pdf”." in said) is with_paper
    assert uses_of(use.application) == {"zeugnis.pdf": "rejected"}


def test_file_that_translates_another_paper_is_told(
    client: Client, use: DocumentUse, specialist: User
) -> None:
    reject(use, specialist)
    other = make_document(use.application.person, original_name="other.pdf", **CLEAN)
    send(client, use, translation=pdf("translated.pdf"))
    Document.objects.filter(kind="translation").update(translation_of=other)
    reject(use, specialist)

    said = send(client, use, translation=pdf("translated.pdf"))

    assert "This very file is on your account as something else already." in said
    use.refresh_from_db()
    assert use.outcome == "rejected"


def test_translation_is_for_the_own_application_while_it_waits(
    use: DocumentUse, specialist: User, other_applicant: User
) -> None:
    facts = {"kind": "translation", "translation_of": use.document}
    document = make_document(use.application.person, **facts)
    given: Any = {"use_id": use.pk, "document_id": document.public_id, "at": timezone.now()}
    owner = use.application.person.account_id or 0
    with pytest.raises(DocumentOutcomeError, match="does not wait for a translation"):
        add_translation(account_id=owner, **given)
    reject(use, specialist)

    with pytest.raises(DocumentUse.DoesNotExist):
        add_translation(account_id=other_applicant.pk, **given)

    assert uses_of(use.application) == {"zeugnis.pdf": "rejected"}
    add_translation(account_id=owner, **given)
    with pytest.raises(DocumentOutcomeError, match="does not wait for a translation"):
        add_translation(account_id=owner, **given)


def test_what_is_on_the_account_takes_its_place_with_its_translation(
    client: Client, use: DocumentUse, specialist: User
) -> None:
    person, until = use.application.person, timezone.localdate() + timedelta(days=400)
    held = make_document(person, original_name="held.pdf", expires_on=until, **CLEAN)
    facts = {"kind": "translation", "translation_of": held, "original_name": "its.pdf"}
    make_document(person, **facts, **CLEAN)
    reject(use, specialist, "unreadable")
    response = page(client, use.application)
    assert f"{HELD} held.pdf (valid until " in text_of(response)
    assert Markup(response.content.decode()).faults == []

    said = send(client, use, held=str(held.public_id))

    assert "“held.pdf” was added." in said
    assert uses_of(use.application) == {
        "zeugnis.pdf": "rejected",
        "held.pdf": "open",
        "its.pdf": "open",
    }


@pytest.mark.parametrize(
    "facts",
    [
        {"kind": "diploma"},
        {"scan_state": "suspect"},
        {"expires_on": AT.date() - timedelta(days=1)},
        {"is_others": True},
    ],
    ids=lambda facts: next(iter(facts)),
)
def test_what_can_not_take_its_place_is_neither_offered_nor_taken(
    client: Client,
    use: DocumentUse,
    specialist: User,
    other_applicant: User,
    facts: dict[str, Any],
) -> None:
    is_others = facts.pop("is_others", False)
    person = make_application(other_applicant).person if is_others else use.application.person
    held = make_document(person, original_name="held.pdf", **{**CLEAN, **facts})
    reject(use, specialist, "unreadable")

    assert HELD not in text_of(page(client, use.application))
    said = send(client, use, held=str(held.public_id))

    assert "Choose a file first, then press the button." in said
    assert uses_of(use.application) == {"zeugnis.pdf": "rejected"}


def test_same_content_as_a_paper_that_is_valid_no_more_is_refused(
    client: Client, use: DocumentUse, specialist: User
) -> None:
    reject(use, specialist, "expired")
    send(client, use, file=pdf("card.pdf"))
    held = Document.objects.get(original_name="card.pdf")
    DocumentUse.objects.filter(document=held).delete()
    held.expires_on = timezone.localdate() - timedelta(days=1)
    held.save()

    assert "“card.pdf” was valid until" in send(client, use, file=pdf("card.pdf"))
    assert uses_of(use.application) == {"zeugnis.pdf": "rejected"}


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("pending", "Virus check under way"),
        ("error", "Virus check not possible yet; it will be tried again"),
        ("suspect", "Not usable"),
    ],
)
def test_owner_reads_how_the_virus_check_of_what_was_sent_stands(
    client: Client, use: DocumentUse, state: str, words: str
) -> None:
    assert words not in text_of(page(client, use.application))

    Document.objects.update(scan_state=state)

    assert words in text_of(page(client, use.application))


def test_several_files_take_the_place_of_one_together(
    client: Client, use: DocumentUse, specialist: User
) -> None:
    person = use.application.person
    held = make_document(person, original_name="held.pdf", **CLEAN)
    reject(use, specialist)

    said = send(client, use, file=[pdf("one.pdf"), pdf("two.pdf")], held=[held.public_id])

    assert "“one.pdf”, “two.pdf”, “held.pdf” were added. The bureau looks at them next." in said
    assert uses_of(use.application) == {
        "zeugnis.pdf": "rejected",
        "one.pdf": "open",
        "two.pdf": "open",
        "held.pdf": "open",
    }
    assert DocumentUse.objects.get(replaces=use).document.original_name == "one.pdf"
    assert AuditEvent.objects.filter(action="document.replaced").count() == 3


def test_one_of_several_that_is_refused_sends_none_and_loses_none(
    client: Client, use: DocumentUse, specialist: User
) -> None:
    reject(use, specialist)
    bad = SimpleUploadedFile("bad.pdf", b"%PDF-1.4 no")

    said = send(client, use, file=[pdf("one.pdf"), bad])

    assert "bad.pdf: The file is damaged or incomplete." in said
    assert "On your account now, to be chosen below: “one.pdf”." in said
    assert uses_of(use.application) == {"zeugnis.pdf": "rejected"}
    kept = Document.objects.get(original_name="one.pdf")
    said = send(client, use, file=pdf("two.pdf"), held=str(kept.public_id))
    assert uses_of(use.application) == {
        "zeugnis.pdf": "rejected",
        "two.pdf": "open",
        "one.pdf": "open",
    }


def test_file_beside_one_that_was_sent_before_is_offered(
    client: Client, use: DocumentUse, specialist: User
) -> None:
    reject(use, specialist)
    sent = make_use(
        document=receive(make_pdf("sent"), use.application.person, original_name="sent.pdf"),
        application=use.application,
    )

    said = send(client, use, file=[pdf("sent.pdf", "sent"), pdf("new.pdf")])

    assert "“sent.pdf” was sent before. Add another one." in said
    assert "On your account now, to be chosen below: “new.pdf”." in said
    assert sent.document.original_name in uses_of(use.application)
    assert "new.pdf" not in uses_of(use.application)


def test_no_more_files_than_the_question_takes(
    client: Client, use: DocumentUse, specialist: User
) -> None:
    reject(use, specialist)
    files = [pdf(f"{number}.pdf") for number in range(11)]

    said = send(client, use, file=files)

    assert "No more than 10 files can take its place." in said
    assert Document.objects.count() == 1


@pytest.mark.parametrize(("most", "others", "room"), [(3, 0, 3), (3, 1, 2), (1, 0, 1), (1, 4, 1)])
def test_room_is_what_the_question_takes_less_what_else_answers_it(
    use: DocumentUse, monkeypatch: pytest.MonkeyPatch, most: int, others: int, room: int
) -> None:
    monkeypatch.setattr(replacing, "_most", lambda _use: most)
    for number in range(others):
        document = make_document(use.application.person, original_name=f"{number}.pdf", **CLEAN)
        make_use(document=document, application=use.application)

    assert replacing.room_for(use) == room
