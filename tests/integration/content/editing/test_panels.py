"""The home page of the admin: what needs somebody, for whom, and at what cost."""

import cProfile
import pstats
from datetime import timedelta
from http import HTTPStatus
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from content.editing.care import SHOWN
from content.trees import synchronize_languages
from portal.users.models import User
from tests.factories.pages import make_article, make_cards, make_hub
from tests.integration.content.editing.conftest import (
    add_article,
    browser_of,
    change_article,
    fill_article,
    get_article,
)

pytestmark = pytest.mark.django_db

PANELS = ("my-drafts", "scheduled-and-expiring", "without-owner", "to-review", "bad-links")


def look(account: User) -> dict[str, list[tuple[str, str]]]:
    """Return the lines of each panel: title and note."""
    answer = browser_of(account).get("/admin/")
    parts = [panel.get_context_data({"request": answer.wsgi_request}) for panel in _own(answer)]
    listed = {part["id"]: part["rows"] for part in parts if part}
    if parts[-1] and parts[-1].get("asks"):
        listed["bad-links"] = browser_of(account).get(parts[-1]["asks"]).context["rows"]
    return {key: [(row.title, row.note) for row in rows] for key, rows in listed.items() if rows}


def _own(answer: Any) -> list[Any]:
    return [panel for panel in answer.context["panels"] if panel.name in PANELS]


@pytest.fixture(autouse=True)
def _cared_for(admin: User) -> None:
    """Give the pages of the migrations an owner."""
    Page.objects.update(owner=admin)


def test_my_draft_is_listed_and_nobody_elses(editor: User, content_reviewer: User) -> None:
    add_article(browser_of(editor), fill_article())

    assert look(editor)["my-drafts"] == [("Renewal dates", "")]
    assert "my-drafts" not in look(content_reviewer)


def test_a_draft_stays_with_who_began_it_when_somebody_else_saves_it(
    editor: User, admin: User
) -> None:
    add_article(browser_of(editor), fill_article())
    change_article(browser_of(admin), get_article(), fill_article(title="Renewal days"))

    assert look(editor)["my-drafts"] == look(admin)["my-drafts"] == [("Renewal days", "")]


def test_what_was_published_since_is_nobody_elses_draft(editor: User, admin: User) -> None:
    add_article(browser_of(editor), fill_article())
    get_article().get_latest_revision().publish()
    change_article(browser_of(admin), get_article(), fill_article(title="Renewal days"))

    assert "my-drafts" not in look(editor)
    assert look(admin)["my-drafts"] == [("Renewal days", "")]


def test_times_are_listed_and_late_ones_named(editor: User) -> None:
    now = timezone.now()
    for title, hours in (("Later", 5), ("Sooner", 2)):
        page = make_article(title=title, slug=title.lower())
        page.go_live_at = now + timedelta(hours=hours)
        page.save_revision().publish()
    soon = make_article(title="Ends", expire_at=now + timedelta(days=3))
    make_article(title="Ends late", expire_at=now + timedelta(days=300))
    Page.objects.filter(pk=soon.pk).update(owner=editor)
    late = Page.objects.get(slug="sooner").scheduled_revision
    late.approved_go_live_at = now - timedelta(minutes=5)
    late.save()

    assert look(editor)["scheduled-and-expiring"] == [
        ("Sooner", "late: is the worker running?"),
        ("Later", "is published"),
        ("Ends", "is taken off"),
    ]


def test_page_that_ends_is_listed_once_and_leads_to_its_form_in_its_language(editor: User) -> None:
    soon = timezone.now() + timedelta(days=3)
    page = make_article(title="Ends", slug="ends", expire_at=soon)
    synchronize_languages()
    assert look(editor)["scheduled-and-expiring"] == [("Ends", "is taken off")]

    spanish = Page.objects.get(alias_of=page)
    own = {"alias_of": None, "title": "Termina", "draft_title": "Termina", "expire_at": None}
    Page.objects.filter(pk=spanish.pk).update(**own)
    spanish = spanish.specific_class.objects.get(pk=spanish.pk)
    spanish.go_live_at = soon
    spanish.save_revision().publish()

    assert look(editor)["scheduled-and-expiring"] == [
        ("Termina", "Español, is published"),
        ("Ends", "is taken off"),
    ]
    assert f"/admin/pages/{spanish.pk}/edit/" in browser_of(editor).get("/admin/").content.decode()


def test_empty_panel_says_so(editor: User, specialist: User) -> None:
    assert look(editor) == {}
    home = browser_of(editor).get("/admin/").content.decode()

    assert home.count("Nothing at the moment.") == len(PANELS)
    assert "Nothing at the moment." not in browser_of(specialist).get("/admin/").content.decode()


def test_page_without_owner_is_listed_until_somebody_takes_it(editor: User, admin: User) -> None:
    page = make_article(title="Before", slug="dates")
    assert look(editor)["without-owner"] == [("Before", "")]

    change_article(browser_of(editor), page, fill_article(owner=editor.pk))

    assert get_article().owner == editor
    assert "without-owner" not in look(editor)


def test_pages_beyond_the_first_ones_are_counted(editor: User) -> None:
    for number in range(SHOWN + 2):
        make_article(title=f"Nobody's {number}", slug=f"nobodys-{number}")

    lines = look(editor)["without-owner"]
    assert [title for title, _note in lines[:2]] == ["Nobody's 0", "Nobody's 1"]
    assert lines[SHOWN:] == [("and 2 more pages", "")]


def test_owner_is_somebody_who_works_here(editor: User, applicant: User) -> None:
    page = make_article(title="Before", slug="dates")

    answer = change_article(browser_of(editor), page, fill_article(owner=applicant.pk))

    assert "owner" in answer.context["form"].errors


def test_page_is_to_be_read_again_on_its_day_or_after_a_year(editor: User) -> None:
    today, now = timezone.localdate(), timezone.now()
    make_article(title="Due", review_by=today)
    make_article(title="Not due", review_by=today + timedelta(days=1))
    old, cared = (
        make_article(title="Old"),
        make_article(title="Cared", review_by=today + timedelta(9)),
    )
    long_ago = now - timedelta(days=366)
    Page.objects.filter(pk__in=[old.pk, cared.pk]).update(last_published_at=long_ago)

    assert {title for title, _note in look(editor)["to-review"]} == {"Due", "Old"}


def test_links_that_lead_nowhere_are_counted(editor: User) -> None:
    gone = make_article(title="Gone", slug="gone")
    make_hub(body=make_cards(2, page=gone))
    gone.unpublish()

    assert "2 links lead nowhere" not in browser_of(editor).get("/admin/").content.decode()
    assert look(editor)["bad-links"] == [("2 links lead nowhere", "")]
    assert "2 links lead nowhere" in browser_of(editor).get("/admin/").content.decode()


def test_number_of_links_is_for_those_who_edit_pages(specialist: User) -> None:
    address = reverse("portal_link_report_count")

    assert browser_of(specialist).get(address).status_code == HTTPStatus.FOUND
    assert Client().get(address).status_code == HTTPStatus.FOUND


def test_panels_are_not_for_those_who_edit_nothing(specialist: User) -> None:
    make_article(title="Nobody's")

    assert look(specialist) == {}


@pytest.mark.proof
def test_home_page_costs_the_same_for_5_and_30_pages(editor: User) -> None:
    target = make_article(title="Target", slug="target")
    costs, control = [], []
    for count in (5, 25):
        for _ in range(count):
            page = make_hub(body=make_cards(1, page=target), review_by=timezone.localdate())
            page.save_revision(user=editor)
        costs.append(_cost_of(editor, "/admin/"))
        control.append(_cost_of(editor, reverse("portal_link_report_count")))

    (few, calls_few), (many, calls_many) = costs
    assert few == many
    assert calls_many <= 1.02 * calls_few
    assert control[1][1] > 1.5 * control[0][1], "a scan grows with the pages"


def _cost_of(account: User, address: str) -> tuple[int, int]:
    """Return the statements and the Python calls of a page that was opened before, while nothing is counted yet."""
    browser = browser_of(account)
    browser.get(address)
    cache.clear()
    profile = cProfile.Profile()
    with CaptureQueriesContext(connection) as captured:
        profile.runcall(browser.get, address)
    return len(captured), pstats.Stats(profile).total_calls
