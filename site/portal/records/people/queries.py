"""Reads of people's names: whether a law of the day lets somebody choose the one that is published."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists

from portal.records.dated.models import DatedRowQuerySet
from portal.records.people.models import Person
from portal.records.people.name_rules import NameRuleTerms

__all__ = [
    "PUBLISHED_FIRST_NAME",
    "is_name_choice_allowed",
    "name_choice_is_allowed",
    "published_name_of",
]

PUBLISHED_FIRST_NAME = "published_first_name"
"""The key of the rule."""


def name_choice_is_allowed(on: date) -> Exists:
    """Return, for a condition, whether the first name in the public look-up may be a chosen one on a day."""
    return Exists(_rules_that_allow(on))


def is_name_choice_allowed(on: date) -> bool:
    """Tell whether the first name in the public look-up may be a chosen one on a day; 1 SQL."""
    return _rules_that_allow(on).exists()


def published_name_of(person: Person, *, is_allowed: bool) -> str:
    """Return the name that strangers see: a chosen first name where it may be one, the legal last name always."""
    if is_allowed and person.published_first_name:
        return f"{person.published_first_name} {person.last_name}"
    return person.full_name


def _rules_that_allow(on: date) -> DatedRowQuerySet:
    return NameRuleTerms.objects.in_force(on).filter(
        name_rule__key=PUBLISHED_FIRST_NAME, is_active=True, is_allowed=True
    )
