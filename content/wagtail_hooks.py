"""Joins what editors work with to Wagtail's admin. What each does is in content.editing."""

from wagtail import hooks

from content.editing.checker import use_every_rule
from content.editing.guards import (
    refuse_faulty_pages,
    refuse_publishing_alone,
    tell_what_could_be_better,
    tell_what_stops_approval,
)
from content.editing.links.report import list_report_urls, make_menu_item
from content.editing.panels import add_panels

hooks.register("before_publish_page", refuse_publishing_alone)
hooks.register("before_bulk_action", refuse_faulty_pages)
hooks.register("before_edit_page", tell_what_stops_approval)
hooks.register("after_edit_page", tell_what_could_be_better)
hooks.register("after_create_page", tell_what_could_be_better)
hooks.register("register_admin_urls", list_report_urls)
hooks.register("register_reports_menu_item", make_menu_item)
hooks.register("construct_homepage_panels", add_panels)
hooks.register("construct_wagtail_userbar", use_every_rule)
