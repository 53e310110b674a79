"""Django application of the lifecycle layer."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LifecycleConfig(AppConfig):
    """Holds no models of its own: the facts are records."""

    name = "portal.lifecycle"
    label = "lifecycle"
    verbose_name = _("Life of an application")
