"""The main menu and the footer: written by editors, one a language, read once a page."""
