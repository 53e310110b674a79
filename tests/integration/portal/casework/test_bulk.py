"""What is done to many ticked rows: each done or refused by itself, by whoever may do it when its turn comes."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from portal.casework.bulk import acts, running
from portal.casework.bulk.acts import TAKE_UP
from portal.casework.bulk.running import ask_for
from portal.lifecycle.assignment import hand_over_application, take_up_application
from portal.records.evidence.models import Training
from portal.records.jobs.running import run_next_job
from portal.records.models import Application, AuditEvent, Person
from portal.users.models import User
from tests.factories.accounts import make_educator
from tests.factories.applications import make_application
from tests.factories.evidence import make_training
from tests.integration.portal.casework.conftest import QUEUE, browser_of

pytestmark = [pytest.mark.django_db, pytest.mark.database]
TRAINING = "/admin/records/training/"


@pytest.fixture
def lead(supervisor: User) -> Client:
    """Return the supervisor's browser."""
    return browser_of(supervisor)


def run(client: Client, address: str, ticked: list[object], **answers: object) -> str:
    """Have an act done to what is ticked; return the page of its job."""
    answer = client.post(address, {"tick": [str(each) for each in ticked], **answers})
    assert answer.status_code == 302, answer.content.decode()
    call_command("run_jobs", once=True)
    return client.get(answer["Location"]).content.decode()


def holders() -> dict[int, int | None]:
    """Return who has which application."""
    return dict(Application.objects.values_list("pk", "assigned_to"))


def make_own(account: User) -> Application:
    """Return an application of a colleague's own."""
    own = make_application(make_educator(username="own"))
    Person.objects.filter(pk=own.person_id).update(account=account)
    return own


def test_ticked_applications_are_taken_up_one_by_one(
    staff: Client, specialist: User, applicant: User, supervisor: User
) -> None:
    first, second = make_application(applicant), make_application(make_educator(username="second"))
    own = make_own(specialist)
    assert f'value="{first.reference}" form="bulk"' in staff.get(QUEUE).content.decode()

    ticked = {"tick": [str(each.reference) for each in (first, own, second)]}
    address = staff.post(f"{QUEUE}take-up/", ticked)["Location"]
    assert "next in line" in staff.get(address).content.decode()
    call_command("run_jobs", once=True)

    html = staff.get(address).content.decode()
    assert "3 applications were gone through." in html
    assert f"<strong>{own.reference}</strong>" in html
    assert holders() == {first.pk: specialist.pk, second.pk: specialist.pk, own.pk: None}


@pytest.mark.parametrize("act", ["take-up", "release", "hand-over"])
def test_nothing_ticked_and_odd_ticks_change_nothing(
    lead: Client, application: Application, act: str
) -> None:
    for ticked in ([], [""], ["x" * 100]):
        answer = lead.post(f"{QUEUE}{act}/", {"tick": ticked}, follow=True)
        assert "Nothing was ticked" in answer.content.decode()
    assert holders() == {application.pk: None}


def test_tick_of_nothing_on_record_is_named_in_the_report(staff: Client) -> None:
    assert "<strong>NOSUCHFILE</strong>" in run(staff, f"{QUEUE}take-up/", ["NOSUCHFILE"])


def test_taking_up_goes_on_where_a_worker_died(
    specialist: User, applicant: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [make_application(applicant), make_application(make_educator(username="second"))]
    ticks = [str(each.reference) for each in files]
    ask_for(TAKE_UP, ticks, account_id=specialist.pk, at=timezone.now())

    def die(**facts: object) -> None:
        if facts["application_id"] == files[1].pk:
            raise KeyboardInterrupt
        take_up_application(**facts)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(acts, "take_up_application", die)
        with pytest.raises(KeyboardInterrupt):
            run_next_job(at=timezone.now())
    assert run_next_job(at=timezone.now() + timedelta(minutes=3))

    for each in files:
        kinds = list(each.timeline.values_list("kind", flat=True))
        assert kinds.count("assigned") == 1


def test_specialist_gives_back_what_is_theirs_and_no_colleagues(
    staff: Client, specialist: User, supervisor: User, applicant: User
) -> None:
    mine, theirs = make_application(applicant), make_application(make_educator(username="second"))
    free = make_application(make_educator(username="third"))
    at = timezone.now()
    take_up_application(application_id=mine.pk, by_id=specialist.pk, at=at)
    take_up_application(application_id=theirs.pk, by_id=supervisor.pk, at=at)

    html = run(staff, f"{QUEUE}release/", [mine.reference, theirs.reference, free.reference])

    assert holders() == {mine.pk: None, theirs.pk: supervisor.pk, free.pk: None}
    assert "Your role does not say who works on this application." in html
    assert "Nobody has taken up this application." in html
    mine.refresh_from_db()
    assert mine.stage == Application.Stage.SUBMITTED
    assert list(mine.timeline.values_list("kind", flat=True))[-1] == "released"
    assert AuditEvent.objects.filter(action="application.released").count() == 1


def test_supervisor_hands_over_to_a_colleague(
    lead: Client, specialist: User, supervisor: User, applicant: User
) -> None:
    first, second = make_application(applicant), make_application(make_educator(username="second"))
    colleagues = make_own(specialist)
    own = make_application(make_educator(username="fourth"))
    Person.objects.filter(pk=own.person_id).update(account=supervisor)
    take_up_application(application_id=second.pk, by_id=supervisor.pk, at=timezone.now())
    ticked = [str(each.reference) for each in (first, second, colleagues, own)]

    question = lead.post(f"{QUEUE}hand-over/", {"tick": ticked}).content.decode()
    assert "4 applications are ticked." in question
    assert f'<option value="{specialist.pk}">' in question
    html = run(lead, f"{QUEUE}hand-over/", ticked, answered="1", colleague=specialist.pk)

    assert holders() == {
        first.pk: specialist.pk,
        second.pk: specialist.pk,
        colleagues.pk: None,
        own.pk: None,
    }
    assert f"<strong>{colleagues.reference}</strong> {specialist.username} may not decide" in html
    assert f"<strong>{own.reference}</strong> This is your own application" in html
    again = run(lead, f"{QUEUE}hand-over/", ticked[:1], answered="1", colleague=specialist.pk)
    assert "has this application already" in again


def test_nobody_is_chosen_who_may_not_open_files(
    lead: Client, application: Application, editor: User
) -> None:
    wanted = {"tick": [str(application.reference)], "answered": "1", "colleague": editor.pk}

    answer = lead.post(f"{QUEUE}hand-over/", wanted)

    assert answer.status_code == 422
    assert holders() == {application.pk: None}


@pytest.mark.parametrize("role", ["specialist", "registry_verifier", "fiscal_clerk", "editor"])
def test_handing_over_is_closed_to(
    role: str, as_role: Callable[[str], Client], application: Application
) -> None:
    client = as_role(role)

    answer = client.post(f"{QUEUE}hand-over/", {"tick": [str(application.reference)]})

    assert answer.status_code in {302, 403}
    assert "/admin/jobs/" not in answer.get("Location", "")
    assert b"colleague" not in answer.content


def test_who_lost_the_permission_meanwhile_is_refused_each_row(
    lead: Client, supervisor: User, specialist: User, application: Application
) -> None:
    wanted = {"tick": [str(application.reference)], "answered": "1", "colleague": specialist.pk}
    address = lead.post(f"{QUEUE}hand-over/", wanted)["Location"]
    roles = list(supervisor.groups.all())
    supervisor.groups.clear()
    call_command("run_jobs", once=True)

    assert holders() == {application.pk: None}
    supervisor.groups.set(roles)
    assert "You may no longer do this." in lead.get(address).content.decode()


def test_without_the_check_at_each_row_the_operation_still_refuses(
    lead: Client,
    supervisor: User,
    specialist: User,
    application: Application,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(running, "_check_permissions", lambda *_facts: None)
    wanted = {"tick": [str(application.reference)], "answered": "1", "colleague": specialist.pk}
    lead.post(f"{QUEUE}hand-over/", wanted)
    supervisor.groups.clear()
    call_command("run_jobs", once=True)

    assert holders() == {application.pk: None}


def test_without_its_own_check_handing_over_would_let_anybody(
    specialist: User, supervisor: User, application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control of the test above: the guard of the operation is what refuses."""
    monkeypatch.setattr(
        "portal.lifecycle.assignment.check_can_assign", lambda _user, _application: None
    )

    hand_over_application(
        application_id=application.pk, to_id=supervisor.pk, by_id=specialist.pk, at=timezone.now()
    )

    assert holders() == {application.pk: supervisor.pk}


def test_verifier_accepts_ticked_items_and_is_refused_own_and_settled_ones(
    registry_verifier: User,
) -> None:
    client = browser_of(registry_verifier)
    items = [make_training(course=f"Course {number}") for number in range(3)]
    Person.objects.filter(pk=items[1].person_id).update(account=registry_verifier)
    run(client, "/admin/evidence/training/verify/", [items[2].pk])
    page = client.get(TRAINING).content.decode()
    boxes = [f'value="{each.pk}" form="bulk"' in page for each in items]
    assert boxes == [True, True, False]

    html = run(client, "/admin/evidence/training/verify/", [each.pk for each in items])

    assert "3 items were gone through." in html
    assert "This is your own evidence: a colleague must verify it." in html
    assert "Somebody has verified or rejected this item already." in html
    states = list(Training.objects.order_by("pk").values_list("state", flat=True))
    assert states == ["verified", "claimed", "verified"]
    assert AuditEvent.objects.filter(action="evidence.verified").count() == 2


def test_verifier_rejects_ticked_items_with_one_reason(registry_verifier: User) -> None:
    client = browser_of(registry_verifier)
    items = [make_training(), make_training()]
    keys: list[object] = [each.pk for each in items]
    address = "/admin/evidence/training/reject/"

    empty = client.post(address, {"tick": keys, "answered": "1", "reason": " "})
    assert empty.status_code == 422
    assert not Training.objects.exclude(state="claimed").exists()
    run(client, address, keys, answered="1", reason="No certificate of the course.")

    reasons = set(Training.objects.values_list("state", "rejection_reason"))
    assert reasons == {("rejected", "No certificate of the course.")}


def test_kinds_that_nobody_verifies_item_by_item_have_no_act(registry_verifier: User) -> None:
    client = browser_of(registry_verifier)

    assert client.post("/admin/evidence/document/verify/", {"tick": ["1"]}).status_code == 404
    assert "bulk" not in client.get("/admin/records/document/").content.decode()
