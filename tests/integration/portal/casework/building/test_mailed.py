"""The builder's messages: what an editor writes in the form, what is left to do, what the preview says is mailed."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.test import Client

from portal.casework.building.tasks import list_tasks
from portal.definitions.building.drafts import data_of
from portal.definitions.building.reading import read_draft
from portal.definitions.message_spec import MessageSpec
from portal.definitions.spec import FieldSpec, StepSpec, WizardSpec
from portal.definitions.texts import text
from portal.records.wizards.drafts import WizardDraft
from portal.users.models import User
from portal_plugins.demo.vouching import VOUCHING
from tests.factories.drafts import COURSE, form_of, make_draft
from tests.integration.portal.casework.conftest import browser_of

pytestmark = pytest.mark.django_db
BODY = text("Dear {applicant}, <b>{reference}</b>.", "Hola, {applicant}: <b>{reference}</b>.")
OWN = replace(
    COURSE,
    confirmation=text("A review takes two weeks.", "Una revisión tarda dos semanas."),
    messages=(
        MessageSpec(kind="application_approved", subject=text("Yes!", "¡Sí!"), body=BODY),
        MessageSpec(kind="application_denied", body={"en": "Only English."}),
    ),
)


@pytest.fixture
def browser(editor: User) -> Client:
    """Return the editor's browser."""
    return browser_of(editor)


def mailed(browser: Client, spec: WizardSpec, editor: User, language: str = "en") -> dict[str, str]:
    """Return what a preview shows of each message, by what it is called."""
    draft = make_draft(editor, spec)
    asked = {"step": "what-is-mailed", "language": language}
    page = browser.get(f"/admin/builder/{draft.pk}/preview/", asked).content.decode()
    shown = re.findall(
        r'<details class="portal-mail".*?<summary[^>]*>(.*?)</summary>(.*?)</details>',
        page,
        re.DOTALL,
    )
    return {html.unescape(re.sub("<.*", "", name).strip()): said for name, said in shown}


def test_preview_shows_each_message_as_it_would_be_mailed(browser: Client, editor: User) -> None:
    shown = mailed(browser, OWN, editor)

    approved = shown["The application is approved"]
    assert list(shown)[:2] == ["The application is approved", "The application is denied"]
    assert "</strong> Yes!" in approved
    assert "Dear Maren Okafor-Lind, &lt;b&gt;EXAMPLE234&lt;/b&gt;." in approved
    assert "Your record has been brought up to date." in approved
    assert "- A review takes two weeks." in shown["The application has arrived"]


def test_preview_in_spanish_says_where_words_are_missing(browser: Client, editor: User) -> None:
    shown = mailed(browser, OWN, editor, "es")

    assert "¡Sí!" in shown["La solicitud se aprueba"]
    assert "Hola, Maren Okafor-Lind:" in shown["La solicitud se aprueba"]
    assert "Falta aún en este idioma" not in shown["La solicitud se aprueba"]
    assert "Falta aún en este idioma" in shown["La solicitud se deniega"]
    assert "Only English." in shown["La solicitud se deniega"]


PAPER = FieldSpec(id="paper", type="document", label=text("Paper", "Papel"))


@pytest.mark.parametrize(
    ("spec", "name"),
    [
        (VOUCHING, "To somebody who is asked to answer"),
        (replace(COURSE, closes_on=date(2027, 5, 31)), "The last day to send it is near"),
        (
            replace(COURSE, steps=(StepSpec(id="a", title=text("A", "A"), fields=(PAPER,)),)),
            "A document is not accepted",
        ),
    ],
)
def test_preview_shows_what_this_service_can_cause(
    browser: Client, editor: User, spec: WizardSpec, name: str
) -> None:
    assert name in mailed(browser, replace(spec, key="bureau.can"), editor)
    assert name not in mailed(browser, COURSE, editor)


def test_what_is_missing_leads_to_the_message(editor: User) -> None:
    draft = make_draft(editor, OWN)

    read = read_draft(data_of(draft))

    block = next(each["id"] for each in data_of(draft).messages if "denied" in each["type"])
    assert [(task.where, task.what, task.fragment) for task in list_tasks(read)] == [
        (
            "Message “The application is denied”",
            "A text is missing in Spanish.",
            f"#block-{block}-section",
        )
    ]


def message(place: int, kind: str, **said: str) -> dict[str, Any]:
    """Return what the form posts of one message."""
    own = f"messages-{place}"
    texts = {f"{own}-value-{name.replace('_', '-')}": value for name, value in said.items()}
    return {f"{own}-deleted": "", f"{own}-order": place, f"{own}-type": kind, **texts}


def test_form_keeps_what_is_written(browser: Client, editor: User) -> None:
    draft = make_draft(editor, COURSE)
    words = {"subject_en": "", "subject_es": "", "body_en": "Hello {x}", "body_es": "Hola"}
    form = form_of(draft, **{"messages-count": 1}, **message(0, "application_denied", **words))

    answer = browser.post(f"/admin/builder/edit/{draft.pk}/", form)

    assert answer.status_code == 302
    saved: WizardDraft = WizardDraft.objects.get(pk=draft.pk).get_latest_revision_as_object()
    read = read_draft(data_of(saved))
    assert read.spec.messages == (
        MessageSpec(kind="application_denied", body=text("Hello {x}", "Hola")),
    )
    assert [task.what for task in list_tasks(read) if "Message" in task.where] == [
        "“{x}” stands for nothing here. Use what the help beside it lists."
    ]
