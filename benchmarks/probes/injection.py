"""Writes a payload into every text that an editor has: the fields and blocks of every page type, pictures, documents,
snippets, the builder's wizards and redirects; and lists where readers and editors meet it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from config.loading import load_apps

load_apps()

from django import forms  # noqa: E402 (the apps are loaded above)
from django.conf import settings  # noqa: E402
from django.contrib.auth import get_user_model  # noqa: E402
from django.core.exceptions import ValidationError  # noqa: E402
from django.core.files.base import ContentFile  # noqa: E402
from django.db import DatabaseError, models, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402
from wagtail.blocks import StreamValue  # noqa: E402
from wagtail.contrib.redirects.models import Redirect  # noqa: E402
from wagtail.documents import get_document_model  # noqa: E402
from wagtail.fields import StreamField  # noqa: E402
from wagtail.images import get_image_model  # noqa: E402
from wagtail.images.tests.utils import get_test_image_file  # noqa: E402
from wagtail.models import Locale, Page, Site, get_page_models  # noqa: E402
from wagtail.snippets.models import get_snippet_models  # noqa: E402

from benchmarks.filling import OTHERWISE, Pen  # noqa: E402
from benchmarks.payloads import PAYLOADS  # noqa: E402
from benchmarks.processes import answer_requests  # noqa: E402
from content.menus.models import Navigation  # noqa: E402
from content.pages.base import PortalPage  # noqa: E402
from portal.records.wizards.drafts import WizardDraft  # noqa: E402

SEARCHES = ("/search/?q=alert", "/search/?q=script", "/search/suggestions/?q=al")
SHORT_WIZARDS = 3


def write_all(full: bool, payloads: Sequence[str] = PAYLOADS) -> dict[str, Any]:
    """Write every payload; return the addresses to look at, how much was tried and a session to look with."""
    types = [each for each in get_page_models() if issubclass(each, PortalPage)]
    home = Site.objects.get(is_default_site=True).root_page
    paths, pens, unwritten = ["/"], [], set()
    for number, payload in enumerate(payloads):
        pen = Pen(payload, _make_image(payload))
        pens.append(pen)
        _make_document(payload)
        paths += _make_redirect(payload, number)
        for model in get_snippet_models():
            if model is not Navigation and not _make_snippet(model, number, pen):
                unwritten.add(model.__name__)
        for page_type in types if full else [types[number % len(types)]]:
            paths.append(_make_page(page_type, number, home, pen))
    _fill_menus(home.locale, pens)
    return {
        "paths": [*paths, *SEARCHES],
        "session": _sign_in(),
        "admin": [*_list_admin_paths(home), *_list_snippet_paths(full)],
        "tried": sum(pen.tried for pen in pens),
        "refused": sum(pen.refused for pen in pens),
        "unwritten": sorted(unwritten),
    }


def _make_page(page_type: type[Page], number: int, home: Page, pen: Pen) -> str:
    """Publish a page below the home page, which takes another home page too where no form asks."""
    page = page_type(slug=f"{page_type.__name__.lower()}-{number}", locale=home.locale)
    pen.fill(page)
    if hasattr(page, "service_key"):
        page.service_key = "none.such"
    home.add_child(instance=page)
    page.save_revision(clean=False).publish()
    home.refresh_from_db()
    return str(page.get_url())


def _make_snippet(model: Any, number: int, pen: Pen) -> bool:
    """Write a snippet, for the pages that may choose one; tell whether it could be."""
    snippet = model()
    pen.fill(snippet)
    if hasattr(snippet, "locale_id") and not snippet.locale_id:
        snippet.locale = Locale.objects.first()
    if isinstance(snippet, WizardDraft):
        snippet.key = f"hostile.{number}"
    try:
        with transaction.atomic():
            snippet.save()
    except (DatabaseError, ValidationError):
        return False
    pen.rows[model] = snippet
    return True


def _fill_menus(locale: Locale, pens: Sequence[Pen]) -> None:
    """Put the texts of all payloads into the one pair of menus, longer than its form would take it."""
    menus = Navigation.objects.get_or_create(locale=locale)[0]
    for name in ("main", "footer"):
        field = Navigation._meta.get_field(name)
        assert isinstance(field, StreamField)
        block = field.stream_block
        children = [child for pen in pens for child in pen.stream(block)]
        pairs = [(child.block_type, child.value) for child in children]
        setattr(menus, name, StreamValue(block, pairs))
    menus.save()


def _make_image(payload: str) -> Any:
    title = _title(payload)
    file = get_test_image_file(size=(8, 8))
    return get_image_model().objects.create(title=title, description=payload, file=file)


def _make_document(payload: str) -> None:
    file = ContentFile(b"x", name="x.txt")
    get_document_model().objects.create(title=_title(payload), file=file)


def _title(payload: str) -> str:
    return Pen(payload, None).accept(forms.CharField(max_length=255), OTHERWISE)


def _make_redirect(payload: str, number: int) -> list[str]:
    target = Pen(payload, None).accept(forms.URLField(assume_scheme="https"), "")
    old = Redirect.normalise_path(f"/{payload}"[:255])
    Redirect.objects.create(old_path=old, redirect_link="/")
    if not target:
        return []
    path = f"/redirected-{number}"
    Redirect.objects.create(old_path=path, redirect_link=target)
    return [path]


def _sign_in() -> dict[str, str]:
    user = get_user_model().objects.create_superuser("reader", "reader@x.org", "x")
    browser = Client()
    browser.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": browser.cookies[name].value}


def _list_admin_paths(home: Page) -> list[str]:
    edits = {type(page.specific): page.pk for page in Page.objects.filter(depth__gt=1)}
    return [
        *("/admin/", f"/admin/pages/{home.pk}/", "/admin/images/", "/admin/documents/"),
        *("/admin/redirects/", "/admin/reports/links/", "/admin/reports/site-history/"),
        *(f"/admin/pages/{pk}/edit/" for pk in edits.values()),
    ]


def _list_snippet_paths(full: bool) -> Iterator[str]:
    """Yield the list of each kind of snippet and a form; of wizards also preview and map, at FULL=1 of each."""
    for model in get_snippet_models():
        views = model.snippet_viewset
        yield reverse(views.get_url_name("list"))
        newest: list[models.Model] = list(model.objects.order_by("-pk"))
        several = None if full else SHORT_WIZARDS
        for each in newest[: several if model is WizardDraft else 1]:
            yield reverse(views.get_url_name("edit"), args=[each.pk])
            if model is WizardDraft:
                yield from (
                    reverse(f"building:{name}", args=[each.pk]) for name in ("preview", "map")
                )


if __name__ == "__main__":
    answer_requests({"write_all": write_all})
