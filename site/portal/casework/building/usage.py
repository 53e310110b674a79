"""What rests on a wizard: pages that attach it, drafts of applicants, applications that were sent."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.definitions.attaching import AttachingPage, list_pages
from portal.records.applications.models import Application

__all__ = ["Usage", "find_usage", "say_usage"]


@dataclass(frozen=True, slots=True)
class Usage:
    """The pages, and how many drafts and sent applications."""

    pages: list[AttachingPage]
    drafts: int
    sent: int


def find_usage(key: str) -> Usage:
    """Return what rests on the wizard of a key; 2 SQL."""
    stages = Application.objects.filter(version__wizard__key=key).order_by().values_list("stage")
    counted = dict(stages.annotate(Count("pk")))
    drafts = counted.pop(Application.Stage.DRAFT, 0)
    return Usage(pages=list_pages(key), drafts=drafts, sent=sum(counted.values()))


def say_usage(key: str) -> str:
    """Return it in words."""
    usage = find_usage(key)
    pages = ngettext("attached to %(n)s page", "attached to %(n)s pages", len(usage.pages))
    drafts = ngettext("%(n)s draft", "%(n)s drafts", usage.drafts)
    sent = ngettext("%(n)s sent", "%(n)s sent", usage.sent)
    parts = (
        pages % {"n": len(usage.pages)},
        drafts % {"n": usage.drafts},
        sent % {"n": usage.sent},
    )
    return _(", ").join(parts)
