"""What was erased does not come back from a backup: the ledger erases it again, by every way of restoring."""

import json
import shutil
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.files.storage import storages
from django.core.management import call_command
from django.db import connection, transaction
from pytest_django import Settings

from config.schedule import apply_retention
from portal.accounts.roles import Role
from portal.records.models import Application, Document, Erasure, Person
from portal.users.models import User
from tests.factories.accounts import make_account, make_educator
from tests.factories.applications import make_application
from tests.factories.documents import receive
from tests.factories.records import make_use
from tests.factories.retention import decide, keep, make_old_document, make_old_draft
from tests.factories.stores import use_folder
from tests.integration.portal.accounts.canary import WORD, find_word, make_holder, make_stranger

pytestmark = [pytest.mark.proof, pytest.mark.database, pytest.mark.django_db(transaction=True)]
Restore = Callable[[Callable[[], None]], str]


@pytest.fixture(autouse=True)
def _own_folders(settings: Settings, tmp_path: Path) -> None:
    """Keep everything that the portal writes below a folder of the test."""
    settings.PRIVATE_ROOT = tmp_path / "private"
    use_folder(settings, settings.PRIVATE_ROOT)
    settings.MEDIA_ROOT, settings.ERASURE_LEDGER = tmp_path / "media", tmp_path / "erasures"
    settings.AUDIT_HEADS = tmp_path / "heads"


@pytest.fixture(params=["command", "tools"])
def restore(request: pytest.FixtureRequest, tmp_path: Path) -> Restore:
    """Return a function that takes a backup, lets something happen, and brings the backup back.

    By the portal's own commands, or by a database's and a store's own tools and ``reapply_erasures`` after them.
    """
    if request.param == "tools":
        return lambda happen: restore_by_tools(happen, tmp_path)
    if connection.vendor != "sqlite":
        pytest.skip(f"asks sqlite; this run uses {connection.vendor}")
    return lambda happen: restore_by_command(happen, tmp_path)


def run(command: str, *options: str) -> str:
    """Run a command; return what it said."""
    out = StringIO()
    call_command(command, *options, stdout=out)
    return out.getvalue()


def restore_by_command(happen: Callable[[], None], folder: Path, *options: str) -> str:
    """Back up and restore by the portal's commands."""
    archive = folder / "portal.tar.gz"
    run("backup", str(archive))
    happen()
    return run("restore", str(archive), "--force", *options)


def restore_by_tools(happen: Callable[[], None], folder: Path) -> str:
    """Bring database and files back as they were; only the ledger's folder stays as it has become."""
    copy = folder / "copy"
    shutil.copytree(folder / "private", copy)
    with transaction.atomic():
        happen()
        transaction.set_rollback(True)
    shutil.rmtree(folder / "private")
    copy.rename(folder / "private")
    return run("reapply_erasures")


def erase(person: Person) -> None:
    """Erase somebody."""
    run("erase", str(person.public_id), "--reason", "Asked for")


def check_all() -> None:
    """Check the records with every file."""
    assert "The records agree" in run("integrity_check", "--files")


@pytest.fixture
def specialist() -> User:
    """Return who decides."""
    return make_account(Role.SPECIALIST)


def test_erased_stranger_stays_erased(restore: Restore) -> None:
    person = make_stranger().person
    assert find_word()

    said = restore(lambda: erase(person))

    assert "Erased again by the ledger: " in said
    assert "1 person" in said
    assert find_word() == []
    assert Person.objects.get(pk=person.pk).full_name == "(erased)"
    assert not User.objects.filter(username=WORD).exists()
    check_all()
    assert run("reapply_erasures") == "Erased again by the ledger: nothing.\n"


def test_erased_holder_keeps_what_is_kept(restore: Restore, specialist: User) -> None:
    person = make_holder(specialist).person

    restore(lambda: erase(person))

    assert find_word() == []
    person = Person.objects.get(pk=person.pk)
    assert person.full_name == "Maren Okafor-Lind"
    assert person.credentials.count() == 3
    assert Application.objects.filter(decision__isnull=False).count() == 2
    check_all()


def test_backup_from_before_the_decision_is_erased_too(restore: Restore, specialist: User) -> None:
    account = make_educator(username="educator")
    application = make_application(account, address_line=f"2 {WORD} Road")
    paper = receive(WORD.encode(), account.person)
    make_use(document=paper, application=application)

    def decide_and_erase() -> None:
        decide(Application.objects.get(), specialist, days=0)
        erase(account.person)

    restore(decide_and_erase)

    assert find_word() == []
    restored = Application.objects.get()
    assert (restored.stage, restored.snapshot["answers"]["contact"]) == ("submitted", {})
    check_all()


def test_what_retention_removed_stays_removed(restore: Restore) -> None:
    keep("unfinished_drafts", 100)
    keep("unused_documents", 100)
    account = make_educator(username="educator")
    make_old_draft(account, days=100)
    kept = make_old_draft(account, days=1)
    old, young = (make_old_document(account, b"%d" % days, days=days) for days in (100, 1))

    restore(lambda: call_command("retention", stdout=StringIO()))

    assert list(Application.objects.all()) == [kept]
    assert list(Document.objects.all()) == [young]
    assert not storages["private"].exists(old.stored_name)
    assert storages["private"].exists(young.stored_name)
    check_all()


def test_document_that_was_set_apart_after_the_backup_goes_from_its_old_place(
    restore: Restore,
) -> None:
    keep("unused_documents", 100)
    old = make_old_document(make_educator(username="educator"), b"old", days=100)
    before = old.stored_name

    def set_apart_and_remove() -> None:
        moved = f"quarantine/{before.partition('/')[2]}"
        storages["private"].save(moved, storages["private"].open(before))
        storages["private"].delete(before)
        Document.objects.update(stored_name=moved, scan_state="suspect")
        run("retention")

    restore(set_apart_and_remove)

    assert not Document.objects.exists()
    assert not storages["private"].exists(before)


def test_worker_applies_the_ledger_by_itself(tmp_path: Path) -> None:
    person = make_stranger().person
    with transaction.atomic():
        erase(person)
        transaction.set_rollback(True)
    assert User.objects.filter(username=WORD).exists()

    apply_retention()

    assert not User.objects.filter(username=WORD).exists()


def test_ledger_from_elsewhere_is_taken(tmp_path: Path) -> None:
    person = make_stranger().person
    with transaction.atomic():
        erase(person)
        transaction.set_rollback(True)
    elsewhere = tmp_path / "mnt"
    django_settings.ERASURE_LEDGER.rename(elsewhere)

    assert run("reapply_erasures") == "Erased again by the ledger: nothing.\n"
    assert "1 person" in run("reapply_erasures", "--ledger", str(elsewhere))
    assert not User.objects.filter(username=WORD).exists()


def test_line_that_was_cut_off_is_left_out_and_told(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    person = make_stranger().person
    with transaction.atomic():
        erase(person)
        transaction.set_rollback(True)
    (file,) = django_settings.ERASURE_LEDGER.iterdir()
    lines = file.read_text().splitlines()
    file.write_text("\n".join([*lines, lines[0][:50], json.dumps({"id": 1})]))

    assert "1 person" in run("reapply_erasures")

    assert caplog.text.count("cannot be read") == 2
    assert Erasure.objects.filter(kind="person").count() == 1


def test_restore_without_the_ledger_brings_them_back_and_says_so(tmp_path: Path) -> None:
    if connection.vendor != "sqlite":
        pytest.skip(f"asks sqlite; this run uses {connection.vendor}")
    person, empty = make_stranger().person, tmp_path / "empty"
    before = find_word()

    said = restore_by_command(lambda: erase(person), tmp_path, "--ledger", str(empty))

    assert "is empty: nothing was erased again." in said
    assert find_word() == before
