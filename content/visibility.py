"""What the public may see of the page tree, said inside a query. Who is asking plays no part here."""

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef
from wagtail.models import PageViewRestriction


def is_restricted(path: str) -> Exists:
    """Tell in a query whether the page whose path is in the field named stands under a view restriction.

    Wagtail's own `public()` reads all restrictions beforehand, which costs every page one more query.
    """
    asked = ExpressionWrapper(OuterRef(path), output_field=CharField())
    return Exists(
        PageViewRestriction.objects.annotate(asked=asked).filter(asked__startswith=F("page__path"))
    )
