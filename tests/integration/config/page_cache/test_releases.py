"""What is released together is seen together, in the next answer of the page cache; what failed is not seen at all."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from content.editing.releasing import PageKind
from content.pages.service import ServicePage
from portal.definitions.bundles import write_bundle
from portal.definitions.publishing import publish_wizard
from portal.definitions.releasing import BundleKind
from portal.definitions.serialization import load_wizard
from portal.records.models import Release
from portal.records.releases.operations import plan_release, release_due
from portal.users.models import User
from tests.factories.pages import make_service_page
from tests.factories.renewals import NOW, publish_renewal
from tests.integration.config.page_cache.browser import Portal

pytestmark = pytest.mark.django_db(transaction=True)
ADDRESS = "/renewal/"
LATER = timedelta(days=2)


@pytest.fixture
def release(portal: Portal, admin: User) -> Release:
    """Return a release of a page and of its wizard, which both say something else; the page is kept as it is."""
    longer = publish_renewal()
    bundle = write_bundle(longer)
    shorter = replace(load_wizard(longer.definition), minutes=7)
    publish_wizard(spec=shorter, origin="editor", required_plugins={}, actor_id=None, at=NOW)
    page = make_service_page(title="Renewal", slug="renewal", service_key="test.renew")
    draft = page.get_latest_revision_as_object()
    draft.title = "Renewal of July"
    draft.save_revision(user=admin)
    assert portal.get(ADDRESS).by == "miss"
    assert portal.get(ADDRESS).by == "hit"
    now = timezone.now()
    parts = [PageKind().pick(str(page.pk)), BundleKind().read(bundle.encode())]
    return plan_release(
        name="July", due_at=now + timedelta(days=1), parts=parts, planner=admin, at=now
    )


def test_page_and_wizard_are_seen_at_once(portal: Portal, release: Release) -> None:
    before = portal.get(ADDRESS)
    assert ("7 minutes" in before.text, "Renewal of July" in before.text) == (True, False)

    release_due(at=timezone.now() + LATER)

    after = portal.get(ADDRESS)
    assert after.by == "miss"
    assert ("7 minutes" in after.text, "Renewal of July" in after.text) == (False, True)


def test_page_stays_as_it_was_where_the_wizard_cannot_be_published(
    portal: Portal, release: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_given: object, **_named: object) -> None:
        raise LookupError("no such thing")

    monkeypatch.setattr(BundleKind, "apply", fail)
    release_due(at=timezone.now() + LATER)

    release.refresh_from_db()
    assert (release.state, release.failure_place) == (Release.State.FAILED, "wizard test.renew")
    assert ServicePage.objects.get(slug="renewal").title == "Renewal"
    answer = portal.get(ADDRESS)
    assert ("7 minutes" in answer.text, "Renewal of July" in answer.text) == (True, False)
