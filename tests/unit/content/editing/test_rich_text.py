"""What running text does against WCAG, fault by fault, and the same text mended."""

import pytest

from content.editing.rich_text import RunningText, judge_alt_text, judge_link_words

FAULTS = {
    "second main heading": ("<h1>Again</h1>", "is a main heading"),
    "skipped level": ("<h2>One</h2><h4>Two</h4>", "level 4 after level 2"),
    "skipped at once": ("<h3>One</h3>", "level 3 after level 1"),
    "empty heading": ("<h2> </h2>", "A heading is empty"),
    "heading of a line break": ("<h2><br/></h2>", "A heading is empty"),
    "empty link": ('<p><a href="/x/"></a></p>', "A link has no words"),
    "link of a picture without words": (
        '<a href="/x/"><embed embedtype="image" id="1" alt=""/></a>',
        "A link has no words",
    ),
    "click here": ('<a linktype="page" id="3">Click here!</a>', "does not say where"),
    "here": ('<p>Read it <a href="/x/"><b>here</b></a>.</p>', "does not say where"),
    "aquí": ('<p><a href="/x/">haga clic&nbsp;aquí</a></p>', "does not say where"),
    "bare address": ('<a href="https://x.org/">https://x.org/</a>', "is an address"),
    "no alternative text": ('<embed embedtype="image" id="1" format="left"/>', "no alternative"),
    "name of a file": ('<embed embedtype="image" id="1" alt="IMG_1.JPG"/>', "name of a file"),
    "table without headers": ("<table><tr><td>1</td></tr></table>", "no header cells"),
}
SOUND = (
    "<p>Text.</p>",
    "<h2>One</h2><h3>Two</h3><h2>Three</h2><h3>Four</h3><h4>Five</h4>",
    '<p><a href="/x/">Renewal dates</a>, or <a href="/y/">here in Hartford</a></p>',
    '<a href="/x/"><embed embedtype="image" id="1" alt="Our office"/></a>',
    '<embed embedtype="image" id="1" alt=""/>',
    "<table><tr><th>Year</th></tr><tr><td>1</td></tr></table>",
)


def judge(html: str) -> list[str]:
    """Return the faults of a text that stands directly under the page's title."""
    return list(RunningText(html, level=1).faults())


@pytest.mark.parametrize(("html", "words"), FAULTS.values(), ids=FAULTS)
def test_fault_is_named_once(html: str, words: str) -> None:
    (message,) = judge(html)

    assert words in message


@pytest.mark.parametrize("html", SOUND)
def test_sound_text_has_no_fault(html: str) -> None:
    assert judge(html) == []


def test_level_goes_on_from_one_text_to_the_next() -> None:
    first = RunningText("<h2>One</h2>", level=1)
    assert list(first.faults()) == []

    assert list(RunningText("<h3>Two</h3>", level=first.level).faults()) == []


def test_paragraph_in_capitals_is_a_warning_only() -> None:
    text = RunningText("<p>SEND THE FORM BEFORE JUNE ENDS.</p><p>GED, SSN</p>", level=1)

    assert list(text.faults()) == []
    (warning,) = text.warnings()
    assert "SEND THE FORM" in warning


@pytest.mark.parametrize("words", ["Here we stand", "More about renewal", "Form 12", ""])
def test_words_that_say_something_pass(words: str) -> None:
    assert judge_link_words(words) is None


def test_empty_alternative_text_declares_decoration() -> None:
    assert (judge_alt_text(""), judge_alt_text("A class at work")) == (None, None)


@pytest.mark.parametrize(
    ("words", "file_name"),
    [
        ("IMG_0042", ""),
        ("DSC01234", ""),
        ("PXL_20260101_101010", ""),
        ("Screenshot 2026-01-02 at 10.11", ""),
        ("Screen Shot", ""),
        ("image1", ""),
        ("office front", "original_images/office_front.png"),
        ("Office-Front", "office_front_a1B2c3D.png"),
        ("office front.png", "office_front.png"),
    ],
)
def test_name_of_a_file_is_no_alternative_text(words: str, file_name: str) -> None:
    assert "name of a file" in str(judge_alt_text(words, file_name=file_name))


@pytest.mark.parametrize(
    "words", ["Screenshot of the form", "Image of a school", "P.E. lesson", "Our office in front"]
)
def test_words_that_say_what_is_seen_pass(words: str) -> None:
    assert judge_alt_text(words, file_name="office_front.png") is None
