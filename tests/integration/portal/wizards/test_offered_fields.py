"""Questions of a plugin's type in a run: drawn for each applicant anew, and a fault refuses the step alone."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from django.utils import timezone

from portal.definitions.compiled import get_compiled
from portal.definitions.publishing import publish_wizard
from portal.definitions.spec import FieldSpec, StepSpec, WizardSpec
from portal.definitions.texts import text
from portal.records.applications.models import StepAnswers
from portal.records.wizards.models import Wizard
from tests.factories.accounts import make_educator
from tests.unit.portal.plugins.conftest import Install, install, write_plugin

__all__ = ["install", "write_plugin"]

pytestmark = pytest.mark.django_db

FIELDS = """
from django import forms
from portal.sdk.fields import FieldType


class Widget(forms.TextInput):
    def get_context(self, name, value, attrs):
        if value == "draw a fault":
            raise ZeroDivisionError
        return super().get_context(name, value, attrs)


class Control(forms.CharField):
    def clean(self, value):
        if value == "fault":
            raise ZeroDivisionError
        return super().clean(value)


class OwnPlace(FieldType):
    key = "places.own"

    def form_field(self, question, language):
        return Control(**self.common(question, language), widget=Widget)

    def prepare(self, control, question, context):
        control.widget.attrs["placeholder"] = context.record["person.last_name"]


FIELD_TYPES = [OwnPlace()]
"""
HELLO = text("Where?", "¿Dónde?")


@pytest.fixture(autouse=True)
def _published(write_plugin: Callable[..., str], install: Install) -> Iterator[None]:
    """Publish a wizard with one question of the plugin's type."""
    install(write_plugin("places", fields=FIELDS))
    question = FieldSpec(id="where", type="places.own", label=HELLO)
    publish_wizard(
        spec=WizardSpec(
            key="places.ask",
            title=HELLO,
            summary=HELLO,
            steps=(StepSpec(id="place", title=HELLO, fields=(question,)),),
        ),
        origin=Wizard.Origin.PLUGIN,
        required_plugins={},
        actor_id=None,
        at=timezone.now(),
    )
    yield
    get_compiled.cache_clear()


def start(name: str, last_name: str) -> tuple[Client, str]:
    """Return the browser of somebody new, and the address of the step."""
    browser = Client()
    browser.force_login(make_educator(username=name, last_name=last_name))
    return browser, f"{browser.post('/services/places.ask/start/').headers['Location']}place/"


def post(browser: Client, address: str, where: str) -> int:
    """Answer the step and return the status."""
    form = {"step_view-current_step": "place", "step_version": 0, "place-where": where}
    return browser.post(address, form).status_code


def test_control_is_fitted_to_each_applicant() -> None:
    seen = [
        browser.get(address).content.decode()
        for browser, address in (start("applicant", "Quill"), start("other_applicant", "Okafor"))
    ]

    assert [('placeholder="Quill"' in page, 'placeholder="Okafor"' in page) for page in seen] == [
        (True, False),
        (False, True),
    ]


def test_fault_refuses_the_act_and_the_same_step_goes_on_with_another_answer() -> None:
    browser, address = start("applicant", "Quill")

    assert post(browser, address, "fault") == 503
    assert not StepAnswers.objects.exists()
    assert post(browser, address, "Windham") == 302
    assert StepAnswers.objects.get().answers == {"where": "Windham"}


def test_fault_in_drawing_says_that_it_is_unavailable_and_shows_the_answer_elsewhere() -> None:
    browser, address = start("applicant", "Quill")
    assert post(browser, address, "draw a fault") == 302

    assert browser.get(address).status_code == 503
    overview = browser.get(address.removesuffix("place/"))
    assert overview.status_code == 200


def test_version_needs_the_plugin_whose_type_it_uses() -> None:
    version = Wizard.objects.get(key="places.ask").current_version

    assert version is not None
    assert version.required_plugins == {"places": "1.0"}
