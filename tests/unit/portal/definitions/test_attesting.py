"""A signature is bound to every declaration that was accepted, and to the words around it."""

from dataclasses import replace
from typing import Any

import pytest

from portal.definitions.attesting import attest, find_altered
from portal.definitions.spec import DeclarationSpec, StepKind, StepSpec, WizardSpec
from portal.definitions.texts import text
from tests.factories.conditions import ask

SAID = text("Sign", "Firme")
FACTS = StepSpec(
    id="facts",
    title=SAID,
    kind=StepKind.DECLARATION,
    declaration=DeclarationSpec(
        version="2026-01", statement=text("It is true.", "Es verdad."), accept=SAID
    ),
)
SIGNING = StepSpec(
    id="signing",
    title=SAID,
    fields=(ask("note", "statement"), ask("name", "signature"), ask("town", "text")),
)
SPEC = WizardSpec(key="demo.it", title=SAID, summary=SAID, steps=(FACTS, SIGNING))
ANSWERS = {"facts": {"facts": "2026-01"}, "signing": {"name": "Maren", "town": "Alder"}}
KEPT = attest(SPEC.steps, ANSWERS, {"facts": "es"}, otherwise="en")


def with_declaration(**changes: Any) -> WizardSpec:
    """Return the definition with another declaration."""
    assert FACTS.declaration is not None
    declared = replace(FACTS, declaration=replace(FACTS.declaration, **changes))
    return replace(SPEC, steps=(declared, SIGNING))


def test_each_declaration_and_signature_is_kept_with_its_language() -> None:
    assert [
        (each["step"], each["question"], each["version"], each["language"]) for each in KEPT
    ] == [
        ("facts", "", "2026-01", "es"),
        ("signing", "name", "", "en"),
    ]
    assert list(find_altered(SPEC, KEPT)) == []


def test_what_was_not_given_is_not_attested() -> None:
    assert attest(SPEC.steps, {"signing": {"town": "Alder"}}, {}, otherwise="en") == []


@pytest.mark.parametrize(
    ("now", "altered"),
    [
        (with_declaration(statement=text("It is true.", "No es verdad.")), ["facts"]),
        (with_declaration(statement=text("It may be.", "Es verdad.")), []),
        (with_declaration(version="2027-01"), ["facts"]),
        (replace(SPEC, steps=(FACTS, replace(SIGNING, title=text("Other", "Otro")))), ["signing"]),
        (replace(SPEC, steps=(SIGNING,)), ["facts"]),
    ],
)
def test_other_words_in_the_language_read_are_found(now: WizardSpec, altered: list[str]) -> None:
    assert [each["step"] for each in find_altered(now, KEPT)] == altered


def test_signature_is_another_under_another_declaration() -> None:
    other = with_declaration(statement=text("It may be.", "Puede ser."))
    again = attest(other.steps, ANSWERS, {"facts": "es"}, otherwise="en")

    assert again[1]["digest"] != KEPT[1]["digest"]
    forged = [again[0], KEPT[1]]
    assert [each["step"] for each in find_altered(other, forged)] == ["signing"]
