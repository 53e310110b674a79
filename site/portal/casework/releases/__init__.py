"""The screens of releases: what is planned, what would happen, and what became of it."""
