"""A scenario passes where the definition makes of it what it says, and what comes out otherwise is named."""

from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

import pytest
from django.utils.translation import get_language, override

from portal.definitions.checks import check_wizard
from portal.definitions.compiled import CompiledWizard
from portal.definitions.expectations import EXPECTATIONS
from portal.definitions.offers import offered_wizards
from portal.definitions.rules.build import answer, call, contains, eq, lt, record
from portal.definitions.rules.calls import FunctionName
from portal.definitions.scenario_spec import (
    ExpectedSpec,
    HeldDocumentSpec,
)
from portal.definitions.scenario_words import VerdictLine, describe_verdicts
from portal.definitions.scenarios import Difference, Verdict, check_scenarios, judge_scenario
from portal.definitions.spec import (
    FieldSpec,
    RefusalSpec,
    StepSpec,
    WizardSpec,
)
from tests.factories.scenarios import HELD, PAPERS, SPEC, USUAL, T, answering, expecting
from tests.unit.portal.plugins.conftest import Install

COMPILED = CompiledWizard(1, 1, SPEC)


def judge(**facts: Any) -> Verdict:
    """Return what becomes of the usual applicant, changed as given."""
    return judge_scenario(replace(USUAL, **facts), COMPILED)


def test_scenario_that_comes_out_as_it_says_passes() -> None:
    assert check_wizard(SPEC) == []
    assert check_scenarios(SPEC) == []
    assert judge() == Verdict(USUAL)
    assert judge().passes


@pytest.mark.parametrize(
    ("facts", "difference"),
    [
        (
            {"expected": expecting(steps=("training", "permit", "papers", "promise"))},
            Difference(
                "steps",
                ("training", "permit", "papers", "promise"),
                ("permit", "training", "papers", "promise"),
            ),
        ),
        (
            {"expected": expecting(not_accepted=("training.hours",))},
            Difference("not_accepted", ("training.hours",), ()),
        ),
        (
            {"answers": answering(training={"hours": 14})},
            Difference("not_accepted", (), ("training.hours",)),
        ),
        ({"expected": expecting(needed=())}, Difference("needed", (), ("papers.either",))),
        (
            {"expected": expecting(needed=("papers.either", "papers.proof"))},
            Difference("needed", ("papers.either", "papers.proof"), ("papers.either",)),
        ),
    ],
)
def test_each_expectation_fails_by_its_name(facts: dict[str, Any], difference: Difference) -> None:
    assert judge(**facts).differences == (difference,)


BRANCHES: dict[str, tuple[dict[str, Any], ExpectedSpec]] = {
    "a step that is asked on a condition": (
        {
            "answers": answering(
                permit={"permit": "2026000025", "moved": True}, move={"town": "Avon"}
            )
        },
        expecting(steps=("permit", "training", "move", "papers", "promise")),
    ),
    "a question left open on it": (
        {"answers": answering(permit={"permit": "2026000025", "moved": True})},
        expecting(
            steps=("permit", "training", "move", "papers", "promise"), not_accepted=("move.town",)
        ),
    ),
    "a document asked for by an earlier answer": (
        {"answers": answering(training={"hours": 21}, papers={"card": ["a"], "proof": ["b"]})},
        expecting(needed=("papers.proof", "papers.either")),
    ),
    "an earlier answer that was not accepted asks for nothing": (
        {
            "credentials": (replace(HELD, renewal_hours=30),),
            "answers": answering(training={"hours": 21}),
        },
        expecting(not_accepted=("training.hours",)),
    ),
    "nothing handed in": (
        {"answers": answering(papers={})},
        expecting(not_accepted=("papers.card",)),
    ),
    "a document that cannot be handed in": (
        {"documents": (HeldDocumentSpec(id="a", kind="card", refused=True),)},
        expecting(not_accepted=("papers.card",)),
    ),
    "a document of somebody else": (
        {"answers": answering(papers={"card": ["z"]})},
        expecting(not_accepted=("papers.card",)),
    ),
    "a credential that cannot be chosen decides nothing": (
        {
            "credentials": (replace(HELD, refused=True),),
            "answers": answering(training={"hours": 1}),
        },
        expecting(not_accepted=("permit.permit",)),
    ),
    "no credential": ({"credentials": ()}, expecting(not_accepted=("permit.permit",))),
    "terms that ask for nothing": (
        {
            "credentials": (replace(HELD, renewal_hours=0),),
            "answers": answering(training={"hours": 0}),
        },
        expecting(),
    ),
    "a stale declaration": (
        {"answers": answering(promise={"promise": "6"})},
        expecting(not_accepted=("promise",)),
    ),
    "an answer of the wrong form": (
        {"answers": answering(training={"hours": "many"})},
        expecting(not_accepted=("training.hours",)),
    ),
}


@pytest.mark.parametrize("case", BRANCHES)
def test_what_is_held_and_answered_decides_what_comes_out(case: str) -> None:
    facts, expected = BRANCHES[case]

    verdict = judge(**{**facts, "expected": expected})

    assert (verdict.differences, verdict.faults) == ((), ())


def test_scenario_is_judged_on_its_own_day_and_record() -> None:
    due = FieldSpec(id="due", type="date", label=T, options={"earliest": "today"})
    town = FieldSpec(
        id="town",
        type="text",
        label=T,
        condition=eq(record("person.address_state"), "NY"),
    )
    spec = replace(SPEC, steps=(StepSpec(id="one", title=T, fields=(due, town)),))
    scenario = replace(
        USUAL,
        on="2020-05-01",
        record={"person.address_state": "NY"},
        answers={"one": {"due": "2020-05-01"}},
        expected=ExpectedSpec(steps=("one",), not_accepted=("one.town",)),
    )
    compiled = CompiledWizard(1, 1, spec)

    assert judge_scenario(scenario, compiled).passes
    later = replace(scenario, on="2020-05-02", record={})
    assert judge_scenario(later, compiled).differences == (
        Difference("not_accepted", ("one.town",), ("one.due",)),
    )


def test_requirement_applies_by_the_answers_of_its_own_step() -> None:
    own = FieldSpec(id="own", type="yes_no", label=T)
    either = replace(PAPERS.requirements[0], condition=eq(answer("own"), True))
    step = replace(PAPERS, fields=(own, *PAPERS.fields[:2]), requirements=(either,))
    compiled = CompiledWizard(1, 1, replace(SPEC, steps=(step,)))

    def needed(**given: Any) -> tuple[str, ...]:
        scenario = replace(USUAL, answers={"papers": given}, expected=ExpectedSpec())
        found = {each.name: each.found for each in judge_scenario(scenario, compiled).differences}
        return found.get("needed", ())

    assert needed(own=True) == ("papers.either",)
    assert needed(own=True, card=["a"]) == ("papers.either",)
    assert needed(own=False) == needed() == ()


def test_every_failing_scenario_is_named_with_what_was_expected_and_found() -> None:
    few = replace(USUAL, id="few", answers=answering(training={"hours": 3}))
    other = replace(USUAL, id="other", expected=expecting(needed=(), not_accepted=("promise",)))

    errors = check_scenarios(replace(SPEC, scenarios=(USUAL, few, other)))

    assert [str(each) for each in errors] == [
        'scenario "few": failing_scenario not_accepted: expected nothing; found training.hours',
        'scenario "other": failing_scenario not_accepted: expected promise; found nothing',
        'scenario "other": failing_scenario needed: expected nothing; found papers.either',
    ]


def test_type_of_a_plugin_that_fails_is_named(
    write_plugin: Callable[..., str], install: Install
) -> None:
    install(write_plugin("brittle", fields=BRITTLE))
    step = StepSpec(id="one", title=T, fields=(FieldSpec(id="q", type="brittle.kind", label=T),))
    scenario = replace(USUAL, answers={"one": {"q": "x"}}, expected=ExpectedSpec(steps=("one",)))

    errors = check_scenarios(replace(SPEC, steps=(step,), scenarios=(scenario,)))

    assert [str(each) for each in errors] == [
        'scenario "usual": unjudged_scenario PluginFailedError: brittle'
    ]


BRITTLE = """
from django import forms

from portal.sdk.fields import FieldType


class Kind(FieldType):
    key = "brittle.kind"

    def form_field(self, question, language):
        return forms.CharField(**self.common(question, language))

    def to_control(self, stored):
        raise RuntimeError("no")


FIELD_TYPES = [Kind()]
"""


def test_verdict_does_not_depend_on_who_is_looking() -> None:
    with override("es"):
        assert judge().passes
        assert get_language() == "es"


def test_verdicts_read_in_plain_words() -> None:
    short = judge(answers=answering(training={"hours": 3}))
    unread = judge(on="soon")

    with override("en"):
        passing, failing, faulty = describe_verdicts([judge(), short, unread], SPEC, "en")
    with override("es"):
        spanish = describe_verdicts([short], SPEC, "es")[0]

    assert (passing.name, passing.wrong) == ("Stays where they are", ())
    assert passing.expected == (
        "Steps, in this order: Permit · Training · Papers · Promise",
        "Not accepted: nothing",
        "Documents needed: Papers › either",
    )
    assert failing.wrong == ("Not accepted: expected nothing; found Training › Hours",)
    assert faulty == VerdictLine(
        "usual", (), ("It cannot be judged: unreadable_scenario on: 'soon'",)
    )
    assert spanish.name == "Sin mudanza"
    assert spanish.wrong == ("No se acepta: se esperaba nada; resulta Formación › Horas",)


def test_every_expectation_is_judged() -> None:
    assert [each.name for each in fields(ExpectedSpec)] == list(EXPECTATIONS)


@pytest.mark.parametrize("spec", [spec for _id, _version, spec in offered_wizards()], ids=str)
def test_wizards_of_the_plugins_have_scenarios_that_pass(spec: WizardSpec) -> None:
    assert spec.scenarios
    assert check_scenarios(spec) == []


def test_functions_and_lists_are_judged_as_they_run() -> None:
    rows = FieldSpec(
        id="rows",
        type="rows",
        label=T,
        rows=(FieldSpec(id="hours", type="integer", label=T),),
        refusals=(
            RefusalSpec(when=lt(call(FunctionName.SUM, answer("rows.hours")), 5), message=T),
        ),
    )
    kinds = replace(PAPERS.fields[0], condition=contains(answer("rows.hours"), 4))
    step = StepSpec(id="one", title=T, fields=(rows, kinds))
    scenario = replace(
        USUAL,
        answers={"one": {"rows": [{"hours": 4}, {"hours": 1}], "card": ["a"]}},
        expected=ExpectedSpec(steps=("one",)),
    )
    short = replace(scenario, answers={"one": {"rows": [{"hours": 4}]}})
    compiled = CompiledWizard(1, 1, replace(SPEC, steps=(step,)))

    assert judge_scenario(scenario, compiled).passes
    assert judge_scenario(short, compiled).differences == (
        Difference("not_accepted", (), ("one.rows",)),
    )
