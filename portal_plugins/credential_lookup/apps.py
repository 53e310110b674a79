"""The look-up plugin."""

from django.utils.translation import gettext_lazy as _

from portal.sdk.apps import PluginConfig


class CredentialLookupConfig(PluginConfig):
    """Offers the search by name or number and the page that verifies one certificate."""

    name = "portal_plugins.credential_lookup"
    label = "credential_lookup"
    title = _("Public look-up")
    version = "1.0"
    contract = (1, 1)
    url_slugs = ("verify",)
