"""The documentation shows the table of stages as it is."""

from pathlib import Path

from portal.lifecycle.diagram import draw_stages

PAGE = Path(__file__).resolve().parents[4] / "docs" / "lifecycle.md"


def test_documentation_shows_the_table_of_stages() -> None:
    assert draw_stages() in PAGE.read_text()
