"""Random wizards through the portal itself: answered, read back, submitted and read by a reviewer over HTTP."""

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.definitions.publishing import publish_wizard
from portal.definitions.spec import WizardSpec
from portal.records.applications.models import Application
from portal.sdk.testing.cast import make_applicant, nothing_kept
from portal.sdk.testing.pages import RunPage
from portal.sdk.testing.running import find_unspoken
from portal.sdk.testing.strategies import answers_to, wizard_specs
from portal.sdk.testing.walking import Walk
from portal.users.models import User

pytestmark = pytest.mark.django_db

FEW = settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def publish(spec: WizardSpec) -> None:
    """Publish a random definition."""
    publish_wizard(
        spec=spec, origin="editor", required_plugins={}, actor_id=None, at=timezone.now()
    )


@pytest.mark.proof
@FEW
@given(data=st.data(), spec=wizard_specs())
def test_answers_given_over_http_are_those_that_are_read_back_attested_and_reviewed(
    specialist: User, data: st.DataObject, spec: WizardSpec
) -> None:
    with nothing_kept():
        publish(spec)
        applicant = make_applicant(spec)
        context = applicant.context()
        path = data.draw(answers_to(spec, context))
        walk = Walk(applicant, spec)
        for step in path.steps:
            walk.save(step, path.answers[step.id])
        assert list(find_unspoken(path, context, walk.open("review").lines)) == []

        walk.submit()

        stored = Application.objects.get(public_id=walk.public_id)
        assert stored.snapshot is not None
        assert stored.snapshot["answers"] == path.answers
        assert stored.snapshot["steps"] == [step.id for step in path.steps]
        reviewer = Client()
        reviewer.force_login(specialist)
        file = reviewer.get(f"/admin/applications/{walk.public_id}/").content.decode()
        assert list(find_unspoken(path, context, RunPage(file).lines)) == []
