"""The table of stages answers every combination of facts that can be, and no other."""

from itertools import product

import pytest

from portal.lifecycle.request_states import Awaited
from portal.lifecycle.stages import STAGES, LifecycleFacts, derive
from portal.records.applications.models import Application, Decision

Facts = tuple[bool, bool, str | None, bool, Awaited]


def can_be(
    is_submitted: bool,
    is_assigned: bool,
    outcome: str | None,
    awaits_document: bool,
    awaited: Awaited,
) -> bool:
    """Tell whether facts can be together: only what was sent is taken up or decided, and waits till its decision."""
    awaits = awaits_document or awaited is not Awaited.NOTHING
    if not is_submitted:
        return not (is_assigned or outcome or awaits)
    return outcome is None or not awaits


BOTH = [False, True]
COMBINATIONS = list(product(BOTH, BOTH, [None, *Decision.Outcome], BOTH, Awaited))


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
    decided = [derived for (_, _, outcome, _, _), derived in STAGES.items() if outcome is not None]

    assert {derived.action_required_by for derived in decided} == {Application.Actor.NONE}


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


@pytest.mark.parametrize(
    ("awaited", "actor"),
    [
        (Awaited.WAITING, "third_party"),
        (Awaited.OVERDUE, "third_party"),
        (Awaited.LAPSED, "applicant"),
        (Awaited.MISSING, "staff"),
    ],
)
def test_who_acts_next_while_others_are_asked(awaited: Awaited, actor: str) -> None:
    assert derive(LifecycleFacts(True, awaited=awaited)).action_required_by == actor
    both = derive(LifecycleFacts(True, awaits_document=True, awaited=awaited))
    assert both.action_required_by == "applicant"
