"""What the shape of an address tells."""

import pytest

from content.editing.links.shapes import WORDS, Problem, judge_shape

SHAPES = {
    "": Problem.EMPTY,
    "  ": Problem.EMPTY,
    "https://example.org/a b": Problem.SPACES,
    "https:///path": Problem.MALFORMED,
    "https://[half": Problem.MALFORMED,
    "https://example.org:port/": Problem.MALFORMED,
    "www.example.org": Problem.MALFORMED,
    "mailto:": Problem.MALFORMED,
    "javascript:alert(1)": Problem.SCHEME,
    "ftp://example.org/": Problem.SCHEME,
    "http://example.org/": Problem.NOT_ENCRYPTED,
    "http://localhost:8000/": Problem.LOCAL,
    "https://127.0.0.1/": Problem.LOCAL,
    "https://[::1]/": Problem.LOCAL,
    "https://10.1.2.3/": Problem.LOCAL,
    "https://intranet/": Problem.LOCAL,
    "https://files.local/": Problem.LOCAL,
    "https://example.org/": None,
    "https://example.org:8443/a?b=c#d": None,
    "mailto:help@example.org": None,
    "tel:+18605550100": None,
}


@pytest.mark.parametrize(("address", "problem"), SHAPES.items())
def test_address_is_judged_by_its_shape(address: str, problem: Problem | None) -> None:
    assert judge_shape(address) == problem


def test_every_problem_has_words() -> None:
    assert set(WORDS) == set(Problem)
