"""A Django app with the tables that a plain script writes an application into."""
