"""One number goes through everything that the portal does with it; afterwards it stands nowhere but sealed.

The tables, files, sessions, messages, logs and pages are searched for it in every form in which it could be written.
"""

import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import storages
from django.core.mail import EmailMessage
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from portal.lifecycle.decisions import decide_application
from portal.notifications.delivery import deliver_due
from portal.records.exports.operations import KIND as EXPORT
from portal.records.jobs.operations import start_job
from portal.records.models import Application, PersonSSN
from portal.records.ssn import cipher
from portal.users.models import User
from tests.factories.asking import DASHED, NUMBER, OTHER_NUMBER, Asked, ask
from tests.integration.portal.casework.conftest import browser_of, file_url

pytestmark = pytest.mark.django_db
FORMS = (NUMBER, DASHED, "219 09 9999", "09-9999")
WHY = {"reason": "test_scores"}


class Heard(logging.Handler):
    """Keeps every line of every log, whatever its level."""

    def __init__(self) -> None:
        super().__init__(level=0)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the line with all that goes with it."""
        self.lines.append(f"{record.getMessage()} {record.__dict__}")


@pytest.fixture
def heard() -> Iterator[Heard]:
    """Listen to all logs."""
    handler = Heard()
    listened = [logging.getLogger(name) for name in ("", "django", "django.request", "portal")]
    levels = [each.level for each in listened]
    for each in listened:
        each.addHandler(handler)
        each.setLevel(logging.INFO)
    yield handler
    for each, level in zip(listened, levels, strict=True):
        each.setLevel(level)
        each.removeHandler(handler)


def is_in(text: str) -> bool:
    """Tell whether the number stands in a text in any form."""
    return any(form in text for form in FORMS)


def find_in_tables() -> list[str]:
    """Return the tables with a row in which the number stands."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            if any(is_in(str(row)) for row in cursor.fetchall()):
                found.append(table)
    return found


def find_in_files() -> list[str]:
    """Return the private files in which the number stands."""
    files = [each for each in Path(storages["private"].location).rglob("*") if each.is_file()]
    return [str(file) for file in files if is_in(file.read_bytes().decode("latin-1"))]


def live_through(asked: Asked, staff: User, deputy: User) -> tuple[list[str], Client]:
    """Do everything that a number goes through; return every page on the way, but the one that shows it."""
    pages = [asked.post("000-05-1120"), asked.post(**{"who-town": ""})]
    asked.client.post(f"{asked.url('who')}autosave/", {"who-number-typed_ssn": DASHED})
    pages += [asked.post(wizard_goto_step=""), asked.client.get(asked.url("who"))]
    signed_out = Asked(Client(), asked.application)
    pages.append(signed_out.post())
    pages += [asked.post(), asked.post(OTHER_NUMBER, version=0), asked.post()]
    pages += [asked.client.get(asked.url(step)) for step in ("who", "sign", "review", "")]
    asked.send()
    browser = browser_of(staff)
    for address in ("", "documents"):
        pages.append(browser.get(file_url(asked.application, address)))
    number = file_url(asked.application, f"ssn/{asked.kept[0]}")
    pages.append(browser.get(number))
    assert DASHED in browser.post(number, WHY).content.decode()
    decide_application(
        application_id=asked.application.pk,
        outcome="approved",
        reason="",
        decided_by_id=deputy.pk,
        at=timezone.now(),
    )
    pages += [asked.client.get(asked.url()), browser.get(file_url(asked.application))]
    asked.client.post(f"{asked.url()}nowhere/", {"who-number-typed_ssn": DASHED})
    pages += [asked.client.get(f"/api/v1/{each}") for each in ("services", "openapi.json")]
    start_job(kind=EXPORT, owner_id=staff.pk, parameters={"listing": "queue"}, at=timezone.now())
    deliver_due(at=timezone.now())
    return [page.content.decode() for page in pages], signed_out.client


@pytest.fixture
def lived(
    applicant: User,
    supervisor: User,
    specialist: User,
    heard: Heard,
    mailoutbox: list[EmailMessage],
    capsys: pytest.CaptureFixture[str],
) -> dict[str, Any]:
    """Return where a number could be found after its life."""
    asked = ask(applicant)
    pages, interrupted = live_through(asked, supervisor, specialist)
    call_command("explain", asked.application.reference)
    call_command("integrity_check")
    call_command("audit_seal")
    return {
        "pages": "\n".join(pages),
        "session": str(dict(interrupted.session)) + str(dict(asked.client.session)),
        "mail": "\n".join(f"{mail.subject}\n{mail.body}" for mail in mailoutbox),
        "log": "\n".join(heard.lines),
        "said": capsys.readouterr().out,
        "snapshot": json.dumps(Application.objects.get(pk=asked.application.pk).snapshot),
    }


def test_number_is_nowhere_but_in_the_vault(lived: dict[str, Any]) -> None:
    assert [place for place, text in lived.items() if not text] == []
    assert [place for place, text in lived.items() if is_in(text)] == []
    assert find_in_tables() == []
    assert find_in_files() == []
    kept = PersonSSN.objects.exclude(recorded_at=None).get()
    opened = cipher.open_sealed(kept.sealed, owner=str(kept.person.public_id))
    assert opened == NUMBER


def test_search_finds_the_number_where_sealing_is_taken_away(
    monkeypatch: pytest.MonkeyPatch, applicant: User
) -> None:
    """The positive control: a vault that seals nothing, and a step whose number was typed as a text."""
    monkeypatch.setattr("portal.records.ssn.keeping.seal", lambda number, owner: f"k:{number}")
    asked = ask(applicant)
    asked.post(**{"who-town": DASHED})

    assert find_in_tables() == ["records_personssn", "records_stepanswers"]
    assert is_in(asked.client.get(asked.url("review")).content.decode()) is False
    asked.post(**{"who-town": f"Avon {DASHED}"})
    assert is_in(asked.client.get(asked.url("who")).content.decode())
