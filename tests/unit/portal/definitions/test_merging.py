"""What a merge takes of each side, and what it leaves to be decided, place by place."""

from copy import deepcopy
from typing import Any

import pytest

from portal.definitions.merging import merge_definitions
from portal.definitions.merging_parts import Side
from portal.definitions.serialization import dump_wizard
from portal_plugins.certification.wizards import WIZARDS

BASE = dump_wizard(WIZARDS[0])
QUESTION = "disclosures.convicted"


def copy() -> dict[str, Any]:
    """Return the renewal, to be changed."""
    return deepcopy(BASE)


def step(data: dict[str, Any], step_id: str) -> dict[str, Any]:
    """Return a step."""
    found: dict[str, Any] = next(each for each in data["steps"] if each["id"] == step_id)
    return found


def convicted(data: dict[str, Any]) -> dict[str, Any]:
    """Return the first question about disclosures."""
    found: dict[str, Any] = step(data, "disclosures")["fields"][0]
    return found


def test_each_language_of_a_wording_is_taken_from_whoever_changed_it() -> None:
    ours, theirs = copy(), copy()
    convicted(ours)["label"]["es"] = "¿Ha sido condenado?"
    convicted(theirs)["label"]["en"] = "Were you convicted?"

    merge = merge_definitions(BASE, ours, theirs)

    assert merge.clashes == ()
    assert convicted(merge.definition)["label"] == {
        "en": "Were you convicted?",
        "es": "¿Ha sido condenado?",
    }


@pytest.mark.parametrize("side", Side)
def test_wording_that_both_changed_is_a_clash_with_both_values(side: Side) -> None:
    ours, theirs = copy(), copy()
    convicted(ours)["label"]["en"] = "Ours?"
    convicted(theirs)["label"]["en"] = "Theirs?"

    (clash,) = merge_definitions(BASE, ours, theirs).undecided

    assert (clash.key, clash.ours, clash.theirs) == (f"{QUESTION}:label.en", "Ours?", "Theirs?")
    decided = merge_definitions(BASE, ours, theirs, take={clash.key: side})
    assert decided.undecided == ()
    assert convicted(decided.definition)["label"]["en"] == f"{side.title()}?"


def test_question_removed_here_and_changed_there_is_a_clash() -> None:
    ours, theirs = copy(), copy()
    del step(ours, "disclosures")["fields"][0]
    convicted(theirs)["optional"] = True

    merge = merge_definitions(BASE, ours, theirs)

    assert [clash.key for clash in merge.undecided] == [f"{QUESTION}:whole"]
    back = merge_definitions(BASE, ours, theirs, take={f"{QUESTION}:whole": Side.THEIRS})
    assert convicted(back.definition) == convicted(theirs)


def test_step_removed_here_and_added_to_there_is_a_clash_about_the_step() -> None:
    ours, theirs = copy(), copy()
    ours["steps"].remove(step(ours, "disclosures"))
    step(theirs, "disclosures")["fields"].append(
        {"id": "why", "type": "text", "label": {"en": "Why?", "es": "¿Por qué?"}}
    )

    merge = merge_definitions(BASE, ours, theirs)

    assert [clash.key for clash in merge.undecided] == ["disclosures:whole"]
    back = merge_definitions(BASE, ours, theirs, take={"disclosures:whole": Side.THEIRS})
    assert back.definition == theirs


def test_declaration_is_never_half_of_each() -> None:
    ours, theirs = copy(), copy()
    step(ours, "acknowledgment")["declaration"]["statement"]["en"] = "I state this."
    step(theirs, "acknowledgment")["declaration"]["version"] = "2027-01"

    merge = merge_definitions(BASE, ours, theirs)

    assert [clash.key for clash in merge.undecided] == ["acknowledgment:declaration"]


def test_order_that_both_turned_is_a_clash() -> None:
    ours, theirs = copy(), copy()
    first, second, third = step(BASE, "disclosures")["fields"][:3]
    step(ours, "disclosures")["fields"][:3] = [second, first, third]
    step(theirs, "disclosures")["fields"][:3] = [first, third, second]

    merge = merge_definitions(BASE, ours, theirs)

    assert [clash.key for clash in merge.undecided] == ["disclosures:order.fields"]
