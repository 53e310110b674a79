"""One decision an application: who may decide, what follows, and that both happen or neither."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.utils import timezone

from portal.lifecycle.assignment import take_up_application
from portal.lifecycle.decisions import decide_application
from portal.lifecycle.effects import Effect, ExtendCredential, WriteBack
from portal.lifecycle.errors import AlreadyDecidedError, NotAllowedError
from portal.lifecycle.execution import EffectRefusedError
from portal.notifications.models import OutboxMessage
from portal.plugins.guard import PluginFailedError
from portal.records.applications.decisions import Decision
from portal.records.applications.models import Application, TimelineEvent
from portal.records.audit.models import AuditEvent
from portal.records.credentials.models import CredentialEvent
from portal.users.models import User
from tests.factories.accounts import make_person
from tests.factories.applications import make_application, make_draft
from tests.factories.credentials import make_credential

APPROVED, DENIED = Decision.Outcome.APPROVED, Decision.Outcome.DENIED
Answer = Callable[..., None]


def decide(
    application: Application, decider: User, outcome: str = APPROVED, reason: str = ""
) -> Decision:
    """Decide now."""
    return decide_application(
        application_id=application.pk,
        outcome=outcome,
        reason=reason,
        decided_by_id=decider.pk,
        at=timezone.now(),
    )


def assert_nothing_changed(application: Application) -> None:
    """Check that neither the application nor the certificate knows of a decision."""
    before = application.credential.expires_on
    application.refresh_from_db()
    application.credential.refresh_from_db()
    assert application.stage == Application.Stage.SUBMITTED
    assert application.credential.expires_on == before
    assert not Decision.objects.exists()
    assert list(application.timeline.values_list("kind", flat=True)) == ["submitted"]
    assert not AuditEvent.objects.filter(
        action__in=["application.approved", "person.updated"]
    ).exists()
    assert not OutboxMessage.objects.exclude(kind="application_submitted").exists()


def test_approval_extends_the_certificate_and_closes_the_application(
    application: Application, specialist: User
) -> None:
    expired_on = application.credential.expires_on

    decision = decide(application, specialist)

    application.refresh_from_db()
    application.credential.refresh_from_db()
    new_expiry = application.credential.expires_on
    assert new_expiry == expired_on.replace(year=expired_on.year + 5)
    assert application.stage == Application.Stage.CLOSED
    assert application.action_required_by == Application.Actor.NONE
    assert application.statuses == ["approved"]
    assert decision.effects[0] == {
        "effect": "ExtendCredential",
        "credential_number": application.credential.number,
        "expires_on": new_expiry.isoformat(),
    }
    assert list(application.timeline.values_list("kind", "actor_id")) == [
        ("submitted", application.person.account_id),
        ("approved", specialist.pk),
    ]
    assert AuditEvent.objects.filter(
        action="application.approved", record_id=str(application.pk), actor_id=specialist.pk
    ).exists()


def test_approval_writes_the_changed_contact_back_but_not_the_name(
    applicant: User, specialist: User
) -> None:
    application = make_application(applicant, email="new@example.org", last_name="Sundry")

    decide(application, specialist)

    person = applicant.person
    person.refresh_from_db()
    assert (person.email, person.address_town) == ("new@example.org", "Hartford")
    assert person.last_name == "Okafor-Lind"


def test_denial_ends_the_hold_and_leaves_the_certificate(
    application: Application, specialist: User
) -> None:
    expired_on = application.credential.expires_on

    decide(application, specialist, DENIED, "The degree was not conferred.")

    application.refresh_from_db()
    application.credential.refresh_from_db()
    assert application.statuses == ["denied"]
    assert application.credential.expires_on == expired_on
    kinds = application.credential.events.order_by("id").values_list("kind", flat=True)
    assert list(kinds) == ["issued", "filed", "filing_closed"]


@pytest.mark.parametrize("reason", ["", "   \n"])
def test_denial_without_reason_is_refused(
    application: Application, specialist: User, reason: str
) -> None:
    with pytest.raises(NotAllowedError):
        decide(application, specialist, DENIED, reason)

    assert_nothing_changed(application)


def test_nobody_decides_their_own_application(specialist: User) -> None:
    make_person(specialist)
    own = make_application(specialist)

    with pytest.raises(NotAllowedError, match="your own application"):
        decide(own, specialist)

    assert_nothing_changed(own)


def test_nobody_takes_up_their_own_application(specialist: User) -> None:
    make_person(specialist)
    own = make_application(specialist)

    with pytest.raises(NotAllowedError, match="your own application"):
        take_up_application(application_id=own.pk, by_id=specialist.pk, at=timezone.now())

    own.refresh_from_db()
    assert own.assigned_to is None


@pytest.mark.parametrize(
    "role",
    ["applicant", "other_applicant", "fiscal_clerk", "registry_verifier", "editor", "analyst"],
)
def test_deciding_needs_the_permission(
    application: Application, role: str, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(NotAllowedError):
        decide(application, request.getfixturevalue(role))

    assert_nothing_changed(application)


def test_a_deactivated_specialist_decides_nothing(
    application: Application, specialist: User
) -> None:
    User.objects.filter(pk=specialist.pk).update(is_active=False)

    with pytest.raises(NotAllowedError):
        decide(application, specialist)


def test_a_draft_cannot_be_decided(applicant: User, specialist: User) -> None:
    draft = make_draft(applicant)

    with pytest.raises(Application.DoesNotExist):
        decide(draft, specialist)


def test_a_second_decision_is_refused(
    application: Application, specialist: User, supervisor: User
) -> None:
    decide(application, specialist)

    with pytest.raises(AlreadyDecidedError):
        decide(application, supervisor, DENIED, "Changed my mind.")

    assert Decision.objects.get().decided_by == specialist


def test_a_failing_plugin_lets_nothing_be_decided(
    application: Application, specialist: User, plugin_answers: Answer
) -> None:
    plugin_answers(error=RuntimeError("the plugin is broken"))

    with pytest.raises(PluginFailedError):
        decide(application, specialist)

    assert_nothing_changed(application)


def test_a_plugin_that_answers_something_else_lets_nothing_be_decided(
    application: Application, specialist: User, plugin_answers: Answer
) -> None:
    plugin_answers(effects=["DROP TABLE"])

    with pytest.raises(PluginFailedError):
        decide(application, specialist)

    assert_nothing_changed(application)


def refused_effects(application: Application, case: str) -> Effect:
    """Return an effect that the records must refuse."""
    number = application.credential.number
    expires_on = application.credential.expires_on
    effects: dict[str, Effect] = {
        "unknown certificate": ExtendCredential("222222222X", date(2040, 1, 1)),
        "no extension": ExtendCredential(number, expires_on),
        "shortened": ExtendCredential(number, expires_on - timedelta(days=1)),
        "unknown path": WriteBack("person.birth_date", "1999-01-01"),
        "not an address": WriteBack("person.email", "nobody"),
        "too long": WriteBack("person.address_zip", "0" * 11),
        "no last name": WriteBack("person.last_name", ""),
    }
    return effects[case]


@pytest.mark.parametrize(
    "case",
    [
        "unknown certificate",
        "no extension",
        "shortened",
        "unknown path",
        "not an address",
        "too long",
        "no last name",
    ],
)
def test_a_refused_effect_undoes_the_decision_and_the_effects_before_it(
    application: Application, specialist: User, plugin_answers: Answer, case: str
) -> None:
    plugin_answers([WriteBack("person.phone", "860-555-0199"), refused_effects(application, case)])

    with pytest.raises(EffectRefusedError):
        decide(application, specialist)

    assert_nothing_changed(application)
    application.person.refresh_from_db()
    assert application.person.phone == ""


def test_an_effect_on_somebody_elses_certificate_is_refused(
    application: Application, other_applicant: User, specialist: User, plugin_answers: Answer
) -> None:
    foreign = make_credential(other_applicant.person)
    plugin_answers([ExtendCredential(foreign.number, date(2040, 1, 1))])

    with pytest.raises(EffectRefusedError):
        decide(application, specialist)

    foreign.refresh_from_db()
    assert foreign.expires_on != date(2040, 1, 1)
    assert_nothing_changed(application)


def test_a_revoked_certificate_is_not_extended(application: Application, specialist: User) -> None:
    CredentialEvent.objects.create(
        credential=application.credential,
        kind=CredentialEvent.Kind.REVOKED,
        effective_on=timezone.localdate(),
        recorded_at=timezone.now(),
    )

    with pytest.raises(EffectRefusedError):
        decide(application, specialist)

    assert_nothing_changed(application)


def test_taking_up_names_the_specialist_and_moves_the_stage(
    application: Application, specialist: User
) -> None:
    take_up_application(application_id=application.pk, by_id=specialist.pk, at=timezone.now())

    application.refresh_from_db()
    assert (application.stage, application.assigned_to) == (
        Application.Stage.ASSESSMENT,
        specialist,
    )
    assert application.statuses == ["under_review"]
    assert application.timeline.last().kind == TimelineEvent.Kind.ASSIGNED
    assert AuditEvent.objects.filter(action="application.assigned").count() == 1


def test_a_colleague_may_take_over_and_decide(
    application: Application, specialist: User, supervisor: User
) -> None:
    take_up_application(application_id=application.pk, by_id=specialist.pk, at=timezone.now())
    take_up_application(application_id=application.pk, by_id=supervisor.pk, at=timezone.now())

    decide(application, supervisor)

    application.refresh_from_db()
    assert (application.assigned_to, application.stage) == (supervisor, Application.Stage.CLOSED)


def test_a_decided_application_is_not_taken_up(application: Application, specialist: User) -> None:
    decide(application, specialist)

    with pytest.raises(AlreadyDecidedError):
        take_up_application(application_id=application.pk, by_id=specialist.pk, at=timezone.now())
