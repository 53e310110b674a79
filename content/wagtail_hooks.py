"""Joins the public content to the Wagtail admin."""

from wagtail.snippets.models import register_snippet

from content.snippets.viewsets import PublicContentGroup

register_snippet(PublicContentGroup)
