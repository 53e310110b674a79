"""The table of stages answers every combination of facts that can be, and no other."""

from itertools import product

import pytest

from portal.lifecycle.stages import STAGES, LifecycleFacts, derive
from portal.records.applications.models import Application, Decision

Facts = tuple[bool, bool, str | None, bool, bool]


def can_be(
    is_submitted: bool,
    is_assigned: bool,
    outcome: str | None,
    awaits_document: bool,
    owes_payment: bool,
) -> bool:
    """Tell whether facts can be together: only what was sent is taken up or decided, and waits till its decision."""
    if not is_submitted:
        return not (is_assigned or outcome or awaits_document or owes_payment)
    return outcome is None or not (awaits_document or owes_payment)


COMBINATIONS = list(
    product([False, True], [False, True], [None, *Decision.Outcome], *[[False, True]] * 2)
)


@pytest.mark.parametrize("facts", COMBINATIONS)
def test_table_has_a_row_for_each_combination_that_can_be(
    facts: Facts,
) -> None:
    assert (facts in STAGES) == can_be(*facts)


@pytest.mark.parametrize("facts", [facts for facts in COMBINATIONS if not can_be(*facts)])
def test_impossible_facts_are_refused(facts: Facts) -> None:
    with pytest.raises(KeyError):
        derive(LifecycleFacts(*facts))


def test_every_stage_is_reached() -> None:
    assert {derived.stage for derived in STAGES.values()} == set(Application.Stage)


def test_a_decision_leaves_nobody_to_act() -> None:
    decided = [derived for (_, _, outcome, *_), derived in STAGES.items() if outcome is not None]

    assert {derived.action_required_by for derived in decided} == {Application.Actor.NONE}


@pytest.mark.parametrize("awaits", [False, True])
@pytest.mark.parametrize("is_assigned", [False, True])
def test_applicant_acts_next_while_something_is_due(is_assigned: bool, awaits: bool) -> None:
    derived = derive(LifecycleFacts(True, is_assigned, None, awaits, owes_payment=True))

    assert derived.action_required_by == "applicant"
    assert derived.statuses[0] == "payment_due"


@pytest.mark.parametrize("is_assigned", [False, True])
def test_applicant_acts_next_while_a_document_is_waited_for(is_assigned: bool) -> None:
    without, waiting = (
        derive(LifecycleFacts(True, is_assigned, awaits_document=awaits))
        for awaits in (False, True)
    )

    assert (without.action_required_by, waiting.action_required_by) == ("staff", "applicant")
    assert without.stage == waiting.stage


def test_every_row_has_words_for_the_applicant() -> None:
    assert all(str(derived.wording).endswith(".") for derived in STAGES.values())
