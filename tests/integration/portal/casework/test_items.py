"""The page of one item of any kind: accepted or rejected there and in bulk, and every way it is refused."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from portal.records.evidence.kinds import CLAIMED_IN_APPLICATIONS, EvidenceKind
from portal.records.evidence.models import EvidenceItem
from portal.records.evidence.operations import verify_item
from portal.records.models import AuditEvent, Person
from portal.users.models import User
from tests.factories.evidence import (
    make_check,
    make_experience,
    make_qualification,
    make_test_result,
    make_training,
)
from tests.integration.portal.casework.conftest import browser_of, closed_status
from tests.integration.portal.casework.test_decision import words

pytestmark = pytest.mark.django_db
MAKERS: dict[EvidenceKind, Callable[..., Any]] = {
    EvidenceKind.EXPERIENCE: make_experience,
    EvidenceKind.QUALIFICATION: make_qualification,
    EvidenceKind.TRAINING: make_training,
    EvidenceKind.TEST_RESULT: make_test_result,
    EvidenceKind.BACKGROUND_CHECK: make_check,
}
REJECT = {"reject": "1", "reason": "The provider withdrew it."}
FOR_STAFF = "the person does not"
FOR_APPLICANTS = "reads it, word for word"
every_kind = pytest.mark.parametrize("kind", MAKERS, ids=str)
of_staff = pytest.mark.parametrize(
    "kind", [EvidenceKind.TEST_RESULT, EvidenceKind.BACKGROUND_CHECK], ids=str
)


@pytest.fixture
def staff(registry_verifier: User) -> Client:
    """Return the registry verifier's browser."""
    return browser_of(registry_verifier)


def url(item: EvidenceItem) -> str:
    """Return the address of an item's page."""
    return f"/admin/records/{item._meta.model_name}/inspect/{item.pk}/"


def state_of(item: EvidenceItem) -> tuple[str, str]:
    """Return what became of an item, and why."""
    item.refresh_from_db()
    return item.state, item.rejection_reason


def events() -> list[tuple[str, str, str, Any]]:
    """Return what is on record of items that were settled."""
    acts = AuditEvent.objects.filter(action__startswith="evidence.").order_by("id")
    return list(acts.values_list("action", "record_type", "record_id", "actor_id"))


def run(client: Client, address: str, ticked: list[int], **answers: str) -> str:
    """Have an act done to ticked items; return the page of its job."""
    answer = client.post(address, {"tick": [str(key) for key in ticked], **answers})
    assert answer.status_code == 302, answer.content.decode()
    call_command("run_jobs", once=True)
    return client.get(answer["Location"]).content.decode()


@every_kind
def test_item_is_accepted_on_its_page(
    staff: Client, registry_verifier: User, kind: EvidenceKind
) -> None:
    item = MAKERS[kind]()
    assert "Accept or reject" in words(staff.get(url(item)).content)

    response = staff.post(url(item), {"verify": "1"})

    assert response["Location"] == url(item)
    assert state_of(item) == ("verified", "")
    assert events() == [("evidence.verified", kind.value, str(item.pk), registry_verifier.pk)]
    page = words(staff.get(url(item)).content)
    assert f"Accepted: {item}." in page
    assert "Accept or reject" not in page


@every_kind
def test_item_is_rejected_on_its_page_with_the_reason(
    staff: Client, registry_verifier: User, kind: EvidenceKind
) -> None:
    item = MAKERS[kind]()

    staff.post(url(item), REJECT)

    assert state_of(item) == ("rejected", REJECT["reason"])
    assert events() == [("evidence.rejected", kind.value, str(item.pk), registry_verifier.pk)]
    page = words(staff.get(url(item)).content)
    assert f"Rejected: {item}." in page
    assert REJECT["reason"] in page


@pytest.mark.parametrize("reason", ["", "  ", "x" * 2_001])
def test_rejection_without_a_fit_reason_is_asked_again(staff: Client, reason: str) -> None:
    item = make_test_result()

    response = staff.post(url(item), {"reject": "1", "reason": reason})

    assert response.status_code == 422
    page = response.content.decode()
    assert "Nothing was rejected yet." in page
    assert "<details open>" in page
    assert reason.strip() in page
    assert state_of(item) == ("claimed", "")


@of_staff
def test_who_reads_the_reason_is_said(staff: Client, kind: EvidenceKind) -> None:
    reported, claimed = MAKERS[kind](), make_training(application_reference="R1")

    assert FOR_STAFF in words(staff.get(url(reported)).content)
    assert FOR_APPLICANTS in words(staff.get(url(claimed)).content)
    of_kind = FOR_APPLICANTS if kind in CLAIMED_IN_APPLICATIONS else FOR_STAFF
    for asked, said in ((kind.value, of_kind), ("training", FOR_APPLICANTS)):
        answer = staff.post(f"/admin/evidence/{asked}/reject/", {"tick": ["1"]})
        assert said in words(answer.content)


def test_own_item_is_shown_and_refused(staff: Client, registry_verifier: User) -> None:
    item = make_check()
    Person.objects.filter(pk=item.person_id).update(account=registry_verifier)
    own = "This is your own evidence: a colleague must verify it."

    assert own in words(staff.get(url(item)).content)
    for said in ({"verify": "1"}, REJECT):
        response = staff.post(url(item), said)
        assert response.status_code == 403
        assert own in words(response.content)
    assert state_of(item) == ("claimed", "")
    assert events() == []


def test_item_that_a_colleague_settled_first_is_shown_as_it_stands(
    staff: Client, specialist: User
) -> None:
    item = make_test_result()
    verify_item(
        kind=EvidenceKind.TEST_RESULT, item_id=item.pk, by_id=specialist.pk, at=timezone.now()
    )

    response = staff.post(url(item), REJECT)

    assert response.status_code == 409
    assert "Somebody has verified or rejected this item already." in words(response.content)
    assert state_of(item) == ("verified", "")


@pytest.mark.parametrize("role", ["applicant", "editor", "fiscal_clerk", "analyst"])
@pytest.mark.parametrize("kind", MAKERS, ids=str)
def test_items_are_closed_to(
    kind: EvidenceKind, role: str, as_role: Callable[[str], Client]
) -> None:
    item, client = MAKERS[kind](), as_role(role)

    assert client.get(url(item)).status_code == closed_status(role)
    for said in ({"verify": "1"}, REJECT):
        assert client.post(url(item), said).status_code == closed_status(role)
    for act in ("verify", "reject"):
        answer = client.post(f"/admin/evidence/{kind.value}/{act}/", {"tick": [str(item.pk)]})
        assert answer.status_code == closed_status(role)
    assert state_of(item) == ("claimed", "")


def test_who_only_sees_people_settles_nothing(staff: Client, registry_verifier: User) -> None:
    for group in registry_verifier.groups.all():
        group.permissions.remove(*group.permissions.filter(codename="verify_evidence"))
    item = make_test_result()

    assert "Accept or reject" not in words(staff.get(url(item)).content)
    assert 'name="tick"' not in staff.get("/admin/records/testresult/").content.decode()
    assert staff.post(url(item), {"verify": "1"}).status_code == 302
    assert state_of(item) == ("claimed", "")


@of_staff
def test_ticked_items_are_accepted_but_ones_own_and_settled_ones(
    staff: Client, registry_verifier: User, kind: EvidenceKind
) -> None:
    items = [MAKERS[kind]() for _number in range(3)]
    Person.objects.filter(pk=items[1].person_id).update(account=registry_verifier)
    address = f"/admin/evidence/{kind.value}/verify/"
    run(staff, address, [items[2].pk])

    html = run(staff, address, [each.pk for each in items])

    assert "3 items were gone through." in html
    assert "This is your own evidence: a colleague must verify it." in html
    assert [state_of(each)[0] for each in items] == ["verified", "claimed", "verified"]
    assert [action for action, *_rest in events()] == ["evidence.verified"] * 2


@of_staff
def test_ticked_items_are_rejected_with_one_reason(staff: Client, kind: EvidenceKind) -> None:
    items = [MAKERS[kind](), MAKERS[kind]()]
    address, keys = f"/admin/evidence/{kind.value}/reject/", [each.pk for each in items]
    asked = staff.post(address, {"tick": [str(key) for key in keys], "answered": "1"})
    assert asked.status_code == 422

    run(staff, address, keys, answered="1", reason=REJECT["reason"])

    assert [state_of(each) for each in items] == [("rejected", REJECT["reason"])] * 2


def test_score_settled_twice_at_once_is_settled_once(staff: Client) -> None:
    item = make_test_result()

    for said in (REJECT, {"verify": "1"}):
        staff.post(url(item), said)

    assert state_of(item)[0] == "rejected"
    assert len(events()) == 1
