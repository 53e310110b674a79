"""Fees in the builder: picked from the schedule, said beside each, previewed on a day, warned of before publication."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from portal.definitions.building.drafts import data_of
from portal.definitions.building.reading import read_draft
from portal.definitions.rules.build import answer, eq
from portal.records.models import FeeTerms, Wizard, WizardVersion
from portal.records.wizards.drafts import WizardDraft
from portal.sdk.testing.cast import fill_fee_schedule
from portal.users.models import User
from tests.factories.costs import COSTLY
from tests.factories.drafts import form_of, make_draft
from tests.integration.portal.casework.conftest import browser_of

pytestmark = pytest.mark.django_db
ALWAYS, HURRY, COPY = COSTLY.fees


@pytest.fixture(autouse=True)
def _schedule() -> None:
    fill_fee_schedule()


@pytest.fixture
def draft(editor: User) -> WizardDraft:
    """Return a draft of the wizard that costs something."""
    return make_draft(editor, COSTLY)


def page(by: User, draft: WizardDraft, name: str, **given: str) -> str:
    """Return a page about a draft."""
    return browser_of(by).get(f"/admin/builder/{draft.pk}/{name}/", given).content.decode()


def withdraw(item: str) -> None:
    """Leave an item without a confirmed row."""
    FeeTerms.objects.filter(fee_item__key=item).update(is_active=False)


def test_a_stored_draft_comes_back_with_its_fees(draft: WizardDraft) -> None:
    read = read_draft(data_of(draft.get_latest_revision_as_object()))

    assert [(fee.item, fee.per_row and "rows") for fee in read.spec.fees] == [
        ("duplicate", ""),
        ("review", ""),
        ("cross_endorsement", "rows"),
    ]
    assert read.faults == ()


def test_form_offers_the_items_with_their_amount_today_and_saves_a_fee(
    draft: WizardDraft, editor: User
) -> None:
    browser = browser_of(editor)
    url = f"/admin/builder/edit/{draft.pk}/"
    withdraw("review")
    fee = {"id": "", "order": "0", "deleted": "", "type": "fee", "value-item": "duplicate"}
    posted = {f"fees-0-{name}": value for name, value in fee.items()} | {
        "fees-count": 1,
        "fees-0-value-condition-count": 0,
        "fees-0-value-per_row": "",
    }

    form = browser.get(url).content.decode()
    browser.post(url, form_of(draft, **posted))

    assert "Duplicate certificate: $50.00 today" in form
    assert "Application review (no amount today)" in form
    draft.refresh_from_db()
    saved = read_draft(data_of(draft.get_latest_revision_as_object()))
    assert [(each.id, each.item) for each in saved.spec.fees] == [("duplicate", "duplicate")]


def test_beside_each_fee_stand_its_amount_its_rule_and_its_source(
    draft: WizardDraft, editor: User
) -> None:
    said = json.loads(page(editor, draft, "state"))["rules"].values()

    assert "Today: $50.00. When: always. Source: Bureau's page on fees" in said
    assert any("$100.00 for each row of “Copies”" in each for each in said)
    assert any("When: In a hurry? is yes" in each for each in said)


def test_publish_page_says_what_it_costs_and_warns_of_what_has_no_amount(
    draft: WizardDraft, content_reviewer: User
) -> None:
    before = page(content_reviewer, draft, "publish")
    withdraw("review")
    after = page(content_reviewer, draft, "publish")

    assert "What it costs today" in before
    assert "no amount today" not in before
    assert after.count("no amount today") == 1
    assert "Published today, nobody can apply who is charged it." in after
    assert f"/admin/builder/edit/{draft.pk}/#block-" in after
    assert "Publish the wizard" in after


def test_item_that_the_schedule_lost_is_left_to_do_at_its_place(
    content_reviewer: User, editor: User
) -> None:
    draft = make_draft(editor, replace(COSTLY, fees=(replace(ALWAYS, item="shoe"),)))

    said = page(content_reviewer, draft, "publish")
    browser_of(content_reviewer).post(
        f"/admin/builder/{draft.pk}/publish/", {"revision": draft.latest_revision_id}
    )

    assert "Fee: shoe</a>: The fee schedule has no such item." in said
    assert not WizardVersion.objects.filter(wizard__key=COSTLY.key).exists()


def test_rule_over_what_may_stay_unanswered_names_the_question(editor: User) -> None:
    open_ = replace(HURRY, condition=eq(answer("note"), "x"))
    draft = make_draft(editor, replace(COSTLY, fees=(open_,)))

    said = page(editor, draft, "publish")

    assert "where “Note” is not answered" in said


@pytest.mark.parametrize(
    ("hurry", "lines"), [(True, ["Duplicate certificate", "Application review"]), (False, ["Dup"])]
)
def test_preview_shows_the_lines_of_the_answers_on_the_day(
    editor: User, hurry: bool, lines: list[str]
) -> None:
    draft = make_draft(editor, COSTLY)
    browser, url = browser_of(editor), f"/admin/builder/{draft.pk}/preview/"
    first = browser.get(url).context
    posted = {
        "state": first["state"],
        "at": first["at"],
        "on": "2026-03-02",
        "language": "en",
        "who": "on_record",
        "save": "1",
        f"{first['at']}-in_a_hurry": "yes" if hurry else "no",
    }

    review = browser.post(url, posted)

    text = review.content.decode()
    assert all(line in text for line in lines)
    assert ("Application review" in text) == hurry
    assert f"To pay: {'$100.00' if hurry else '$50.00'}." in text
    assert "By the fees of March 2, 2026." in text


def test_schedule_is_linked_for_whoever_may_read_it(
    draft: WizardDraft, editor: User, admin: User
) -> None:
    url = f"/admin/builder/edit/{draft.pk}/"

    own, others = (browser_of(each).get(url).content.decode() for each in (editor, admin))

    assert "Open the fee schedule" not in own
    assert "Amounts are changed in the fee schedule" in own
    assert "Open the fee schedule" in others


def test_copy_of_a_plugins_wizard_carries_its_lines_and_is_told_where_the_plugin_works_them_out(
    content_reviewer: User,
) -> None:
    browser = browser_of(content_reviewer)
    drafts: dict[str, Any] = {}
    for key in ("certification.duplicate_certificate", "certification.first_certificate"):
        version = Wizard.objects.get(key=key).current_version
        assert version is not None
        browser.post("/admin/builder/begin/", {"version": version.pk})
        drafts[key] = WizardDraft.objects.get(template=version)

    said = {key: page(content_reviewer, draft, "publish") for key, draft in drafts.items()}

    warning = "has fees that its plugin works out"
    assert warning not in said["certification.duplicate_certificate"]
    assert (
        "Duplicate certificate</a>: <strong>$50.00" in said["certification.duplicate_certificate"]
    )
    assert warning in said["certification.first_certificate"]
