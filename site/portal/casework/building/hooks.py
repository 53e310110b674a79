"""Joins the builder to the Wagtail admin; registered by the layer's ``wagtail_hooks``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, include, path
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.permissions import register_permission_policy
from wagtail.snippets.action_menu import ActionMenuItem, WorkflowMenuItem
from wagtail.snippets.models import register_snippet

from portal.casework.building.access import DraftPermissionPolicy
from portal.casework.building.viewset import WizardDraftViewSet
from portal.definitions.building.locks import find_lock
from portal.records.wizards.drafts import WizardDraft

__all__ = ["builder_patterns", "keep_locked", "keep_published", "register_builder"]

STOCK_PUBLICATION = {"action-publish", "action-unpublish"}


def register_builder() -> None:
    """Put the wizards among the snippets, and their drafts under protection."""
    hooks.register("before_delete_snippet", keep_published)
    hooks.register("before_delete_snippet", keep_locked)
    hooks.register("construct_snippet_action_menu", offer_no_publication)
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


def keep_locked(request: HttpRequest, drafts: Iterable[object]) -> HttpResponse | None:
    """Keep what somebody else has locked, or what is in a review, from being deleted."""
    wizards = [each for each in drafts if isinstance(each, WizardDraft)]
    if not any(find_lock(each, request.user) for each in wizards):
        return None
    messages.error(
        request,
        _("Nothing was deleted: somebody else has locked the wizard, or it is in a review."),
    )
    return redirect(WizardDraft.snippet_viewset.get_url_name("list"))


def offer_no_publication(
    items: list[ActionMenuItem], request: HttpRequest, context: Mapping[str, Any]
) -> None:
    """Take Wagtail's ways to publish out of the menu of the form, and the promise that an approval is one."""
    if context["model"] is not WizardDraft:
        return
    items[:] = [each for each in items if each.name not in STOCK_PUBLICATION]
    draft = context.get("instance")
    task = draft.current_workflow_task if draft else None
    acts = task.get_actions(draft, request.user) if task else ()
    labels = {(name, has_form): label for name, label, has_form in acts}
    for each in items:
        if isinstance(each, WorkflowMenuItem):
            each.label = labels[each.name, each.launch_modal]


def is_published(instance: object) -> bool:
    """Tell whether something is a draft of which a version was published."""
    return isinstance(instance, WizardDraft) and instance.first_published_at is not None


def builder_patterns() -> list[URLPattern | URLResolver]:
    """Return the builder's own pages below the admin's address."""
    return [path("builder/", include("portal.casework.building.urls"))]
