"""Lines of a bill by the rows of a day: review part, price, concession, and what refuses."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.definitions.texts import text
from portal.payments.fees import (
    MOST_REQUESTS,
    Bill,
    FeeNotInForceError,
    FeeRequest,
    FeeRow,
    NotAPriceError,
    Schedule,
    UnknownFeeItemError,
    draw_up,
)

DAY = date(2026, 3, 2)


def row(item: str, amount: int, review: int = 0, **facts: Any) -> FeeRow:
    """Return a row in force."""
    made = FeeRow(
        id=len(item),
        item=item,
        label=text(item.title(), f"{item} (es)"),
        amount_cents=amount,
        review_cents=review,
        credential_type="",
        valid_from=date(2020, 1, 1),
        valid_to=None,
        is_offered=True,
        source="A page",
    )
    return replace(made, **facts)


SCHEDULE = Schedule(
    [
        row("initial", 20_000, 5_000),
        row("endorsement", 10_000, 5_000),
        row("duplicate", 5_000),
        row("review", 5_000, 5_000),
        row("renewal", 0),
        row("veteran", 30_000, is_concession=True),
        row("rebate", 5_000, is_concession=True),
        row("closed", 25_000, valid_to=DAY),
        row("coming", 1_000, valid_from=date(2026, 3, 3)),
        row("guessed", 1_000, is_offered=False),
    ]
)


def lines(*requests: FeeRequest) -> list[tuple[str, str, int]]:
    """Return item, part and cents of each line."""
    bill = draw_up(requests, SCHEDULE, on=DAY)
    return [(line.item, line.part.value, line.cents) for line in bill.lines]


def test_price_is_split_into_review_part_and_rest() -> None:
    assert lines(FeeRequest("initial")) == [
        ("initial", "review", 5_000),
        ("initial", "balance", 15_000),
    ]


def test_application_is_reviewed_once_however_much_it_asks_for() -> None:
    assert lines(FeeRequest("endorsement", quantity=2), FeeRequest("initial")) == [
        ("endorsement", "review", 5_000),
        ("endorsement", "balance", 15_000),
        ("initial", "balance", 20_000),
    ]


def test_review_alone_has_no_rest() -> None:
    assert lines(FeeRequest("review")) == [("review", "review", 5_000)]


def test_item_that_costs_nothing_is_a_line_of_zero_and_nothing_is_to_be_paid() -> None:
    bill = draw_up([FeeRequest("renewal")], SCHEDULE, on=DAY)

    assert [(line.item, line.cents) for line in bill.lines] == [("renewal", 0)]
    assert bill.total_cents == 0


def test_concession_takes_off_the_rest_and_never_the_review_part() -> None:
    assert lines(FeeRequest("initial", concession="rebate"))[-1] == (
        "rebate",
        "concession",
        -5_000,
    )
    asked = draw_up([FeeRequest("initial", concession="veteran")], SCHEDULE, on=DAY)
    assert asked.total_cents == 5_000


def test_concession_of_what_is_free_is_no_line() -> None:
    assert lines(FeeRequest("renewal", concession="rebate")) == [("renewal", "balance", 0)]


@pytest.mark.parametrize(
    "asked",
    [FeeRequest("veteran"), FeeRequest("initial", concession="duplicate")],
)
def test_price_and_concession_are_never_taken_for_one_another(asked: FeeRequest) -> None:
    with pytest.raises(NotAPriceError):
        draw_up([asked], SCHEDULE, on=DAY)


@pytest.mark.parametrize(
    ("item", "error"),
    [
        ("nobody_knows", UnknownFeeItemError),
        ("closed", FeeNotInForceError),
        ("coming", FeeNotInForceError),
        ("guessed", FeeNotInForceError),
    ],
)
def test_item_without_a_row_that_is_offered_on_the_day_is_refused(
    item: str, error: type[Exception]
) -> None:
    with pytest.raises(error, match=item):
        draw_up([FeeRequest(item)], SCHEDULE, on=DAY)
    with pytest.raises(error, match=item):
        draw_up([FeeRequest("initial", concession=item)], SCHEDULE, on=DAY)


def test_last_day_and_first_day_of_a_row_count() -> None:
    assert draw_up([FeeRequest("closed")], SCHEDULE, on=date(2026, 3, 1)).total_cents == 25_000
    assert draw_up([FeeRequest("coming")], SCHEDULE, on=date(2026, 3, 3)).total_cents == 1_000


@pytest.mark.parametrize("quantity", [0, -1, 100, True, 1.5, "2"])
def test_quantity_that_is_no_count_is_refused(quantity: Any) -> None:
    with pytest.raises(ValueError, match="cannot be asked for"):
        FeeRequest("duplicate", quantity=quantity)


def test_what_is_no_askedis_refused() -> None:
    with pytest.raises(TypeError, match="not a request"):
        draw_up(["duplicate"], SCHEDULE, on=DAY)  # type: ignore[list-item]


def test_too_many_requests_and_too_high_a_sum_are_refused() -> None:
    with pytest.raises(ValueError, match="fees for one application"):
        draw_up([FeeRequest("duplicate")] * (MOST_REQUESTS + 1), SCHEDULE, on=DAY)
    dear = Schedule([row("dear", 90_000_000)])
    with pytest.raises(ValueError, match="cents for one application"):
        draw_up([FeeRequest("dear", quantity=2)], dear, on=DAY)


ITEMS = st.sampled_from(["initial", "endorsement", "duplicate", "review", "renewal"])
REQUESTS = st.lists(
    st.builds(
        FeeRequest,
        ITEMS,
        quantity=st.integers(1, 9),
        concession=st.sampled_from(["", "rebate", "veteran"]),
    ),
    max_size=MOST_REQUESTS,
)


@given(REQUESTS)
def test_bill_adds_up_is_never_below_its_review_part_and_survives_storage(
    requests: list[FeeRequest],
) -> None:
    bill = draw_up(requests, SCHEDULE, on=DAY)

    review = [line.cents for line in bill.lines if line.part == "review"]
    full = sum(SCHEDULE.find(each.item, DAY).amount_cents * each.quantity for each in requests)
    taken = sum(line.cents for line in bill.lines if line.part == "concession")
    assert len(review) <= 1
    assert bill.total_cents == full + taken >= sum(review)
    assert Bill.from_data(bill.as_data()) == bill
