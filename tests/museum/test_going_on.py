"""Each exhibit is brought back, migrated to today, and its people go on where they stopped, through their browsers."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from portal.records.applications.models import Application
from portal.records.evidence.queries import list_claimed_items
from tests.factories.applications import all_uses, shown_changes
from tests.museum.exhibits import (
    Exhibit,
    find_changed_migrations,
    list_exhibits,
    read_exhibit,
    restore_exhibit,
)
from tests.museum.hall import PASSWORD, open_hall
from tests.museum.scene import post_step, sign_in

pytestmark = [pytest.mark.proof, pytest.mark.database]

EXHIBITS = list_exhibits()
LATER = timedelta(days=2)


@pytest.fixture(params=EXHIBITS, ids=[file.name for file in EXHIBITS])
def exhibit(
    request: pytest.FixtureRequest, tmp_path: Path, django_db_setup: None, django_db_blocker: Any
) -> Iterator[Exhibit]:
    """Return an exhibit whose database was brought back and migrated to today, two days after it was taken."""
    exhibit = read_exhibit(request.param)
    with (
        django_db_blocker.unblock(),
        open_hall(tmp_path),
        time_machine.travel(exhibit.moment + LATER, tick=False),
    ):
        restore_exhibit(exhibit, heads=tmp_path)
        call_command("migrate", verbosity=0, interactive=False)
        yield exhibit


def test_people_of_a_release_go_on(exhibit: Exhibit, tmp_path: Path) -> None:
    assert find_changed_migrations(exhibit) == []
    call_command("audit_verify", heads=tmp_path)

    assert exhibit.story.keys() >= EVERY_STORY
    for part, go_on in STATIONS.items():
        if part in exhibit.story:
            go_on(**exhibit.story[part])

    call_command("audit_seal")
    call_command("audit_verify", heads=tmp_path)
    call_command("integrity_check", files=True)


def submit_the_draft(
    *,
    owner: str,
    application: str,
    holds: dict[str, str],
    remaining: list[tuple[str, dict[str, str]]],
) -> None:
    """Resume the draft where it was left: what was answered stands there, the rest is answered, and it is sent."""
    browser = sign_in(owner, PASSWORD)
    for step, answer in holds.items():
        assert answer in read(browser, f"/applications/{application}/{step}/")

    for step, answers in remaining:
        answer = post_step(browser, application, step, answers)
        assert answer.status_code == 302, (step, answer.content.decode())
        assert not answer["Location"].endswith(f"/{step}/"), step

    stored = Application.objects.get(public_id=application)
    assert (stored.stage, stored.submitted_at) == ("submitted", timezone.now())
    assert str(stored.reference) in read(browser, f"/applications/{application}/")


def decide_the_submitted(
    *, application: str, certificate: str, decided_by: str, posted: dict[str, str]
) -> None:
    """Decide in the admin what was waiting; its certificate runs longer afterwards, and the public sees it."""
    staff, file = sign_in(decided_by, PASSWORD), f"/admin/applications/{application}/"
    before = Application.objects.select_related("credential").get(public_id=application)
    assert str(before.reference) in read(staff, file)

    without = {"not_needed": list(all_uses(before)), "reason": "Seen at the counter."}
    answer = staff.post(f"{file}decide/", {**posted, **shown_changes(staff, before), **without})

    assert answer.status_code == 302, answer.content.decode()
    after = Application.objects.select_related("credential").get(public_id=application)
    assert (before.stage, after.stage) == ("submitted", "closed")
    assert before.credential is not None
    assert after.credential is not None
    assert after.credential.expires_on > before.credential.expires_on
    assert shown(after.credential.expires_on) in read(Client(), f"/verify/{certificate}/")


def look_the_decided_up(
    *, owner: str, application: str, reference: str, certificate: str, expires_on: str
) -> None:
    """Find what was decided: the public its certificate, its owner the application."""
    assert shown(date.fromisoformat(expires_on)) in read(Client(), f"/verify/{certificate}/")
    found = Client().get("/api/v1/look-up", {"number": certificate}).json()
    assert [row["expires_on"] for row in found["items"]] == [expires_on]
    assert reference in read(sign_in(owner, PASSWORD), f"/applications/{application}/")


def reject_the_claimed(*, application: str, reference: str, verified_by: str) -> None:
    """Settle in the admin, item by item, what an application claims; none of it is left open."""
    staff, file = sign_in(verified_by, PASSWORD), f"/admin/applications/{application}/"
    assert reference in read(staff, file)
    person_id = Application.objects.get(public_id=application).person_id
    items = list_claimed_items(person_id, reference)
    assert {item.state for item in items} == {"claimed"}

    for item in items:
        act = f"{file}evidence/{item.kind}/{item.id}/reject/"
        answer = staff.post(act, {"reason": "The record is missing."})
        assert answer.status_code == 302, answer.content.decode()

    states = {item.state for item in list_claimed_items(person_id, reference)}
    assert states == {"rejected"}


def read(browser: Client, address: str) -> str:
    """Return a page that answers."""
    answer = browser.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.content.decode()


def shown(day: date) -> str:
    """Return a day as the public pages write it."""
    return date_format(day, "DATE_FORMAT")


STATIONS = {
    "draft": submit_the_draft,
    "submitted": decide_the_submitted,
    "decided": look_the_decided_up,
    "claimed": reject_the_claimed,
}
EVERY_STORY = {"draft", "submitted", "decided"}
"""What no exhibit lacks."""
