"""Joins the content's own kinds of records to the Wagtail admin."""

from wagtail.snippets.models import register_snippet

from content.menus.viewsets import NavigationViewSet
from content.notices.viewsets import NoticeViewSet

register_snippet(NoticeViewSet)
register_snippet(NavigationViewSet)
