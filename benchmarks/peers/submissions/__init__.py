"""A Django app with the one table in which formtools' peer keeps what was submitted."""
