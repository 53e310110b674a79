"""Joins the content's own kinds of records, and what editors work with, to the Wagtail admin."""

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from content.editing.checker import use_every_rule
from content.editing.creating import register_page_views
from content.editing.guards import (
    refuse_actions_of_autosave,
    refuse_faulty_pages,
    refuse_publishing_alone,
    tell_what_could_be_better,
    tell_what_stops_approval,
    tell_what_was_asked,
)
from content.editing.icons import add_icons
from content.editing.links.report import list_report_urls, make_menu_item
from content.editing.panels import add_panels
from content.editing.translation.views import (
    list_translation_urls,
    open_translation_of_alias,
    refuse_faulty_translation,
)
from content.menus.viewsets import NavigationViewSet
from content.notices.viewsets import NoticeViewSet
from content.snippets.viewsets import PublicContentGroup

register_snippet(NoticeViewSet)
register_snippet(NavigationViewSet)
register_snippet(PublicContentGroup)

hooks.register("register_admin_viewset", register_page_views)
hooks.register("before_publish_page", refuse_publishing_alone)
hooks.register("before_bulk_action", refuse_faulty_pages)
hooks.register("before_edit_page", open_translation_of_alias, order=-1)  # before wagtail-localize's
hooks.register("before_edit_page", refuse_faulty_translation, order=-2)
hooks.register("before_edit_snippet", refuse_faulty_translation, order=-1)
hooks.register("before_edit_page", refuse_actions_of_autosave)
hooks.register("before_edit_snippet", refuse_actions_of_autosave)
hooks.register("before_edit_page", tell_what_stops_approval)
hooks.register("before_edit_page", tell_what_was_asked, order=1)  # after wagtail-localize's
hooks.register("before_edit_snippet", tell_what_was_asked, order=1)
hooks.register("after_edit_page", tell_what_could_be_better)
hooks.register("after_create_page", tell_what_could_be_better)
hooks.register("register_admin_urls", list_report_urls)
hooks.register("register_admin_urls", list_translation_urls, order=-1)  # before wagtail-localize's
hooks.register("register_reports_menu_item", make_menu_item)
hooks.register("construct_homepage_panels", add_panels)
hooks.register("register_icons", add_icons)
hooks.register("construct_wagtail_userbar", use_every_rule)
