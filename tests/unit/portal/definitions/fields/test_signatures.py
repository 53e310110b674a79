"""A signature is the name on record, however people write it, and nobody else's."""

from dataclasses import replace
from datetime import date

import pytest
from django.http import QueryDict
from django.utils.translation import override

from portal.definitions.checks import check_wizard
from portal.definitions.compiled import CompiledWizard
from portal.definitions.fields import AnsweringContext
from portal.definitions.fields.signatures import is_name_of
from portal.definitions.readback import read_back
from portal.definitions.spec import FieldSpec, StepSpec, WizardSpec
from portal.definitions.texts import text
from tests.factories.conditions import ask

RECORD = {
    "person.first_name": "María José",
    "person.middle_name": "Quill",
    "person.last_name": "O’Brien-López",
}
CONTEXT = AnsweringContext(on=date(2026, 3, 1), language="en", record=RECORD)
SAID = text("Sign", "Firme")
SIGN = ask("sign", "signature")


def wizard(*questions: FieldSpec, private: tuple[FieldSpec, ...] = ()) -> WizardSpec:
    """Return a wizard of one step."""
    steps = (StepSpec(id="one", title=SAID, fields=questions),)
    return WizardSpec(key="demo.it", title=SAID, summary=SAID, steps=steps, private=private)


@pytest.mark.parametrize(
    "typed",
    [
        "María José Quill O’Brien-López",
        "maria jose obrien lopez",
        "O'BRIEN-LOPEZ, María José",
        "María José Q. O’Brien López",
        "MaríaJosé OBrienLopez",
        "María José O’Brien-López, Jr.",
        "Mari\u0301a Jose\u0301 O’Brien López",
    ],
)
def test_name_on_record_is_taken_as_people_write_it(typed: str) -> None:
    assert is_name_of(typed, RECORD)


@pytest.mark.parametrize(
    "typed",
    ["María José", "O’Brien-López", "María O’Brien-López", "María José Quill", "John Doe",
     "María José O’Brien-López Smith", "M. J. O’Brien-López"],
)  # fmt: skip
def test_other_name_is_not(typed: str) -> None:
    assert not is_name_of(typed, RECORD)


def test_record_without_a_name_is_met_by_any() -> None:
    assert is_name_of("Maren Okafor", {"person.first_name": ""})
    assert is_name_of("王小明", {"person.first_name": "小明", "person.last_name": "王"})


def sign(typed: str, language: str = "en") -> list[str]:
    """Return what is said of a signature in a language."""
    form_class = CompiledWizard(1, 1, wizard(SIGN)).form_class("one", language)
    with override(language):
        context = replace(CONTEXT, language=language)
        form = form_class(QueryDict(f"one-sign={typed}"), prefix="one", context=context)
        return [str(error) for error in form.errors.get("sign", [])]


def test_message_says_the_name_that_is_wanted() -> None:
    assert sign("maría josé o'brien lópez") == []
    assert sign("John Doe") == [
        "Sign with your full name as it is on your record: María José Quill O’Brien-López."
    ]
    (said,) = sign("John Doe", "es")
    assert said.startswith("Firme con su nombre completo tal como consta en su expediente: María ")


def test_one_applicant_is_not_judged_by_the_record_of_another() -> None:
    form_class = CompiledWizard(1, 1, wizard(SIGN)).form_class("one", "en")
    other = replace(CONTEXT, record={"person.first_name": "John", "person.last_name": "Doe"})
    data = QueryDict("one-sign=John Doe")

    said = [form_class(data, prefix="one", context=each).is_valid() for each in (CONTEXT, other)]
    assert said == [False, True]
    assert not form_class(data, prefix="one", context=CONTEXT).is_valid()


def test_signature_is_read_back_as_it_was_typed() -> None:
    (section,) = read_back(wizard(SIGN).steps, {"one": {"sign": "OKAFOR, Maren"}}, CONTEXT)

    assert section.lines[0].answer == "OKAFOR, Maren"


@pytest.mark.parametrize(
    ("spec", "name"),
    [
        (wizard(replace(SIGN, binding="person.last_name")), "signature_filled_in"),
        (wizard(ask("group", "rows", rows=(SIGN,))), "too_much_in_a_row"),
        (wizard(ask("it", "text"), private=(SIGN,)), "private_of_the_applicant"),
        (wizard(replace(SIGN, options={"max_length": 5})), "unknown_option"),
    ],
)
def test_signature_that_could_not_be_one_is_refused(spec: WizardSpec, name: str) -> None:
    assert check_wizard(wizard(SIGN)) == []
    assert name in {each.name for each in check_wizard(spec)}
