"""One slip of the hand: what counts as one, and that names one slip apart always share a variant."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.records.people.slips import is_one_slip_away, variants_of

NAMES = st.text(string.ascii_lowercase[:6], min_size=4, max_size=12)


@pytest.mark.parametrize(
    ("one", "other", "is_slip"),
    [
        ("smith", "smiht", True),
        ("smith", "smth", True),
        ("smith", "smyth", True),
        ("smith", "smithe", True),
        ("smith", "xsmith", True),
        ("smith", "smith", False),
        ("smith", "mitsh", False),
        ("smith", "smi", False),
        ("smith", "symth", False),
        ("ab", "ba", True),
        ("", "a", True),
        ("", "", False),
    ],
)
def test_slip(one: str, other: str, is_slip: bool) -> None:
    assert is_one_slip_away(one, other) is is_one_slip_away(other, one) is is_slip


@given(NAMES, st.data())
def test_names_one_slip_apart_share_a_variant(name: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(name) - 1))
    letter = data.draw(st.sampled_from(string.ascii_lowercase[:6]))
    for slipped in (
        name[:at] + name[at + 1 :],
        name[:at] + letter + name[at:],
        name[:at] + letter + name[at + 1 :],
        name[:at] + name[at : at + 2][::-1] + name[at + 2 :],
    ):
        if slipped != name:
            assert is_one_slip_away(slipped, name)
        assert slipped == "" or len(slipped) < 3 or variants_of(slipped) & variants_of(name)


@given(NAMES, NAMES)
def test_a_slip_is_what_the_distance_says(one: str, other: str) -> None:
    assert is_one_slip_away(one, other) is (distance(one, other) == 1)


def distance(one: str, other: str) -> int:
    """Return the optimal string alignment distance, computed the long way."""
    table = {(i, -1): i + 1 for i in range(-1, len(one))}
    table |= {(-1, j): j + 1 for j in range(-1, len(other))}
    for i, left in enumerate(one):
        for j, right in enumerate(other):
            table[i, j] = min(
                table[i - 1, j] + 1,
                table[i, j - 1] + 1,
                table[i - 1, j - 1] + (left != right),
            )
            if i and j and left == other[j - 1] and one[i - 1] == right:
                table[i, j] = min(table[i, j], table[i - 2, j - 2] + 1)
    return table[len(one) - 1, len(other) - 1]


@pytest.mark.parametrize("name", ["", "ab", "x" * 41])
def test_very_short_and_very_long_names_have_none(name: str) -> None:
    assert variants_of(name) == set()
