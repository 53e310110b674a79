"""How editors find the menus in the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn

from content.editing.creating import TranslatedViewSet
from content.menus.models import Navigation


class NavigationViewSet(TranslatedViewSet):
    """Main menu and footer, one entry a language."""

    model = Navigation
    icon = "list-ul"
    menu_label = _("Menus and footer")
    menu_name = "menus-and-footer"
    menu_order = 220
    add_to_admin_menu = True
    list_display = ["__str__", BooleanColumn("live", label=_("Published"))]
