"""The wizards of this plugin, by name; each is defined in a module of its own."""

from portal_plugins.coaching_permits.renew import RENEW

WIZARDS = [RENEW]
