"""Reads of imports: how much of what a file holds, what is left to settle, and who comes into question."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, Min, Q, QuerySet

from portal.records.imports.models import ImportFile, ImportRow
from portal.records.people.models import Person

__all__ = [
    "IS_NEW",
    "IS_OPEN",
    "RECORDABLE",
    "count_rows",
    "list_candidates",
    "list_doubtful",
    "list_imports",
]

Outcome, Choice, Effect = ImportRow.Outcome, ImportRow.Choice, ImportRow.Effect
IS_NEW = Q(outcome=Outcome.NEW) | Q(choice=Choice.NEW)
IS_KNOWN = Q(outcome=Outcome.MATCHED) | Q(choice=Choice.PERSON)
IS_OPEN = Q(outcome=Outcome.DOUBTFUL, choice="")
RECORDABLE = IS_NEW | IS_KNOWN


def count_rows(file: ImportFile) -> dict[str, int]:
    """Return how much of what a file holds; 1 SQL."""
    return file.rows.aggregate(
        rows=Count("pk"),
        people_new=Count("holder", filter=IS_NEW, distinct=True),
        people_known=Count("person", filter=IS_KNOWN, distinct=True),
        effect_new=Count("pk", filter=RECORDABLE & Q(effect=Effect.NEW)),
        effect_unchanged=Count("pk", filter=RECORDABLE & Q(effect=Effect.UNCHANGED)),
        effect_different=Count("pk", filter=RECORDABLE & Q(effect=Effect.DIFFERENT)),
        doubtful=Count("holder", filter=IS_OPEN, distinct=True),
        settled=Count("holder", filter=~Q(choice=""), distinct=True),
        left_out=Count("pk", filter=Q(choice=Choice.LEFT_OUT)),
        faulty=Count("pk", filter=Q(outcome=Outcome.FAULTY)),
        recorded=Count("pk", filter=Q(is_recorded=True)),
    )


def list_imports() -> QuerySet[ImportFile]:
    """Return the files that were handed in, the latest first."""
    return ImportFile.objects.select_related("job", "uploaded_by", "organization")


def list_doubtful(file: ImportFile) -> QuerySet[ImportRow]:
    """Return the first doubtful row of each person that is not recorded, in the order of the file."""
    doubtful = file.rows.filter(outcome=Outcome.DOUBTFUL, is_recorded=False)
    firsts = doubtful.values("holder").annotate(first=Min("pk")).values("first")
    return ImportRow.objects.filter(pk__in=firsts).order_by("number")


def list_candidates(keys: Sequence[int]) -> dict[int, Person]:
    """Return the people who come into question, with their certificates."""
    people: Any = Person.objects.filter(pk__in=keys).prefetch_related(
        "credentials__credential_type", "former_names"
    )
    return {person.pk: person for person in people}
