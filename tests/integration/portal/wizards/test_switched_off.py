"""A service that is switched off, or whose plugin is gone: drafts stay, and nobody gets further."""

from collections.abc import Callable

import pytest
from django.apps.registry import Apps
from django.utils import timezone

from portal.definitions.switching import switch_service
from portal.lifecycle.drafts import save_step
from portal.lifecycle.errors import ServiceUnavailableError
from portal.lifecycle.runs import get_run
from portal.lifecycle.submission import submit_application
from portal.records.applications.models import Application, StepAnswers
from portal.records.audit.models import AuditEvent
from portal.users.models import User
from tests.integration.portal.wizards.conftest import Renewal

pytestmark = pytest.mark.django_db

RENEWAL = "certification.renew_professional"
SORRY = "This service is temporarily unavailable"
Switch = Callable[[bool], bool]


@pytest.fixture
def switch(supervisor: User) -> Switch:
    """Return a function by which the supervisor switches the renewal."""

    def turn(is_on: bool) -> bool:
        return switch_service(key=RENEWAL, is_on=is_on, actor_id=supervisor.pk, at=timezone.now())

    return turn


def test_switch_is_audited_once_a_turn(switch: Switch, supervisor: User) -> None:
    assert [switch(False), switch(False), switch(True)] == [True, False, True]

    events = AuditEvent.objects.filter(action__startswith="service.").order_by("id")
    assert list(events.values_list("action", "record_id", "actor_id")) == [
        ("service.switched_off", RENEWAL, supervisor.pk),
        ("service.switched_on", RENEWAL, supervisor.pk),
    ]


def test_nobody_starts_a_service_that_is_off(switch: Switch, renewal: Renewal) -> None:
    switch(False)
    before = Application.objects.count()

    answers = [
        renewal.client.get(f"/services/{RENEWAL}/start/"),
        renewal.client.post(f"/services/{RENEWAL}/start/"),
    ]

    assert [(answer.status_code, SORRY in answer.content.decode()) for answer in answers] == [
        (503, True),
        (503, True),
    ]
    assert Application.objects.count() == before


def test_draft_is_kept_with_what_was_just_typed(switch: Switch, renewal: Renewal) -> None:
    renewal.complete("certificate")
    switch(False)

    opened, saved = renewal.get("contact"), renewal.post("contact", first_name="Mariana")

    assert [answer.status_code for answer in (opened, saved)] == [503, 503]
    row = StepAnswers.objects.get(application=renewal.application, step="contact")
    assert (row.checked_at, row.answers) == (None, {})
    assert row.unfinished["first_name"] == ["Mariana"]
    assert SORRY in renewal.client.get(renewal.url()).content.decode()
    switch(True)
    assert "Mariana" in renewal.get("contact").content.decode()


def test_nothing_is_submitted_while_the_service_is_off(switch: Switch, renewal: Renewal) -> None:
    renewal.complete()
    switch(False)

    assert renewal.submit().status_code == 503
    assert renewal.stored().submitted_at is None
    switch(True)
    assert renewal.submit().status_code == 302
    assert renewal.stored().submitted_at is not None


def test_operations_themselves_refuse_while_it_is_off(
    switch: Switch, renewal: Renewal, applicant: User
) -> None:
    switch(False)
    run, at = get_run(renewal.application.public_id, applicant.pk), timezone.now()

    with pytest.raises(ServiceUnavailableError):
        save_step(
            run=run,
            step="contact",
            answers={},
            expected_version=0,
            credential_number=None,
            at=at,
        )
    with pytest.raises(ServiceUnavailableError):
        submit_application(public_id=run.public_id, account_id=applicant.pk, language="en", at=at)


def test_draft_waits_for_a_plugin_that_is_gone(
    renewal: Renewal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.plugins.registry.apps", Apps([]))

    assert renewal.get("certificate").status_code == 503


def test_what_was_submitted_stays_readable(switch: Switch, renewal: Renewal) -> None:
    renewal.complete()
    renewal.submit()
    switch(False)

    assert renewal.client.get(renewal.url()).status_code == 200
