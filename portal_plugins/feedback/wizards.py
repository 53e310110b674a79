"""The wizards of this plugin, by name; each is defined in a module of its own."""

from portal_plugins.feedback.contact import CONTACT

WIZARDS = [CONTACT]
