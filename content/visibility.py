"""What the public may see of the page tree and of the collections, said inside a query. Who is asking plays no part."""

from typing import Any

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, QuerySet
from django.db.models.expressions import Combinable
from wagtail.models import CollectionViewRestriction, PageViewRestriction


def is_restricted(path: str) -> Exists:
    """Tell in a query whether the page whose path is in the field named stands under a view restriction.

    Wagtail's own `public()` reads all restrictions beforehand, which costs every page one more query.
    """
    return Exists(
        PageViewRestriction.objects.annotate(asked=_asked(path)).filter(
            asked__startswith=F("page__path")
        )
    )


def is_restricted_collection(path: str) -> Exists:
    """Tell in a query whether the collection whose path is in the field named stands under a view restriction."""
    return Exists(
        CollectionViewRestriction.objects.annotate(asked=_asked(path)).filter(
            asked__startswith=F("collection__path")
        )
    )


def with_privacy(files: QuerySet[Any]) -> QuerySet[Any]:
    """Let each file of a query know, as `is_private`, whether its collection is kept from visitors."""
    known: QuerySet[Any] = files.annotate(is_private=is_restricted_collection("collection__path"))
    return known


def _asked(path: str) -> Combinable:
    return ExpressionWrapper(OuterRef(path), output_field=CharField())
