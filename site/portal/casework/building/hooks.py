"""Joins the builder to the Wagtail admin; registered by the layer's ``wagtail_hooks``."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from portal.casework.building.viewset import DraftPermissionPolicy, WizardDraftViewSet
from portal.records.wizards.drafts import WizardDraft

__all__ = ["builder_patterns", "register_builder"]


def register_builder() -> None:
    """Put the wizards among the snippets."""
    register_permission_policy(WizardDraft, DraftPermissionPolicy(WizardDraft))
    register_snippet(WizardDraftViewSet)


def builder_patterns() -> list[URLPattern | URLResolver]:
    """Return the builder's own pages below the admin's address."""
    return [path("builder/", include("portal.casework.building.urls"))]
