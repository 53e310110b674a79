"""A release publishes all of its parts or none, at its moment or at once, and says why where nothing was published."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.utils import timezone

from portal.records.audit.models import AuditEvent
from portal.records.models import Release
from portal.records.releases.judging import describe_failure
from portal.records.releases.kinds import Part, PartFault
from portal.records.releases.operations import (
    MAY_BECOME,
    ReleaseOverError,
    ReleaseRefusedError,
    release_due,
    release_now,
    withdraw_release,
)
from portal.users.models import User
from tests.factories.releases import NoteKind, list_notes, note, plan

pytestmark = pytest.mark.django_db
LATER = timedelta(hours=2)
State = Release.State


def acts(release: Release) -> list[str]:
    """Return what is on record of a release."""
    events = AuditEvent.objects.filter(record_type="release", record_id=release.public_id)
    return list(events.order_by("id").values_list("action", flat=True))


def change_facts(release: Release, subject: str, **facts: object) -> None:
    """Let a part turn bad after it was planned."""
    release.parts.filter(subject=subject).update(facts=facts)


def test_all_parts_are_published_in_one_order(supervisor: User) -> None:
    release = plan(supervisor, note("b"), note("a"))

    done = release_now(public_id=release.public_id, actor=supervisor, at=timezone.now())

    assert (done.state, done.released_by) == (State.RELEASED, supervisor)
    assert list_notes() == ["a", "b"]
    assert acts(release) == ["release.planned", "release.released"]


@pytest.mark.parametrize(
    ("facts", "failure"),
    [
        ({"refuses": True}, ("b", "wrong", "meanwhile")),
        ({"is_wrong": True}, ("b", "wrong", "5 < 7")),
        ({"breaks": "apply"}, ("b", "broken", "LookupError")),
        ({"breaks": "check"}, ("b", "broken", "LookupError")),
    ],
)
def test_one_part_that_fails_leaves_nothing_published(
    supervisor: User, facts: dict[str, object], failure: tuple[str, ...]
) -> None:
    release = plan(supervisor, note("a"), note("b"), note("c"))
    change_facts(release, "b", **facts)

    done = release_now(public_id=release.public_id, actor=supervisor, at=timezone.now())

    assert done.state == State.FAILED
    assert (done.failure_place, done.failure, done.failure_detail) == failure
    assert done.released_by is None
    assert list_notes() == []
    assert acts(release) == ["release.planned", "release.failed"]


@pytest.mark.django_db(transaction=True)
def test_part_that_breaks_at_the_commit_holds_up_no_other_release(supervisor: User) -> None:
    bad = plan(supervisor, note("a"), note("b"))
    change_facts(bad, "b", breaks="commit")
    plan(supervisor, note("c"), name="Other", hours=1.5)

    release_due(at=timezone.now() + LATER)

    bad.refresh_from_db()
    assert (bad.state, bad.failure, bad.failure_detail) == (
        State.FAILED,
        "broken",
        "IntegrityError",
    )
    assert list_notes() == ["c"]


def test_failure_of_a_part_that_cannot_be_described_is_told_by_its_subject(
    supervisor: User,
) -> None:
    release = plan(supervisor, note("a"))
    change_facts(release, "a", is_wrong=True, breaks="describe")

    done = release_now(public_id=release.public_id, actor=supervisor, at=timezone.now())

    assert describe_failure(done) == ("a", "The note is wrong. 5 < 7")


def test_kind_that_is_absent_by_then_is_named(supervisor: User) -> None:
    release = plan(supervisor, note("a"))
    release.parts.update(kind="fees")

    done = release_now(public_id=release.public_id, actor=None, at=timezone.now())

    assert (done.state, done.failure, done.failure_detail) == (
        State.FAILED,
        "unknown_kind",
        "fees",
    )


def test_failed_release_is_released_once_it_is_mended(supervisor: User) -> None:
    release = plan(supervisor, note("a"))
    change_facts(release, "a", is_wrong=True)
    release_now(public_id=release.public_id, actor=None, at=timezone.now())
    change_facts(release, "a")

    done = release_now(public_id=release.public_id, actor=supervisor, at=timezone.now())

    assert (done.state, done.failure, done.failure_place) == (State.RELEASED, "", "")
    assert list_notes() == ["a"]


def test_release_is_carried_out_when_its_moment_has_come(supervisor: User) -> None:
    late = plan(supervisor, note("late"), hours=1.5)
    early = plan(supervisor, note("early"), name="Earlier")

    assert release_due(at=timezone.now()) == []
    assert list_notes() == []
    done = release_due(at=timezone.now() + LATER)

    assert done == [early, late]
    assert list_notes() == ["early", "late"]
    assert release_due(at=timezone.now() + LATER) == []
    assert done[0].released_by is None


def test_moment_that_passed_while_nothing_ran_is_made_up_for(supervisor: User) -> None:
    plan(supervisor, note("a"))

    release_due(at=timezone.now() + timedelta(days=30))

    assert list_notes() == ["a"]


def test_failed_release_is_not_tried_again_by_itself(supervisor: User) -> None:
    release = plan(supervisor, note("a"))
    change_facts(release, "a", is_wrong=True)
    release_due(at=timezone.now() + LATER)
    change_facts(release, "a")

    assert release_due(at=timezone.now() + LATER) == []


def test_database_out_of_reach_leaves_the_release_for_later(
    supervisor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    release = plan(supervisor, note("a"))

    def fail(*_given: object, **_named: object) -> None:
        raise OperationalError("server closed the connection")

    with monkeypatch.context() as patch:
        patch.setattr(NoteKind, "apply", fail)
        assert release_due(at=timezone.now() + LATER) == []
    release.refresh_from_db()
    assert release.state == State.PLANNED

    release_due(at=timezone.now() + LATER)

    assert list_notes() == ["a"]


def test_withdrawn_release_publishes_nothing(supervisor: User) -> None:
    release = plan(supervisor, note("a"))

    withdraw_release(public_id=release.public_id, actor_id=supervisor.pk, at=timezone.now())

    assert release_due(at=timezone.now() + LATER) == []
    with pytest.raises(ReleaseOverError):
        release_now(public_id=release.public_id, actor=supervisor, at=timezone.now())
    assert list_notes() == []
    assert acts(release) == ["release.planned", "release.withdrawn"]


@pytest.mark.parametrize("state", State)
def test_what_is_over_stays_over(supervisor: User, state: State) -> None:
    release = plan(supervisor, note("a"))
    ended = None if state is State.PLANNED else timezone.now()
    failure = "wrong" if state is State.FAILED else ""
    Release.objects.update(state=state, ended_at=ended, failure=failure)
    given = {"public_id": release.public_id, "at": timezone.now()}

    if MAY_BECOME[state]:
        assert withdraw_release(actor_id=supervisor.pk, **given).state == State.WITHDRAWN
        return
    with pytest.raises(ReleaseOverError):
        withdraw_release(actor_id=supervisor.pk, **given)
    with pytest.raises(ReleaseOverError):
        release_now(actor=supervisor, **given)


def test_every_state_says_what_may_become_of_it() -> None:
    assert MAY_BECOME.keys() == set(State)


@pytest.mark.parametrize(
    ("parts", "options", "refused"),
    [
        ([], {}, [("", "nothing")]),
        ([note("a")], {"hours": -1}, [("", "moment_passed")]),
        ([note("a"), note("a")], {}, [("a", "twice")]),
        ([note("a"), note("b", is_wrong=True)], {}, [("b", "wrong")]),
        ([note("a", breaks="check")], {}, [("a", "broken")]),
        ([Part("fees", "fee 1")], {}, [("fee 1", "unknown_kind")]),
    ],
)
def test_release_that_could_not_be_published_is_not_planned(
    supervisor: User,
    parts: list[Part],
    options: dict[str, float],
    refused: list[tuple[str, str]],
) -> None:
    with pytest.raises(ReleaseRefusedError) as caught:
        plan(supervisor, *parts, **options)

    assert [(each.place, each.fault.name) for each in caught.value.faults] == refused
    assert not Release.objects.exists()


def test_name_is_taken_once(supervisor: User) -> None:
    plan(supervisor, note("a"))

    with pytest.raises(ReleaseRefusedError) as caught:
        plan(supervisor, note("b"))

    assert [each.fault for each in caught.value.faults] == [PartFault("name_taken")]


def test_commands_list_and_release(supervisor: User) -> None:
    plan(supervisor, note("a"))
    bad = plan(supervisor, note("b"), name="Broken", hours=3)
    change_facts(bad, "b", is_wrong=True)
    said = StringIO()

    call_command("release", "Rules of July", stdout=said)
    with pytest.raises(CommandError, match=r"Broken: nothing is published\. b: wrong 5 < 7"):
        call_command("release", "Broken")
    call_command("release", "--due", stdout=said)
    call_command("releases", stdout=said)

    lines = said.getvalue().splitlines()
    assert lines[0] == "Rules of July is released"
    assert [line.split("  ")[1:] for line in lines[1:]] == [
        ["failed", "Broken", "b wrong 5 < 7"],
        ["released", "Rules of July"],
    ]
    assert lines[1].split("  ")[0].endswith(("EST", "EDT"))
    with pytest.raises(CommandError, match="There is no release 'None such'"):
        call_command("release", "None such")
    with pytest.raises(CommandError, match="Rules of July is released"):
        call_command("release", "Rules of July")
