"""A question filled in from a path that the records do not have any more: nothing is lost, and it is named."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from django.test import Client
from django.utils import timezone

from portal.definitions import rule_checks
from portal.definitions.publishing import publish_wizard
from portal.definitions.record_paths import is_binding
from portal.definitions.rolling_back import RollBackRefusedError, roll_back_wizard
from portal.definitions.spec import WizardSpec
from portal.lifecycle.decisions import decide_application
from portal.lifecycle.drafts import start_draft
from portal.lifecycle.integrity import check_integrity
from portal.records.wizards.models import Wizard, WizardVersion
from portal.users.models import User
from tests.factories.asking import KEY, SPEC, Asked
from tests.integration.portal.casework.conftest import browser_of, file_url

pytestmark = pytest.mark.django_db
GONE = "person.fax"
WHO, SIGN = SPEC.steps
BOUND = replace(SPEC, steps=(replace(WHO, fields=(replace(WHO.fields[1], binding=GONE),)), SIGN))


@contextmanager
def path_still_there(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let definitions name the path, as an earlier release did."""
    with monkeypatch.context() as earlier:
        earlier.setattr(rule_checks, "is_binding", lambda path: path == GONE or is_binding(path))
        yield


def publish(spec: WizardSpec) -> WizardVersion:
    """Publish as an editor."""
    return publish_wizard(
        spec=spec,
        origin=Wizard.Origin.EDITOR,
        required_plugins={},
        actor_id=None,
        at=timezone.now(),
    )


def test_application_goes_on_and_the_version_is_not_offered_again(
    monkeypatch: pytest.MonkeyPatch, applicant: User, specialist: User
) -> None:
    with path_still_there(monkeypatch):
        version = publish(BOUND)
    draft = start_draft(
        person_id=applicant.person.pk, service_key=KEY, credential_number=None, at=timezone.now()
    )
    browser = Client()
    browser.force_login(applicant)
    asked = Asked(browser, draft)

    assert browser.get(asked.url("who")).status_code == 200
    form = {"step_view-current_step": "who", "step_version": "0", "who-town": "Avon"}
    assert browser.post(asked.url("who"), form).status_code == 302
    sent = asked.send()
    page = browser_of(specialist).get(file_url(sent))
    decide_application(
        application_id=sent.pk,
        outcome="approved",
        reason="",
        decided_by_id=specialist.pk,
        at=timezone.now(),
    )

    assert sent.snapshot["answers"]["who"] == {"town": "Avon"}
    assert "Avon" in page.content.decode()
    assert list(check_integrity(at=timezone.now())) == []
    publish(replace(SPEC, steps=(replace(WHO, fields=(WHO.fields[1],)), SIGN)))
    with pytest.raises(RollBackRefusedError, match=f"who.town: unknown_binding {GONE}"):
        roll_back_wizard(key=KEY, number=version.number, actor_id=None, at=timezone.now())
