"""How editors find notices in the admin."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column

from content.editing.creating import TranslatedViewSet
from content.notices.models import Notice
from content.notices.queries import is_on


def say_state(notice: Notice) -> str:
    """Return in a word or two whether readers see a notice at the moment."""
    now = timezone.now()
    if not notice.live:
        return str(_("Not published"))
    if is_on(notice, now):
        return str(_("Shown now"))
    return str(_("Past") if notice.ends_at and notice.ends_at <= now else _("Still to come"))


class NoticeViewSet(TranslatedViewSet):
    """Notices, in the admin's menu like pages."""

    model = Notice
    icon = "warning"
    menu_label = _("Notices")
    menu_name = "notices"
    menu_order = 210
    add_to_admin_menu = True
    list_display = [
        "title",
        Column("locale", label=_("Language"), sort_key="locale", classname="cw-minor"),
        Column("level", label=_("Level"), accessor="get_level_display", sort_key="level"),
        Column("state", label=_("State"), accessor=say_state),
        Column("starts_at", label=_("Shown from"), sort_key="starts_at", classname="cw-minor"),
        Column("ends_at", label=_("Shown until"), sort_key="ends_at", classname="cw-minor"),
    ]
    list_filter = ["level", "live"]
    search_fields = ["title"]
