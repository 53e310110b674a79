"""The words of a search: taken, marked, corrected."""

import pytest

from content.search.words import cut_excerpt, mark_words, suggest_spelling, to_words


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", []),
        ('"*-( )\0', []),
        ("Renew  renew a PERMIT", ["renew", "a", "permit"]),
        ("niñez temprana", ["niñez", "temprana"]),
        ("NOT permit OR 'x'", ["not", "permit", "or", "x"]),
        ("w " * 6000, ["w"]),
        (" ".join(f"w{n}" for n in range(50)), [f"w{n}" for n in range(10)]),
    ],
)
def test_words_are_taken_from_what_was_typed(typed: str, words: list[str]) -> None:
    assert to_words(typed) == words


def test_word_without_end_is_cut() -> None:
    assert to_words("x" * 10_000) == ["x" * 40]


def test_words_are_marked_where_a_word_begins_like_them() -> None:
    assert mark_words("Renewal of a permit", ["renew", "permit"]) == (
        "<mark>Renewal</mark> of a <mark>permit</mark>"
    )


def test_markup_around_and_in_words_stays_words() -> None:
    attack = "<script>alert(1)</script> & script"

    assert mark_words(attack, ["script"]) == (
        "&lt;<mark>script</mark>&gt;alert(1)&lt;/<mark>script</mark>&gt; &amp; <mark>script</mark>"
    )


def test_text_without_the_words_is_left_as_it_is() -> None:
    assert mark_words("Nothing here", []) == "Nothing here"


def test_excerpt_is_cut_around_the_first_word_found() -> None:
    text = "far " * 100 + "the permit " + "away " * 100

    excerpt = cut_excerpt([text], ["permit"])

    assert "<mark>permit</mark>" in excerpt
    assert excerpt.startswith("… far")
    assert excerpt.endswith("away …")
    assert len(excerpt) < 260


def test_excerpt_without_the_words_is_the_beginning() -> None:
    assert cut_excerpt(["What this is", "about."], ["permit"]) == "What this is · about."


@pytest.mark.parametrize(
    ("words", "suggestion"),
    [
        (["certifcate"], "certificate"),
        (["renwe", "permit"], "renew permit"),
        (["permit"], ""),
        (["zzzzzz"], ""),
        ([], ""),
    ],
)
def test_spelling_follows_the_titles(words: list[str], suggestion: str) -> None:
    assert suggest_spelling(words, ["Renew a permit", "Certificate"]) == suggestion
