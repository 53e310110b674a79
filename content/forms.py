"""The editor's form of a service page: a select of the services that the portal offers now."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from content.editing.forms import PortalPageForm
from portal.sdk.catalog import Availability, Service, get_service, list_services

KIND_LABELS = {"wizard": _("Applications"), "tool": _("Tools")}


def list_service_choices(*, keep: str = "") -> list[tuple[str, Any]]:
    """Return the services for a select, grouped by kind.

    `keep` stays on the list although no plugin offers it any more, so that saving the page does not lose it.
    """
    services = list_services()
    choices: list[tuple[str, Any]] = [("", gettext("Choose a service"))]
    for kind, label in KIND_LABELS.items():
        group = [
            (service.key, _choice_label(service)) for service in services if service.kind == kind
        ]
        if group:
            choices.append((str(label), group))
    if keep and keep not in {service.key for service in services}:
        choices.append((keep, _label_of_unlisted(keep)))
    return choices


def _label_of_unlisted(key: str) -> str:
    service = get_service(key)
    if service is None:
        return gettext("%(key)s (not installed)") % {"key": key}
    return gettext("%(title)s (no longer offered)") % {"title": service.title}


def _choice_label(service: Service) -> str:
    if service.availability is Availability.OFF:
        return gettext("%(title)s (switched off)") % {"title": service.title}
    return str(service.title)


class ServicePageForm(PortalPageForm):
    """Offers services by name. The choices are made for each form and never reach the model or its migrations."""

    service_key = forms.ChoiceField(label=_("Service"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["service_key"]
        field.choices = list_service_choices(keep=self.instance.service_key or "")
        field.help_text = self.instance._meta.get_field("service_key").help_text
