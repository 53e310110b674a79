"""Who, how often, until when, and what reviewers ask: the form they are kept in, their named errors, their words."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from portal.definitions.checks import check_wizard
from portal.definitions.compiled import CompiledWizard
from portal.definitions.difference_words import describe_changes
from portal.definitions.differences import Part, find_differences
from portal.definitions.periods import Period, period_of
from portal.definitions.record_paths import ACTIVE_TYPES
from portal.definitions.rules.build import (
    answer,
    as_of,
    call,
    contains,
    eq,
    lt,
    none_of,
    record,
)
from portal.definitions.schema import find_faults_of_shape
from portal.definitions.serialization import (
    DefinitionFormatError,
    content_hash,
    dump_wizard,
    load_wizard,
)
from portal.definitions.spec import (
    DraftPolicy,
    FieldSpec,
    RefusalSpec,
    StepSpec,
    WizardSpec,
)
from portal.definitions.texts import text

T = text("Hello", "Hola")
NAME = FieldSpec(id="name", type="text", label=T)
SEEN = FieldSpec(
    id="seen", type="yes_no", label=text("Seen", "Visto"), condition=eq(answer("name"), "Ada")
)
NOTE = FieldSpec(id="note", type="long_text", label=text("Note", "Nota"), required=False)
HOLDERS = RefusalSpec(
    when=none_of(contains(record(ACTIVE_TYPES), "professional")),
    message=text("For holders of a certificate.", "Para titulares de un certificado."),
)
PLAIN = WizardSpec(
    key="test.policies",
    title=T,
    summary=T,
    steps=(StepSpec(id="one", title=T, fields=(NAME,)),),
)
WHOLE = replace(
    PLAIN,
    access=(HOLDERS,),
    drafts=DraftPolicy.ONE_UNDER_WAY,
    opens_on=date(2026, 3, 1),
    closes_on=date(2026, 5, 31),
    private=(SEEN, NOTE),
)


def test_whole_definition_is_sound_and_comes_back_as_it_was() -> None:
    assert check_wizard(WHOLE) == []
    assert find_faults_of_shape(dump_wizard(WHOLE)) == []
    assert load_wizard(dump_wizard(WHOLE)) == WHOLE


def test_definition_that_says_nothing_of_it_keeps_its_digest() -> None:
    said = {"access", "drafts", "opens_on", "closes_on", "private"}

    assert not said & dump_wizard(PLAIN).keys()
    assert said <= dump_wizard(WHOLE).keys()
    assert content_hash(dump_wizard(load_wizard(dump_wizard(PLAIN)))) == content_hash(
        dump_wizard(PLAIN)
    )


@pytest.mark.parametrize(
    "facts", [{"drafts": "two"}, {"closes_on": "2026-02-30"}, {"access": [{"when": {}}]}]
)
def test_value_that_is_none_is_not_read(facts: dict[str, Any]) -> None:
    with pytest.raises(DefinitionFormatError):
        load_wizard(dump_wizard(WHOLE) | facts)


UNSOUND = [
    (
        {"access": (replace(HOLDERS, when=eq(answer("name"), "x")),)},
        "access: answer_in_access name",
    ),
    ({"access": (replace(HOLDERS, message={"en": "No"}),)}, "access: missing_text es"),
    (
        {"access": (replace(HOLDERS, when=eq(record("person.shoe_size"), 9)),)},
        "access: unknown_path left person.shoe_size",
    ),
    (
        {"access": (replace(HOLDERS, when=eq(call("nowhere.guess", as_of()), 9)),)},
        "access: missing_plugin nowhere for nowhere.guess",
    ),
    ({"opens_on": date(2026, 6, 1)}, "wizard: closes_before_it_opens 2026-05-31"),
    ({"private": (replace(NOTE, id="name"),)}, "private.name: duplicate_field"),
    ({"private": (replace(NOTE, id="N"),)}, "private.N: bad_field_id"),
    ({"private": (replace(NOTE, type="shoe"),)}, "private.note: unknown_type shoe"),
    (
        {"private": (replace(NOTE, type="document"),)},
        "private.note: private_of_the_applicant document",
    ),
    (
        {"private": (replace(NOTE, type="text", binding="person.phone"),)},
        "private.note: private_of_the_applicant text",
    ),
    (
        {"private": (replace(NOTE, type="rows", rows=(replace(NOTE, id="inner"),)),)},
        "private.note: rows_in_private rows",
    ),
    (
        {"private": (replace(NOTE, type="calculated", calculation=answer("name")),)},
        "private.note: calculated_in_private calculated",
    ),
    (
        {"private": (replace(NOTE, condition=eq(answer("later"), "x")), replace(NOTE, id="later"))},
        "private.note: use_before_definition later",
    ),
    (
        {"private": (replace(NOTE, condition=lt(answer("name"), 3)),)},
        "private.note: type_clash",
    ),
    (
        {
            "steps": (
                StepSpec(id="one", title=T, fields=(NAME,), condition=eq(answer("seen"), True)),
            )
        },
        "one: circular_rule seen",
    ),
    (
        {"steps": (StepSpec(id="private", title=T, fields=(NAME,)),)},
        "private: bad_step_id",
    ),
]


@pytest.mark.parametrize(("facts", "error"), UNSOUND, ids=[error for _facts, error in UNSOUND])
def test_each_fault_is_named_with_its_place(facts: dict[str, Any], error: str) -> None:
    found = [str(each) for each in check_wizard(replace(WHOLE, **facts))]

    assert any(each.startswith(error) for each in found), found


def test_reviewers_questions_are_no_step_of_the_applicant() -> None:
    compiled = CompiledWizard(1, 1, WHOLE)

    assert list(compiled.steps) == ["one"]
    assert list(compiled.form_class("private", "es").base_fields) == ["seen", "note"]


@pytest.mark.parametrize(
    ("day", "period"),
    [
        (date(2026, 2, 28), Period.NOT_YET),
        (date(2026, 3, 1), Period.OPEN),
        (date(2026, 5, 31), Period.OPEN),
        (date(2026, 6, 1), Period.OVER),
    ],
)
def test_first_and_last_day_count_whole(day: date, period: Period) -> None:
    assert period_of(WHOLE, day) is period
    assert period_of(PLAIN, day) is Period.OPEN


def test_changes_are_told_by_what_they_are() -> None:
    changes = find_differences(PLAIN, WHOLE)

    assert {(change.part, change.aspect, change.place) for change in changes} == {
        (Part.WIZARD, "access", "wizard"),
        (Part.WIZARD, "drafts", "wizard"),
        (Part.WIZARD, "opens_on", "wizard"),
        (Part.WIZARD, "closes_on", "wizard"),
        (Part.PRIVATE, "", "private.seen"),
        (Part.PRIVATE, "", "private.note"),
    }
    assert len({change.key for change in changes}) == len(changes)


WHOLE_SERVICE, HELD = "The service as a whole", "the list of the types of active certificates"


def test_changes_read_in_plain_words() -> None:
    changed = replace(
        WHOLE, closes_on=None, private=(NOTE, replace(SEEN, condition=None, required=False))
    )
    lines = [
        str(line)
        for old, new in ((PLAIN, WHOLE), (WHOLE, changed))
        for line in describe_changes(find_differences(old, new), old=old, new=new, language="en")
    ]

    assert lines == [
        (
            f"{WHOLE_SERVICE}: Who may not apply: nothing → {HELD} does not include "
            "professional: For holders of a certificate."
        ),
        (
            f"{WHOLE_SERVICE}: How many applications at a time: one that is not sent yet → "
            "one, until it is decided"
        ),
        f"{WHOLE_SERVICE}: First day: nothing → March 1, 2026",
        f"{WHOLE_SERVICE}: Last day: nothing → May 31, 2026",
        "For reviewers only › Seen: Question for reviewers added",
        "For reviewers only › Note: Question for reviewers added",
        f"{WHOLE_SERVICE}: Last day: May 31, 2026 → nothing",
        "For reviewers only › Note: Question for reviewers moved",
        "For reviewers only › Seen: Asked only if: Hello is Ada → nothing",
        "For reviewers only › Seen: May be left empty: no → yes",
    ]
