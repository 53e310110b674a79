"""A number on record is offered masked, kept or replaced; another one is a change that staff take over or not."""

import re

import pytest

from portal.accounts.roles import Role
from portal.lifecycle.changes import AcceptedChanges, digest_changes
from portal.lifecycle.decisions import decide_application
from portal.records.models import Application, PersonSSN
from portal.users.models import User
from tests.factories.accounts import make_account
from tests.factories.asking import DASHED, MASKED, NUMBER, OTHER_NUMBER, Asked, ask
from tests.factories.records import AT
from tests.integration.portal.casework.conftest import browser_of, file_url

pytestmark = pytest.mark.django_db
BOUND = "person.ssn"


def approve(application: Application, by: User, accepted: AcceptedChanges | None = None) -> None:
    """Approve what was sent."""
    decide_application(
        application_id=application.pk,
        outcome="approved",
        reason="",
        decided_by_id=by.pk,
        at=AT,
        accepted=accepted,
    )


@pytest.fixture
def again(applicant: User, specialist: User) -> Asked:
    """Return the draft of somebody whose number is on record."""
    first = ask(applicant, binding=BOUND)
    first.post()
    approve(first.send(), specialist)
    return ask(applicant, binding=BOUND)


def recorded() -> str:
    """Return what stands for the number on record."""
    return str(PersonSSN.objects.get(recorded_at__isnull=False).reference)


def shown_reference(page: str) -> str:
    """Return the reference that the page's form would post."""
    found = re.search(r'name="who-number" value="([^"]*)"', page)
    return found[1] if found else ""


def test_number_on_record_is_offered_masked_and_kept(again: Asked, specialist: User) -> None:
    staff = browser_of(specialist)
    page = again.client.get(again.url("who")).content.decode()
    assert MASKED in page
    assert NUMBER not in page
    assert DASHED not in page
    assert shown_reference(page) == recorded()

    assert again.post("", **{"who-number": shown_reference(page)}).status_code == 302
    sent = again.send()

    assert sent.snapshot["answers"]["who"]["number"] == recorded()
    assert sent.snapshot["provenance"] == {"number": "record"}
    assert again.kept == []
    file = staff.get(file_url(sent)).content.decode()
    assert "As on record" in file
    approve(sent, specialist)
    assert PersonSSN.objects.count() == 1


def test_same_number_typed_again_is_the_one_on_record(again: Asked) -> None:
    again.post(DASHED)

    assert again.answers["number"] == recorded()
    assert again.kept == []


@pytest.mark.parametrize("is_taken", [True, False])
def test_another_number_is_a_change_to_take_over_or_not(
    again: Asked, specialist: User, is_taken: bool
) -> None:
    staff = browser_of(specialist)
    before = recorded()
    again.post(OTHER_NUMBER)
    sent = again.send()
    assert sent.snapshot["provenance"] == {}
    page = " ".join(staff.get(file_url(sent)).content.decode().split())
    assert "Social Security number: “***-**-1120” in place of “***-**-9999”" in page
    assert f"On record: {MASKED}" in page
    assert "078051120" not in page.replace("-", "")

    seen = re.search(r'name="seen" value="([0-9a-f]{64})"', page)
    assert seen is not None
    paths = frozenset({BOUND} if is_taken else ())
    approve(sent, specialist, AcceptedChanges(paths, seen[1]))

    assert (recorded() == before) is not is_taken
    decided = staff.get(file_url(sent)).content.decode()
    assert "***-**-1120" in decided
    assert digest_changes([]) != seen[1]


def test_number_on_record_of_somebody_else_is_not_offered(
    again: Asked, other_applicant: User
) -> None:
    other = ask(other_applicant, binding=BOUND)

    assert MASKED not in other.client.get(other.url("who")).content.decode()
    refused = other.post("", **{"who-number": recorded()})
    assert "Enter the number again" in refused.content.decode()


def test_what_was_sent_is_shown_masked_though_another_is_on_record_now(
    again: Asked, specialist: User
) -> None:
    again.post("", **{"who-number": recorded()})
    sent = again.send()
    PersonSSN.objects.update(recorded_at=None)

    page = browser_of(make_account(Role.SUPERVISOR)).get(file_url(sent)).content.decode()

    assert MASKED in page
