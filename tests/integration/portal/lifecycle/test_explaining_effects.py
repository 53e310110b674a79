"""What followed from a decision is told in words, with what it rests on; what would follow, before anybody decides."""

import json
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from portal.lifecycle import effects
from portal.lifecycle.changes import RECORD_KEPT
from portal.lifecycle.decisions import decide_application
from portal.lifecycle.erasing import erase_records
from portal.records.applications.models import Application
from portal.records.applications.private import PrivateAnswers
from portal.records.models import Decision
from portal.users.models import User
from tests.factories.applications import make_application, make_disclosing_application
from tests.factories.certification import ask_for_duplicate
from tests.factories.credentials import make_credential
from tests.factories.paying import pay
from tests.factories.visiting import Visitor
from tests.integration.portal.casework.conftest import browser_of, file_url

pytestmark = pytest.mark.django_db
BY_SERVICE = "(as the service says by the same facts)"


def explain(application: Application, language: str = "en") -> str:
    """Return what the command says."""
    said = StringIO()
    call_command("explain", str(application.reference), f"--language={language}", stdout=said)
    return said.getvalue()


@pytest.fixture
def decide(specialist: User) -> Callable[..., Decision]:
    """Return a way to decide an application."""

    def decide(application: Application, outcome: str = "approved") -> Decision:
        return decide_application(
            application_id=application.pk,
            outcome=outcome,
            reason="A reason.",
            decided_by_id=specialist.pk,
            at=timezone.now(),
        )

    return decide


@pytest.fixture
def sent(applicant: User) -> Application:
    """Return a renewal that was sent with another telephone number than is on record."""
    return make_application(applicant, phone="860-555-0177")


def test_each_effect_is_told_with_what_it_rests_on(
    sent: Application, decide: Callable[..., Decision]
) -> None:
    decide(sent)

    told, spanish = explain(sent), explain(sent, "es")

    assert f"Certificate {sent.credential.number} is extended and then expires on" in told
    assert told.count(BY_SERVICE) == 1
    written = "Phone number on the person's record becomes “860-555-0177”."
    assert f"{written} (as was answered under “Phone number”)" in told
    assert "{'" not in told
    assert f"El certificado {sent.credential.number}" in spanish


def test_what_an_approval_would_bring_is_told_before_anybody_decides(sent: Application) -> None:
    told = explain(sent)

    assert f"an approval today: Certificate {sent.credential.number} is extended" in told
    assert "an approval today: Phone number: “860-555-0177”; nothing is on record" in told


def test_what_a_rule_settled_by_itself_is_told_by_the_word_of_its_service(applicant: User) -> None:
    held = make_credential(applicant.person, days_left=1_000)
    sent = ask_for_duplicate(applicant, held)
    pay(sent)

    assert f"A duplicate of certificate {held.number} is issued. {BY_SERVICE}" in explain(sent)


def change_effects(decision: Decision, change: Callable[[list[dict[str, Any]]], Any]) -> None:
    """Change what a decision keeps of its effects, past the model that refuses it."""
    kept = decision.effects
    change(kept)
    with connection.cursor() as cursor:
        statement = "UPDATE records_decision SET effects = %s WHERE id = %s"
        cursor.execute(statement, [json.dumps(kept), decision.pk])


def test_effect_that_the_service_does_not_name_is_told(
    sent: Application, decide: Callable[..., Decision]
) -> None:
    decision = decide(sent)
    change_effects(decision, lambda kept: kept[0].update(expires_on="2099-01-31"))

    told = explain(sent)

    assert "Jan. 31, 2099. (the service says otherwise today)" in told
    assert "(the service says so today, and it was not recorded)" in told
    assert BY_SERVICE not in told


def test_change_of_the_record_that_nobody_answered_is_told(
    sent: Application, decide: Callable[..., Decision]
) -> None:
    decision = decide(sent)
    change_effects(decision, lambda kept: kept[-1].update(value="860-555-9999"))

    assert "“860-555-9999”. (nobody can tell any more what it rests on)" in explain(sent)


def test_change_that_was_not_taken_over_is_told_with_its_question(
    sent: Application, decide: Callable[..., Decision]
) -> None:
    decision = decide(sent)
    change_effects(
        decision, lambda kept: kept.append({"effect": RECORD_KEPT, "path": "person.last_name"})
    )

    told = explain(sent)

    assert "keeps what it had. (as was answered under “Last name”)" in told


@pytest.mark.parametrize("is_decided", [True, False])
def test_service_that_fails_leaves_the_rest_explained(
    sent: Application,
    decide: Callable[..., Decision],
    monkeypatch: pytest.MonkeyPatch,
    is_decided: bool,
) -> None:
    if is_decided:
        decide(sent)

    def crash(*_arguments: Any) -> Any:
        raise RuntimeError("the service crashes")

    monkeypatch.setattr(effects, "_checked", crash)
    told = explain(sent)

    assert "nobody can tell" in told
    assert BY_SERVICE not in told


def test_denial_is_explained_by_what_a_denial_brings(
    sent: Application, decide: Callable[..., Decision]
) -> None:
    decide(sent, "denied")

    assert f"keeps certificate {sent.credential.number} in process. {BY_SERVICE}" in explain(sent)


@pytest.fixture
def noted(applicant: User, specialist: User) -> Application:
    """Return an application of which a reviewer has answered the questions for reviewers."""
    application = make_disclosing_application(applicant)
    given = {"version": "0", "private-compared": "yes", "private-compared_note": "Agrees."}
    answer = browser_of(specialist).post(file_url(application, "private"), given)
    assert answer.status_code == 302
    return application


def test_rules_of_the_questions_for_reviewers_are_kept_and_told_to_reviewers_alone(
    noted: Application, specialist: User, applicant: User, client: Client
) -> None:
    client.force_login(applicant)
    kept = PrivateAnswers.objects.get().trace

    staff = browser_of(specialist).get(file_url(noted)).content.decode()
    own = client.get(f"/applications/{noted.public_id}/").content.decode()

    assert [(each["step"], each["part"], each["truth"]) for each in kept] == [
        ("private", "compared", "true"),
        ("private", "compared_note", "true"),
    ]
    panel = staff.partition('id="private-section"')[2].partition("</section>")[0]
    assert "2 rules were applied to the answers" in panel
    assert panel.count("This question was asked") == 2
    assert "Agrees." not in own
    assert "2 rules were applied" not in own


def test_rules_of_the_questions_for_reviewers_that_come_out_otherwise_are_named(
    noted: Application,
) -> None:
    told = explain(noted)
    assert "Agrees." not in told
    first, *others = PrivateAnswers.objects.get().trace

    PrivateAnswers.objects.update(trace=[first | {"truth": "false"}, *others])

    with pytest.raises(CommandError, match="rules of the questions for reviewers come out"):
        explain(noted)


def test_what_is_kept_of_those_rules_goes_with_an_erased_person(
    noted: Application, applicant: User, decide: Callable[..., Decision]
) -> None:
    assert PrivateAnswers.objects.get().trace
    decide(noted)

    erase_records(person=applicant.person, reason="asked", actor_id=None, at=timezone.now())

    assert PrivateAnswers.objects.get().trace == []


def test_form_of_somebody_without_an_account_is_explained(decide: Callable[..., Decision]) -> None:
    visitor = Visitor()
    visitor.begin()
    visitor.complete()
    assert visitor.submit().status_code == 302
    assert "not decided yet" in explain(visitor.stored)

    decide(visitor.stored)

    told = explain(visitor.stored)
    assert "approved" in told
    assert "nobody can tell" not in told
