"""Writes the tables of docs/operators/settings.md from what the settings declare, so that the two cannot differ."""

from collections.abc import Iterable, Sequence

from config.environment import Variable
from config.settings.safety import Refusal


def render_variables(variables: Iterable[Variable]) -> str:
    """Return the table of variables, in alphabetical order."""
    rows = [
        (
            f"`{one.name}`",
            _show_kind(one.kind),
            _quote(one.default),
            _tell_production(one),
            one.meaning,
        )
        for one in sorted(variables, key=lambda one: one.name)
    ]
    head = ("variable", "is", "default", "in production", "what for")
    return _render(head, rows)


def render_refusals(refusals: Iterable[Refusal]) -> str:
    """Return the table of what production refuses, in the order of the checks."""
    rows = [(f"`{one.variable}`", one.reason) for one in refusals]
    return _render(("named", "refused because"), rows)


def replace_table(document: str, name: str, table: str) -> str:
    """Return the document with the table between its two markers replaced; raise ValueError without them."""
    begin, end = f"<!-- table: {name} -->\n", f"<!-- end: {name} -->\n"
    before, found_begin, rest = document.partition(begin)
    _, found_end, after = rest.partition(end)
    if not (found_begin and found_end):
        raise ValueError(f"the document has no place for the table {name!r}")
    return f"{before}{begin}{table}{end}{after}"


def _tell_production(variable: Variable) -> str:
    same = variable.production_default == variable.default
    return "" if same else _quote(variable.production_default)


def _show_kind(kind: str) -> str:
    """Return a kind as it stands; one that shows addresses as code, since a page would swallow its brackets."""
    return _quote(kind) if "<" in kind else kind


def _quote(value: str) -> str:
    return f"`{value}`" if value else "(empty)"


def _render(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "".join(
        "| " + " | ".join(cell.replace("|", r"\|") for cell in line) + " |\n" for line in lines
    )
