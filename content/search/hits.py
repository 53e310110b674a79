"""What a search finds, before it is drawn and as it is shown. How it is found is in the modules beside."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _


class Kind(StrEnum):
    """What is found, as readers filter it."""

    PAGE = "page"
    SERVICE = "service"
    RESOURCE = "resource"
    COURSE = "course"
    DOCUMENT = "document"


KIND_LABELS = {
    Kind.PAGE: _("Pages"),
    Kind.SERVICE: _("Services"),
    Kind.RESOURCE: _("Guides and forms"),
    Kind.COURSE: _("Courses"),
    Kind.DOCUMENT: _("Documents"),
}


@dataclass(frozen=True)
class Hit:
    """Something found, before it is drawn: a page or a document by number, all else by its own words."""

    kind: Kind
    title: str
    language: str = ""
    pk: int = 0
    url: str = ""
    summary: str = ""


@dataclass(frozen=True)
class Result:
    """Something found, as it is shown."""

    kind: Kind
    title: SafeString
    url: str
    language: str
    excerpt: SafeString
