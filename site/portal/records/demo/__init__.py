"""Invented people for the demonstration and for measuring; nothing here is about anybody."""
