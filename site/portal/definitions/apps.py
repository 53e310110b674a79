"""Django application of the definitions layer."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from portal.definitions.rule_functions import find_plugin_function
from portal.definitions.rules.offered import offer_functions

STREAMS = "portal.definitions.building.blocks.steps"
FEES = "portal.definitions.building.blocks.fees.fees_stream"
MESSAGES = "portal.definitions.building.blocks.messages"


class DefinitionsConfig(AppConfig):
    """Publishes what plugins define after every migrate, and lets rules call plugins' functions."""

    name = "portal.definitions"
    label = "definitions"
    verbose_name = _("Definitions")

    def ready(self) -> None:
        """Connect the publication of plugin wizards to migrate, and rules to plugins; name the parts of releases."""
        from portal.definitions import receivers  # models exist only once apps are ready
        from portal.records.releases.kinds import announce_kinds  # as above
        from portal.records.wizards.drafts import announce_blocks  # as above

        receivers.connect()
        announce_kinds("portal.definitions.releasing")
        announce_kinds("portal.definitions.building.releasing")
        offer_functions(find_plugin_function)
        for stream in ("steps", "terms", "private"):
            announce_blocks(stream, f"{STREAMS}.{stream}_stream")
        announce_blocks("fees", FEES)
        announce_blocks("messages", f"{MESSAGES}.messages_stream")
