"""How editors find notices in the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSet

from content.notices.models import Notice


class NoticeViewSet(SnippetViewSet):
    """Notices, in the admin's menu like pages."""

    model = Notice
    icon = "warning"
    menu_label = _("Notices")
    menu_name = "notices"
    menu_order = 210
    add_to_admin_menu = True
    list_display = ["title", "locale", "level", "starts_at", "ends_at", "live"]
    list_filter = ["level", "live"]
    search_fields = ["title"]
