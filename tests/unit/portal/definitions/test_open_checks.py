"""What a wizard without an account cannot ask, offer or promise: each by its name, at its place; with one, nothing."""

from dataclasses import replace
from typing import Any

import pytest

from portal.definitions.building.fault_words import SENTENCES
from portal.definitions.building.reading import read_draft
from portal.definitions.building.writing import write_draft
from portal.definitions.checks import check_wizard
from portal.definitions.difference_words import describe_changes
from portal.definitions.differences import find_differences
from portal.definitions.fee_spec import FeeSpec, place_of_fee
from portal.definitions.impact import Nature, nature_of
from portal.definitions.message_spec import MessageSpec, place_of_message
from portal.definitions.open_checks import contact_question, find_open_faults
from portal.definitions.rules.build import eq, record
from portal.definitions.scenario_spec import ExpectedSpec, HeldDocumentSpec, ScenarioSpec
from portal.definitions.schema import find_faults_of_shape
from portal.definitions.serialization import content_hash, dump_wizard, load_wizard
from portal.definitions.spec import (
    Applicants,
    DraftPolicy,
    FieldSpec,
    RefusalSpec,
    RequestSpec,
    StepKind,
    StepSpec,
    WizardSpec,
)
from portal.definitions.texts import text

SAID = text("Hello", "Hola")
IS_KNOWN = eq(record("person.address_state"), "CT")


def question(field_id: str = "message", **facts: Any) -> FieldSpec:
    """Return a sound question, changed as given."""
    return FieldSpec(**{"id": field_id, "type": "text", "label": SAID, **facts})


def step(*fields: FieldSpec, **facts: Any) -> StepSpec:
    """Return a sound step, changed as given."""
    return StepSpec(**{"id": "one", "title": SAID, "fields": fields or (question(),), **facts})


def wizard(*steps: StepSpec, **facts: Any) -> WizardSpec:
    """Return a sound wizard for anybody, changed as given."""
    own = {"applicants": Applicants.ANYBODY, "drafts": DraftPolicy.MANY, "key": "demo.it"}
    return WizardSpec(
        **{**own, "title": SAID, "summary": SAID, "steps": steps or (step(),), **facts}
    )


ASKED = RequestSpec(name="who", email="where", purpose=SAID, asked=(question("word"),))
SCENARIO = ScenarioSpec(id="a", name=SAID, on="2026-03-02", expected=ExpectedSpec(steps=("one",)))
UNSOUND = [
    (wizard(drafts=DraftPolicy.ONE_DRAFT), ("one_at_a_time_without_account", "wizard")),
    (wizard(drafts=DraftPolicy.ONE_UNDER_WAY), ("one_at_a_time_without_account", "wizard")),
    (wizard(renews=("professional",)), ("certificate_without_account", "wizard")),
    (wizard(offer=SAID), ("certificate_without_account", "wizard")),
    (wizard(needs_settled_evidence=True), ("evidence_without_account", "wizard")),
    (
        wizard(access=(RefusalSpec(when=IS_KNOWN, message=SAID),)),
        ("record_without_account", "access"),
    ),
    (wizard(step(condition=IS_KNOWN)), ("record_without_account", "one")),
    (wizard(step(question(condition=IS_KNOWN))), ("record_without_account", "one.message")),
    (
        wizard(step(question(refusals=(RefusalSpec(when=IS_KNOWN, message=SAID),)))),
        ("record_without_account", "one.message"),
    ),
    (
        wizard(step(question(type="calculated", calculation=record("person.birth_date")))),
        ("record_without_account", "one.message"),
    ),
    (
        wizard(scenarios=(replace(SCENARIO, documents=(HeldDocumentSpec(id="a", kind="b"),)),)),
        ("record_without_account", 'scenario "a"'),
    ),
    (
        wizard(scenarios=(replace(SCENARIO, record={"person.phone": "1"}),)),
        ("record_without_account", 'scenario "a"'),
    ),
    (wizard(step(question(binding="person.phone"))), ("filled_in_without_account", "one.message")),
    *(
        (wizard(step(question(type=kind))), ("held_without_account", "one.message"))
        for kind in ("ssn", "credential", "document", "signature")
    ),
    (
        wizard(
            messages=(MessageSpec(kind="application_approved", body=text("{applicant}", "No")),)
        ),
        ("nameless_without_account", place_of_message("application_approved")),
    ),
    (
        wizard(fees=(FeeSpec(id="review", item="review"),)),
        ("fee_without_account", place_of_fee("review")),
    ),
    (wizard(step(kind=StepKind.DOCUMENTS)), ("documents_without_account", "one")),
    (
        wizard(step(kind=StepKind.THIRD_PARTY, request=ASKED)),
        ("request_without_account", "one"),
    ),
]


@pytest.mark.parametrize(("spec", "fault"), UNSOUND, ids=lambda each: str(each)[:40])
def test_what_takes_a_person_is_refused_at_its_place(
    spec: WizardSpec, fault: tuple[str, str]
) -> None:
    found = {(name, place) for name, place, _detail in find_open_faults(spec)}

    assert found == {fault}
    assert fault in {(each.name, each.place) for each in check_wizard(spec)}
    assert fault[0] in SENTENCES


@pytest.mark.parametrize("spec", [spec for spec, _fault in UNSOUND])
def test_with_an_account_none_of_it_is_a_fault(spec: WizardSpec) -> None:
    assert list(find_open_faults(replace(spec, applicants=Applicants.SIGNED_IN))) == []


def test_sound_one_may_be_published() -> None:
    assert check_wizard(wizard()) == []


def test_who_may_fill_it_in_survives_storing_and_costs_nothing_where_it_is_the_usual() -> None:
    spec, usual = wizard(), wizard(applicants=Applicants.SIGNED_IN)
    stored = dump_wizard(spec)

    assert stored["applicants"] == "anybody"
    assert (load_wizard(stored), find_faults_of_shape(stored)) == (spec, [])
    assert "applicants" not in dump_wizard(usual)
    assert content_hash(stored) != content_hash(dump_wizard(usual))
    assert find_faults_of_shape({**stored, "applicants": "nobody"}) != []


def test_who_may_fill_it_in_survives_the_builder() -> None:
    for spec in (wizard(), wizard(applicants=Applicants.SIGNED_IN)):
        assert read_draft(write_draft(spec)).spec == spec


def test_change_of_it_reads_in_words_and_keeps_those_who_have_begun() -> None:
    old, new = wizard(), wizard(applicants=Applicants.SIGNED_IN)
    changes = find_differences(old, new)

    (line,) = describe_changes(changes, old=old, new=new, language="en")
    assert (line.what, line.before, line.after) == (
        "Who may fill it in",
        "anybody, with an account or without",
        "whoever signs in",
    )
    assert [nature_of(each) for each in changes] == [Nature.TERMS]


def test_answer_goes_to_the_first_question_for_an_address() -> None:
    first, second = question("mail", type="email"), question("other", type="email")

    assert contact_question(wizard()) is None
    assert contact_question(wizard(step(question(), first, second))) == ("one", "mail")
