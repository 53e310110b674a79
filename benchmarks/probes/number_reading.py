"""Inside the portal, for F31: staff read Social Security numbers over HTTP; lists and exports are searched."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from html import unescape
from typing import Any
from unittest import mock

from config.loading import load_apps

load_apps()

from django.contrib.auth.models import Group  # noqa: E402 (the apps are loaded above)
from django.core.cache import cache  # noqa: E402
from django.db import connection, connections  # noqa: E402
from django.db.models import QuerySet  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from benchmarks.cast import make_applicant, open_browser  # noqa: E402
from benchmarks.periods import period_of  # noqa: E402
from benchmarks.processes import answer_requests  # noqa: E402
from portal.accounts.roles import Role  # noqa: E402
from portal.definitions.publishing import publish_wizard  # noqa: E402
from portal.definitions.spec import FieldSpec, StepSpec, WizardSpec  # noqa: E402
from portal.definitions.texts import text  # noqa: E402
from portal.lifecycle.drafts import start_draft  # noqa: E402
from portal.notifications.models import OutboxMessage  # noqa: E402
from portal.records.exports.operations import EXPORTS  # noqa: E402
from portal.records.exports.writing import list_csv_parts  # noqa: E402
from portal.records.jobs.running import load_jobs  # noqa: E402
from portal.records.models import Application, AuditEvent, PersonSSN, SSNReading  # noqa: E402
from portal.records.ssn import reading  # noqa: E402
from portal.records.ssn.models import SSNAccess  # noqa: E402
from portal.users.models import User  # noqa: E402

KEY, NUMBER = "bench.number", "219099999"
"""The number of an advertisement of 1940, which belongs to nobody."""
FORMS = (NUMBER, "219-09-9999", "219 09 9999")
WHY = {"reason": "test_scores"}
LINK = re.compile(r'href="(/admin/[^"#]*)"')
LEAVE_ALONE = ("/admin/logout", "/admin/login")
MOST_PAGES = 150
"""Screens that are opened in search of the number."""
READERS = ("reader-1", "reader-2", "reader-3", "reader-4")
OVERSEER = "overseer"


def prepare() -> None:
    """Send an application with a number, and make those who may read it."""
    said = text("Number", "Número")
    question = FieldSpec(id="number", type="ssn", label=said, sensitive=True)
    town = FieldSpec(id="town", type="text", label=text("Town", "Localidad"))
    step = StepSpec(id="who", title=said, fields=(question, town))
    spec = WizardSpec(key=KEY, title=said, summary=said, steps=(step,))
    at = timezone.now()
    publish_wizard(spec=spec, origin="editor", required_plugins={}, actor_id=None, at=at)
    applicant = make_applicant("holder")
    draft = start_draft(
        person_id=applicant.person_id, service_key=KEY, credential_number=None, at=at
    )
    browser, where = open_browser(applicant), f"/applications/{draft.public_id}"
    posted = {"who-number-typed_ssn": NUMBER, "who-town": "Avon", "step_version": "0"}
    browser.post(f"{where}/who/", {"step_view-current_step": "who", **posted})
    browser.post(f"{where}/review/", {"step_view-current_step": "review"})
    for name in (*READERS, OVERSEER):
        account = User.objects.create_user(
            username=name,
            email=f"{name}@example.org",
            password=None,
            is_staff=True,
            is_superuser=name == OVERSEER,
        )
        account.groups.add(Group.objects.get(name=Role.SUPERVISOR.value))


def _address() -> str:
    sent = Application.objects.get(service_key=KEY, submitted_at__isnull=False)
    number = sent.snapshot["answers"]["who"]["number"] if sent.snapshot else ""
    return reverse("casework:ssn", args=[sent.public_id, number])


def _staff(name: str) -> Client:
    browser = Client(HTTP_HOST="localhost", raise_request_exception=False)
    browser.force_login(User.objects.get(username=name))
    return browser


def read(name: str, times: int) -> list[int]:
    """Let one of the staff ask so many times; return the answers' statuses, 0 for a number shown under another."""
    browser, address = _staff(name), _address()
    statuses = []
    for _number in range(times):
        cache.clear()
        answer = browser.post(address, WHY)
        is_shown = _is_in(answer.content.decode())
        statuses.append(answer.status_code if is_shown == (answer.status_code == 200) else 0)
    return statuses


def read_together(name: str, times: int) -> int:
    """Let one of the staff ask so many times at once; return how many numbers were shown."""
    address = _address()

    def ask(browser: Client) -> bool:
        shown = _is_in(browser.post(address, WHY).content.decode())
        connections.close_all()
        return shown

    with ThreadPoolExecutor(max_workers=8) as pool:
        return sum(pool.map(ask, [_staff(name) for _number in range(times)]))


def begin_anew() -> int:
    """Forget every reading and let everybody in again, as on another day; return how many are audited so far."""
    for model in (SSNReading, SSNAccess):
        QuerySet(model).delete()
    OutboxMessage.objects.all().delete()
    User.objects.filter(username__in=READERS).update(is_active=True)
    return _audited().count()


def _audited() -> QuerySet[AuditEvent]:
    events = AuditEvent.objects.filter(action__startswith="person.ssn_")
    return events.exclude(action="person.ssn_recorded")


def read_freely(times: int) -> int:
    """The control: ask so many times where nothing is counted; return how many numbers were shown."""
    with mock.patch.multiple(reading, MOST_A_DAY=10**6, MOST_IN_ALL=10**6):
        return read(READERS[0], times).count(200)


def told(before: int) -> dict[str, Any]:
    """Return how many readings and refusals were kept, audited and announced since, and whose account is disabled."""
    announced = OutboxMessage.objects.filter(recipient=f"{OVERSEER}@example.org")
    disabled = User.objects.filter(username__in=READERS, is_active=False)
    return {
        "readings": dict(Counter(SSNReading.objects.values_list("outcome", flat=True))),
        "kept": SSNReading.objects.count(),
        "audited": _audited().count() - before,
        "announced": announced.count(),
        "disabled": sorted(disabled.values_list("username", flat=True)),
    }


def search() -> dict[str, Any]:
    """Return where the number stands: tables, screens, lists and their exports, the answers of the API."""
    browser = _staff(OVERSEER)
    pages, files = dict(_screens(browser)), dict(_exports())
    found = [where for where, said in {**pages, **files}.items() if _is_in(said)]
    return {"screens": len(pages), "exports": len(files), "found": found + _tables()}


def search_unsealed() -> list[str]:
    """The control: the same search of the tables where the vault has the number as it was typed."""
    kept = PersonSSN.objects.get()
    with _changed(kept):
        return _tables()


@contextmanager
def _changed(kept: PersonSSN) -> Iterator[None]:
    sealed = kept.sealed
    PersonSSN.objects.filter(pk=kept.pk).update(sealed=f"k:{NUMBER}")
    yield
    PersonSSN.objects.filter(pk=kept.pk).update(sealed=sealed)


def _screens(browser: Client) -> Iterator[tuple[str, str]]:
    """Yield every screen and file that an overseer comes to, but the one that shows the number."""
    waiting = ["/admin/", reverse("casework:queue"), "/api/v1/services", "/api/v1/openapi.json"]
    seen, left = set(waiting), MOST_PAGES
    while waiting and left:
        path, left = waiting.pop(0), left - 1
        cache.clear()
        answer: Any = browser.get(path)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        said = body.decode("latin-1")
        yield path, said
        for link in map(unescape, LINK.findall(said)):
            if link not in seen and not link.startswith(LEAVE_ALONE):
                seen.add(link)
                waiting.append(link)


def _exports() -> Iterator[tuple[str, str]]:
    """Yield every export that an overseer may have, as it stands in its file."""
    account = User.objects.get(username=OVERSEER)
    load_jobs()
    for key, export in EXPORTS.items():
        if export.is_allowed(account):
            parts = list_csv_parts(export.build(account, period_of(key)))
            yield f"export {key}", b"".join(parts).decode("latin-1")


def _tables() -> list[str]:
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            if any(_is_in(str(row)) for row in cursor.fetchall()):
                found.append(table)
    return found


def _is_in(said: str) -> bool:
    return any(form in said for form in FORMS)


if __name__ == "__main__":
    answer_requests(
        {
            "prepare": prepare,
            "read": read,
            "read_together": read_together,
            "read_freely": read_freely,
            "begin_anew": begin_anew,
            "told": told,
            "search": search,
            "search_unsealed": search_unsealed,
        }
    )
