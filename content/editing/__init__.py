"""What those who write the pages work with in Wagtail's admin: one module a subject. What readers see is not here."""
