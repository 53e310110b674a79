"""Typesetting: a sheet of plain facts becomes a tagged PDF. It knows no word of the domain, and keeps nothing."""
