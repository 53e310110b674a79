"""What rests on a wizard is told where it is edited: the pages by name, and how many drafts and applications."""

import pytest
from django.utils import timezone

from portal.definitions.building.publishing import publish_draft
from portal.users.models import User
from tests.factories.drafts import make_draft
from tests.factories.pages import make_service_page
from tests.integration.portal.casework.conftest import browser_of

pytestmark = pytest.mark.django_db


def test_pages_that_attach_it_are_counted_and_named_with_the_way_to_each(
    content_reviewer: User,
) -> None:
    draft = make_draft(content_reviewer)
    publish_draft(
        draft_id=draft.pk,
        revision_id=draft.latest_revision_id or 0,
        actor=content_reviewer,
        at=timezone.now(),
    )
    browser = browser_of(content_reviewer)
    said = "attached to 0 pages, 0 drafts, 0 sent"
    assert said in browser.get("/admin/builder/").content.decode()

    page = make_service_page(service_key=draft.key)

    said = "attached to 1 page, 0 drafts, 0 sent"
    assert said in browser.get("/admin/builder/").content.decode()
    assert said in browser.get(f"/admin/builder/edit/{draft.pk}/").content.decode()
    usage = browser.get(f"/admin/builder/usage/{draft.pk}/", follow=True)
    assert usage.redirect_chain == [(f"/admin/builder/{draft.pk}/publish/#usage-section", 302)]
    link = f'<a href="/admin/pages/{page.pk}/edit/">{page.title}</a>'
    assert link in usage.content.decode()


def test_empty_list_leads_to_the_wizards_that_come_with_the_portal(content_reviewer: User) -> None:
    browser = browser_of(content_reviewer)

    empty = browser.get("/admin/builder/").content.decode()
    make_draft(content_reviewer)
    filled = browser.get("/admin/builder/").content.decode()

    said = "No wizard has been begun here yet."
    assert (said in empty, said in filled) == (True, False)
    assert '<a class="button" href="/admin/builder/begin/">Begin from a wizard</a>' in empty
    for path in ("/admin/builder/?q=nothing", "/admin/builder/results/?q=nothing"):
        assert said not in browser.get(path).content.decode()
