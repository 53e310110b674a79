"""Joins the builder to the Wagtail admin; registered by the layer's ``wagtail_hooks``."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, include, path
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from portal.casework.building.access import DraftPermissionPolicy
from portal.casework.building.viewset import WizardDraftViewSet
from portal.records.wizards.drafts import WizardDraft

__all__ = ["builder_patterns", "keep_published", "register_builder"]


def register_builder() -> None:
    """Put the wizards among the snippets, and their drafts under protection."""
    hooks.register("before_delete_snippet", keep_published)
    register_permission_policy(WizardDraft, DraftPermissionPolicy(WizardDraft))
    register_snippet(WizardDraftViewSet)


def keep_published(request: HttpRequest, drafts: Iterable[object]) -> HttpResponse | None:
    """Keep drafts of what was published from being deleted, one by one or many at once."""
    published = [each for each in drafts if is_published(each)]
    if not published:
        return None
    messages.error(
        request, _("What was published is not deleted: its draft is the way to its next version.")
    )
    return redirect(WizardDraft.snippet_viewset.get_url_name("list"))


def is_published(instance: object) -> bool:
    """Tell whether something is a draft of which a version was published."""
    return isinstance(instance, WizardDraft) and instance.first_published_at is not None


def builder_patterns() -> list[URLPattern | URLResolver]:
    """Return the builder's own pages below the admin's address."""
    return [path("builder/", include("portal.casework.building.urls"))]
