"""Django app configuration of the account model."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UsersConfig(AppConfig):
    """Registers the account model under the label `users`."""

    name = "portal.users"
    label = "users"
    verbose_name = _("accounts")
    default_auto_field = "django.db.models.BigAutoField"
