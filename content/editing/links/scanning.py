"""Goes through all public pages and snippets, and keeps the links that lead nowhere.

Wagtail's reference index knows neither addresses nor what was deleted, so what is stored is read: a statement a model,
however many objects there are.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import models
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.models import DraftStateMixin, Page, Site
from wagtail.permissions import policy_registry
from wagtail.snippets.models import get_snippet_models

from content.editing.links.finding import Link, find_links
from content.editing.links.shapes import WORDS, Problem, judge_shape, split

ID = re.compile(r'\sid="([^"]+)"')
ANCHORS_FRESH_SECONDS = 86_400
PAGES_VIEW, DOCUMENTS_VIEW = "wagtail_serve", "wagtaildocs_serve"


@dataclass(frozen=True)
class BadLink:
    """A link that leads nowhere, as the report shows it."""

    source: str
    kind: str
    place: str
    target: str
    problem: Problem
    edit_url: str

    @property
    def words(self) -> str:
        """Return what is wrong."""
        return str(WORDS[self.problem])


@dataclass
class Targets:
    """What there is to lead to on this site, read once a scan."""

    request: HttpRequest
    hosts: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.hosts = {site.hostname for site in Site.objects.all()}

    @cached_property
    def pages(self) -> dict[int, Page]:
        """Return every page by its key."""
        return {page.pk: page for page in Page.objects.select_related("locale")}

    @cached_property
    def pages_by_path(self) -> dict[str, Page]:
        """Return the pages by their path, a public one before a draft of the same path."""
        ordered = sorted(self.pages.values(), key=lambda page: page.live)
        return {self._path_of(page): page for page in ordered}

    @cached_property
    def documents(self) -> set[str]:
        """Return the keys of all documents."""
        return {str(key) for key in get_document_model().objects.values_list("pk", flat=True)}

    @cached_property
    def redirects(self) -> set[str]:
        """Return the paths that lead on to another place."""
        return set(Redirect.objects.values_list("old_path", flat=True))

    def _path_of(self, page: Page) -> str:
        parts = split(page.get_full_url(self.request) or "")
        return parts.path if parts is not None else ""

    def judge(self, link: Link, source: Any) -> Problem | None:
        """Return what is wrong with a link, or None."""
        if link.kind == "page":
            return self._judge_page(self.pages.get(_key(link)))
        if link.kind == "document":
            return self._judge_document(link.target)
        parts = split(link.target.strip())
        is_own = parts is not None and (
            parts.hostname in self.hosts
            if parts.hostname
            else not parts.scheme and link.target[:1] in "/#"
        )
        if parts is None or not is_own or not link.target or " " in link.target:
            return judge_shape(link.target)
        page = self.pages_by_path.get(parts.path) if parts.path else source
        if page is None:
            return self._judge_path(parts.path)
        return self._judge_page(page) or self._judge_fragment(page, parts.fragment)

    def _judge_document(self, key: str) -> Problem | None:
        return None if key in self.documents else Problem.MISSING

    @staticmethod
    def _judge_page(page: Page | None) -> Problem | None:
        if page is None:
            return Problem.MISSING
        return None if getattr(page, "live", True) else Problem.UNPUBLISHED

    def _judge_path(self, path: str) -> Problem | None:
        """Judge a path that is no page's: an address of the portal's own, a file, or a redirect."""
        served = (settings.STATIC_URL, settings.MEDIA_URL)
        if path.startswith(served) or Redirect.normalise_path(path) in self.redirects:
            return None
        for candidate in (path, f"{path.rstrip('/')}/"):
            if candidate in self.pages_by_path:
                return self._judge_page(self.pages_by_path[candidate])
            try:
                found = resolve(candidate)
            except Resolver404:
                continue
            if found.url_name == DOCUMENTS_VIEW:
                return self._judge_document(found.args[0])
            if found.url_name != PAGES_VIEW:
                return None
        return Problem.MISSING

    def _judge_fragment(self, page: Any, fragment: str) -> Problem | None:
        if not fragment or not isinstance(page, Page):
            return None
        return None if fragment in self._read_anchors(page) else Problem.FRAGMENT

    def _read_anchors(self, page: Page) -> set[str]:
        """Return the places of a page that an address can name; drawn once a version."""
        key = f"content.anchors.{page.pk}.{page.last_published_at}".replace(" ", "_")
        anchors: set[str] | None = cache.get(key)
        if anchors is None:
            specific = page.specific
            context = specific.get_context(self.request)
            html = render_to_string(specific.get_template(self.request), context, self.request)
            anchors = set(ID.findall(html))
            cache.set(key, anchors, ANCHORS_FRESH_SECONDS)
        return anchors


def scan_links(request: HttpRequest) -> list[BadLink]:
    """Return the bad links in what the signed-in person may change, page by page."""
    targets, urls = Targets(request), AdminURLFinder()
    return [
        BadLink(
            source=_name(source),
            kind=str(source._meta.verbose_name),
            place=link.place,
            target=_describe(link, targets),
            problem=problem,
            edit_url=urls.get_edit_url(source) or "",
        )
        for source in _list_sources(request.user)
        for link in find_links(source)
        if (problem := targets.judge(link, source)) is not None
    ]


def _list_sources(user: Any) -> Iterator[Any]:
    policy = policy_registry.get_by_type(Page)
    pages = policy.instances_user_has_permission_for(user, "change").live()
    yield from pages.filter(alias_of=None).specific()  # an alias says what its original says
    for model in _snippets():
        if policy_registry.get_by_type(model).user_has_permission(user, "change"):
            objects: models.QuerySet[Any] = model._default_manager.all()
            yield from objects.filter(live=True) if issubclass(model, DraftStateMixin) else objects


def _snippets() -> list[type[models.Model]]:
    return list(get_snippet_models())


def _key(link: Link) -> int:
    """Return the key of a page; 0, which no page has, for what is no number."""
    return int(link.target) if link.target.isdecimal() else 0


def _name(source: Any) -> str:
    return str(source.title if isinstance(source, Page) else source)


def _describe(link: Link, targets: Targets) -> str:
    """Return the link as people know it: the title of a page that is there, or what is stored."""
    if link.kind == "page" and _key(link) in targets.pages:
        return str(targets.pages[_key(link)].title)
    return link.target if link.kind == "address" else f"{link.kind} {link.target}"
