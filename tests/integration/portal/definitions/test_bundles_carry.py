"""A bundle carries fees, messages and who may apply over, in both directions; the dry run names each change."""

import json
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from portal.definitions.bundles import read_bundle, write_bundle
from portal.definitions.fee_spec import FeeSpec
from portal.definitions.message_spec import MessageKind, MessageSpec
from portal.definitions.publishing import publish_wizard
from portal.definitions.rules.build import answer, eq
from portal.definitions.serialization import content_hash, load_wizard
from portal.definitions.spec import (
    Applicants,
    DraftPolicy,
    FieldSpec,
    StepSpec,
    WizardSpec,
)
from portal.definitions.texts import text
from portal.records.models import Wizard, WizardVersion
from portal.sdk.testing.cast import fill_fee_schedule
from tests.factories.costs import COSTLY
from tests.factories.renewals import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.database]
ARRIVED = MessageSpec(
    kind=MessageKind.SUBMITTED,
    subject=text("Your order arrived", "Llegó su pedido"),
    body=text("Write to us.", "Escríbanos."),
)
ASKED = StepSpec(
    id="you",
    title=text("You", "Usted"),
    fields=(
        FieldSpec(id="email", type="email", label=text("Your address", "Su correo electrónico")),
    ),
)
CHARGED = replace(COSTLY, messages=(ARRIVED,))
PLAIN = replace(COSTLY, fees=(), steps=(*COSTLY.steps, ASKED), drafts=DraftPolicy.MANY)
OPEN = replace(PLAIN, applicants=Applicants.ANYBODY)


@pytest.fixture(autouse=True)
def _fees() -> None:
    fill_fee_schedule()


def publish(spec: WizardSpec) -> WizardVersion:
    """Publish a definition as an editor."""
    return publish_wizard(spec=spec, origin="editor", required_plugins={}, actor_id=None, at=NOW)


def carry(bundle: str, folder: Path, *arguments: str) -> list[str]:
    """Import a bundle and return what was said."""
    file, said = folder / "bundle.json", StringIO()
    file.write_text(bundle)
    call_command("import_wizard", str(file), *arguments, stdout=said)
    return said.getvalue().splitlines()


def on_offer() -> WizardSpec:
    """Return what is on offer."""
    wizard = Wizard.objects.select_related("current_version").get(key=COSTLY.key)
    assert wizard.current_version is not None
    return load_wizard(wizard.current_version.definition)


@pytest.mark.parametrize("spec", [CHARGED, OPEN], ids=["fees and messages", "anybody"])
def test_bundle_brings_back_all_that_it_took(spec: WizardSpec, tmp_path: Path) -> None:
    bundle = write_bundle(publish(spec))
    publish(replace(PLAIN, title=text("Another", "Otro")))

    carry(bundle, tmp_path)

    assert on_offer() == spec
    exported = StringIO()
    call_command("export_wizard", spec.key, stdout=exported)
    assert exported.getvalue().strip() == bundle
    assert read_bundle(exported.getvalue()).spec == spec


def test_dry_run_names_what_becomes_of_fees_and_messages(tmp_path: Path) -> None:
    other = replace(ARRIVED, subject=text("Got it", "Recibido"))
    dearer = FeeSpec(id="hurry", item="initial", condition=eq(answer("hurry"), False))
    bundle = write_bundle(publish(CHARGED))
    publish(replace(CHARGED, fees=(COSTLY.fees[0], dearer), messages=(other,)))

    said = carry(bundle, tmp_path, "--dry-run")

    assert said[0] == "bureau.costly, changes from the version on offer: 4"
    assert [line.partition(":")[0].strip() for line in said[1:]] == [
        "Message “The application has arrived”",
        "Fee “Cross or additional endorsement”",
        "Fee “Application review”",
        "Fee “Application review”",
    ]
    assert said[2].endswith("Fee added")
    assert "Item of the fee schedule" in said[3]
    assert "Charged only if" in said[4]
    assert on_offer().messages == (other,)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (PLAIN, OPEN, "whoever signs in → anybody, with an account or without"),
        (OPEN, PLAIN, "anybody, with an account or without → whoever signs in"),
    ],
)
def test_dry_run_names_who_may_fill_it_in(
    before: WizardSpec, after: WizardSpec, told: str, tmp_path: Path
) -> None:
    bundle = write_bundle(publish(after))
    publish(before)

    said = carry(bundle, tmp_path, "--dry-run")

    assert said[0] == "bureau.costly, changes from the version on offer: 1"
    assert told in said[1]


def spoiled(spec: WizardSpec, name: str, value: Any) -> str:
    """Return a bundle in which something was changed, with a digest that fits."""
    data = json.loads(write_bundle(publish(spec)))
    data["definition"][name] = value
    return json.dumps({**data, "content_hash": content_hash(data["definition"])})


MESSAGE = {"subject": {"en": "A"}, "body": {"en": "B", "es": "B"}}


@pytest.mark.parametrize(
    ("spec", "name", "value", "said"),
    [
        (CHARGED, "fees", [{"id": "one", "item": "none_such"}], 'fee "one": unknown_fee_item'),
        (CHARGED, "fees", [{"id": "one", "cents": 1}], "fees.0: wrong_shape"),
        (CHARGED, "fees", {}, "fees: wrong_shape"),
        (CHARGED, "messages", {"dance": MESSAGE}, "messages: wrong_shape"),
        (CHARGED, "applicants", "everybody", "applicants: wrong_shape"),
        (OPEN, "fees", [{"id": "one", "item": "duplicate"}], 'fee "one": fee_without_account'),
    ],
)
def test_what_is_wrong_with_it_is_named_with_its_place(
    spec: WizardSpec, name: str, value: Any, said: str, tmp_path: Path
) -> None:
    with pytest.raises(CommandError) as caught:
        carry(spoiled(spec, name, value), tmp_path)

    assert said in str(caught.value)
    assert on_offer() == spec
