"""An editor's copy of a plugin's wizard takes over what the plugin changes later, and nothing that was not decided."""

from dataclasses import replace
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from portal.definitions.adapting import (
    ClashesLeftError,
    MovedMeanwhileError,
    NothingToMergeError,
    copy_wizard,
    find_upstream,
    merge_wizard,
)
from portal.definitions.merging_parts import Side
from portal.definitions.publishing import UnsoundDefinitionError, publish_wizard
from portal.definitions.rules.build import answer, is_answered
from portal.definitions.serialization import load_wizard
from portal.definitions.spec import FieldSpec, WizardSpec
from portal.definitions.texts import text
from portal.records.models import AuditEvent, Wizard, WizardVersion
from tests.factories.renewals import NOW, publish_renewal

pytestmark = pytest.mark.django_db
PLUGINS, COPY = "test.renew", "bureau.renew"
WHY = FieldSpec(id="why", type="text", label=text("Why?", "¿Por qué?"))
TITLE = "wizard:title.en"


@pytest.fixture
def copied() -> WizardVersion:
    """Return the editor's copy."""
    publish_renewal(PLUGINS)
    return copy_wizard(from_key=PLUGINS, key=COPY, actor_id=None, at=NOW)


def spec_of(key: str) -> WizardSpec:
    """Return what is on offer."""
    version = Wizard.objects.select_related("current_version").get(key=key).current_version
    assert version is not None
    return load_wizard(version.definition)


def change(key: str, **changes: object) -> WizardVersion:
    """Publish a wizard with changes."""
    origin = Wizard.objects.get(key=key).origin
    return publish_wizard(
        spec=replace(spec_of(key), **changes),  # type: ignore[arg-type]
        origin=origin,
        required_plugins={},
        actor_id=None,
        at=NOW,
    )


def ask_why(key: str) -> WizardVersion:
    """Publish a wizard with one question more."""
    (contact,) = spec_of(key).steps
    return change(key, steps=(replace(contact, fields=(*contact.fields, WHY)),))


def merge(**take: Side) -> WizardVersion:
    """Merge the copy, with a decision on the title where one is given."""
    chosen = {TITLE: take["title"]} if take else {}
    return merge_wizard(key=COPY, take=chosen, actor_id=None, at=NOW)


def test_copy_is_an_editors_switched_off_and_remembers_its_template(copied: WizardVersion) -> None:
    wizard = Wizard.objects.get(key=COPY)

    assert (wizard.origin, wizard.is_on) == ("editor", False)
    assert wizard.copied_from == WizardVersion.objects.get(wizard__key=PLUGINS)
    assert AuditEvent.objects.filter(action="wizard.copied", record_id=COPY).count() == 1
    assert find_upstream(COPY) is None
    with pytest.raises(NothingToMergeError):
        merge()


def test_merge_keeps_ours_takes_theirs_and_is_done_once(copied: WizardVersion) -> None:
    change(COPY, title=text("Renew here", "Renovar aquí"))
    newest = ask_why(PLUGINS)

    version = merge()

    merged = spec_of(COPY)
    assert merged.title["en"] == "Renew here"
    assert [field.id for field in merged.fields()] == ["phone", "why"]
    assert version.number == 3
    assert Wizard.objects.get(key=COPY).copied_from == newest
    assert AuditEvent.objects.filter(action="wizard.merged", record_id=COPY).count() == 1
    assert find_upstream(COPY) is None


def test_clash_is_published_only_as_decided(copied: WizardVersion) -> None:
    change(COPY, title=text("Ours", "Renovar"))
    change(PLUGINS, title=text("Theirs", "Renovar"))

    with pytest.raises(ClashesLeftError) as caught:
        merge()

    assert [clash.key for clash in caught.value.clashes] == [TITLE]
    assert spec_of(COPY).title["en"] == "Ours"
    merge(title=Side.THEIRS)
    assert spec_of(COPY).title["en"] == "Theirs"


def test_merge_that_is_not_sound_is_refused_and_nothing_is_written(copied: WizardVersion) -> None:
    (contact,) = spec_of(COPY).steps
    more = replace(
        contact, id="more", fields=(replace(WHY, condition=is_answered(answer("phone"))),)
    )
    change(COPY, steps=(contact, more))
    change(PLUGINS, steps=(replace(contact, fields=(replace(WHY, id="how"),)),))
    before = Wizard.objects.get(key=COPY).current_version_id

    with pytest.raises(UnsoundDefinitionError):
        merge()

    assert Wizard.objects.get(key=COPY).current_version_id == before
    assert not AuditEvent.objects.filter(action="wizard.merged").exists()


def test_merge_of_what_has_moved_on_since_it_was_seen_is_refused(copied: WizardVersion) -> None:
    ask_why(PLUGINS)
    upstream = find_upstream(COPY)
    assert upstream is not None
    change(COPY, minutes=25)

    with pytest.raises(MovedMeanwhileError):
        merge_wizard(key=COPY, take={}, seen=upstream.state, actor_id=None, at=NOW)


def test_commands_copy_tell_and_merge() -> None:
    publish_renewal(PLUGINS)
    said = StringIO()
    call_command("copy_wizard", PLUGINS, COPY, stdout=said)
    change(COPY, title=text("Ours", "Renovar"))
    change(PLUGINS, title=text("Theirs", "Renovar"))

    call_command("merge_wizard", COPY, "--dry-run", stdout=said)
    with pytest.raises(CommandError, match=f"{TITLE}: ours"):
        call_command("merge_wizard", COPY)
    call_command("merge_wizard", COPY, "--take", f"{TITLE}=theirs", stdout=said)

    assert said.getvalue().splitlines() == [
        "bureau.renew version 1 is published, switched off",
        "bureau.renew, changes from the version on offer: 0",
        "clashes: 1, of which not decided: 1",
        '  wizard:title.en: ours "Ours", theirs "Theirs"',
        "bureau.renew version 3 is on offer",
    ]


@pytest.mark.parametrize(
    ("from_key", "key", "reason"),
    [
        ("absent.wizard", COPY, "No plugin's wizard"),
        (PLUGINS, "certification.renew_professional", "another wizard's key"),
        (PLUGINS, "No Key", "bad_key"),
    ],
)
def test_copy_that_cannot_be_made_is_refused(from_key: str, key: str, reason: str) -> None:
    publish_renewal(PLUGINS)

    with pytest.raises(CommandError, match=reason):
        call_command("copy_wizard", from_key, key)

    assert not Wizard.objects.filter(origin="editor").exists()
