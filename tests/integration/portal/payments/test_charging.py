"""A fee from the start page to the file: shown, explained, frozen as it was attested, and said to be open."""

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from content.addresses import prefix_address
from portal.definitions.serialization import content_hash
from portal.lifecycle.integrity import check_integrity
from portal.records.audit.models import AuditEvent
from portal.records.dated.models import Confidence
from portal.records.dated.operations import Said, record_terms
from portal.records.ledger.lines import FeeLine, Part
from portal.records.ledger.models import ChargeLine
from portal.records.ledger.operations import record_charges
from portal.records.models import FeeItem, FeeTerms
from portal.sdk.testing.walking import WentWrongError
from portal.users.models import User
from tests.factories.pages import make_service_page
from tests.integration.portal.payments.conftest import begin_service, post_review, stored
from tests.integration.portal.wizards.conftest import START, Renewal, start_renewal

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def renewal(applicant: User) -> Renewal:
    """Return the applicant's fresh renewal."""
    return start_renewal(applicant)


def raise_price(item: str, cents: int) -> None:
    """Let an item cost something else from today on."""
    record_terms(
        model=FeeTerms,
        said=Said(
            subject={"fee_item": FeeItem.objects.get(key=item)},
            period=(timezone.localdate(), None),
            values={
                "title": "Duplicate",
                "title_es": "Duplicado",
                "amount_cents": cents,
                "review_cents": 0,
            },
            confidence=Confidence.VERIFIED,
            source="A new act",
        ),
        actor_id=None,
        at=timezone.now() + timedelta(seconds=1),
    )


def test_lines_are_explained_before_sending_and_frozen_with_what_was_attested() -> None:
    walk = begin_service("demo.costs", what="endorsements", how_many=2)

    page = walk.browser.get(f"/applications/{walk.public_id}/review/").content.decode()
    walk.submit()

    application = stored(walk)
    lines = list(ChargeLine.objects.values_list("number", "item", "part", "quantity", "cents"))
    assert "2 times $100.00. The review part of $50.00 is charged above." in page
    assert "To pay: $200.00." in page
    assert "On the next page you choose how to pay; we go on with it once the fee is paid." in page
    assert "A specialist reviews it" not in page
    assert lines == [
        (1, "cross_endorsement", "review", 1, 5_000),
        (2, "cross_endorsement", "balance", 2, 15_000),
    ]
    assert application.snapshot["fees"]["total_cents"] == 20_000
    assert content_hash(application.snapshot) == application.snapshot_hash
    charged = AuditEvent.objects.get(action="application.charged")
    assert charged.record_id == str(application.pk)


def test_applicant_and_staff_read_the_frozen_lines_whatever_the_price_is_later(
    specialist: User,
) -> None:
    walk = begin_service("demo.costs", what="duplicate")
    walk.submit()
    raise_price("duplicate", 9_900)
    staff = Client()
    staff.force_login(specialist)

    own = walk.browser.get(f"/applications/{walk.public_id}/").content.decode()
    file = staff.get(f"/admin/applications/{walk.public_id}/").content.decode()

    for page in (own, file):
        assert "<dt>Due now</dt><dd>$50.00</dd>" in page
        assert "Duplicate certificate" in page
        assert "$99.00" not in page


def test_price_that_changed_since_it_was_shown_is_shown_again_before_anything_is_sent() -> None:
    walk = begin_service("demo.costs", what="duplicate")
    raise_price("duplicate", 9_900)

    answer = post_review(walk, fee_cents="5000")

    assert answer["Location"] == f"/applications/{walk.public_id}/review/"
    page = walk.browser.get(answer["Location"]).content.decode()
    assert "The fee is not the one that you were shown." in page
    assert "To pay: $99.00." in page
    assert stored(walk).submitted_at is None
    assert not ChargeLine.objects.exists()
    walk.submit()
    assert ChargeLine.objects.get().cents == 9_900


@pytest.mark.parametrize("posted", ["", "0", "-5000", "5000.0", "٥٠٠٠", "9" * 40])
def test_sum_that_was_not_shown_is_never_charged(posted: str) -> None:
    walk = begin_service("demo.costs", what="duplicate")

    answer = post_review(walk, fee_cents=posted)

    assert (answer.status_code, stored(walk).submitted_at) == (302, None)
    assert not ChargeLine.objects.exists()


def test_renewal_of_a_professional_is_free_by_its_dated_row(renewal: Renewal) -> None:
    renewal.complete()
    page = renewal.get("review").content.decode()

    renewal.submit()

    fees = renewal.stored().snapshot["fees"]
    assert "<strong>No fee</strong>" in page
    assert "To pay" not in page
    assert fees["total_cents"] == 0
    known = FeeTerms.objects.known().get(fee_item__key="professional_renewal")
    assert [line["terms_id"] for line in fees["lines"]] == [known.pk]
    assert not ChargeLine.objects.exists()
    assert not AuditEvent.objects.filter(action="application.charged").exists()


def test_submit_without_anything_to_pay_asks_one_statement_more(
    renewal: Renewal,
) -> None:
    renewal.complete()
    asked: list[str] = []

    def note(execute: Any, sql: str, *args: Any) -> Any:
        asked.append(sql)
        return execute(sql, *args)

    with connection.execute_wrapper(note):
        renewal.submit()

    about_fees = [sql for sql in asked if "feeterms" in sql or "chargeline" in sql]
    assert len(about_fees) == 1


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("demo.costs", "$50.00 (a duplicate; endorsements cost more)"),
        ("certification.renew_professional", "No fee"),
    ],
)
def test_service_page_and_start_page_say_the_fee_today(key: str, said: str) -> None:
    make_service_page(title="Costs", slug="costs", service_key=key, summary="S")

    page = Client().get("/costs/").content.decode()
    start = Client().get(f"/services/{key}/start/").content.decode()

    assert f"<dd>{said}</dd>" in page
    assert f"<strong>{said}</strong>" in start


def test_fee_is_said_in_spanish() -> None:
    address = prefix_address("/services/demo.costs/start/", "es")

    start = Client().get(address).content.decode()

    assert "$50.00 (un duplicado; las especialidades cuestan más)" in start


def test_what_costs_something_is_refused_where_nobody_can_pay(settings: Any) -> None:
    walk = begin_service("demo.costs", what="duplicate")
    settings.PAYMENT_SANDBOX = False

    start = walk.browser.get("/services/demo.costs/start/")
    review = walk.browser.get(f"/applications/{walk.public_id}/review/").content.decode()
    sent = post_review(walk, fee_cents="5000")

    assert "You cannot pay for this yet" in start.content.decode()
    assert b'type="submit">Start the application' not in start.content
    assert sent.status_code == 409
    with pytest.raises(WentWrongError, match="409"):
        begin_service("demo.costs", what="duplicate")
    assert "You cannot submit now" in review
    assert "demonstration" not in review
    assert stored(walk).submitted_at is None


def test_what_is_free_goes_on_where_nobody_can_pay(renewal: Renewal, settings: Any) -> None:
    settings.PAYMENT_SANDBOX = False
    renewal.complete()

    renewal.submit()

    assert renewal.stored().submitted_at is not None
    assert renewal.client.get(START).status_code == 200


def test_application_is_charged_once() -> None:
    walk = begin_service("demo.costs", what="duplicate")
    walk.submit()
    application, line = stored(walk), ChargeLine.objects.get()

    post_review(walk, fee_cents="5000")

    assert list(ChargeLine.objects.all()) == [line]
    with pytest.raises(IntegrityError), transaction.atomic():
        ChargeLine.objects.create(
            application=application,
            number=1,
            item="duplicate",
            part="balance",
            quantity=1,
            cents=1,
            terms=line.terms,
            charged_at=timezone.now(),
        )


def test_charges_that_come_to_less_than_nothing_are_refused() -> None:
    line = FeeLine(
        item="gift",
        label={"en": "Gift"},
        part=Part.CONCESSION,
        quantity=1,
        unit_cents=1,
        cents=-1,
        terms_id=1,
        source="",
    )
    with pytest.raises(ValueError, match="-1 cents"):
        record_charges(application_id=1, lines=[line], actor_id=1, at=timezone.now())


@pytest.mark.parametrize("key", ["demo.costs", "coaching_permits.renew"])
def test_start_page_reads_the_fee_schedule_once(key: str) -> None:
    with CaptureQueriesContext(connection) as asked:
        Client().get(f"/services/{key}/start/")

    assert sum("records_feeterms" in each["sql"] for each in asked.captured_queries) == 1


def test_explanation_tells_each_line_with_its_dated_row() -> None:
    walk = begin_service("demo.costs", what="endorsements", how_many=2)
    post_review(walk, fee_cents="20000")
    said = StringIO()

    call_command("explain", stored(walk).reference, "--language=es", stdout=said)

    lines = ChargeLine.objects.filter(application__public_id=walk.public_id)
    told = said.getvalue()
    assert "fee of " in told
    assert lines
    assert all(f"row {line.terms_id})" in told for line in lines)


def test_charge_that_is_not_what_was_attested_is_named_by_the_integrity_check() -> None:
    walk = begin_service("demo.costs", what="duplicate")
    walk.submit()
    assert not list(check_integrity(at=timezone.now()))

    QuerySet(ChargeLine).update(cents=1)

    faults = [str(fault) for fault in check_integrity(at=timezone.now())]
    assert faults == [
        f"charges: {stored(walk).reference}: charged 1 cents, attested 5000",
        f"ledger: {stored(walk).reference}: 1 cents are due, 5000 are posted",
    ]
