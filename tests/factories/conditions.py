"""A service whose second step asks on conditions of every kind of control, of an earlier answer and of the day."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils import timezone

from portal.definitions.publishing import publish_wizard
from portal.definitions.rules import Money, Rule
from portal.definitions.rules.build import (
    all_of,
    answer,
    any_of,
    as_of,
    call,
    contains,
    eq,
    ge,
    gt,
    in_row,
    is_answered,
    none_of,
    one_of,
)
from portal.definitions.spec import ChoiceSpec, FieldSpec, StepSpec, WizardSpec
from portal.definitions.texts import text
from portal.lifecycle.drafts import start_draft
from portal.records.applications.models import Application
from portal.users.models import User

SERVICE = "test.conditions"


def ask(field_id: str, kind: str, condition: Rule | None = None, **facts: Any) -> FieldSpec:
    """Return a question that is named as its id says."""
    said = field_id.replace("_", " ").capitalize()
    label = text(said, said)
    return FieldSpec(id=field_id, type=kind, label=label, condition=condition, **facts)


def options(*values: str) -> tuple[ChoiceSpec, ...]:
    """Return options that are named as their values say."""
    return tuple(ChoiceSpec(value=value, label=text(value, value)) for value in values)


ABOUT = StepSpec(
    id="about",
    title=text("About you", "Sobre usted"),
    fields=(
        ask("teaches", "yes_no"),
        ask("nickname", "text", required=False),
        ask("secret", "text", required=False, sensitive=True),
    ),
)
JOBS = (
    ask("employer", "text", required=False),
    ask("hours", "integer", required=False),
    ask("shifts", "integer", ge(in_row("hours"), 20), required=False),
    ask("ended", "date", any_of(is_answered(in_row("employer")), ge(in_row("shifts"), 3)), required=False),
)  # fmt: skip
WORK = StepSpec(
    id="work",
    title=text("Your work", "Su trabajo"),
    fields=(
        ask("employed", "yes_no", required=False),
        ask("employer", "text", eq(answer("employed"), True)),
        ask("town", "text", one_of(answer("employer"), "Alder", "Birch"), required=False),
        ask("reason", "long_text", eq(answer("employed"), False), required=False),
        ask("began", "date", required=False),
        ask("mentor", "text", gt(call("years_between", answer("began"), as_of()), 1), required=False),
        ask("week", "integer", required=False),
        ask("union", "yes_no", all_of(eq(answer("teaches"), True), ge(answer("week"), 20)), required=False),
        ask("grade", "choice", required=False, choices=options("low", "high")),
        ask("subject", "text", none_of(eq(answer("grade"), "low")), required=False),
        ask("languages", "multi_choice", required=False, choices=options("es", "pt", "fr")),
        ask("exam", "yes_no", contains(answer("languages"), "pt"), required=False),
        ask("state", "state", required=False),
        ask("license", "text", eq(answer("state"), "CT"), required=False),
        ask("jobs", "rows", required=False, rows=JOBS, options={"max_rows": 3, "shown_rows": 2}),
        ask("overtime", "text", gt(call("sum", answer("jobs.hours")), 40), required=False),
        ask("gap", "text", any_of(ge(answer("jobs"), 2), is_answered(answer("jobs.ended"))), required=False),
        ask("rate", "decimal", required=False),
        ask("raised", "text", ge(answer("rate"), Decimal("12.5")), required=False),
        ask("pay", "money", required=False),
        ask("bonus", "text", ge(answer("pay"), Money(100_000)), required=False),
        ask("since", "month", required=False),
        ask("senior", "text", gt(call("months_between", answer("since"), as_of()), 11), required=False),
        ask("hush", "text", eq(answer("secret"), "x"), required=False),
        ask("nick", "text", eq(answer("employer"), answer("nickname")), required=False),
    ),
)  # fmt: skip
SPEC = WizardSpec(
    key=SERVICE,
    title=text("Say what you do", "Diga qué hace"),
    summary=text("Say it.", "Dígalo."),
    steps=(ABOUT, WORK),
)


def offer_conditions() -> None:
    """Publish the service, as if a plugin offered it."""
    publish_wizard(
        spec=SPEC, origin="plugin", required_plugins={}, actor_id=None, at=timezone.now()
    )


def make_conditions_draft(account: User, **about: Any) -> Application:
    """Return a draft whose first step is answered; the service must be on offer."""
    at = timezone.now()
    draft = start_draft(
        person_id=account.person.pk, service_key=SERVICE, credential_number=None, at=at
    )
    answers = {"teaches": True} | about
    draft.step_answers.create(step="about", answers=answers, version=1, checked_at=at, saved_at=at)
    return draft
