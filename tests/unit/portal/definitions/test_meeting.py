"""How far a requirement is met: what was given, and what each way still lacks, the nearest first."""

from dataclasses import replace

import pytest
from django.utils import translation

from portal.definitions.meeting import Standing, judge_requirements, unmet_requirements
from portal.definitions.rules import Facts
from portal.definitions.rules.build import answer, eq
from portal.definitions.spec import FieldSpec, RequirementSpec, StepSpec
from portal.definitions.texts import text
from portal.definitions.wanted import list_wanted
from tests.factories.records import AT

FACTS = Facts({}, {}, AT.date())


def paper(name: str, label: str, **facts: object) -> FieldSpec:
    """Return a question that takes files."""
    options = {"kinds": ["other"]}
    return FieldSpec(
        id=name, type="document", label=text(label, f"{label} (es)"), options=options, **facts
    )


STEP = StepSpec(
    id="papers",
    title=text("Papers", "Papeles"),
    fields=(
        paper("both", "Card for both", required=False),
        paper("cpr", "CPR card", required=False),
        paper("aid", "First aid card", required=False),
        paper("certificate", "Certificate"),
    ),
    requirements=(
        RequirementSpec(
            id="cards",
            title=text("one card for both, or a card for each", "una o dos tarjetas"),
            alternatives=(("both",), ("cpr", "aid")),
        ),
    ),
)


def judge(*given: str) -> Standing:
    """Return how far the cards are met."""
    return next(judge_requirements(STEP, given, FACTS))


@pytest.mark.parametrize(
    ("given", "ways"),
    [
        ((), (("both",), ("cpr", "aid"))),
        (("cpr",), (("aid",), ("both",))),
        (("aid",), (("cpr",), ("both",))),
        (("cpr", "aid"), ((), ("both",))),
        (("both",), ((), ("cpr", "aid"))),
    ],
)
def test_ways_that_lack_least_come_first(
    given: tuple[str, ...], ways: tuple[tuple[str, ...], ...]
) -> None:
    standing = judge(*given)

    assert (standing.ways, set(standing.given)) == (ways, set(given))
    assert standing.is_met == (() in ways)
    assert [each.requirement.id for each in unmet_requirements(STEP, given, FACTS)] == (
        [] if () in ways else ["cards"]
    )


def test_way_through_a_question_that_is_not_asked_is_none() -> None:
    fields = tuple(
        replace(each, condition=eq(answer("pool"), True)) if each.id == "aid" else each
        for each in STEP.fields
    )
    step = replace(STEP, fields=fields)

    assert next(judge_requirements(step, ("cpr",), FACTS)).ways == (("both",),)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (
            (),
            [
                "",
                "Still needed: Certificate",
                "Still needed: One card for both, or a card for each",
            ],
        ),
        (
            ("cpr",),
            [
                "Given: “CPR card”. Still needed: “First aid card”; or instead: “Card for both”.",
                "Still needed: Certificate",
            ],
        ),
        (("both", "certificate"), [""]),
    ],
)
def test_what_is_missing_is_said_exactly(given: tuple[str, ...], said: list[str]) -> None:
    with translation.override("en"):
        found = list_wanted(STEP, given, FACTS, "en")

        assert {each.still for each in found} | {""} == set(said) | {""}


def test_what_is_missing_is_said_in_spanish_too() -> None:
    with translation.override("es"):
        *_others, cards = list_wanted(STEP, ("cpr",), FACTS, "es")

    assert cards.detail == (
        "Entregado: «CPR card (es)». Aún falta: «First aid card (es)»; o en su lugar: "
        "«Card for both (es)»."
    )
