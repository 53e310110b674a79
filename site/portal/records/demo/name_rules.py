"""Lets the demonstration show a chosen first name, which no source confirms that the law allows."""

from __future__ import annotations

from datetime import date, datetime

from portal.records.dated.models import Confidence
from portal.records.dated.operations import Said, record_terms
from portal.records.people.name_rules import NameRule, NameRuleTerms
from portal.records.people.queries import PUBLISHED_FIRST_NAME

__all__ = ["allow_name_choice"]

SOURCE = "Invented for the demonstration; no law is known that says so"
SINCE = date(1900, 1, 1)


def allow_name_choice(*, at: datetime) -> None:
    """Record once that holders may choose; what staff put in its place later stands."""
    if NameRuleTerms.objects.filter(source=SOURCE).exists():
        return
    rule, _new = NameRule.objects.get_or_create(key=PUBLISHED_FIRST_NAME)
    record_terms(
        model=NameRuleTerms,
        said=Said(
            subject={"name_rule": rule},
            period=(SINCE, None),
            values={
                "title": "Holders choose the first name that the public look-up shows",
                "is_allowed": True,
            },
            confidence=Confidence.GENERAL,
            source=SOURCE,
        ),
        actor_id=None,
        at=at,
    )
