"""Writes a payload into every text that an editor has: the fields and blocks of every page type, pictures, documents,
snippets and redirects. What the form of a field refuses is not stored, as it would not be.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import timedelta
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
from django.utils import timezone  # noqa: E402
from wagtail import blocks  # noqa: E402
from wagtail.contrib.redirects.models import Redirect  # noqa: E402
from wagtail.documents import get_document_model  # noqa: E402
from wagtail.fields import RichTextField, StreamField  # noqa: E402
from wagtail.images.blocks import ImageBlock  # noqa: E402
from wagtail.images.tests.utils import get_test_image_file  # noqa: E402
from wagtail.models import Locale, Page, Site, get_page_models  # noqa: E402
from wagtail.rich_text import RichText  # noqa: E402
from wagtail.snippets.models import get_snippet_models  # noqa: E402

from benchmarks.payloads import PAYLOADS  # noqa: E402
from benchmarks.processes import answer_requests  # noqa: E402
from content.pages.base import PortalPage  # noqa: E402
from portal.definitions.building.kept import LOCKED  # noqa: E402

OWN = {"title", "seo_title", "search_description"}
LEFT_OUT = {"slug", "url_path", "draft_title", "path", "service_key"}
counts = {"tried": 0, "refused": 0}


def write_all(full: bool, payloads: Sequence[str] = PAYLOADS) -> dict[str, Any]:
    """Write every payload; return the addresses to look at, how much was tried and a session to look with."""
    types = [each for each in get_page_models() if issubclass(each, PortalPage)]
    home = Site.objects.get(is_default_site=True).root_page
    paths: list[str] = []
    for number, payload in enumerate(payloads):
        image = _make_image(payload)
        _make_document(payload)
        chosen = types if full else [types[number % len(types)]]
        for page_type in chosen:
            page = _make_page(page_type, payload, number, home, image)
            if page is not None and (url := page.get_url()):
                paths.append(url)
        paths += _make_redirect(payload, number)
        for model in get_snippet_models():
            _make_snippet(model, payload, image)
    return {
        "paths": ["/", *paths],
        "session": _sign_in(),
        "admin": _list_admin_paths(home),
        **counts,
    }


def _make_page(
    page_type: type[Page], payload: str, number: int, home: Page, image: Any
) -> Page | None:
    page = page_type(slug=f"{page_type.__name__.lower()}-{number}", locale=home.locale)
    _fill(page, payload, image)
    if hasattr(page, "service_key"):
        page.service_key = "none.such"
    parent = home if page_type.can_create_at(home) else home.get_parent()
    if parent.depth == 1:  # another home page: shown in the place of the site's own
        page = home.specific
        _fill(page, payload, image)
    else:
        parent.add_child(instance=page)
    page.save_revision(clean=False).publish()
    home.refresh_from_db()
    saved: Page = Page.objects.get(pk=page.pk)
    return saved


def _fill(instance: models.Model, payload: str, image: Any) -> None:
    for field in instance._meta.get_fields():
        name = getattr(field, "name", "")
        is_wagtails = isinstance(instance, Page) and field.model is Page
        if name in LEFT_OUT or (is_wagtails and name not in OWN):
            continue
        if isinstance(field, StreamField):
            setattr(instance, name, _stream(field.stream_block, payload, image))
        elif isinstance(field, RichTextField):
            setattr(instance, name, _rich_text(blocks.RichTextBlock(), payload).source)
        elif isinstance(field, models.CharField | models.TextField) and not field.choices:
            setattr(instance, name, _accept(field.formfield(), payload, _harmless(field)))
        elif isinstance(field, models.DateTimeField) and not field.blank:
            setattr(instance, name, timezone.now() + timedelta(hours=field.creation_counter))


def _harmless(field: models.Field[Any, Any]) -> str:
    """Return what stands in a field whose form refused the payload."""
    if field.blank:
        return ""
    return "https://example.org/" if isinstance(field, models.URLField) else "Words"


def _accept(field: Any, payload: str, otherwise: str) -> str:
    """Return the payload where the field's form takes it."""
    counts["tried"] += 1
    limit = getattr(field, "max_length", None) or len(payload)
    try:
        return str(field.clean(payload[:limit]))
    except ValidationError:
        counts["refused"] += 1
        return otherwise


def _stream(block: blocks.StreamBlock, payload: str, image: Any) -> blocks.StreamValue:
    children = [
        (name, _value(child, payload, image))
        for name, child in block.child_blocks.items()
        if name != LOCKED
    ]
    return blocks.StreamValue(block, children)


def _value(block: blocks.Block, payload: str, image: Any) -> Any:
    if isinstance(block, ImageBlock):
        image.contextual_alt_text, image.decorative = payload, False
        return image
    if isinstance(block, blocks.StreamBlock):
        return _stream(block, payload, image)
    if isinstance(block, blocks.ListBlock):
        return block.normalize([_value(block.child_block, payload, image)])
    if isinstance(block, blocks.StructBlock):
        values = {name: _value(child, payload, image) for name, child in block.child_blocks.items()}
        return block.normalize(values)
    if isinstance(block, blocks.RichTextBlock):
        return _rich_text(block, payload)
    field = getattr(block, "field", None)
    if type(field) in {forms.CharField, forms.URLField, forms.RegexField}:
        return _accept(field, payload, "/")
    if isinstance(block, blocks.ChoiceBlock):
        choices = [key for key, _label in block.field.choices if key]
        return choices[0] if choices else ""
    return block.get_default()


def _rich_text(block: blocks.RichTextBlock, payload: str) -> RichText:
    """Return what the rich-text editor would store of the payload: as words, and as the address of a link."""
    counts["tried"] += 2
    words = {"key": "aaaaa", "text": payload, "type": "unstyled", "depth": 0}
    link = {"offset": 0, "length": min(len(payload), 5), "key": 0}
    state = {
        "blocks": [
            {**words, "inlineStyleRanges": [], "entityRanges": []},
            {**words, "key": "bbbbb", "inlineStyleRanges": [], "entityRanges": [link]},
        ],
        "entityMap": {"0": {"type": "LINK", "mutability": "MUTABLE", "data": {"url": payload}}},
    }
    value: RichText = block.value_from_datadict({"x": json.dumps(state)}, {}, "x")
    return value


def _make_image(payload: str) -> Any:
    from wagtail.images import get_image_model  # deferred: needs the apps

    title = _accept(forms.CharField(max_length=255), payload, "Words")
    return get_image_model().objects.create(
        title=title, description=payload, file=get_test_image_file(size=(8, 8))
    )


def _make_document(payload: str) -> None:
    title = _accept(forms.CharField(max_length=255), payload, "Words")
    get_document_model().objects.create(title=title, file=ContentFile(b"x", name="x.txt"))


def _make_redirect(payload: str, number: int) -> list[str]:
    target = _accept(forms.URLField(assume_scheme="https"), payload, "")
    _accept(forms.CharField(max_length=255), payload, "")
    path = f"/redirected-{number}"
    Redirect.objects.create(
        old_path=Redirect.normalise_path(f"/{payload}"[:255]), redirect_link="/"
    )
    if target:
        Redirect.objects.create(old_path=path, redirect_link=target)
        return [path]
    return []


def _make_snippet(model: Any, payload: str, image: Any) -> None:
    """Write a snippet; one that asks for more than words is counted by nobody."""
    snippet = model()
    _fill(snippet, payload, image)
    if hasattr(snippet, "locale_id") and not snippet.locale_id:
        snippet.locale = Locale.objects.first()
    try:
        with transaction.atomic():
            snippet.save()
    except (DatabaseError, ValidationError):
        return


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


if __name__ == "__main__":
    answer_requests({"write_all": write_all})
