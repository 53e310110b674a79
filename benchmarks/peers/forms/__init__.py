"""A Django app with the form page of P4's peer, as Wagtail's documentation has it."""
