"""What a step's page carries for the browser's rules: what they read and nothing more, never what is private."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from portal.definitions.compiled import CompiledWizard
from portal.definitions.fields import AnsweringContext
from portal.definitions.mirroring import compile_mirror
from portal.definitions.rules import Rule, ValueType
from portal.definitions.rules.build import (
    answer,
    any_of,
    call,
    eq,
    ge,
    in_row,
    is_answered,
    lt,
    record,
)
from portal.definitions.rules.values import Items, Reason
from portal.definitions.spec import FieldSpec, StepSpec, WizardSpec
from portal.definitions.texts import text
from portal.wizards.rendering import render_form
from tests.factories.conditions import SPEC, WORK, ask
from tests.unit.portal.plugins.conftest import Install

BEFORE, AFTER = '<script type="application/json" data-rules>', "</script>"


def compiled(*fields: FieldSpec, earlier: tuple[FieldSpec, ...] = ()) -> CompiledWizard:
    """Return a wizard of two steps."""
    said = text("Part", "Parte")
    first = StepSpec(id="first", title=said, fields=(ask("open", "text"), *earlier))
    step = StepSpec(id="second", title=said, fields=fields)
    return CompiledWizard(
        0, 1, WizardSpec(key="t.t", title=said, summary=said, steps=(first, step))
    )


def carried(wizard: CompiledWizard, **facts: Any) -> dict[str, Any] | None:
    """Return what the page of the second step carries."""
    mirror = wizard.mirror("second")
    if mirror is None:
        return None
    record = facts.pop("record", {})
    context = AnsweringContext(on=date(2026, 3, 1), language="en", record=record)
    form = wizard.form_class("second", "en")(prefix="second", context=context, earlier=facts)
    drawn = mirror.draw(form)
    assert drawn.startswith(BEFORE)
    assert drawn.endswith(AFTER)
    assert "<" not in drawn[len(BEFORE) : -len(AFTER)]
    page: dict[str, Any] = json.loads(drawn[len(BEFORE) : -len(AFTER)])
    return page


def on(condition: Rule) -> FieldSpec:
    return ask("it", "text", condition)


def test_step_without_conditions_carries_nothing() -> None:
    assert carried(compiled(ask("a", "text"))) is None


def test_page_carries_the_questions_that_rules_show_or_read_and_no_others() -> None:
    wizard = compiled(ask("a", "yes_no"), ask("b", "text"), on(eq(answer("a"), True)))

    assert carried(wizard, open="x") == {
        "step": "second",
        "as_of": "2026-03-01",
        "answers": {},
        "records": {},
        "questions": [
            {"id": "a", "read": "yes_no"},
            {"id": "it", "condition": eq(answer("a"), True).to_data()},
        ],
    }


def test_page_carries_the_earlier_answers_and_records_that_rules_read_with_their_types() -> None:
    rule = any_of(
        eq(answer("open"), "x"),
        lt(answer("born"), record("credential.expires_on")),
        eq(call("sum", answer("jobs.hours")), 3),
        is_answered(answer("odd")),
        is_answered(answer("left")),
    )
    jobs = ask("jobs", "rows", rows=(ask("hours", "integer"),))
    others = tuple(ask(name, "text") for name in ("odd", "left", "unread"))
    wizard = compiled(on(rule), earlier=(ask("born", "date"), jobs, *others))

    page = carried(
        wizard,
        open="</script><!--",
        born=date(2000, 1, 1),
        odd=Reason.UNAVAILABLE,
        unread="y",
        **{"jobs.hours": Items(ValueType.INTEGER, (1, None))},
        record={"credential.expires_on": date(2026, 5, 1), "credential.type": "professional"},
    )

    assert page is not None
    assert page["answers"] == {
        "open": {"type": "text", "value": "</script><!--"},
        "born": {"type": "date", "value": "2000-01-01"},
        "odd": {"type": "other", "value": True},
        "jobs.hours": {"type": "integers", "value": [1, None]},
    }
    assert page["records"] == {"credential.expires_on": {"type": "date", "value": "2026-05-01"}}


@pytest.mark.parametrize(
    "condition",
    [
        eq(answer("secret"), "x"),
        eq(answer("phone"), "x"),
        eq(answer("staff.ssn"), "x"),
        eq(record("person.last_name"), "x"),
        is_answered(answer("file")),
        eq(call("snow_days.to_make_up", answer("open")), 1),
    ],
    ids=[
        "sensitive",
        "bound to the record",
        "sensitive row",
        "record",
        "file",
        "plugin's function",
    ],
)
def test_question_whose_rule_is_for_the_server_stays_and_so_do_those_that_hang_on_it(
    condition: Rule,
) -> None:
    private = (
        ask("secret", "text", sensitive=True),
        ask("phone", "text", binding="person.phone"),
        ask("staff", "rows", rows=(ask("ssn", "text", sensitive=True), ask("name", "text"))),
    )
    file = ask("file", "document")
    hanging = ask("next", "text", eq(answer("it"), "x"))

    assert carried(compiled(file, on(condition), hanging, earlier=private)) is None


def test_controls_of_a_plugin_are_for_the_server_to_read(
    write_plugin: Callable[..., str], install: Install
) -> None:
    source = """
from portal.definitions.fields.texts import TextType

class Own(TextType):
    key = "nooks.own"

FIELD_TYPES = [Own()]
"""
    install(write_plugin("nooks", fields=source))

    assert carried(compiled(ask("a", "nooks.own"), on(eq(answer("a"), "x")))) is None
    assert carried(compiled(ask("a", "text"), ask("b", "nooks.own", eq(answer("a"), "x"))))


def test_rows_are_carried_with_the_columns_that_rules_read() -> None:
    mirror = compile_mirror(SPEC, WORK)

    assert mirror is not None
    questions = json.loads(mirror.opening[len(BEFORE) :] + '"end":0}')["questions"]
    assert next(each for each in questions if each["id"] == "jobs") == {
        "id": "jobs",
        "read": "rows",
        "most": 3,
        "names": ["employer", "hours"],
        "within": [
            {"id": "employer", "read": "text"},
            {"id": "hours", "read": "integer"},
            {
                "id": "shifts",
                "condition": ge(in_row("hours"), 20).to_data(),
                "names": ["shifts"],
                "read": "integer",
            },
            {
                "id": "ended",
                "condition": any_of(
                    is_answered(in_row("employer")), ge(in_row("shifts"), 3)
                ).to_data(),
                "names": ["ended_month", "ended_day", "ended_year"],
            },
        ],
        "rows": [
            {"id": "hours", "read": "integer", "type": "integers"},
            {"id": "ended", "read": "date", "type": "dates"},
        ],
    }
    assert "hush" not in [each["id"] for each in questions]
    assert mirror.answers == ("nickname", "teaches")


def test_row_whose_condition_is_for_the_server_stays_and_nothing_is_read_of_it() -> None:
    rows = (ask("name", "text"), ask("born", "text", eq(record("person.last_name"), "x")))
    hanging = ask("tail", "text", eq(in_row("born"), "x"))
    outside = on(is_answered(answer("staff.born")))

    group = ask("staff", "rows", rows=(*rows, hanging))
    assert carried(compiled(group, outside)) is None
    seen = ask("seen", "text", is_answered(in_row("name")))
    page = carried(compiled(ask("staff", "rows", rows=(*rows, hanging, seen)), outside))
    assert page is not None
    (question,) = page["questions"]
    assert [each["id"] for each in question["within"]] == ["name", "seen"]


def test_mirror_is_made_once_a_version() -> None:
    wizard = CompiledWizard(0, 1, replace(SPEC))

    assert wizard.mirror("work") is wizard.mirror("work")


def test_question_on_a_condition_is_drawn_in_a_part_of_its_own() -> None:
    wizard = compiled(ask("a", "yes_no"), on(eq(answer("a"), True)))
    context = AnsweringContext(on=date(2026, 3, 1), language="en")
    drawn = render_form(wizard.form_class("second", "en")(prefix="second", context=context))

    assert drawn.count("data-question") == 1
    before, _mark, after = drawn.partition('<div data-question="it">')
    assert 'name="second-a"' in before
    assert 'name="second-it"' in after
    assert "hidden" not in drawn
