"""`portal erase`: nothing of a person is left but the legal core, and the records and the audit trail still agree."""

from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import Settings

from portal.lifecycle.integrity import content_hash
from portal.notifications.models import OutboxMessage
from portal.records.documents.storing import QUARANTINE, copy_file, drop_file
from portal.records.models import (
    Application,
    AuditEvent,
    Credential,
    Decision,
    Document,
    Erasure,
    Experience,
    ImportFile,
    ImportRow,
    NameVariant,
    Person,
    Training,
)
from portal.records.people.names import fold_name
from portal.users.models import User
from tests.factories.accounts import PASSWORD, make_educator
from tests.factories.applications import make_application, make_draft
from tests.factories.documents import receive
from tests.factories.records import AT
from tests.factories.stores import use_folder
from tests.integration.portal.accounts.canary import (
    BIRTH_DATE,
    WORD,
    find_word,
    make_holder,
    make_stranger,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]
Run = Callable[..., str]


@pytest.fixture(autouse=True)
def _own_folders(settings: Settings, tmp_path: Path) -> None:
    """Keep files, heads and the ledger where no other test looks."""
    use_folder(settings, tmp_path / "private")
    settings.AUDIT_HEADS, settings.ERASURE_LEDGER = tmp_path / "heads", tmp_path / "erasures"


def run(command: str, *options: str) -> str:
    """Run a command; return what it said."""
    out = StringIO()
    call_command(command, *options, stdout=out)
    return out.getvalue()


def erase(person: Person, *options: str) -> str:
    """Erase somebody by the identifier of the record."""
    return run("erase", str(person.public_id), "--reason", "Asked for by letter", *options)


def check_all() -> None:
    """Check the records with every file, and the audit trail from its beginning."""
    assert "The records agree" in run("integrity_check", "--files")
    run("audit_seal")
    assert "are as they were sealed" in run("audit_verify")


def test_word_of_a_person_without_legal_core_is_nowhere(client: Client) -> None:
    account = make_stranger()
    person = account.person
    run("audit_seal")
    client.post("/account/login/", {"login": account.email, "password": PASSWORD})
    assert Session.objects.count() == 1
    before = find_word()
    assert len(before) > 12, before

    said = erase(person)

    assert find_word() == []
    assert WORD not in said
    assert Session.objects.count() == 0
    assert client.get("/account/").status_code == 302
    person.refresh_from_db()
    assert (person.full_name, person.birth_date, person.account) == ("(erased)", None, None)
    assert person.ein is not None
    assert not NameVariant.objects.filter(name__startswith=fold_name(WORD)).exists()
    check_all()


def test_of_a_holder_certificate_decisions_and_name_are_left(
    specialist: User, client: Client
) -> None:
    account = make_holder(specialist)
    person, events = account.person, set(AuditEvent.objects.values_list("pk", flat=True))
    certificates = set(Credential.objects.values_list("number", "expires_on"))
    run("audit_seal")
    assert find_word()

    erase(person)

    assert find_word() == []
    assert not User.objects.filter(pk=account.pk).exists()
    person.refresh_from_db()
    assert (person.full_name, person.birth_date) == ("Maren Okafor-Lind", BIRTH_DATE)
    assert (person.email, person.phone, person.address_line, person.address_zip) == ("",) * 4
    assert set(Credential.objects.values_list("number", "expires_on")) == certificates
    assert sorted(Decision.objects.values_list("outcome", "reason")) == [
        ("approved", "So it is."),
        ("denied", "So it is."),
    ]
    assert events <= set(AuditEvent.objects.values_list("pk", flat=True))
    assert not Document.objects.exists()
    assert list(Experience.objects.values_list("position", "signed_by")) == [("Teacher", "")]
    assert Training.objects.count() == 2
    check_all()
    client.force_login(specialist)
    for application in Application.objects.all():
        page = client.get(f"/admin/applications/{application.public_id}/")
        assert page.status_code == 200
        assert "Okafor-Lind" in page.content.decode()
    number = certificates.pop()[0]
    assert client.get(f"/verify/{number}/").status_code == 200


def test_attested_core_of_an_answered_application_stays(specialist: User) -> None:
    account = make_holder(specialist)
    application = Application.objects.filter(submitted_at__isnull=False).first()
    assert application is not None
    before, digest = application.snapshot, application.snapshot_hash

    erase(account.person)

    application.refresh_from_db()
    kept = application.snapshot
    assert kept["answers"] == {
        "certificate": before["answers"]["certificate"],
        "contact": {},
        "disclosures": before["answers"]["disclosures"],
        "acknowledgment": before["answers"]["acknowledgment"],
    }
    assert kept["erased"]["attested"] == digest == content_hash(before)
    assert application.snapshot_hash == content_hash(kept)
    assert not application.step_answers.exists()


def test_dry_run_counts_and_changes_nothing(specialist: User) -> None:
    person = make_holder(specialist).person
    before = find_word()

    said = erase(person, "--dry-run")

    assert "1 drafts, 4 documents, 2 claims, 2 submissions" in said
    assert said.endswith("would be erased.\n")
    assert find_word() == before
    assert not Erasure.objects.exists()
    assert User.objects.filter(username=WORD).exists()


def test_file_in_quarantine_goes_and_is_in_the_ledger(settings: Settings) -> None:
    person = make_stranger().person
    document = receive(b"harmful", person, scan_state="suspect", finding="Odd.Macro")
    set_apart = copy_file(document.stored_name, folder=QUARANTINE)
    drop_file(document.stored_name)
    Document.objects.filter(pk=document.pk).update(stored_name=set_apart)

    erase(person)

    assert not storages["private"].exists(set_apart)
    lines = "".join(file.read_text() for file in settings.ERASURE_LEDGER.iterdir())
    assert set_apart in lines
    check_all()


def test_ledger_names_nobody(specialist: User, settings: Settings) -> None:
    person = make_holder(specialist).person

    erase(person)

    lines = "".join(file.read_text() for file in settings.ERASURE_LEDGER.iterdir())
    assert WORD not in lines
    assert "Okafor" not in lines
    assert str(person.ein) not in lines
    assert str(person.public_id) in lines
    entries = Erasure.objects.values_list("kind", "rule", "reason")
    assert ("person", "request", "Asked for by letter") in entries
    assert {kind for kind, _rule, _reason in entries} == {"person", "draft", "document", "job"}


def test_others_keep_everything(specialist: User, other_applicant: User) -> None:
    draft = make_draft(other_applicant, first_name="Tobias")
    paper = receive(b"a paper of somebody else", other_applicant.person)
    application = make_application(make_educator(username="third"))
    message = OutboxMessage.objects.get()
    account = make_holder(specialist)

    erase(account.person)

    assert Application.objects.filter(pk__in=[draft.pk, application.pk]).count() == 2
    assert draft.step_answers.count() == 4
    assert storages["private"].exists(paper.stored_name)
    assert list(OutboxMessage.objects.all()) == [message]
    other_applicant.person.refresh_from_db()
    assert other_applicant.person.account == other_applicant


def test_erased_by_ein(applicant: User) -> None:
    ein = applicant.person.ein

    run("erase", str(ein), "--reason", "Asked for")

    assert Person.objects.get(ein=ein).email == ""


@pytest.mark.parametrize("name", ["0000000000", "nobody", "5f0c9f0e-1d55-4f8e-9a11-3d1f6f4c6f00"])
def test_unknown_person_is_refused(name: str, db: None) -> None:
    with pytest.raises(CommandError, match="Nobody on record"):
        run("erase", name, "--reason", "Asked for")


def test_blank_reason_is_refused(applicant: User) -> None:
    with pytest.raises(CommandError, match="Give a reason"):
        run("erase", str(applicant.person.ein), "--reason", " ")


def test_open_application_is_refused_by_its_reference(applicant: User) -> None:
    application = make_application(applicant)
    receive(b"a paper", applicant.person)

    with pytest.raises(CommandError, match=f"{application.reference} is open"):
        erase(applicant.person)

    assert Document.objects.count() == 1
    assert not Erasure.objects.exists()


def test_who_works_here_is_refused(specialist: User) -> None:
    person = make_holder(specialist).person
    User.objects.filter(person=person).update(is_staff=True)

    with pytest.raises(CommandError, match="works for the bureau"):
        erase(person)


def test_account_that_once_decided_stays_as_a_shell(specialist: User) -> None:
    account = make_holder(specialist)
    Decision._meta.base_manager.update(decided_by=account)

    erase(account.person)

    account.refresh_from_db()
    assert find_word() == []
    assert (account.email, account.is_active, account.has_usable_password()) == ("", False, False)


def test_import_that_is_about_to_be_recorded_is_refused(applicant: User, specialist: User) -> None:
    file = ImportFile.objects.create(
        kind="legacy", name="people.csv", state="checked", uploaded_by=specialist, uploaded_at=AT
    )
    ImportRow.objects.create(
        file=file, number=2, given={}, outcome="matched", person=applicant.person
    )

    with pytest.raises(CommandError, match="names this person"):
        erase(applicant.person)


def test_erased_twice_is_no_fault(specialist: User) -> None:
    person = make_holder(specialist).person

    erase(person)
    erase(person)

    assert Erasure.objects.filter(kind="person").count() == 2
    check_all()
