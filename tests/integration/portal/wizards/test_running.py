"""The run of a wizard through its pages: forward, back, change, conditions, read-back, submit."""

import pytest
from tests.factories.credentials import make_credential
from tests.integration.portal.wizards.conftest import SERVICE, START, Renewal

from portal.records.applications.models import Application, StepAnswers, TimelineEvent
from portal.records.audit.models import AuditEvent
from portal.records.credentials.models import CredentialEvent


def test_run_from_start_to_submit_gives_a_reference(renewal: Renewal) -> None:
    renewal.complete()

    response = renewal.submit()

    stored = renewal.stored()
    assert response["Location"] == renewal.url()
    assert stored.reference in renewal.get().content.decode()
    assert stored.stage == "submitted"
    assert stored.snapshot["answers"]["contact"]["address_town"] == "Hartford"
