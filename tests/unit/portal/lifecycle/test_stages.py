"""The table of stages answers every combination of facts that can be, and no other."""

from itertools import product

import pytest

from portal.lifecycle.stages import STAGES, LifecycleFacts, derive
from portal.records.applications.models import Application, Decision


def can_be(is_submitted: bool, is_assigned: bool, outcome: str | None) -> bool:
    """Tell whether facts can be together: only what was sent is taken up or decided."""
    return is_submitted or (not is_assigned and outcome is None)


COMBINATIONS = list(product([False, True], [False, True], [None, *Decision.Outcome]))


@pytest.mark.parametrize("facts", COMBINATIONS)
def test_table_has_a_row_for_each_combination_that_can_be(
    facts: tuple[bool, bool, str | None],
) -> None:
    assert (facts in STAGES) == can_be(*facts)


@pytest.mark.parametrize("facts", [facts for facts in COMBINATIONS if not can_be(*facts)])
def test_impossible_facts_are_refused(facts: tuple[bool, bool, str | None]) -> None:
    with pytest.raises(KeyError):
        derive(LifecycleFacts(*facts))


def test_every_stage_is_reached() -> None:
    assert {derived.stage for derived in STAGES.values()} == set(Application.Stage)


def test_a_decision_leaves_nobody_to_act() -> None:
    decided = [derived for (_, _, outcome), derived in STAGES.items() if outcome is not None]

    assert {derived.action_required_by for derived in decided} == {Application.Actor.NONE}


def test_every_row_has_words_for_the_applicant() -> None:
    assert all(str(derived.wording).endswith(".") for derived in STAGES.values())
