"""An earlier version is offered again, of a plugin's wizard too, and stays until other content is published."""

from dataclasses import replace
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from portal.definitions.published import find_wizard_service
from portal.definitions.publishing import sync_wizards
from portal.definitions.rolling_back import RollBackRefusedError, roll_back_wizard
from portal.definitions.spec import WizardSpec
from portal.records.audit.models import AuditEvent
from portal.records.wizards.models import Wizard, WizardVersion
from portal_plugins.certification.wizards import WIZARDS
from tests.factories.renewals import NOW, publish_renewal

SPEC = WIZARDS[0]
KEY = SPEC.key
TEXTS = {
    "schema_version": 1,
    "minutes": 5,
    "title": {"en": "Renew"},
    "summary": {"en": "Renew it."},
}
pytestmark = pytest.mark.django_db


def start_again(spec: WizardSpec) -> None:
    """Publish as the start of a portal does whose plugin offers this."""
    sync_wizards(offered=[("certification", "2.0", spec)], at=NOW)


def roll_back(number: int) -> WizardVersion:
    """Offer a version again."""
    return roll_back_wizard(key=KEY, number=number, actor_id=None, at=NOW)


def stands() -> tuple[int, int | None]:
    """Return the numbers of the versions on offer and taken back."""
    wizard = Wizard.objects.get(key=KEY)
    assert wizard.current_version is not None
    return wizard.current_version.number, wizard.declined and wizard.declined.number


@pytest.fixture
def newer() -> WizardSpec:
    """Return a second definition of a plugin's wizard, which is on offer."""
    changed = replace(SPEC, minutes=7)
    start_again(changed)
    return changed


def test_version_taken_back_stays_back_when_the_portal_starts_again(newer: WizardSpec) -> None:
    roll_back(1)
    start_again(newer)

    assert stands() == (1, 2)
    assert find_wizard_service(KEY).spec.minutes == SPEC.minutes


def test_other_content_of_the_plugin_is_published_as_usual(newer: WizardSpec) -> None:
    roll_back(1)
    start_again(replace(SPEC, minutes=9))
    assert stands() == (3, None)

    start_again(newer)

    assert stands() == (2, None)


def test_plugin_that_offers_the_earlier_content_itself_takes_nothing_back(
    newer: WizardSpec,
) -> None:
    roll_back(1)
    start_again(SPEC)

    assert stands() == (1, None)


def test_several_steps_back_keep_what_the_plugin_offers_in_mind(newer: WizardSpec) -> None:
    newest = replace(SPEC, minutes=9)
    start_again(newest)
    roll_back(2)
    roll_back(1)
    start_again(newest)
    assert stands() == (1, 3)

    roll_back(3)

    assert stands() == (3, None)


def test_what_is_on_offer_is_not_taken_back(newer: WizardSpec) -> None:
    roll_back(1)
    events = AuditEvent.objects.count()

    assert roll_back(1).number == 1
    assert AuditEvent.objects.count() == events
    assert stands() == (1, 2)


def test_command_that_publishes_names_what_is_on_offer_instead(newer: WizardSpec) -> None:
    start_again(SPEC)
    roll_back(2)
    said = StringIO()

    call_command("sync_plugins", stdout=said)

    assert f"{KEY} version 2\n" in said.getvalue()
    assert stands() == (2, 1)


def spoil(version: WizardVersion, *, number: int, **facts: object) -> None:
    """Add a version that is published and cannot be any more."""
    WizardVersion.objects.create(
        **{
            "wizard": version.wizard,
            "number": number,
            "schema_version": 1,
            "definition": version.definition,
            "content_hash": f"{number}" * 64,
            "published_at": NOW,
            **facts,
        }
    )


@pytest.mark.parametrize(
    ("facts", "name"),
    [
        ({"definition": {"schema_version": 99}}, "unreadable_definition"),
        ({"required_plugins": {"absent": "1.0"}}, "missing_plugin"),
        ({"definition": {"key": "test.renew", "steps": [], **TEXTS}}, "no_steps"),
    ],
)
def test_version_that_today_could_not_be_published_is_refused_by_name(
    facts: dict[str, object], name: str
) -> None:
    version = publish_renewal()
    spoil(version, number=2, **facts)
    events = AuditEvent.objects.count()

    with pytest.raises(RollBackRefusedError) as refused:
        roll_back_wizard(key="test.renew", number=2, actor_id=None, at=NOW)

    assert name in [error.name for error in refused.value.errors]
    assert Wizard.objects.get(key="test.renew").current_version == version
    assert AuditEvent.objects.count() == events
    with pytest.raises(CommandError, match=f"(?s)Nothing was changed.*{name}"):
        call_command("roll_back_wizard", "test.renew", "--to=2")


def test_version_whose_scenario_fails_today_is_refused() -> None:
    version = publish_renewal()
    fails = {
        "id": "usual",
        "name": {"en": "Usual", "es": "Habitual"},
        "on": "2026-01-05",
        "answers": {},
        "expected": {"steps": []},
    }
    spoil(version, number=2, definition={**version.definition, "scenarios": [fails]})

    with pytest.raises(RollBackRefusedError, match='scenario "usual": failing_scenario'):
        roll_back_wizard(key="test.renew", number=2, actor_id=None, at=NOW)

    assert Wizard.objects.get(key="test.renew").current_version == version


def test_command_offers_a_version_again_and_the_act_is_on_record(newer: WizardSpec) -> None:
    said = StringIO()

    call_command("roll_back_wizard", KEY, "--to=1", stdout=said)

    assert said.getvalue() == f"{KEY} version 1 is on offer\n"
    assert stands() == (1, 2)
    assert AuditEvent.objects.latest("id").action == "wizard.rolled_back"


@pytest.mark.parametrize(
    ("key", "number", "said"),
    [("test.absent", 1, "No wizard 'test.absent' is published."), (KEY, 9, "has no version 9")],
)
def test_command_names_what_is_not_there(key: str, number: int, said: str) -> None:
    with pytest.raises(CommandError, match=said):
        call_command("roll_back_wizard", key, f"--to={number}")
