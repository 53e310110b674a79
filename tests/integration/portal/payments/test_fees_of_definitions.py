"""Fees that a definition names: the same sum on every page, in the API and in the ledger; what fails refuses."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from portal.definitions import publishing
from portal.definitions.bundles import BundleError, find_bundle_changes, read_bundle, write_bundle
from portal.definitions.difference_words import describe_changes
from portal.definitions.fee_spec import FeeSpec
from portal.definitions.fees import AskedFees
from portal.definitions.publishing import UnsoundDefinitionError, sync_wizards
from portal.definitions.rules.build import answer, eq
from portal.definitions.spec import WizardSpec
from portal.payments import lines, pricing
from portal.plugins.failures import list_failures
from portal.records.ledger.models import ChargeLine
from portal.records.models import FeeTerms
from portal.sdk.testing.cast import make_applicant
from portal.sdk.testing.walking import Walk
from tests.factories.costs import ANSWERS, COSTLY, answering, publish_costly
from tests.factories.pages import make_service_page
from tests.integration.portal.payments.conftest import post_review, stored

pytestmark = [pytest.mark.django_db, pytest.mark.database]
ALWAYS, HURRY, COPY = COSTLY.fees
COPY_WORDS = "Fee “Cross or additional endorsement”"
FREE_UNTIL_SAID = replace(HURRY, condition=eq(answer("note"), "x"))


@pytest.fixture(autouse=True)
def _no_failures() -> None:
    cache.clear()


def begin(spec: WizardSpec, **answers: Any) -> Walk:
    """Return an applicant's draft with its one step answered."""
    walk = Walk(make_applicant(spec), spec)
    walk.save(spec.steps[0], answers)
    return walk


def read_review(walk: Walk) -> str:
    """Return the read-back."""
    return walk.browser.get(f"/applications/{walk.public_id}/review/").content.decode()


def withdraw(item: str) -> None:
    """Leave an item without a confirmed row."""
    FeeTerms.objects.filter(fee_item__key=item).update(is_active=False)


@pytest.mark.parametrize(("answers", "cents"), ANSWERS)
def test_pages_api_and_ledger_say_the_same_sum(answers: dict[str, Any], cents: int) -> None:
    spec, _version = publish_costly(timezone.now())
    walk = begin(spec, **answers)
    dollars = f"${cents // 100}.00"

    review = read_review(walk)
    walk.submit()

    snapshot = stored(walk).snapshot["fees"]
    lines_ = ChargeLine.objects.filter(application=stored(walk))
    own = walk.browser.get(f"/applications/{walk.public_id}/").content.decode()
    assert f"To pay: {dollars}." in review
    assert sum(line.cents for line in lines_) == snapshot["total_cents"] == cents
    assert dollars in own
    trace = [each["truth"] for each in stored(walk).snapshot["trace"] if each["about"] == "fee"]
    assert trace == ["true" if answers["hurry"] else "false"]


def test_service_page_start_page_and_api_say_what_everybody_pays_and_what_may_be_added() -> None:
    spec, _version = publish_costly(timezone.now())
    make_service_page(title="Costly", slug="costly", service_key=spec.key, summary="S")
    said = (
        "$50.00 (by your answers also: Application review, $50.00; "
        "Cross or additional endorsement, $100.00 for each)"
    )

    page = Client().get("/costly/").content.decode()
    start = Client().get(f"/services/{spec.key}/start/").content.decode()
    fee = Client().get(f"/api/v1/services/{spec.key}").json()["fee"]
    spanish = Client().get(f"/es/services/{spec.key}/start/").content.decode()

    assert f"<dd>{said}</dd>" in page
    assert f"<strong>{said}</strong>" in start
    assert fee == {"total_cents": 5_000, "words": said, "depends_on_answers": True}
    assert "según sus respuestas, además: Revisión de la solicitud, $50.00" in spanish


def test_rule_that_cannot_be_decided_refuses_and_names_the_service(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(publishing, "check_wizard", lambda spec: [])  # as an older release might
    spec, _version = publish_costly(timezone.now(), fees=(ALWAYS, FREE_UNTIL_SAID))
    walk = begin(spec, **answering(hurry=True))

    review = read_review(walk)
    cache.clear()
    sent = post_review(walk, fee_cents="5000")

    assert "We cannot work out the fee just now." in review
    assert sent.status_code == 503
    assert stored(walk).submitted_at is None
    failures = list_failures(since=timezone.now() - timedelta(hours=1))
    assert [(each.place, each.error) for each in failures] == [
        ("bureau.costly:fees", "FeeUndecidedError")
    ]


def test_without_the_check_it_would_be_sent_for_less(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publishing, "check_wizard", lambda spec: [])
    spec, _version = publish_costly(timezone.now(), fees=(ALWAYS, FREE_UNTIL_SAID))
    walk = begin(spec, **answering(hurry=True))

    def decided_anyhow(asked: AskedFees, *args: Any) -> Any:
        return lines.ask_by_lines(replace(asked, undecided=()), *args)

    monkeypatch.setattr(pricing, "ask_by_lines", decided_anyhow)
    post_review(walk, fee_cents="5000")

    assert ChargeLine.objects.get().cents == 5_000


@pytest.mark.parametrize(
    ("item", "hurry", "is_sent"),
    [("duplicate", False, 0), ("review", True, 0), ("review", False, 1)],
)
def test_item_without_a_confirmed_row_refuses_whoever_is_charged_it(
    item: str, hurry: bool, is_sent: int
) -> None:
    spec, _version = publish_costly(timezone.now())
    walk = begin(spec, **answering(hurry=hurry))
    withdraw(item)

    post_review(walk, fee_cents="5000")

    assert (stored(walk).submitted_at is not None) == bool(is_sent)
    assert ChargeLine.objects.count() == is_sent


def test_item_that_nobody_knows_is_refused_when_an_editor_publishes() -> None:
    with pytest.raises(UnsoundDefinitionError, match='fee "always": unknown_fee_item shoe'):
        publish_costly(timezone.now(), fees=(replace(ALWAYS, item="shoe"),))


def test_lines_of_the_definition_are_the_only_source_where_a_plugin_names_fees_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    spec, _version = publish_costly(timezone.now())
    asked: list[str] = []
    monkeypatch.setattr(pricing, "_find", asked.append)
    walk = begin(spec, **answering(hurry=False))

    walk.submit()

    assert spec.key not in asked
    assert ChargeLine.objects.get().cents == 5_000


def test_bundle_carries_the_lines_and_its_dry_run_tells_what_differs() -> None:
    spec, version = publish_costly(timezone.now())
    text = write_bundle(version)
    publish_costly(timezone.now(), fees=(ALWAYS, replace(COPY, item="review", per_row="")))

    bundle = read_bundle(text)
    offered, changes = find_bundle_changes(bundle)

    assert bundle.spec.fees == spec.fees
    assert offered is not None
    said = [str(each) for each in describe_changes(changes, old=offered, new=spec, language="en")]
    assert said == [
        "Fee “Application review”: Fee added",
        f"{COPY_WORDS}: Item of the fee schedule: Application review → Cross or additional endorsement",
        f"{COPY_WORDS}: Charged for each row of: nothing → Copies",
    ]


def test_item_not_yet_recorded_may_come_with_a_plugin_and_never_with_a_bundle() -> None:
    brought = replace(COSTLY, fees=(replace(ALWAYS, item="shoe"),))

    [version] = sync_wizards(offered=[("demo", "1.0", brought)], at=timezone.now())

    assert Client().get(f"/services/{brought.key}/start/").status_code == 503
    with pytest.raises(BundleError, match='fee "always": unknown_fee_item shoe'):
        read_bundle(write_bundle(version))


def test_explanation_tells_why_a_fee_was_charged() -> None:
    spec, _version = publish_costly(timezone.now())
    walk = begin(spec, **answering(hurry=True))
    walk.submit()
    said = StringIO()

    call_command("explain", stored(walk).reference, stdout=said)

    told = said.getvalue()
    assert re.search(r"Fee: Application review.*This was charged", told, re.DOTALL)
    assert "In a hurry?" in told


def test_applications_under_way_keep_the_fees_of_their_version() -> None:
    spec, _version = publish_costly(timezone.now())
    walk = begin(spec, **answering(hurry=True))
    publish_costly(timezone.now(), fees=(ALWAYS, HURRY, FeeSpec(id="more", item="initial")))

    walk.submit()

    assert sum(line.cents for line in ChargeLine.objects.all()) == 10_000
