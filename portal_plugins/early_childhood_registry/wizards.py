"""The wizards of this plugin, by name; each is defined in a module of its own."""

from portal_plugins.early_childhood_registry.join import JOIN

WIZARDS = [JOIN]
