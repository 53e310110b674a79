"""Production with an SQLite whose transactions cannot queue, which must not start."""
