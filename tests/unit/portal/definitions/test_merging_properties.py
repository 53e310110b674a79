"""What holds of every merge, over random definitions and random edits of them."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.definitions.merging import Merge, merge_definitions
from portal.definitions.merging_parts import WHOLE, Side
from portal.definitions.serialization import load_wizard
from tests.unit.portal.definitions.edits import three_versions

pytestmark = pytest.mark.proof

Data = dict[str, Any]
Three = tuple[Data, Data, Data]
often = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def merged(base: Data, ours: Data, theirs: Data) -> Data:
    """Return a merge that must have no clash."""
    merge = merge_definitions(base, ours, theirs)
    assert merge.clashes == ()
    return merge.definition


@often
@given(three_versions())
def test_what_one_side_alone_changed_is_taken_whole(three: Three) -> None:
    base, changed, _other = three

    assert merged(base, base, changed) == changed
    assert merged(base, changed, base) == changed


@often
@given(three_versions())
def test_what_both_changed_alike_is_taken_once(three: Three) -> None:
    base, changed, _other = three

    assert merged(base, changed, changed) == changed


@often
@given(three_versions())
def test_sides_may_be_exchanged(three: Three) -> None:
    base, ours, theirs = three

    there, back = merge_definitions(base, ours, theirs), merge_definitions(base, theirs, ours)

    assert {values_of(merge) for merge in (there, turned(back))} == {values_of(there)}
    if not there.clashes:
        assert there.definition == back.definition


@often
@given(three_versions(), st.sampled_from(Side))
def test_deciding_every_clash_one_way_is_the_other_way_exchanged(three: Three, side: Side) -> None:
    base, ours, theirs = three
    other = Side.THEIRS if side is Side.OURS else Side.OURS

    there = decided(base, ours, theirs, side)
    back = decided(base, theirs, ours, other)

    assert there.undecided == back.undecided == ()
    assert there.definition == back.definition


@often
@given(three_versions())
def test_no_id_is_lost_that_nobody_removed(three: Three) -> None:
    base, ours, theirs = three
    removed = (ids(base) - ids(ours)) | (ids(base) - ids(theirs))

    merge = merge_definitions(base, ours, theirs)

    listed = list(each_id(merge.definition))
    assert len(listed) == len(set(listed))
    assert set(listed) <= ids(ours) | ids(theirs)
    assert (ids(ours) | ids(theirs)) - removed - gone_with(merge, ours) <= set(listed)
    load_wizard(merge.definition)


def decided(base: Data, ours: Data, theirs: Data, side: Side) -> Merge:
    """Return a merge in which every clash is decided for one side."""
    take: dict[str, Side] = {}
    while True:
        merge = merge_definitions(base, ours, theirs, take=take)
        if not merge.undecided:
            return merge
        take |= {clash.key: side for clash in merge.undecided}


def turned(merge: Merge) -> Merge:
    """Return a merge as the other side sees it."""
    clashes = tuple(
        type(clash)(
            part=clash.part,
            path=clash.path,
            aspect=clash.aspect,
            base=clash.base,
            ours=clash.theirs,
            theirs=clash.ours,
        )
        for clash in merge.clashes
    )
    return Merge(definition=merge.definition, clashes=clashes, undecided=merge.undecided)


def values_of(merge: Merge) -> frozenset[str]:
    """Return the clashes so that they can be compared, without what they are about on a step that moved."""
    return frozenset(
        f"{clash.part}:{clash.path[-1:]}:{clash.aspect}:{clash.ours}:{clash.theirs}"
        for clash in merge.clashes
    )


def each_id(data: Data) -> Iterator[str]:
    """Yield the id of every step and question."""
    for step in data["steps"]:
        yield f"step {step['id']}"
        yield from (f"question {question['id']}" for question in step.get("fields", ()))


def ids(data: Data) -> set[str]:
    """Return the ids of every step and question."""
    return set(each_id(data))


def gone_with(merge: Merge, ours: Data) -> set[str]:
    """Return what the other side put on a step that is gone because ours removed it, which is a clash."""
    gone = [clash.theirs for clash in merge.clashes if clash.aspect == WHOLE and clash.ours is None]
    steps = {"steps": [each for each in gone if "kind" in each]}
    return ids(steps) - ids(ours)
