"""Composition root: settings, addresses, entry points and the form renderer. Domain code does not belong here."""
