"""Files that come with a step: what becomes of each, and that no error, button or wrong file loses anything."""

import errno
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from portal.records.applications.models import Application, StepAnswers
from portal.records.audit.models import AuditEvent
from portal.records.documents import receiving
from portal.records.documents.models import Document, DocumentUse
from portal.sdk.testing.cast import give_document
from portal.users.models import User
from tests.factories.records import make_named, make_submitted, make_use
from tests.factories.registry import make_draft
from tests.files import make_pdf, make_photo

pytestmark = pytest.mark.django_db
STEP = "papers"


def pdf(name: str = "transcript.pdf", *, title: str = "") -> SimpleUploadedFile:
    """Return a PDF of one page; the title makes its bytes differ."""
    return SimpleUploadedFile(name, make_pdf(title or name), "application/pdf")


def photo(name: str = "photo.jpg") -> SimpleUploadedFile:
    """Return a picture from a phone."""
    return SimpleUploadedFile(name, make_photo(), "image/jpeg")


@pytest.fixture(autouse=True)
def _own_store(tmp_path: Any, settings: Any) -> None:
    settings.STORAGES = settings.STORAGES | {
        "private": settings.STORAGES["private"] | {"OPTIONS": {"location": tmp_path}}
    }


@pytest.fixture
def draft(applicant: User) -> Application:
    """Return a draft whose papers were not asked for yet."""
    draft = make_draft(applicant)
    StepAnswers.objects.filter(application=draft, step=STEP).delete()
    return draft


@pytest.fixture
def member(applicant: User) -> Client:
    """Return the applicant's browser."""
    client = Client()
    client.force_login(applicant)
    return client


def post(client: Client, draft: Application, **sent: Any) -> Any:
    """Post the step as its page would; names of controls come without the prefix."""
    row = StepAnswers.objects.filter(application=draft, step=STEP).first()
    meta = {"step_view-current_step": STEP, "step_version": str(row.version if row else 0)}
    buttons = {
        name: sent.pop(name) for name in ("wizard_upload", "wizard_goto_step") if name in sent
    }
    named = {f"{STEP}-{name.replace('__', '-')}": value for name, value in sent.items()}
    return client.post(f"/applications/{draft.public_id}/{STEP}/", {**meta, **buttons, **named})


def shown(client: Client, draft: Application) -> str:
    """Return the step's page."""
    return client.get(f"/applications/{draft.public_id}/{STEP}/").content.decode()


def test_file_goes_to_the_account_and_is_ticked(member: Client, draft: Application) -> None:
    answer = post(
        member,
        draft,
        wizard_upload="transcripts",
        transcripts__kind="diploma",
        transcripts__file=pdf(),
    )

    document = Document.objects.get()
    assert answer["Location"].endswith(f"/{STEP}/?uploaded#id_{STEP}-transcripts-file")
    assert (document.kind, document.original_name, document.pages) == (
        "diploma",
        "transcript.pdf",
        1,
    )
    assert storages["private"].exists(document.stored_name)
    assert AuditEvent.objects.filter(action="document.received").count() == 1
    page = shown(member, draft)
    assert f'value="{document.public_id}"' in page
    assert "checked" in page.partition(f'value="{document.public_id}"')[2][:300]


def test_going_on_with_a_file_saves_it_as_the_answer(member: Client, draft: Application) -> None:
    answer = post(member, draft, transcripts__kind="transcript", transcripts__file=[pdf(), photo()])

    assert answer["Location"].endswith("/acknowledgment/")
    kept = draft.step_answers.get(step=STEP).answers["transcripts"]
    assert len(kept) == Document.objects.count() == 2
    picture = Document.objects.get(media_type="image/jpeg")
    assert picture.original_name == "photo.jpg"


def test_refused_file_is_named_and_the_others_stay(member: Client, draft: Application) -> None:
    answer = post(
        member,
        draft,
        transcripts__kind="transcript",
        transcripts__file=[pdf(), SimpleUploadedFile("virus.exe", b"MZ")],
        confirmations__kind="training",
        confirmations__file=pdf("hours.pdf"),
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "virus.exe: The name of the file must end in" in page
    assert 'href="#id_papers-transcripts-file"' in page
    assert set(Document.objects.values_list("original_name", flat=True)) == {
        "transcript.pdf",
        "hours.pdf",
    }
    page = shown(member, draft)
    assert all(f'value="{each.public_id}"' in page for each in Document.objects.all())


def test_full_disk_is_told_at_the_field_and_keeps_what_was_typed(
    member: Client, draft: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_file: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(receiving, "keep_file", fail)

    answer = post(member, draft, transcripts__kind="transcript", transcripts__file=pdf())

    page = answer.content.decode()
    assert "transcript.pdf: The portal can’t keep files at this moment." in page
    assert 'href="#id_papers-transcripts-file"' in page
    assert not Document.objects.exists()


def test_button_without_a_file_asks_for_one(member: Client, draft: Application) -> None:
    answer = post(member, draft, wizard_upload="transcripts")

    assert "Choose a file first" in answer.content.decode()


def test_file_without_a_known_kind_is_asked_about(member: Client, draft: Application) -> None:
    answer = post(member, draft, transcripts__kind="court_record", transcripts__file=pdf())

    assert "Say what the file shows" in answer.content.decode()
    assert not Document.objects.exists()


def test_back_takes_the_file_along(member: Client, draft: Application) -> None:
    answer = post(
        member,
        draft,
        wizard_goto_step="training",
        transcripts__kind="transcript",
        transcripts__file=pdf(),
    )

    assert answer["Location"].endswith("/training/")
    assert f'value="{Document.objects.get().public_id}"' in shown(member, draft)


def test_translation_goes_with_its_original(member: Client, draft: Application) -> None:
    answer = post(
        member,
        draft,
        transcripts__kind="diploma",
        transcripts__file=pdf("diplom.pdf"),
        transcripts__translation=pdf("diploma-en.pdf"),
    )

    assert answer.status_code == 302, answer.content.decode()
    original, translation = Document.objects.order_by("id")
    assert (translation.kind, translation.translation_of) == ("translation", original)
    assert draft.step_answers.get(step=STEP).answers["transcripts"] == [str(original.public_id)]
    review = member.get(f"/applications/{draft.public_id}/review/").content.decode()
    assert "Translation: diploma-en.pdf" in review
    member.post(f"/applications/{draft.public_id}/review/", {"step_view-current_step": "review"})
    assert set(DocumentUse.objects.values_list("document_id", flat=True)) == {
        original.pk,
        translation.pk,
    }


def test_translation_of_nothing_is_refused(member: Client, draft: Application) -> None:
    answer = post(member, draft, transcripts__translation=pdf("diploma-en.pdf"))

    assert "together with its one original" in answer.content.decode()
    assert not Document.objects.exists()


def test_translation_that_belongs_to_another_paper_is_told(
    member: Client, draft: Application
) -> None:
    for name in ("diplom.pdf", "zeugnis.pdf"):
        answer = post(
            member,
            draft,
            transcripts__kind="diploma",
            transcripts__file=pdf(name),
            transcripts__translation=pdf("english.pdf"),
        )

    said = answer.content.decode()
    assert "english.pdf: This very file is on your account as something else already." in said
    translation = Document.objects.get(kind="translation")
    assert translation.translation_of == Document.objects.get(original_name="diplom.pdf")
    assert "zeugnis.pdf" in said


def test_what_is_on_the_account_is_used_again(
    member: Client, draft: Application, applicant: User
) -> None:
    known = give_document(applicant.person.pk, "transcript")

    answer = post(member, draft, transcripts=str(known.public_id))

    assert answer.status_code == 302
    member.post(f"/applications/{draft.public_id}/review/", {"step_view-current_step": "review"})
    assert DocumentUse.objects.get().document == known


def test_what_became_of_a_document_earlier_is_told(
    member: Client, draft: Application, applicant: User
) -> None:
    earlier, later = timezone.now() - timedelta(days=9), timezone.now()
    good, bad = (give_document(applicant.person.pk, kind) for kind in ("transcript", "diploma"))
    for number, decided_at in enumerate((earlier, later)):
        sent = make_submitted(applicant.person, reference=f"R-{number}")
        settled = {"outcome": "rejected", "reason": "unreadable", "decided_at": decided_at}
        make_use(document=bad, application=sent, note="Too dark.", **settled)
        if decided_at == earlier:
            make_use(document=good, application=sent, outcome="accepted", decided_at=decided_at)

    def day(moment: datetime) -> str:
        return date_format(timezone.localdate(moment), "DATE_FORMAT")

    for page in (shown(member, draft), member.get("/account/documents/").content.decode()):
        assert f"Accepted on {day(earlier)}." in page
        assert f"Not accepted on {day(later)}. It can’t be read: it is blurred" in page
        assert "cut off. Too dark." in page
        assert f"Not accepted on {day(earlier)}" not in page


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"scan_state": "suspect"}, "did not pass the virus check"),
        ({"expires_on": timezone.localdate() - timedelta(days=1)}, "was valid until"),
    ],
    ids=["suspect", "expired"],
)
def test_unusable_document_says_why(
    member: Client, draft: Application, applicant: User, change: dict[str, Any], said: str
) -> None:
    known = give_document(applicant.person.pk, "transcript")
    Document.objects.filter(pk=known.pk).update(**change)

    answer = post(member, draft, transcripts=str(known.public_id))

    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_documents_of_others_are_no_answer(member: Client, draft: Application) -> None:
    foreign = give_document(make_named("Whitfield").pk, "transcript")

    answer = post(member, draft, transcripts=str(foreign.public_id))

    assert "no longer on your account" in answer.content.decode()
    assert foreign.original_name not in shown(member, draft).replace("transcript", "")


def test_same_file_twice_is_one_document(member: Client, draft: Application) -> None:
    for _attempt in range(2):
        post(member, draft, transcripts__kind="transcript", transcripts__file=pdf())

    document = Document.objects.get()
    stored = [
        name
        for folder in storages["private"].listdir("documents")[0]
        for name in storages["private"].listdir(f"documents/{folder}")[1]
    ]
    assert len(stored) == 1
    assert draft.step_answers.get(step=STEP).answers["transcripts"] == [str(document.public_id)]


def test_full_account_says_so(member: Client, draft: Application, settings: Any) -> None:
    settings.DOCUMENT_QUOTA_FILES = 1
    answer = post(
        member,
        draft,
        transcripts__kind="transcript",
        transcripts__file=[pdf("a.pdf"), pdf("b.pdf")],
    )

    assert "b.pdf: Your account is full." in answer.content.decode()
    assert Document.objects.count() == 1


def test_document_removed_before_submitting_is_asked_for_again(
    member: Client, draft: Application
) -> None:
    post(member, draft, transcripts__kind="transcript", transcripts__file=pdf())
    Document.objects.all().delete()

    answer = member.post(
        f"/applications/{draft.public_id}/review/", {"step_view-current_step": "review"}
    )

    assert answer["Location"].endswith(f"/{STEP}/")
    draft.refresh_from_db()
    assert draft.submitted_at is None


def test_signed_out_with_a_file_nothing_is_received(draft: Application, client: Client) -> None:
    answer = post(client, draft, transcripts__kind="transcript", transcripts__file=pdf())

    assert "/account/login/" in answer["Location"]
    assert not Document.objects.exists()
