"""The table of stages answers every combination of facts that can be, and no other."""

from itertools import product

import pytest

from portal.lifecycle.request_states import Awaited
from portal.lifecycle.stages import STAGES, LifecycleFacts, derive
from portal.records.applications.decisions import Decision
from portal.records.applications.models import Application

Facts = tuple[bool, bool, str | None, bool, bool, bool, Awaited]


def can_be(facts: Facts) -> bool:
    """Tell whether facts can be together: only what was sent has others, and waits or owes till its decision."""
    is_submitted, is_assigned, outcome, *of_open, awaited = facts
    waits = any(of_open) or awaited is not Awaited.NOTHING
    if not is_submitted:
        return not (is_assigned or outcome or waits)
    return outcome is None or not waits


YES_OR_NO = [False, True]
COMBINATIONS = list(
    product(
        YES_OR_NO,
        YES_OR_NO,
        [None, *Decision.Outcome],
        YES_OR_NO,
        YES_OR_NO,
        YES_OR_NO,
        Awaited,
    )
)


@pytest.mark.parametrize("facts", COMBINATIONS)
def test_table_has_a_row_for_each_combination_that_can_be(
    facts: Facts,
) -> None:
    assert (facts in STAGES) == can_be(facts)


@pytest.mark.parametrize("facts", [facts for facts in COMBINATIONS if not can_be(facts)])
def test_impossible_facts_are_refused(facts: Facts) -> None:
    with pytest.raises(KeyError):
        derive(LifecycleFacts(*facts))


def test_every_stage_is_reached() -> None:
    assert {derived.stage for derived in STAGES.values()} == set(Application.Stage)


def test_a_decision_leaves_nobody_to_act() -> None:
    decided = [derived for facts, derived in STAGES.items() if facts.outcome is not None]

    assert {derived.action_required_by for derived in decided} == {Application.Actor.NONE}


@pytest.mark.parametrize("is_assigned", [False, True])
def test_applicant_acts_next_while_a_document_is_waited_for(is_assigned: bool) -> None:
    without, waiting = (
        derive(LifecycleFacts(True, is_assigned, awaits_document=awaits))
        for awaits in (False, True)
    )

    assert (without.action_required_by, waiting.action_required_by) == ("staff", "applicant")
    assert without.stage == waiting.stage


@pytest.mark.parametrize("is_assigned", YES_OR_NO)
@pytest.mark.parametrize("is_eligible", YES_OR_NO)
def test_applicant_acts_next_while_something_is_due(is_assigned: bool, is_eligible: bool) -> None:
    paid, due = (
        derive(LifecycleFacts(True, is_assigned, is_eligible=is_eligible, owes_payment=owes))
        for owes in YES_OR_NO
    )

    assert (paid.action_required_by, due.action_required_by) == ("staff", "applicant")
    assert ("payment_due" in paid.statuses, "payment_due" in due.statuses) == (False, True)
    assert ("found_eligible" in due.statuses) == is_eligible
    assert paid.stage == due.stage


def test_statuses_tell_what_the_applicant_reads() -> None:
    words = {(derived.statuses, str(derived.wording)) for derived in STAGES.values()}

    assert len(words) == len({statuses for statuses, _wording in words})


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
