"""The wizards of this plugin, by name; each is defined in a module of its own."""

from portal_plugins.certification.renew_professional import RENEW_PROFESSIONAL

WIZARDS = [RENEW_PROFESSIONAL]
