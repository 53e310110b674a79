"""Wizards as parts of a release: a bundle or an earlier version, judged when planned and again when released."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from portal.definitions.bundles import write_bundle
from portal.definitions.publishing import publish_wizard
from portal.definitions.releasing import BundleKind, VersionKind
from portal.definitions.serialization import load_wizard
from portal.definitions.texts import text
from portal.records.audit.models import AuditEvent
from portal.records.models import Release, Wizard, WizardVersion
from portal.records.releases.judging import preview_part
from portal.records.releases.kinds import Part, PartRefusedError
from portal.records.releases.operations import plan_release, release_now
from portal.users.models import User
from tests.factories.renewals import NOW, make_application, publish_renewal

pytestmark = pytest.mark.django_db
KEY = "test.renew"
BUNDLES, VERSIONS = BundleKind(), VersionKind()


def publish(first: WizardVersion, title: str) -> WizardVersion:
    """Publish the wizard under another title, as an editor."""
    spec = replace(load_wizard(first.definition), title=text(title, title))
    return publish_wizard(spec=spec, origin="editor", required_plugins={}, actor_id=None, at=NOW)


@pytest.fixture
def first() -> WizardVersion:
    """Return the first of two versions, the second of which is on offer."""
    version = publish_renewal()
    publish(version, "Renew it")
    return version


def offered() -> int:
    """Return the number of the version on offer."""
    version = Wizard.objects.get(key=KEY).current_version
    assert version is not None
    return version.number


def plan(planner: User, *parts: Part) -> Release:
    """Plan a release for tomorrow."""
    now = timezone.now()
    return plan_release(
        name="Rules of July",
        due_at=now + timedelta(days=1),
        parts=parts,
        planner=planner,
        at=now,
    )


def carry_out(release: Release, actor: User | None = None) -> Release:
    """Release at once."""
    return release_now(public_id=release.public_id, actor=actor, at=timezone.now())


def test_bundle_is_published_in_the_name_of_who_released(
    first: WizardVersion, supervisor: User, admin: User
) -> None:
    bundle = BUNDLES.read(write_bundle(first).encode())
    preview = preview_part(bundle)
    release = plan(supervisor, bundle)
    assert offered() == 2

    done = carry_out(release, admin)

    assert (done.state, offered()) == (Release.State.RELEASED, 1)
    assert [(line.what, line.before, line.after) for line in preview.lines] == [
        ("Title", "Renew it", "Renew")
    ]
    assert AuditEvent.objects.get(action="wizard.published", actor_id=admin.pk).record_id == KEY


def test_bundle_of_a_new_wizard_is_published(supervisor: User) -> None:
    version = publish_renewal()
    content = write_bundle(version).encode()
    Wizard.objects.update(current_version=None)
    WizardVersion.objects.all()._raw_delete(WizardVersion.objects.db)
    Wizard.objects.all().delete()

    done = carry_out(plan(supervisor, BUNDLES.read(content)))

    assert (done.state, offered()) == (Release.State.RELEASED, 1)


def test_earlier_version_is_offered_again(
    first: WizardVersion, supervisor: User, applicant: User
) -> None:
    make_application(applicant.person, first, None)
    part = VERSIONS.pick(f"{KEY} 1")
    assert (f"{KEY} 1", "Wizard “Renew”: version 1 again") in VERSIONS.choices(supervisor)
    assert preview_part(part).counts == [("Drafts on version 1", 1)]

    done = carry_out(plan(supervisor, part))

    wizard = Wizard.objects.get(key=KEY)
    assert (done.state, offered()) == (Release.State.RELEASED, 1)
    assert wizard.declined.number == 2


@pytest.mark.parametrize("kind", ["bundle", "version"])
def test_wizard_that_was_published_meanwhile_is_a_conflict(
    first: WizardVersion, supervisor: User, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    part = (
        BUNDLES.read(write_bundle(first).encode())
        if kind == "bundle"
        else VERSIONS.pick(f"{KEY} 1")
    )
    release = plan(supervisor, part)
    publish(first, "In between")

    done = carry_out(release)
    assert (done.failure_place, done.failure) == (f"wizard {KEY}", "published_meanwhile")
    monkeypatch.setattr(type(BUNDLES), "check", lambda *_given, **_named: [])
    monkeypatch.setattr(type(VERSIONS), "check", lambda *_given, **_named: [])
    again = carry_out(release)

    assert (again.failure, again.failure_detail, offered()) == ("published_meanwhile", "2 → 3", 3)


@pytest.mark.parametrize("kind", ["bundle", "version"])
def test_what_is_on_offer_already_is_no_part(
    first: WizardVersion, supervisor: User, kind: str
) -> None:
    second = first.wizard.versions.get(number=2)
    part = (
        BUNDLES.read(write_bundle(second).encode())
        if kind == "bundle"
        else VERSIONS.pick(f"{KEY} 2")
    )

    faults = type(VERSIONS if kind == "version" else BUNDLES)().check(
        part, planner=supervisor, at=NOW
    )

    assert [fault.name for fault in faults] == ["already_on_offer"]


@pytest.mark.parametrize("kind", ["bundle", "version"])
def test_what_is_unsound_by_then_is_named(
    first: WizardVersion, supervisor: User, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    part = (
        BUNDLES.read(write_bundle(first).encode())
        if kind == "bundle"
        else VERSIONS.pick(f"{KEY} 1")
    )
    release = plan(supervisor, part)
    monkeypatch.setattr("portal.definitions.checks.is_known_type", lambda _name: False)

    done = carry_out(release)

    assert (done.failure, done.failure_detail) == ("unsound", "contact.phone: unknown_type phone")
    assert offered() == 2


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b" " * 5_000_001])
def test_file_that_is_no_bundle_is_refused(content: bytes) -> None:
    with pytest.raises(PartRefusedError) as refused:
        BUNDLES.read(content)

    assert [fault.name for fault in refused.value.faults] == ["unreadable"]


@pytest.mark.parametrize("value", ["", KEY, f"{KEY} x", f"{KEY} 9", "none.such 1", f"{KEY} 1²"])
def test_choice_that_is_none_is_refused(first: WizardVersion, value: str) -> None:
    with pytest.raises(PartRefusedError, match="gone"):
        VERSIONS.pick(value)
