"""Shared records in the admin by wagtail-modeladmin: read only, or changed by an approved proposal."""
