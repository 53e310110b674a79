"""The form that makes a wizard and is sent more than once, by autosave and by a button: one draft comes of it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from wagtail.models import Revision
from wagtail.snippets.views.snippets import CreateView

from portal.records.wizards.drafts import WizardDraft
from portal.users.models import User
from tests.factories.drafts import form_of
from tests.integration.portal.casework.conftest import browser_of

ADD = "/admin/builder/add/"
KEY = re.compile(r'name="form_key" value="([^"]*)"')
NEW = WizardDraft(title_en="One course", title_es="Un curso")

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def desk(editor: User) -> Client:
    """Return the editor's browser."""
    return browser_of(editor)


def open_form(browser: Client) -> str:
    """Open the form of a new wizard, and return the key that it carries."""
    found = KEY.search(browser.get(ADD).content.decode())
    assert found
    return found[1]


def autosave(browser: Client, key: str, **changes: Any) -> Any:
    """Send the form as Wagtail's autosave does."""
    form = form_of(NEW, form_key=key, **changes)
    return browser.post(ADD, form, headers={"Accept": "application/json"})


def send(browser: Client, key: str, **changes: Any) -> Any:
    """Send the form as its button does."""
    return browser.post(ADD, form_of(NEW, form_key=key, **changes))


def titles() -> list[str]:
    """Return what the drafts are called in their latest state."""
    drafts = WizardDraft.objects.order_by("pk")
    return [each.get_latest_revision_as_object().title_en for each in drafts]


def test_form_sent_while_it_was_saved_takes_the_place_of_that_draft(desk: Client) -> None:
    key = open_form(desk)
    assert autosave(desk, key, title_en="One cour").status_code == 200

    answer = send(desk, key)

    (draft,) = WizardDraft.objects.all()
    assert (answer.status_code, answer.url) == (302, f"/admin/builder/edit/{draft.pk}/")
    assert (titles(), draft.key) == (["One course"], "bureau.one_course")
    assert Revision.objects.count() == 1


def test_autosave_that_comes_after_the_form_saves_nothing(desk: Client) -> None:
    key = open_form(desk)
    send(desk, key)

    late = autosave(desk, key, title_en="One cour")

    assert (late.status_code, late.json()["error_code"]) == (400, "saved_already")
    assert titles() == ["One course"]


def test_form_that_is_sent_twice_makes_one_draft(desk: Client) -> None:
    key = open_form(desk)

    assert [send(desk, key).status_code for _time in range(2)] == [302, 302]

    assert titles() == ["One course"]


def test_autosave_whose_answer_was_lost_is_repeated(desk: Client) -> None:
    key = open_form(desk)

    for title in ("One cour", "One course"):
        assert autosave(desk, key, title_en=title).status_code == 200

    assert titles() == ["One course"]


def test_forms_that_are_opened_apart_make_a_draft_each(desk: Client) -> None:
    for _time in range(2):
        autosave(desk, open_form(desk))
        send(desk, open_form(desk))

    assert len(titles()) == 4


@pytest.mark.parametrize("key", ["", "nonsense", "5b0b1f9e-2f0a-4d53-9f3c-0a4f6f5f6f0e"])
def test_form_without_a_key_of_ours_makes_a_draft(desk: Client, key: str) -> None:
    assert send(desk, key).status_code == 302
    assert titles() == ["One course"]


@pytest.mark.parametrize("whose", ["public", "foreign", "worked on"])
def test_key_of_another_draft_gives_no_power_over_it(
    desk: Client, editor: User, content_reviewer: User, whose: str
) -> None:
    key = open_form(desk)
    autosave(desk, key, title_en="Theirs")
    theirs = WizardDraft.objects.get()
    match whose:
        case "public":
            WizardDraft.objects.update(live=True)
        case "foreign":
            Revision.objects.update(user=content_reviewer)
        case _:
            theirs.save_revision(user=editor)

    assert send(desk, key).status_code == 302

    assert titles() == ["Theirs", "One course"]
    assert WizardDraft.objects.filter(pk=theirs.pk).exists()


def test_control_wagtails_own_view_leaves_a_second_draft(
    desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = open_form(desk)
    view = WizardDraft.snippet_viewset.add_view_class
    monkeypatch.setattr(view, "form_valid", CreateView.form_valid)
    autosave(desk, key, title_en="One cour")

    send(desk, key)

    assert titles() == ["One cour", "One course"]
