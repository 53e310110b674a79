"""Names that nobody is asked for: of every model's fields, and well-known ones, each with a value that would tell."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db import models

__all__ = ["MARK", "WELL_KNOWN", "list_names"]

MARK = "massassigned"
"""Stands in no row of its own accord."""
DAY, NUMBER, FLAG = "1999-09-09", "2", "on"
WELL_KNOWN: dict[str, str] = {
    **dict.fromkeys(("is_staff", "is_superuser", "is_active", "is_admin", "admin", "staff"), FLAG),
    **dict.fromkeys(("verified", "is_verified", "approved", "is_approved", "paid", "free"), FLAG),
    **dict.fromkeys(("id", "pk", "user_id", "account_id", "person_id", "owner_id"), NUMBER),
    **dict.fromkeys(("version_id", "credential_id", "assigned_to_id", "decided_by"), NUMBER),
    **dict.fromkeys(("submitted_at", "decided_at", "expires_on", "date_joined"), DAY),
    **dict.fromkeys(("stage", "status", "outcome", "role", "groups", "permissions"), MARK),
    **dict.fromkeys(("_method", "__class__", "__proto__", "reference", "fee"), MARK),
}


def list_names() -> dict[str, str]:
    """Return a value for each well-known name, and for each field of each model, foreign keys by both their names."""
    names = dict(WELL_KNOWN)
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if isinstance(field, models.Field):
                value = _value(field)
                names |= {name: names.get(name, value) for name in _called(field)}
    return names


def _called(field: models.Field[Any, Any]) -> Iterable[str]:
    return {field.name, field.attname or field.name}


def _value(field: models.Field[Any, Any]) -> str:
    """Return something that the field takes, and that is not likely to stand in it."""
    if field.choices:
        return str(list(field.flatchoices)[-1][0])
    if isinstance(field, models.BooleanField):
        return FLAG
    if isinstance(field, (models.DateField, models.DateTimeField)):
        return DAY
    if isinstance(field, models.EmailField):
        return f"{MARK}@example.org"
    if isinstance(field, (models.IntegerField, models.ForeignKey, models.ManyToManyField)):
        return NUMBER
    if isinstance(field, models.JSONField):
        return f'{{"{MARK}": true}}'
    return MARK
