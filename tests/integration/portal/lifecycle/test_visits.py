"""What becomes of forms without an account: erased, reminded, moved, counted; never paid for, nothing on record."""

from dataclasses import replace
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
import time_machine
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.utils import timezone
from pytest_django import Settings

from portal.accounts.operations.erasing import erase_again
from portal.definitions.impact import Treatment
from portal.definitions.publishing import publish_wizard
from portal.definitions.spec import Applicants, DraftPolicy
from portal.lifecycle.admission import check_access_of
from portal.lifecycle.decisions import decide_application
from portal.lifecycle.effects import WriteBack
from portal.lifecycle.errors import AccountNeededError, NotPayableError
from portal.lifecycle.execution import EffectRefusedError, execute_effects
from portal.lifecycle.funnel import read_funnel
from portal.lifecycle.integrity import check_integrity
from portal.lifecycle.moving import MoveOutcome, move_draft
from portal.lifecycle.runs import get_run
from portal.lifecycle.visits import check_costs_nothing, start_visit
from portal.notifications.models import OutboxMessage
from portal.records.models import Application, AuditEvent, Erasure, ResumeLink, Wizard
from portal.users.models import User
from portal_plugins.feedback.wizards import CONTACT
from tests.factories.retention import keep
from tests.factories.stores import use_folder
from tests.factories.visiting import ADDRESS, Visitor, newest_link

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture(autouse=True)
def _own_folders(settings: Settings, tmp_path: Path) -> None:
    cache.clear()
    use_folder(settings, tmp_path / "private")
    settings.AUDIT_HEADS, settings.ERASURE_LEDGER = tmp_path / "heads", tmp_path / "erasures"


@pytest.fixture
def begun() -> Visitor:
    """Return a visitor who has answered a step and had a link mailed."""
    visitor = Visitor()
    visitor.begin()
    visitor.post("about")
    visitor.ask_for_link()
    return visitor


@pytest.fixture
def decided(begun: Visitor, specialist: User) -> Application:
    """Return what the visitor sent, decided."""
    begun.complete()
    begun.submit()
    decide_application(
        application_id=begun.stored.pk,
        outcome="approved",
        reason="Five years.",
        decided_by_id=specialist.pk,
        at=timezone.now(),
    )
    return begun.stored


def erase(whom: str, *options: str) -> str:
    """Run the command; return what it said."""
    out = StringIO()
    call_command("erase", whom, "--reason", "Request of May 4", *options, stdout=out)
    return out.getvalue()


def test_decided_one_is_erased_by_its_reference(begun: Visitor, decided: Application) -> None:
    dry = erase(decided.reference, "--dry-run")
    said = erase(decided.reference)

    left = begun.stored
    assert "would be erased" in dry
    assert "1 submissions" in said
    assert left.contact_email == ""
    assert left.visitor_key != decided.visitor_key
    assert left.snapshot["answers"]["message"] == {"wants_answer": True}
    assert left.snapshot["answers"]["reply"] == {}
    assert ADDRESS not in str(left.snapshot)
    assert not ResumeLink.objects.exists()
    assert not OutboxMessage.objects.filter(recipient=ADDRESS).exists()
    assert begun.get().status_code == 404
    assert list(check_integrity(at=timezone.now())) == []


def test_open_one_is_not_erased_and_a_draft_is_by_its_identifier(begun: Visitor) -> None:
    public_id = begun.stored.public_id
    said = erase(str(public_id))

    assert "1 drafts" in said
    assert not Application.objects.filter(public_id=public_id).exists()
    other = Visitor()
    other.begin()
    other.complete()
    other.submit()
    with pytest.raises(CommandError, match="is open"):
        erase(other.stored.reference or "")


def test_erasure_is_repeated_after_a_restore(begun: Visitor, decided: Application) -> None:
    before = Application.objects.filter(pk=decided.pk).values().get()
    erase(decided.reference or "")
    Erasure.objects.all().delete()
    Application.objects.filter(pk=decided.pk).update(
        snapshot=before["snapshot"],
        snapshot_hash=before["snapshot_hash"],
        contact_email=ADDRESS,
    )

    counts = erase_again(Path(erase_folder()), at=timezone.now())

    assert counts["application"] == 1
    assert begun.stored.contact_email == ""
    assert ADDRESS not in str(begun.stored.snapshot)


def erase_folder() -> str:
    """Return the folder of the ledger."""
    from django.conf import settings  # deferred: as the test has set it

    return str(settings.ERASURE_LEDGER)


def retention_on(day: int) -> None:
    """Run the rules so many days from now."""
    with time_machine.travel(timezone.now() + timedelta(days=day), tick=False):
        call_command("retention", stdout=StringIO())


def test_draft_is_reminded_at_the_address_that_was_given_then_removed(begun: Visitor) -> None:
    keep("unfinished_drafts", 100, first_reminder_days=30, second_reminder_days=7)

    for day in (71, 94, 103):
        retention_on(day)

    reminders = OutboxMessage.objects.filter(kind="draft_expiring")
    assert [(each.recipient, each.context["is_visit"]) for each in reminders] == [
        (ADDRESS, "yes")
    ] * 2
    assert not Application.objects.exists()
    assert not ResumeLink.objects.exists()
    assert AuditEvent.objects.filter(action="application.draft_erased").count() == 1


def test_draft_without_an_address_goes_without_a_word() -> None:
    keep("unfinished_drafts", 100, first_reminder_days=30, second_reminder_days=7)
    Visitor().begin()

    for day in (71, 94, 103):
        retention_on(day)

    assert not Application.objects.exists()
    assert not OutboxMessage.objects.exists()


def move_to(begun: Visitor, **changes: object) -> MoveOutcome:
    """Publish the service anew with some changes and move the visitor's draft, whatever it touches."""
    version = publish_wizard(
        spec=replace(CONTACT, minutes=6, **changes),  # type: ignore[arg-type]
        origin="plugin",
        required_plugins={},
        actor_id=None,
        at=timezone.now(),
    )
    everything = {
        f"wizard:changed:{aspect}": Treatment.CARRY
        for aspect in ("applicants", "drafts", "minutes")
    }
    return move_draft(
        draft_id=begun.stored.pk,
        version=version,
        choices=everything,
        actor_id=None,
        at=timezone.now(),
    ).outcome


def test_draft_moves_to_a_newer_version(begun: Visitor) -> None:
    assert move_to(begun) is MoveOutcome.MOVED
    assert begun.get("message").status_code == 200


def test_draft_stays_where_the_newer_version_takes_an_account(begun: Visitor) -> None:
    outcome = move_to(begun, applicants=Applicants.SIGNED_IN, drafts=DraftPolicy.ONE_DRAFT)

    assert outcome is MoveOutcome.KEPT
    assert begun.get("message").status_code == 200
    begun.complete()
    assert begun.submit().status_code == 302
    assert begun.stored.stage == "submitted"


def test_service_that_takes_an_account_begins_nothing_for_a_visitor() -> None:
    with pytest.raises(AccountNeededError):
        start_visit(
            service_key="certification.renew_professional", visitor_key="k", at=timezone.now()
        )


def test_nothing_costs_nothing_is_written_and_nothing_is_judged_by_a_record(begun: Visitor) -> None:
    draft = begun.stored
    run = get_run(draft.public_id, None, draft.visitor_key or "")

    assert run.record == {}
    assert check_access_of(run, on=timezone.localdate(), language="en") == []
    check_costs_nothing(run, 0)
    with pytest.raises(NotPayableError):
        check_costs_nothing(run, 5_000)
    with pytest.raises(EffectRefusedError):
        execute_effects(
            effects=[WriteBack("person.phone", "1")],
            person_id=None,
            reference="",
            actor_id=None,
            at=timezone.now(),
        )


def test_funnel_counts_them_like_any_other(begun: Visitor, decided: Application) -> None:
    Visitor().begin()
    wizard = Wizard.objects.get(key="feedback.contact")
    now = timezone.now()

    funnel = read_funnel(wizard, since=now - timedelta(days=1), at=now)

    assert (funnel.begun, funnel.sent) == (2, 1)
    assert [each.finished for each in funnel.steps] == [1, 1, 1, 1, 1]


def test_second_confirmation_goes_to_the_address_of_the_answers(begun: Visitor) -> None:
    begun.complete()
    begun.post("reply", email="Other@Example.org")
    begun.post("record")
    begun.submit()

    assert begun.stored.contact_email == "other@example.org"
    assert OutboxMessage.objects.get(kind="application_submitted").recipient == "other@example.org"
    assert newest_link().retired_at is None
