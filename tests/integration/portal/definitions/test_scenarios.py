"""A definition is published only while its scenarios pass; who runs it never loads them."""

from dataclasses import replace
from io import StringIO
from typing import Any
from unittest import mock

import pytest
from django.core.management import CommandError, call_command

from portal.definitions import expectations
from portal.definitions.compiled import get_compiled, get_whole_spec
from portal.definitions.published import find_wizard_service
from portal.definitions.publishing import UnsoundDefinitionError, publish_wizard, sync_wizards
from portal.definitions.spec import WizardSpec
from portal.records.audit.models import AuditEvent
from portal.records.wizards.models import Wizard, WizardVersion
from tests.factories.renewals import NOW
from tests.factories.scenarios import SPEC, USUAL, answering, expecting

pytestmark = pytest.mark.django_db
FAILING = replace(USUAL, id="failing", answers=answering(training={"hours": 3}))


def publish(spec: WizardSpec) -> WizardVersion:
    """Publish a definition as an editor."""
    return publish_wizard(spec=spec, origin="editor", required_plugins={}, actor_id=None, at=NOW)


def written() -> tuple[int, int, int]:
    """Return how many wizards, versions and audit events there are."""
    return Wizard.objects.count(), WizardVersion.objects.count(), AuditEvent.objects.count()


@pytest.mark.parametrize(
    ("facts", "name"),
    [
        ({"expected": expecting(needed=())}, "failing_scenario"),
        ({"answers": answering(lost={})}, "unknown_step_in_scenario"),
        ({"record": {"person.email": 5}}, "wrong_type_in_scenario"),
        ({"on": NOW.date()}, "unreadable_scenario"),
    ],
)
def test_publication_is_refused_by_name_and_nothing_is_written(
    facts: dict[str, Any], name: str
) -> None:
    before = written()

    with pytest.raises(UnsoundDefinitionError) as caught:
        publish(replace(SPEC, scenarios=(USUAL, replace(USUAL, id="other", **facts))))

    assert {(each.name, each.place) for each in caught.value.errors} == {(name, 'scenario "other"')}
    assert written() == before


def test_the_same_definition_is_published_without_the_failing_scenario() -> None:
    before = WizardVersion.objects.count()

    version = publish(SPEC)

    assert WizardVersion.objects.count() == before + 1
    assert [each["id"] for each in version.definition["scenarios"]] == ["usual"]


def test_plugins_wizards_are_held_to_their_scenarios_too() -> None:
    before = written()

    with pytest.raises(UnsoundDefinitionError, match='scenario "failing": failing_scenario'):
        sync_wizards(offered=[("demo", "1.0", replace(SPEC, scenarios=(FAILING,)))], at=NOW)

    assert written() == before


def test_what_is_on_offer_is_not_taken_away_when_a_scenario_begins_to_fail() -> None:
    version = publish(SPEC)
    other = replace(expectations.EXPECTATIONS["steps"], find=lambda judged: iter(()))

    with mock.patch.dict(expectations.EXPECTATIONS, steps=other):
        assert publish(SPEC) == version
        with pytest.raises(UnsoundDefinitionError, match="steps: expected"):
            publish(replace(SPEC, minutes=7))


def test_going_back_to_content_whose_scenario_fails_now_is_refused() -> None:
    publish(SPEC)
    publish(replace(SPEC, minutes=7))
    other = replace(expectations.EXPECTATIONS["steps"], find=lambda judged: iter(()))

    with (
        mock.patch.dict(expectations.EXPECTATIONS, steps=other),
        pytest.raises(UnsoundDefinitionError),
    ):
        publish(SPEC)


def test_nobody_who_runs_a_wizard_loads_its_scenarios() -> None:
    version = publish(SPEC)

    compiled = get_compiled(version.pk, version.content_hash)

    assert compiled.spec == replace(SPEC, scenarios=())
    assert get_whole_spec(compiled) == SPEC
    service = find_wizard_service(SPEC.key)
    assert service is not None
    assert service.spec is compiled.spec


def test_scenario_of_a_later_release_stops_nobody_who_runs_the_wizard() -> None:
    version = publish(SPEC)
    definition = {**version.definition, "scenarios": [{"id": "usual", "fees": 5}]}
    later = WizardVersion.objects.create(
        wizard=version.wizard,
        number=2,
        schema_version=1,
        definition=definition,
        content_hash="f" * 64,
        published_at=NOW,
    )

    compiled = get_compiled(later.pk, later.content_hash)

    assert compiled.spec == replace(SPEC, scenarios=())
    assert get_whole_spec(compiled) == compiled.spec


def test_command_prints_each_scenario_with_its_outcome() -> None:
    publish(replace(SPEC, scenarios=(USUAL, replace(USUAL, id="again"))))
    publish(replace(SPEC, scenarios=()))
    said = StringIO()

    call_command("check_wizard", SPEC.key, "--version=1", stdout=said)
    call_command("check_wizard", SPEC.key, stdout=said)

    assert said.getvalue().splitlines() == [
        "test.permit version 1, scenarios: 2",
        "  passes  usual: Stays where they are",
        "  passes  again: Stays where they are",
        "test.permit version 2, scenarios: 0",
    ]


def test_command_fails_where_a_scenario_does() -> None:
    publish(replace(SPEC, scenarios=(replace(USUAL, id="again"), USUAL)))
    other = replace(expectations.EXPECTATIONS["needed"], find=lambda judged: iter(["papers.proof"]))
    said = StringIO()

    with (
        mock.patch.dict(expectations.EXPECTATIONS, needed=other),
        pytest.raises(CommandError, match=r"Scenarios that fail: 2 of 2\.") as caught,
    ):
        call_command("check_wizard", SPEC.key, stdout=said)

    assert caught.value.returncode == 1
    assert said.getvalue().splitlines()[1:3] == [
        "  FAILS  again: Stays where they are",
        "          Documents needed: expected Papers › either; found Papers › Proof",
    ]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["test.absent"], "No wizard 'test.absent' is published."),
        (["test.permit", "--version=7"], "test.permit has no version 7."),
        (["test.permit", "--version=2"], "cannot be read"),
    ],
)
def test_command_names_what_is_not_there_or_cannot_be_read(arguments: list[str], said: str) -> None:
    version = publish(SPEC)
    WizardVersion.objects.create(
        wizard=version.wizard,
        number=2,
        schema_version=1,
        definition={**version.definition, "scenarios": [{"id": "usual"}]},
        content_hash="f" * 64,
        published_at=NOW,
    )

    with pytest.raises(CommandError, match=said):
        call_command("check_wizard", *arguments)
