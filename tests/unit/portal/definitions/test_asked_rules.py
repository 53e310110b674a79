"""What somebody else is asked rests on their own answers and the day: checked, stored, shown and hidden by that."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.http import QueryDict
from django.utils.translation import override

from portal.casework.building.state import say_rules
from portal.definitions.building.reading import read_draft
from portal.definitions.building.writing import write_draft
from portal.definitions.checks import check_wizard
from portal.definitions.compiled import CompiledWizard
from portal.definitions.difference_words import describe_changes
from portal.definitions.differences import find_differences
from portal.definitions.fields import AnsweringContext
from portal.definitions.forms import StepForm
from portal.definitions.rules import Rule
from portal.definitions.rules.build import answer, eq, gt, in_row, is_answered, record
from portal.definitions.spec import FieldSpec, RequestSpec, WizardSpec
from portal_plugins.demo.vouching import VOUCHING
from tests.factories.conditions import ask

CONTEXT = AnsweringContext(on=date(2026, 3, 1), language="en")
STEP = VOUCHING.steps[0]
COMPILED = CompiledWizard(1, 1, VOUCHING)


def request() -> RequestSpec:
    """Return what the employer is asked."""
    assert STEP.request is not None
    return STEP.request


def asking(*more: FieldSpec) -> WizardSpec:
    """Return the wizard with more that the employer is asked."""
    asked = replace(request(), asked=(*request().asked, *more))
    return replace(VOUCHING, steps=(replace(STEP, request=asked),), scenarios=())


def post(**answers: str) -> StepForm:
    """Return what the employer posted."""
    data = QueryDict(mutable=True)
    for name, value in answers.items():
        data[f"asked-{name}"] = value
    return COMPILED.asked_form(STEP.id, "en")(data, prefix="asked", context=CONTEXT)


def test_question_is_asked_by_another_answer_of_the_same_person() -> None:
    since = {"since_month": "5", "since_year": "2024"}

    no, yes = post(works_here="no", **since), post(works_here="yes", **since)

    assert no.is_valid(), no.errors
    assert no.stored() == {"works_here": False}
    assert yes.is_valid(), yes.errors
    assert yes.stored() == {"works_here": True, "since": "2024-05"}


def test_answer_that_a_rule_refuses_is_refused_beside_it() -> None:
    form = post(works_here="yes", since_month="5", since_year="2026")

    assert form.errors == {"since": ["That month has not begun yet."]}


def test_browser_is_given_the_same_rule() -> None:
    mirror = COMPILED.asked_mirror(STEP.id)

    assert mirror is not None
    assert '{"step":"asked","questions":[{"id":"works_here"' in mirror.opening
    assert CompiledWizard(1, 1, replace(VOUCHING, scenarios=())).mirror(STEP.id) is None


@pytest.mark.parametrize(
    ("condition", "found"),
    [
        (eq(answer("works_here"), True), []),
        (eq(answer("employer_school"), "x"), ["use_before_definition"]),
        (eq(answer("later"), "x"), ["reads_itself"]),
        (is_answered(record("person.email")), ["asked_of_the_record"]),
        (gt(answer("works_here"), 3), ["type_clash"]),
    ],
)
def test_rule_over_anything_else_is_named_with_its_place(condition: Rule, found: list[str]) -> None:
    errors = check_wizard(asking(ask("later", "text", condition)))

    assert [each.name for each in errors] == found
    assert {each.place for each in errors} <= {"employer.later"}


JOBS = ask(
    "jobs",
    "rows",
    eq(answer("works_here"), True),
    rows=(ask("title", "text"), ask("why", "text", eq(in_row("title"), "Other"))),
)


def test_draft_comes_back_with_its_rules_and_rows() -> None:
    spec = asking(JOBS)

    assert check_wizard(spec) == []
    assert read_draft(write_draft(spec)).spec == spec


def test_rules_are_read_out_to_editors() -> None:
    with override("en"):
        said = say_rules(asking(JOBS), "en")

    assert said["employer.jobs"] == "Asked only when: Does the applicant work for you? is yes"
    assert said["employer.jobs.why"] == "Asked only when: Title is Other"


def test_changed_rule_is_told_in_words() -> None:
    old, new = (
        asking(ask("later", "text")),
        asking(ask("later", "text", eq(answer("works_here"), False))),
    )

    (line,) = describe_changes(find_differences(old, new), old=old, new=new, language="en")

    assert line.before.endswith("· Later")
    assert line.after.endswith("· Later (Does the applicant work for you? is no)")
