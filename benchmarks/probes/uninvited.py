"""Posts and plants values where a wizard does not ask for them, for each type of field; looks into the snapshot."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from config.loading import load_apps

load_apps()

from django import forms  # noqa: E402 (the apps are loaded above)
from django.http import QueryDict  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from benchmarks.cast import make_applicant, open_browser  # noqa: E402
from benchmarks.processes import answer_requests  # noqa: E402
from benchmarks.typed_answers import TEXTS, right_answer  # noqa: E402
from portal.definitions.fields import (  # noqa: E402
    AnsweringContext,
    get_field_type,
    known_field_types,
)
from portal.definitions.publishing import publish_wizard  # noqa: E402
from portal.definitions.rules.build import answer, call, eq  # noqa: E402
from portal.definitions.spec import ChoiceSpec, FieldSpec, StepSpec, WizardSpec  # noqa: E402
from portal.definitions.texts import text  # noqa: E402
from portal.lifecycle.documents import held_documents  # noqa: E402
from portal.lifecycle.facts import held_credentials  # noqa: E402
from portal.lifecycle.listing import listed_rows  # noqa: E402
from portal.records.applications.models import Application, StepAnswers  # noqa: E402
from portal.records.people.models import Person  # noqa: E402
from portal.records.ssn.keeping import masks_of  # noqa: E402
from portal.records.wizards.models import WizardVersion  # noqa: E402

OLD_ADDRESS, NEW_ADDRESS = "1 Old Road", "2 New Road"
OPTIONS: dict[str, dict[str, object]] = {
    "credential": {"types": ["professional"]},
    "document": {"kinds": ["transcript"]},
    "calculated": {"gives": "integer"},
}
HERE, LATER, LAST = "here", "later_step", "last"
applicant = make_applicant("uninvited")
browser: Client = open_browser(applicant)
Person.objects.filter(pk=applicant.person_id).update(address_line=OLD_ADDRESS)


def _question(field_id: str, kind: str, **facts: Any) -> FieldSpec:
    choices = tuple(ChoiceSpec(value=value, label=text(value, value)) for value in ("one", "two"))
    return FieldSpec(
        id=field_id,
        type=kind,
        label=text(field_id, field_id),
        choices=choices if kind in {"choice", "multi_choice"} else (),
        options=OPTIONS.get(kind, {}),
        rows=(_question("name", "text"), _question("number", "integer")) if kind == "rows" else (),
        sensitive=kind == "ssn",
        calculation=call("multiply", 6, 7) if kind == "calculated" else None,
        **facts,
    )


def _wizard(kind: str) -> WizardSpec:
    """Return a wizard with a hidden field and a step that does not apply, both of one type."""
    is_open = eq(answer("gate"), True)
    gate = _question("gate", "yes_no")
    hidden = _question("hidden", kind, required=False, condition=is_open)
    prefilled_type = (
        kind if kind in TEXTS and kind not in {"state", "zip_code", "email", "phone"} else "text"
    )
    prefilled = _question("prefilled", prefilled_type, binding="person.address_line")
    steps = (
        StepSpec(id=HERE, title=text("Here", "Aquí"), fields=(gate, hidden)),
        StepSpec(
            id=LATER,
            title=text("Later", "Luego"),
            condition=is_open,
            fields=(_question("later", kind),),
        ),
        StepSpec(id=LAST, title=text("Last", "Último"), fields=(prefilled,)),
    )
    title = text(f"Uninvited {kind}", f"No pedido {kind}")
    return WizardSpec(key=f"benchmark.uninvited_{kind}", title=title, summary=title, steps=steps)


class Attempt:
    """A draft of the wizard of one type of field."""

    def __init__(self, kind: str, version: WizardVersion) -> None:
        at = timezone.now()
        self.row = Application.objects.create(
            person_id=applicant.person_id,
            version=version,
            service_key=version.wizard.key,
            started_at=at,
            saved_at=at,
        )
        self.kind = kind
        self.value = right_answer(_question("hidden", kind), applicant, yes=True)
        self.bound = OLD_ADDRESS

    def post(self, step: str, **fields: Any) -> Any:
        """Save a step with these fields, as a browser would."""
        row = StepAnswers.objects.filter(application=self.row, step=step).first()
        form = {"step_view-current_step": step, "step_version": str(row.version if row else 0)}
        prefixed = {f"{step}-{name}": value for name, value in fields.items()}
        return browser.post(f"/applications/{self.row.public_id}/{step}/", {**form, **prefixed})

    def typed(self, field_id: str) -> dict[str, Any]:
        """Return the value as it is typed into a field of the type."""
        question = _question(field_id, self.kind)
        posted = get_field_type(self.kind).raw_of(question, self.value, field_id)
        return posted or {field_id: self.value}

    def finish(self) -> dict[str, Any]:
        """Complete the rest, submit, and return the snapshot."""
        self.post(LAST, prefilled=self.bound)
        review = {"step_view-current_step": "review"}
        browser.post(f"/applications/{self.row.public_id}/review/", review)
        self.row.refresh_from_db()
        assert self.row.snapshot is not None, (self.kind, "was not submitted")
        snapshot: dict[str, Any] = self.row.snapshot
        return snapshot


def hidden_posted(attempt: Attempt) -> bool:
    """Post a field that is hidden by the answer beside it."""
    attempt.post(HERE, gate="no", **attempt.typed("hidden"))
    return "hidden" in attempt.finish()["answers"][HERE]


def hidden_again(attempt: Attempt) -> bool:
    """Answer a field while it is asked, then hide it and post it along."""
    attempt.post(HERE, gate="yes", **attempt.typed("hidden"))
    attempt.post(HERE, gate="no", **attempt.typed("hidden"))
    return "hidden" in attempt.finish()["answers"][HERE]


def step_posted(attempt: Attempt) -> bool:
    """Post a step that does not apply."""
    attempt.post(HERE, gate="no")
    attempt.post(LATER, **attempt.typed("later"))
    stored = StepAnswers.objects.filter(application=attempt.row, step=LATER).exists()
    return stored or LATER in attempt.finish()["answers"]


def step_again(attempt: Attempt) -> bool:
    """Answer a step while it applies, then answer so that it does not."""
    attempt.post(HERE, gate="yes")
    attempt.post(LATER, **attempt.typed("later"))
    attempt.post(HERE, gate="no")
    return LATER in attempt.finish()["answers"]


def foreign_posted(attempt: Attempt) -> bool:
    """Post another step's field, and one that no step has, with a step."""
    refused = [
        attempt.post(HERE, gate="no", **attempt.typed("later")).status_code,
        attempt.post(HERE, gate="no", stage="closed").status_code,
    ]
    stored = StepAnswers.objects.filter(application=attempt.row).exists()
    attempt.post(HERE, gate="no")
    answers = attempt.finish()["answers"][HERE]
    return bool(stored or refused != [400, 400] or answers != {"gate": False})


def row_planted(attempt: Attempt) -> bool:
    """Plant values in the stored row, past every form."""
    attempt.post(HERE, gate="no")
    row = StepAnswers.objects.get(application=attempt.row, step=HERE)
    row.answers |= {"hidden": attempt.value, "later": attempt.value, "stage": "closed"}
    row.save()
    return bool(attempt.finish()["answers"][HERE] != {"gate": False})


def autosaved(attempt: Attempt) -> bool:
    """Keep a hidden field by autosave, then save the step without it."""
    address = f"/applications/{attempt.row.public_id}/{HERE}/autosave/"
    browser.post(
        address, {f"{HERE}-{name}": value for name, value in attempt.typed("hidden").items()}
    )
    attempt.post(HERE, gate="no")
    return "hidden" in attempt.finish()["answers"][HERE]


def prefilled_changed(attempt: Attempt) -> bool:
    """Change what was filled in from the record: an answer of one's own, never the record."""
    attempt.bound = NEW_ADDRESS
    attempt.post(HERE, gate="no")
    snapshot = attempt.finish()
    person = Person.objects.get(pk=applicant.person_id)
    return "prefilled" in snapshot["provenance"] or person.address_line != OLD_ADDRESS


CASES: tuple[Callable[[Attempt], bool], ...] = (
    hidden_posted,
    hidden_again,
    step_posted,
    step_again,
    foreign_posted,
    row_planted,
    autosaved,
    prefilled_changed,
)


def run_cases() -> dict[str, list[str]]:
    """Return by case the types of field whose uninvited value was accepted; every type is tried."""
    accepted: dict[str, list[str]] = {case.__name__: [] for case in CASES}
    for kind in sorted(known_field_types()):
        version = publish_wizard(
            spec=_wizard(kind),
            origin="editor",
            required_plugins={},
            actor_id=None,
            at=timezone.now(),
        )
        for case in CASES:
            if case(Attempt(kind, version)):
                accepted[case.__name__].append(kind)
    return accepted


def count_types() -> int:
    """Return how many types of field there are."""
    return len(known_field_types())


def stock_accepts() -> list[int]:
    """Return of how many types a form as formtools has it accepts a hidden value, and how many have controls."""
    asked = [kind for kind in known_field_types() if get_field_type(kind).asks]
    return [sum(map(_stock_accepts, asked)), len(asked)]


def _stock_accepts(kind: str) -> bool:
    question = _question("hidden", kind, required=False)
    value = right_answer(question, applicant, yes=True)
    field_type = get_field_type(kind)
    control = field_type.form_field(question, "en")
    today = timezone.localdate()
    context = AnsweringContext(
        on=today,
        language="en",
        credentials=held_credentials(applicant.person_id, today),
        documents=held_documents(applicant.person_id, on=today),
        ssns=masks_of(person_id=applicant.person_id, application_id=0),
        **listed_rows(("endorsements", "organizations"), on=today),
    )
    field_type.prepare(control, question, context)
    gate = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")])
    data = QueryDict(mutable=True)
    data["gate"] = "no"
    for name, typed in field_type.raw_of(question, value, "hidden").items():
        data.setlist(name, typed if isinstance(typed, list) else [typed])
    form = type("Stock", (forms.Form,), {"gate": gate, "hidden": control})(data)
    return form.is_valid() and bool(form.cleaned_data["hidden"])


if __name__ == "__main__":
    answer_requests(
        {"run_cases": run_cases, "count_types": count_types, "stock_accepts": stock_accepts}
    )
