"""``portal fees``: the schedule of a day, today unless told; the schedule itself agrees with the types on record."""

import csv
import re
from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from portal.records.fees.models import FeeTerms
from portal.records.reference.operations import REFERENCE_FOLDER, load_table
from portal.records.reference.tables import find_table
from tests.factories.costs import publish_costly

pytestmark = pytest.mark.django_db


def told(**options: Any) -> str:
    """Return what the command prints."""
    said = StringIO()
    call_command("fees", stdout=said, **options)
    return said.getvalue()


def test_table_shows_what_holds_on_the_day() -> None:
    before, after = told(as_of="2025-06-30"), told(as_of="2025-07-01")

    assert before.startswith("Fees on 2025-06-30: 15\n")
    assert after.startswith("Fees on 2025-07-01: 12\n")
    assert "interim_provisional" in before
    assert "interim_provisional" not in after
    assert "$375.00  $50.00       $325.00  1900-01-01 to further notice" in after


def test_today_is_shown_unless_told() -> None:
    assert told().startswith(f"Fees on {timezone.localdate()}: 12\n")
    assert "Duplicado del certificado" in told(language="es")


def test_row_that_is_not_confirmed_is_said_not_to_be_charged() -> None:
    FeeTerms.objects.filter(fee_item__key="duplicate").update(
        confidence="unverified", is_active=False
    )

    assert "Duplicate certificate (not confirmed, not charged)" in told()


def test_day_before_any_fee_has_none() -> None:
    assert told(as_of="1899-12-31") == "Fees on 1899-12-31: 0\n"


@pytest.mark.parametrize("typed", ["yesterday", "2026-02-30", "03/02/2026", ""])
def test_wrong_day_is_named(typed: str) -> None:
    with pytest.raises(CommandError, match="is no day; write it as 2026-03-02") as error:
        told(as_of=typed)
    assert repr(typed) in str(error.value)


def test_schedule_names_types_on_record_and_is_loaded_once() -> None:
    load_table(table=find_table("credential_types"), at=timezone.now())
    with (REFERENCE_FOLDER / "credential_types.csv").open(newline="") as lines:
        types = {line["key"] for line in csv.DictReader(lines)}

    assert load_table(table=find_table("fees"), at=timezone.now()) == 0
    for row in FeeTerms.objects.in_force(date(2025, 1, 1)):
        assert row.credential_type in {"", *types}
        row.full_clean()


def test_services_are_listed_with_the_items_of_their_definition_or_as_their_plugins() -> None:
    spec, _version = publish_costly(timezone.now())

    services = told(as_of="2026-03-02").partition("Services with fees on 2026-03-02")[2]

    assert re.search(r"certification.duplicate_certificate +duplicate +\$50.00\n", services)
    assert re.search(r"certification.first_certificate +by its plugin +\$200.00", services)
    row = rf"{spec.key} +duplicate, review, cross_endorsement +\$50.00 \(by your answers also: "
    assert re.search(row, services)


def test_service_whose_item_has_no_amount_on_the_day_says_so() -> None:
    publish_costly(timezone.now())
    FeeTerms.objects.filter(fee_item__key="duplicate").update(is_active=False)

    assert "cannot be worked out" in told(as_of="2026-03-02")
