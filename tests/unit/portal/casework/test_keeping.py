"""What is kept is found by all that it was made of, and by nothing that may change."""

import pytest
from django.utils.functional import lazystr
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy, override

from portal.casework.keeping import Keeper, UncomparableError, freeze


class Entry:
    """Something with attributes."""

    def __init__(self, **attributes: object) -> None:
        vars(self).update(attributes)


ALIKE = [
    ("a", "a"),
    (lazystr("a"), "a"),
    ([1, {"a": None}], [1, {"a": None}]),
]
APART = [
    ("a", "b"),
    ("<b>", mark_safe("<b>")),
    (True, 1),
    (1, "1"),
    (["a", "b"], ["b", "a"]),
    (["a"], ("a",)),
    ([], {}),
    ({"a": "b"}, {"a": "c"}),
    ({"a": ["b"]}, {"a": ["b", "c"]}),
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_alike(one: object, other: object) -> None:
    assert freeze(one) == freeze(other)


@pytest.mark.parametrize(("one", "other"), APART)
def test_apart(one: object, other: object) -> None:
    assert freeze(one) != freeze(other)


def test_words_are_those_of_the_language() -> None:
    words = gettext_lazy("Applications")
    with override("en"):
        english = freeze([words])
    with override("es"):
        assert freeze([words]) != english


@pytest.mark.parametrize("value", [object(), {1, 2}, 1.5, Entry(), [Entry()], {"a": Entry()}])
def test_what_may_hold_more_has_no_key(value: object) -> None:
    with pytest.raises(UncomparableError):
        freeze(value)


def test_known_objects_are_their_attributes() -> None:
    assert freeze(Entry(a=1), {Entry}) == freeze(Entry(a=1), {Entry})
    assert freeze(Entry(a=1), {Entry}) != freeze(Entry(a=2), {Entry})
    with pytest.raises(UncomparableError):
        freeze(Entry(a=object()), {Entry})


def test_what_is_kept_is_made_once_and_bounded() -> None:
    keeper: Keeper[str] = Keeper(most=2)
    made: list[str] = []

    def get(key: str) -> str:
        return keeper.get(key, lambda: made.append(key) or key.upper())

    assert [get(key) for key in "aabab"] == ["A", "A", "B", "A", "B"]
    assert made == ["a", "b"]
    assert get("c") == "C"
    assert [get(key) for key in "ca"] == ["C", "A"]
    assert made == ["a", "b", "c", "a"]
