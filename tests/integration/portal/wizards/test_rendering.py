"""The compiled renderer draws what the field templates draw, in every state, and escapes."""

from datetime import date
from typing import Any

import pytest
from django.http import QueryDict
from django.test import SimpleTestCase

from portal.definitions.fields import AnsweringContext, HeldCredential
from portal.definitions.forms import StepForm, step_form_class
from portal.definitions.spec import ChoiceSpec, FieldSpec, StepSpec
from portal.definitions.texts import text
from portal.wizards.rendering import render_form

LABEL = text("A & B <question>", "A y B")
CHOICES = (
    ChoiceSpec(value="a", label=text("First <one>", "Primero")),
    ChoiceSpec(value="b", label=text("Second", "Segundo")),
)
TYPES = (
    "text",
    "long_text",
    "name",
    "signature",
    "email",
    "phone",
    "state",
    "zip_code",
    "integer",
    "decimal",
    "money",
    "month",
    "address",
    "date",
    "yes_no",
    "choice",
    "multi_choice",
    "credential",
    "statement",
)
PARTS = {
    "date": ("month", "day", "year"),
    "month": ("month", "year"),
    "address": ("line", "town", "state", "zip"),
}
CONTEXT = AnsweringContext(
    on=date(2026, 3, 1),
    language="en",
    credentials=[HeldCredential("AB12", "professional", "Professional", "", date(2026, 5, 1))],
)
VALUES: dict[str, list[str]] = {
    "empty": [],
    "plain": ["a"],
    "hostile": ['"><script>alert(1)</script>&amp;\ue0001\ue001'],
    "several": ["a", "b"],
    "number": ["7"],
    "yes": ["yes"],
}


def make_form(key: str, data: QueryDict | None, *, required: bool = True) -> StepForm:
    """Return a form of one question of a type."""
    question = FieldSpec(
        id="it",
        type=key,
        label=LABEL,
        hint=text("A <hint>", "Una pista"),
        required=required,
        choices=CHOICES if "choice" in key else (),
        options={"types": ["professional"]} if key == "credential" else {},
    )
    step = StepSpec(id="s", title=LABEL, fields=(question,))
    return step_form_class(step, "en")(data, prefix="s", context=CONTEXT)


def posted(key: str, values: list[str]) -> QueryDict:
    """Return a post of the question."""
    data = QueryDict(mutable=True)
    if parts := PARTS.get(key):
        for name, value in zip(parts, values, strict=False):
            data[f"s-it_{name}"] = value
    else:
        data.setlist("s-it", values)
    return data


def drawn_by_templates(form: StepForm) -> str:
    """Return what the templates draw, field by field."""
    return "".join(str(bound.as_field_group()) for bound in form.visible_fields())


@pytest.mark.parametrize("required", [True, False])
@pytest.mark.parametrize("state", VALUES)
@pytest.mark.parametrize("key", TYPES)
def test_compiled_field_equals_its_template(key: str, state: str, required: bool) -> None:
    for _round in ("compiles", "uses what was compiled"):
        form: Any = make_form(key, posted(key, VALUES[state]), required=required)

        SimpleTestCase().assertHTMLEqual(render_form(form), drawn_by_templates(form))


@pytest.mark.parametrize("key", TYPES)
def test_compiled_field_equals_its_template_before_any_post(key: str) -> None:
    form = make_form(key, None)

    SimpleTestCase().assertHTMLEqual(render_form(form), drawn_by_templates(form))


@pytest.mark.parametrize("key", TYPES)
def test_what_an_editor_wrote_is_never_markup(key: str) -> None:
    drawn = render_form(make_form(key, None))

    assert "A &lt;hint&gt;" in drawn
    assert [tag for tag in ("<hint>", "<question>", "<one>") if tag in drawn] == []


def test_one_value_is_never_seen_in_another_form() -> None:
    form_class = type(make_form("text", None))
    first, second = QueryDict("s-it=Alder"), QueryDict("s-it=Birch")

    render_form(form_class(first, prefix="s", context=CONTEXT))
    page = render_form(form_class(second, prefix="s", context=CONTEXT))

    assert "Birch" in page
    assert "Alder" not in page


def test_page_kept_for_whoever_has_not_answered_carries_no_answer() -> None:
    form_class = type(make_form("text", None))

    def draw(*answers: str) -> str:
        initial = {"it": answers[0]} if answers else {}
        return render_form(form_class(prefix="s", context=CONTEXT, initial=initial))

    pages = [draw("Alder"), draw(), draw(), draw("Birch")]

    assert [("Alder" in page, "Birch" in page) for page in pages] == [
        *((True, False), (False, False)),
        *((False, False), (False, True)),
    ]


def test_question_that_is_fitted_to_the_applicant_is_drawn_for_each() -> None:
    form_class = type(make_form("credential", None))

    def draw(context: AnsweringContext) -> str:
        return render_form(form_class(prefix="s", context=context))

    none_held = AnsweringContext(on=CONTEXT.on, language="en")

    assert ["AB12" in draw(context) for context in (CONTEXT, none_held)] == [True, False]
