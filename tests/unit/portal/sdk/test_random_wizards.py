"""Random wizards and answers: sound, and read the same by form, page, submit, read-back and reviewer."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

import portal.sdk
from portal.casework import reading
from portal.definitions import evaluation
from portal.definitions.checks import check_wizard
from portal.definitions.fields import known_field_types
from portal.definitions.fields.choices import YesNoType
from portal.definitions.forms import StepForm
from portal.definitions.readback import ReadBackSection, read_back
from portal.definitions.serialization import dump_wizard, load_wizard
from portal.definitions.spec import StepKind, WizardSpec
from portal.sdk.testing import agreement
from portal.sdk.testing.agreement import find_disagreements
from portal.sdk.testing.cast import made_context
from portal.sdk.testing.samples import SAMPLES
from portal.sdk.testing.strategies import KINDS, answers_to, wizard_specs

pytestmark = pytest.mark.proof

MOST = settings(max_examples=60, deadline=None)


def list_found(data: st.DataObject, spec: WizardSpec) -> list[str]:
    """Return the disagreements over random answers to a wizard, in a random language."""
    context = replace(made_context(spec), language=data.draw(st.sampled_from(["en", "es"])))
    return list(find_disagreements(spec, data.draw(answers_to(spec, context)), context))


def test_every_type_of_field_is_drawn_and_sampled() -> None:
    assert set(KINDS) == set(SAMPLES) == known_field_types()


@MOST
@given(wizard_specs())
def test_random_wizard_may_be_published_and_reads_back_from_its_json(spec: WizardSpec) -> None:
    assert check_wizard(spec) == []
    assert dump_wizard(load_wizard(dump_wizard(spec))) == dump_wizard(spec)


@MOST
@given(st.data(), wizard_specs())
def test_answers_come_out_the_same_wherever_they_are_read(
    data: st.DataObject, spec: WizardSpec
) -> None:
    assert list_found(data, spec) == []


@pytest.mark.parametrize(
    "is_wanted",
    [
        lambda spec: any(step.kind is StepKind.DECLARATION for step in spec.steps),
        lambda spec: any(step.condition for step in spec.steps),
        lambda spec: any(question.condition for question in spec.fields()),
        lambda spec: any(inner.condition for question in spec.fields() for inner in question.rows),
        lambda spec: any(question.binding for question in spec.fields()),
        lambda spec: any(step.request for step in spec.steps),
        lambda spec: any(
            each.condition for step in spec.steps for each in step.asked_step().fields
        ),
        lambda spec: any("earliest" in question.options for question in spec.fields()),
    ],
    ids=[
        "declaration",
        "step with a rule",
        "question with a rule",
        "question of a row with a rule",
        "binding",
        "somebody else who is asked",
        "question for somebody else with a rule",
        "options",
    ],
)
def test_random_wizards_have_whatever_a_wizard_can_have(
    is_wanted: Callable[[WizardSpec], bool],
) -> None:
    first = settings(max_examples=500, database=None, phases=[Phase.generate])

    assert find(wizard_specs(), is_wanted, settings=first)


def read_less(*arguments: Any) -> list[ReadBackSection]:
    """Return the read-back without the first line of each step."""
    return [replace(each, lines=each.lines[1:]) for each in read_back(*arguments)]


def say_opposite(self: YesNoType, question: Any, stored: Any, context: Any) -> str:
    """Word an answer as its opposite."""
    return "No" if stored else "Yes"


@pytest.mark.proof
@pytest.mark.parametrize(
    ("target", "spoiled", "where"),
    [
        ((agreement, "read_back"), read_less, "read-back: "),
        ((reading, "read_back"), read_less, "reviewer: "),
        ((YesNoType, "display"), say_opposite, "read-back: "),
        ((YesNoType, "initial"), lambda self, raw, name: "", "page: "),
        ((StepForm, "stored"), lambda self: {}, "form: "),
        ((evaluation, "find_standing"), lambda *arguments: {}, "submit: "),
    ],
    ids=["read-back", "reviewer", "words", "page", "form", "submit"],
)
def test_spoiled_reading_is_noticed(
    monkeypatch: pytest.MonkeyPatch, target: tuple[Any, str], spoiled: Any, where: str
) -> None:
    monkeypatch.setattr(*target, spoiled)
    told: list[str] = []

    @settings(max_examples=150, deadline=None, database=None, derandomize=True)
    @given(st.data(), wizard_specs())
    def look(data: st.DataObject, spec: WizardSpec) -> None:
        told.extend(list_found(data, spec))

    look()

    assert any(each.startswith(where) for each in told)


def test_only_the_strategies_need_hypothesis() -> None:
    sources = Path(portal.sdk.__file__).parents[1].rglob("*.py")

    needing = [
        path.name for path in sources if re.search("(from|import) hypothesis", path.read_text())
    ]

    assert sorted(needing) == ["conditions.py", "kinds.py", "strategies.py"]
