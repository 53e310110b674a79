"""The types of fields as random questions ask them, and what is typed as an answer; needs Hypothesis.

A new type of field joins with one ``Kind`` in ``KINDS``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from portal.definitions.fields import AnsweringContext
from portal.definitions.rules.build import in_row
from portal.definitions.spec import ChoiceSpec, FieldSpec
from portal.definitions.texts import text
from portal.sdk.testing.conditions import DAYS, draw_condition
from portal.sdk.testing.samples import find_accepted

__all__ = ["KINDS", "TEXTS", "Kind", "kept_answers"]


@dataclass(frozen=True, slots=True)
class Kind:
    """A type of field: the facts of its questions (options, choices), and what is typed as an answer.

    What the question refuses is left out; what it keeps otherwise than typed is the answer.
    """

    facts: SearchStrategy[dict[str, Any]]
    typed: Callable[[FieldSpec, AnsweringContext], SearchStrategy[Any]]


_readable = st.characters(categories=("L", "M", "N", "P", "S", "Zs"))
"""What a person can type and read."""
_line = st.text(_readable, min_size=1, max_size=40)
_words = st.text(st.sampled_from("abcdefghij ñé<&'\""), min_size=1, max_size=16).filter(str.strip)
TEXTS = st.builds(text, _words, _words)
_months = DAYS.map(lambda day: day.isoformat()[:7])


def _just(strategy: SearchStrategy[Any]) -> Callable[..., SearchStrategy[Any]]:
    return lambda question, context: strategy


def _no_facts() -> SearchStrategy[dict[str, Any]]:
    return st.just({})


def _lengths(most: int) -> SearchStrategy[dict[str, Any]]:
    limits = st.integers(1, most).map(lambda limit: {"options": {"max_length": limit}})
    return st.one_of(_no_facts(), limits)


def _number_limits() -> SearchStrategy[dict[str, Any]]:
    pairs = st.tuples(st.integers(-1_000, 1_000), st.integers(0, 1_000))
    limits = pairs.map(lambda pair: {"options": {"min": pair[0], "max": sum(pair)}})
    return st.one_of(_no_facts(), limits)


def _numbers(question: FieldSpec, context: AnsweringContext) -> SearchStrategy[Any]:
    limits: Any = question.options
    return st.integers(limits.get("min", 0), limits.get("max", 10**9))


def _decimal_limits() -> SearchStrategy[dict[str, Any]]:
    pairs = st.tuples(st.integers(-1_000, 1_000), st.integers(0, 1_000), st.integers(0, 4))
    limits = pairs.map(lambda one: {"min": str(one[0]), "max": sum(one[:2]), "places": one[2]})
    return st.one_of(_no_facts(), limits.map(lambda options: {"options": options}))


def _decimals(question: FieldSpec, context: AnsweringContext) -> SearchStrategy[Any]:
    limits: Any = question.options
    low, high = (int(limits.get(name, most)) for name, most in (("min", 0), ("max", 10**9)))
    return st.decimals(low, high, places=limits.get("places", 2)).map(str)


def _month_limits() -> SearchStrategy[dict[str, Any]]:
    limits = st.tuples(st.sampled_from(["earliest", "latest"]), _months)
    return st.one_of(_no_facts(), limits.map(lambda pair: {"options": dict([pair])}))


def _months_within(question: FieldSpec, context: AnsweringContext) -> SearchStrategy[Any]:
    earliest = str(question.options.get("earliest", "1900-01"))
    latest = str(question.options.get("latest", "2101-01"))
    days = st.dates(date.fromisoformat(f"{earliest}-01"), date.fromisoformat(f"{latest}-01"))
    return days.map(lambda day: day.isoformat()[:7])


def _day_limits() -> SearchStrategy[dict[str, Any]]:
    limit = st.one_of(st.just("today"), DAYS.map(date.isoformat))
    named = st.sampled_from(["earliest", "latest"])
    limits = st.tuples(named, limit).map(lambda pair: {"options": dict([pair])})
    return st.one_of(_no_facts(), limits)


def _days_within(question: FieldSpec, context: AnsweringContext) -> SearchStrategy[Any]:
    def limit(name: str, otherwise: date) -> date:
        given = str(question.options.get(name, otherwise.isoformat()))
        return context.on if given == "today" else date.fromisoformat(given)

    earliest, latest = limit("earliest", date(1900, 1, 1)), limit("latest", date(2101, 1, 1))
    span = (latest - earliest).days
    days = st.integers(0, span).map(lambda days: earliest + timedelta(days=days))
    return days.map(date.isoformat)


@st.composite
def _choices(draw: DrawFn) -> dict[str, Any]:
    """Return choices that can be told apart by what is read."""
    labels = draw(st.lists(TEXTS, min_size=1, max_size=5))
    numbered = [
        {language: f"{said} {number}" for language, said in label.items()}
        for number, label in enumerate(labels)
    ]
    return {
        "choices": tuple(
            ChoiceSpec(value=f"v{number}", label=label) for number, label in enumerate(numbered)
        )
    }


def _one(question: FieldSpec, context: AnsweringContext) -> SearchStrategy[Any]:
    return st.sampled_from([choice.value for choice in question.choices])


def _some(question: FieldSpec, context: AnsweringContext) -> SearchStrategy[Any]:
    """Return ticked choices in the question's order, as a browser posts them."""
    order = [choice.value for choice in question.choices]
    return st.lists(_one(question, context), min_size=1, unique=True).map(
        lambda ticked: sorted(ticked, key=order.index)
    )


def _held(question: FieldSpec, context: AnsweringContext) -> SearchStrategy[Any]:
    wanted: Any = question.options["types"]
    return st.sampled_from([one.number for one in context.credentials if one.type_key in wanted])


def _on_file(question: FieldSpec, context: AnsweringContext) -> SearchStrategy[Any]:
    wanted: Any = question.options["kinds"]
    held = [[each.public_id] for each in context.documents if each.kind in wanted]
    return st.sampled_from(held)


def _endorsements(question: FieldSpec, context: AnsweringContext) -> SearchStrategy[Any]:
    return st.sampled_from([row.code for row in context.endorsements])


def _organizations(question: FieldSpec, context: AnsweringContext) -> SearchStrategy[Any]:
    listed = [{"code": row.code} for row in context.organizations]
    return st.one_of(st.sampled_from(listed), _line.map(lambda name: {"name": name}))


def _signatures(question: FieldSpec, context: AnsweringContext) -> SearchStrategy[Any]:
    """Return the name on record as people write it."""
    names = [str(context.record.get(f"person.{part}_name") or "") for part in ("first", "last")]
    signed = " ".join(filter(None, names)) or "Maren Okafor"
    return st.sampled_from([signed, signed.upper(), signed.replace("-", " ")])


def _ssns(question: FieldSpec, context: AnsweringContext) -> SearchStrategy[Any]:
    return st.sampled_from(sorted(context.ssns))


@st.composite
def _groups(draw: DrawFn) -> dict[str, Any]:
    """Return the questions of a row, of types that may stand in one; some on conditions over that row."""
    unfit = {"rows", "credential", "document", "signature", "ssn", "statement", "calculated"}
    fit = sorted(KINDS.keys() - unfit)
    kinds = draw(st.lists(st.sampled_from(fit), min_size=1, max_size=3))
    inner: list[FieldSpec] = []
    for place, kind in enumerate(kinds):
        question = FieldSpec(
            id=f"r{place}",
            type=kind,
            label=draw(TEXTS),
            required=draw(st.booleans()),
            condition=draw_condition(draw, inner, in_row),
            **draw(KINDS[kind].facts),
        )
        inner.append(question)
    return {"rows": tuple(inner), "options": {"max_rows": 3}}


def _listed(question: FieldSpec, context: AnsweringContext) -> SearchStrategy[Any]:
    required = {inner.id: kept_answers(inner, context) for inner in question.rows if inner.required}
    optional = {
        inner.id: kept_answers(inner, context) for inner in question.rows if not inner.required
    }
    row = st.fixed_dictionaries(required, optional=optional).filter(bool)
    return st.lists(row, min_size=1, max_size=3)


KINDS: Mapping[str, Kind] = {
    "text": Kind(_lengths(200), _just(_line)),
    "long_text": Kind(_lengths(4_000), _just(st.lists(_line, max_size=4).map("\n".join))),
    "name": Kind(_no_facts(), _just(_line)),
    "email": Kind(_no_facts(), _just(st.emails(domains=st.just("example.org")))),
    "phone": Kind(
        _no_facts(), _just(st.from_regex(r"\+?[2-9]{3}[ .-]?[0-9]{3}-[0-9]{4}", fullmatch=True))
    ),
    "state": Kind(_no_facts(), _just(st.from_regex(r"[A-Za-z]{2}", fullmatch=True))),
    "zip_code": Kind(_no_facts(), _just(st.from_regex(r"[0-9]{5}(-[0-9]{4})?", fullmatch=True))),
    "integer": Kind(_number_limits(), _numbers),
    "decimal": Kind(_decimal_limits(), _decimals),
    "money": Kind(_number_limits(), _numbers),
    "month": Kind(_month_limits(), _months_within),
    "date": Kind(_day_limits(), _days_within),
    "yes_no": Kind(_no_facts(), _just(st.booleans())),
    "choice": Kind(_choices(), _one),
    "multi_choice": Kind(_choices(), _some),
    "document": Kind(st.just({"options": {"kinds": ["transcript"]}}), _on_file),
    "credential": Kind(st.just({"options": {"types": ["professional"]}}), _held),
    "address": Kind(
        _no_facts(),
        _just(
            st.fixed_dictionaries(
                {
                    "line": _line,
                    "town": _line,
                    "state": st.from_regex(r"[A-Za-z]{2}", fullmatch=True),
                    "zip": st.from_regex(r"[0-9]{5}", fullmatch=True),
                }
            )
        ),
    ),
    "signature": Kind(_no_facts(), _signatures),
    "ssn": Kind(st.just({"sensitive": True}), _ssns),
    "endorsement": Kind(_no_facts(), _endorsements),
    "organization": Kind(_no_facts(), _organizations),
    "rows": Kind(_groups(), _listed),
    "statement": Kind(_no_facts(), _just(st.none())),
    "calculated": Kind(_no_facts(), _just(st.none())),
}


def kept_answers(question: FieldSpec, context: AnsweringContext) -> SearchStrategy[Any]:
    """Return answers as the question keeps them."""
    limit: Any = question.options.get("max_length")

    def keep(typed: Any) -> Any:
        cut = typed[: int(limit)] if limit else typed
        return find_accepted(question, context, cut)

    kept = KINDS[question.type].typed(question, context).map(keep)
    return kept.filter(lambda stored: stored is not None)
