"""The constraints of fees and of what is charged: what breaks each, and what just meets it."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

from portal.records import models as records
from tests.factories import records as make


def charge(**facts: Any) -> records.ChargeLine:
    """Return a line of what an application is charged."""
    sent = facts.pop("application", None) or make.make_submitted(make.make_named("Whitfield"))
    terms = records.FeeTerms.objects.first() or make.make_fee()
    given = {"number": 1, "item": "duplicate", "part": "balance", "quantity": 1, "cents": 5_000}
    return records.ChargeLine.objects.create(
        **{"application": sent, "terms": terms, "charged_at": make.AT, **given, **facts}
    )


def two_lines(number: int) -> Callable[[], Any]:
    """Return a builder of two lines of one application."""

    def both() -> None:
        first = charge()
        charge(application=first.application, number=number)

    return both


CASES_OF_MONEY: dict[str, tuple[Callable[[], Any], Callable[[], Any]]] = {
    "feeterms_review_is_a_part": (
        partial(make.make_fee, amount_cents=5_000, review_cents=5_001),
        partial(make.make_fee, amount_cents=5_000, review_cents=5_000),
    ),
    "chargeline_numbered_once": (two_lines(1), two_lines(2)),
    "chargeline_only_concessions_take_off": (
        partial(charge, cents=-1),
        lambda: (charge(cents=0), charge(part="concession", cents=-1)),
    ),
    "chargeline_due_once_charged": (
        partial(charge, due_at=make.AT - timedelta(seconds=1)),
        partial(charge, due_at=make.AT),
    ),
    "chargeline_of_something": (partial(charge, quantity=0), charge),
}
