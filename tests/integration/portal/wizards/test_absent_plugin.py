"""A plugin that is gone: its services say so, drafts and applications stay readable and untouched."""

import pytest
from django.apps.registry import Apps
from django.test import Client
from django.utils import timezone

from portal.definitions.catalog import get_service, list_services
from portal.definitions.publishing import UnsoundDefinitionError, publish_wizard
from portal.definitions.spec import FieldSpec, StepSpec, WizardSpec
from portal.definitions.texts import text
from portal.lifecycle.cases import get_case, plan_for
from portal.lifecycle.errors import ServiceUnavailableError
from portal.lifecycle.submission import submit_application
from portal.plugins import registry
from portal.plugins.guard import PluginFailedError
from portal.records.applications.models import Application, StepAnswers
from portal.records.wizards.models import Wizard
from portal.users.models import User
from tests.factories.accounts import make_educator
from tests.factories.applications import SERVICE, make_application, make_draft
from tests.unit.portal.plugins.conftest import Install, install

__all__ = ["install"]

pytestmark = pytest.mark.django_db
HELLO = text("Hello", "Hola")


@pytest.fixture
def owner() -> User:
    """Return the applicant."""
    return make_educator(username="applicant")


@pytest.fixture
def browser(owner: User) -> Client:
    """Return the applicant's browser."""
    browser = Client()
    browser.force_login(owner)
    return browser


def take_away(install: Install) -> None:
    """Leave the plugin of the renewal out."""
    install("portal_plugins.credential_lookup")


def stored(draft: Application) -> list[tuple[object, ...]]:
    """Return what was saved of a draft."""
    facts = Application.objects.filter(pk=draft.pk).values_list("lock_version", "saved_at")
    rows = StepAnswers.objects.filter(application=draft).order_by("step")
    return [*facts, *rows.values_list("step", "answers", "version")]


def test_draft_is_shown_with_what_was_answered(
    owner: User, browser: Client, install: Install
) -> None:
    draft = make_draft(owner, address_town="Windham")
    before = stored(draft)
    take_away(install)

    page = browser.get(f"/applications/{draft.public_id}/").content.decode()

    assert "temporarily unavailable" in page
    assert "Windham" in page
    assert f"/applications/{draft.public_id}/contact/" not in page
    assert stored(draft) == before


@pytest.mark.parametrize("step", ["contact", "review"])
def test_step_answers_that_it_is_unavailable_and_changes_nothing(
    owner: User, browser: Client, install: Install, step: str
) -> None:
    draft = make_draft(owner)
    before = stored(draft)
    address = f"/applications/{draft.public_id}/{step}/"
    form = {"step_view-current_step": step, "step_version": 1, "contact-first_name": "X"}
    assert browser.get(address).status_code == 200  # as it was while the plugin was there
    take_away(install)

    assert [browser.get(address).status_code, browser.post(address, form).status_code] == [503, 503]
    assert stored(draft) == before
    assert not Application.objects.exclude(submitted_at=None).exists()


def test_draft_goes_on_where_it_was_once_the_plugin_is_back(owner: User, browser: Client) -> None:
    draft = make_draft(owner)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(registry, "apps", Apps(["portal_plugins.credential_lookup"]))
        assert browser.get(f"/applications/{draft.public_id}/review/").status_code == 503

    assert browser.get(f"/applications/{draft.public_id}/review/").status_code == 200


def test_draft_cannot_be_submitted_without_the_plugin_that_says_what_follows(
    owner: User, install: Install
) -> None:
    draft = make_draft(owner)
    take_away(install)

    with pytest.raises(ServiceUnavailableError):
        submit_application(
            public_id=draft.public_id, account_id=owner.pk, language="en", at=timezone.now()
        )


def test_application_stays_readable_and_cannot_be_decided(
    owner: User, browser: Client, install: Install
) -> None:
    application = make_application(owner, address_town="Windham")
    take_away(install)

    page = browser.get(f"/applications/{application.public_id}/").content.decode()

    assert (str(application.reference) in page, "Windham" in page) == (True, True)
    with pytest.raises(PluginFailedError, match="certification"):
        plan_for(get_case(application.pk, on=timezone.localdate()), "approved")


def test_service_is_listed_as_unavailable_and_does_not_start(
    browser: Client, install: Install
) -> None:
    take_away(install)

    found = get_service(SERVICE)

    assert (found is not None and found.is_available) is False
    assert SERVICE in {service.key for service in list_services()}
    assert browser.get(f"/services/{SERVICE}/start/").status_code == 503


def unplugged(kind: str) -> WizardSpec:
    """Return a definition with a question of a type."""
    question = FieldSpec(id="q", type=kind, label=HELLO)
    steps = (StepSpec(id="one", title=HELLO, fields=(question,)),)
    return WizardSpec(key="editors.own", title=HELLO, summary=HELLO, steps=steps)


def test_publishing_is_refused_with_the_plugin_that_lacks() -> None:
    with pytest.raises(UnsoundDefinitionError, match=r"one\.q: missing_plugin nobody"):
        publish_wizard(
            spec=unplugged("nobody.type"),
            origin=Wizard.Origin.PLUGIN,
            required_plugins={},
            actor_id=None,
            at=timezone.now(),
        )
    assert not Wizard.objects.filter(key="editors.own").exists()
