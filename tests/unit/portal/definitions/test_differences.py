"""What differs between two definitions: each change by its kind and place, none for equal ones, none left out."""

from dataclasses import replace

import pytest
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings

from portal.definitions.difference_words import describe_changes
from portal.definitions.differences import Change, ChangeKind, Part, find_differences
from portal.definitions.rules.build import answer, eq
from portal.definitions.scenario_spec import ExpectedSpec, HeldCredentialSpec, ScenarioSpec
from portal.definitions.serialization import content_hash, dump_wizard
from portal.definitions.spec import (
    ChoiceSpec,
    DeclarationSpec,
    FieldSpec,
    RefusalSpec,
    RequirementSpec,
    StepKind,
    StepSpec,
    WizardSpec,
)
from portal.definitions.texts import text
from portal.sdk.testing.strategies import wizard_specs

RED, BLUE = (
    ChoiceSpec(value="red", label=text("Red", "Rojo")),
    ChoiceSpec(value="blue", label=text("Blue", "Azul")),
)
PAINT = FieldSpec(id="paint", type="choice", label=text("Paint", "Pintura"), choices=(RED, BLUE))
SEATS = FieldSpec(id="seats", type="integer", label=text("Seats", "Plazas"))
NOTE = FieldSpec(id="note", type="text", label=text("Note", "Nota"), required=False)
PLATE = FieldSpec(id="plate", type="text", label=text("Plate", "Matrícula"), required=False)
HOURS = FieldSpec(id="hours", type="integer", label=text("Hours", "Horas"))
TRIPS = FieldSpec(id="trips", type="rows", label=text("Trips", "Viajes"), rows=(HOURS,))
CAR = StepSpec(id="car", title=text("Your car", "Su coche"), fields=(PAINT, SEATS))
MORE = StepSpec(id="more", title=text("More", "Más"), fields=(NOTE, PLATE, TRIPS))
PROMISE = StepSpec(
    id="promise",
    title=text("Promise", "Promesa"),
    kind=StepKind.DECLARATION,
    declaration=DeclarationSpec(
        version="1", statement=text("I do.", "Sí."), accept=text("Yes", "Sí")
    ),
)
SPEC = WizardSpec(
    key="test.park",
    title=text("Park", "Aparcar"),
    summary=text("Park it.", "Apárquelo."),
    steps=(CAR, MORE, PROMISE),
)
EITHER = RequirementSpec(
    id="either", title=text("Either", "Uno"), alternatives=(("note",), ("plate",))
)
IF_RED = eq(answer("paint"), "red")
FULL = ScenarioSpec(
    id="car",
    name=text("A full car", "Un coche lleno"),
    on="2026-05-01",
    answers={"car": {"paint": "red", "seats": 4}, "more": {"note": "mine"}},
    expected=ExpectedSpec(steps=("car", "more", "promise"), not_accepted=("promise",)),
)
LESS_THAN_TWO = RefusalSpec(when=eq(answer("seats"), 1), message=text("Too few.", "Pocas."))


def with_steps(*steps: StepSpec) -> WizardSpec:
    """Return the definition with other steps."""
    return replace(SPEC, steps=steps)


def with_car(**facts: object) -> WizardSpec:
    """Return the definition with a changed first step."""
    return with_steps(replace(CAR, **facts), MORE, PROMISE)  # type: ignore[arg-type]


def with_more(*fields: FieldSpec) -> WizardSpec:
    """Return the definition with other questions on its second step."""
    return with_steps(CAR, replace(MORE, fields=fields), PROMISE)


CASES: dict[str, tuple[WizardSpec, list[tuple[Part, ChangeKind, str, str]]]] = {
    "texts of the service": (
        replace(SPEC, title=text("Park!", "Aparcar"), minutes=3),
        [
            (Part.WIZARD, ChangeKind.CHANGED, "wizard", "title"),
            (Part.WIZARD, ChangeKind.CHANGED, "wizard", "minutes"),
        ],
    ),
    "who decides": (
        replace(SPEC, reviewers="records.verify_evidence", needs_settled_evidence=True),
        [
            (Part.WIZARD, ChangeKind.CHANGED, "wizard", "reviewers"),
            (Part.WIZARD, ChangeKind.CHANGED, "wizard", "needs_settled_evidence"),
        ],
    ),
    "a step less": (
        with_steps(CAR, PROMISE),
        [
            (Part.STEP, ChangeKind.REMOVED, "more", ""),
            (Part.QUESTION, ChangeKind.REMOVED, "more.note", ""),
            (Part.QUESTION, ChangeKind.REMOVED, "more.plate", ""),
            (Part.QUESTION, ChangeKind.REMOVED, "more.trips", ""),
        ],
    ),
    "a step more": (
        with_steps(CAR, MORE, PROMISE, replace(CAR, id="last", fields=(replace(SEATS, id="x"),))),
        [
            (Part.STEP, ChangeKind.ADDED, "last", ""),
            (Part.QUESTION, ChangeKind.ADDED, "last.x", ""),
        ],
    ),
    "steps turned round": (
        with_steps(MORE, CAR, PROMISE),
        [(Part.STEP, ChangeKind.MOVED, "more", "")],
    ),
    "a question on another step": (
        with_steps(
            replace(CAR, fields=(PAINT,)), replace(MORE, fields=(*MORE.fields, SEATS)), PROMISE
        ),
        [(Part.QUESTION, ChangeKind.MOVED, "more.seats", "")],
    ),
    "questions turned round": (
        with_car(fields=(SEATS, PAINT)),
        [(Part.QUESTION, ChangeKind.MOVED, "car.seats", "")],
    ),
    "a declaration in other words": (
        with_steps(
            CAR,
            MORE,
            replace(PROMISE, declaration=replace(PROMISE.declaration, version="2")),  # type: ignore[type-var]
        ),
        [(Part.STEP, ChangeKind.CHANGED, "promise", "declaration")],
    ),
    "a condition of a step": (
        with_steps(CAR, replace(MORE, condition=IF_RED), PROMISE),
        [(Part.STEP, ChangeKind.CHANGED, "more", "condition")],
    ),
    "a choice more and one less": (
        with_car(fields=(replace(PAINT, choices=(RED, replace(BLUE, value="navy"))), SEATS)),
        [
            (Part.CHOICE, ChangeKind.REMOVED, "car.paint.blue", ""),
            (Part.CHOICE, ChangeKind.ADDED, "car.paint.navy", ""),
        ],
    ),
    "a choice in other words": (
        with_car(
            fields=(replace(PAINT, choices=(RED, replace(BLUE, label=text("B", "A")))), SEATS)
        ),
        [(Part.CHOICE, ChangeKind.CHANGED, "car.paint.blue", "label")],
    ),
    "everything a question says": (
        with_car(
            fields=(
                PAINT,
                replace(
                    SEATS,
                    type="text",
                    label=text("S", "P"),
                    hint=text("h", "p"),
                    required=False,
                    sensitive=True,
                    condition=IF_RED,
                    binding="person.phone",
                    options={"max_length": 3},
                    refusals=(LESS_THAN_TWO,),
                ),
            )
        ),
        [
            (Part.QUESTION, ChangeKind.CHANGED, "car.seats", aspect)
            for aspect in (
                *("type", "label", "hint", "optional", "sensitive", "condition", "binding"),
                *("options", "refusals"),
            )
        ],
    ),
    "a question of a row": (
        with_more(NOTE, PLATE, replace(TRIPS, rows=(replace(HOURS, type="text"), SEATS))),
        [
            (Part.QUESTION, ChangeKind.ADDED, "more.trips.seats", ""),
            (Part.QUESTION, ChangeKind.CHANGED, "more.trips.hours", "type"),
        ],
    ),
    "a scenario more": (
        replace(SPEC, scenarios=(FULL,)),
        [(Part.SCENARIO, ChangeKind.ADDED, 'scenario "car"', "")],
    ),
    "a requirement": (
        with_steps(CAR, replace(MORE, requirements=(EITHER,)), PROMISE),
        [(Part.REQUIREMENT, ChangeKind.ADDED, "more.either", "")],
    ),
}


def brief(changes: list[Change]) -> list[tuple[Part, ChangeKind, str, str]]:
    """Return what a case names of each change."""
    return [(each.part, each.kind, each.place, each.aspect) for each in changes]


@pytest.mark.parametrize("case", CASES)
def test_each_change_is_named_with_its_place(case: str) -> None:
    new, expected = CASES[case]

    assert sorted(brief(find_differences(SPEC, new))) == sorted(expected)


@pytest.mark.parametrize("case", CASES)
def test_the_way_back_takes_away_what_was_added(case: str) -> None:
    new, expected = CASES[case]
    turned = {ChangeKind.ADDED: ChangeKind.REMOVED, ChangeKind.REMOVED: ChangeKind.ADDED}

    back = {
        (part, kind, aspect) for part, kind, _place, aspect in brief(find_differences(new, SPEC))
    }

    assert back == {
        (part, turned.get(kind, kind), aspect) for part, kind, _place, aspect in expected
    }


@pytest.mark.proof
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(old=wizard_specs(), new=wizard_specs())
def test_random_definitions_differ_exactly_where_their_content_does(
    old: WizardSpec, new: WizardSpec
) -> None:
    assert find_differences(old, old) == []
    same = content_hash(dump_wizard(old)) == content_hash(dump_wizard(new))
    assert (find_differences(old, new) == []) is same


def test_changes_read_in_plain_words() -> None:
    new = with_steps(
        replace(
            CAR,
            fields=(
                replace(PAINT, label=text("Paint", "Color")),
                replace(SEATS, required=False, condition=IF_RED, refusals=(LESS_THAN_TWO,)),
            ),
        ),
        replace(MORE, fields=(NOTE, TRIPS)),
        replace(PROMISE, fields=()),
    )
    changes = find_differences(SPEC, new)

    with override("en"):
        lines = describe_changes(changes, old=SPEC, new=new, language="en")
    with override("es"):
        spanish = describe_changes(changes, old=SPEC, new=new, language="es")

    assert {(line.where, line.what, line.before, line.after) for line in lines} == {
        ("More › Plate", "Question removed", "", ""),
        ("Your car › Paint", "Wording", "en: Paint / es: Pintura", "en: Paint / es: Color"),
        ("Your car › Seats", "May be left empty", "no", "yes"),
        ("Your car › Seats", "Asked only if", "nothing", "Paint is Red"),
        ("Your car › Seats", "Answers that are refused", "nothing", "Seats is 1: Too few."),
    }
    assert ("Su coche › Color", "Pintura", "Color") in {
        (line.where, line.before, line.after) for line in spanish
    }


def test_a_move_to_another_step_names_both() -> None:
    new, _expected = CASES["a question on another step"]

    (line,) = describe_changes(find_differences(SPEC, new), old=SPEC, new=new, language="en")

    assert (line.where, line.before, line.after) == ("More › Seats", "Your car", "More")


def test_scenarios_are_compared_by_id_and_read_in_plain_words() -> None:
    held = HeldCredentialSpec(number="2026000017", type="professional", refused=True)
    fuller = replace(
        FULL,
        on="2026-05-02",
        credentials=(held,),
        answers={"car": {"paint": "red", "seats": 5}},
        expected=ExpectedSpec(steps=("car", "more"), not_accepted=("car.seats",)),
    )
    other = replace(FULL, id="other", name=text("Another", "Otro"))
    old, new = replace(SPEC, scenarios=(FULL, other)), replace(SPEC, scenarios=(other, fuller))
    changes = find_differences(old, new)

    lines = describe_changes(changes, old=old, new=new, language="en")
    with override("es"):
        spanish = describe_changes(changes, old=old, new=new, language="es")

    assert len({change.key for change in changes}) == len(changes)
    assert {(line.where, line.what, line.before, line.after) for line in lines} == {
        ("Scenario “Another”", "Scenario moved", "", ""),
        ("Scenario “A full car”", "Day", "2026-05-01", "2026-05-02"),
        (
            "Scenario “A full car”",
            "Credentials held",
            "nothing",
            "number: 2026000017, type: professional, refused: yes",
        ),
        (
            "Scenario “A full car”",
            "Answers",
            "Your car › Paint: red; Your car › Seats: 4; More › Note: mine",
            "Your car › Paint: red; Your car › Seats: 5",
        ),
        (
            "Scenario “A full car”",
            "What is expected",
            (
                "Steps, in this order: Your car · More · Promise; Not accepted: Promise; "
                "Documents needed: nothing"
            ),
            (
                "Steps, in this order: Your car · More; Not accepted: Your car › Seats; "
                "Documents needed: nothing"
            ),
        ),
    }
    assert ("Caso de prueba «Un coche lleno»", "Día") in {
        (line.where, line.what) for line in spanish
    }
