"""How coaches find a course: by words, by what it counts for, by subject and by where it takes place."""

from typing import Any, ClassVar

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from content.filtering import FilterForm, choice_field
from content.snippets.courses import PURPOSES, Format, Subject


class CourseFilterForm(FilterForm):
    """Narrows the approved courses."""

    spelled_in: ClassVar[tuple[str, ...]] = ("title", "provider")

    counts = choice_field(_("Counts for"), _("Anything"), PURPOSES.items())
    subject = choice_field(_("Subject"), _("All subjects"), Subject.choices)
    format = choice_field(_("Where"), _("Anywhere"), Format.choices)

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Return the courses that match everything chosen."""
        for word in self.words:
            rows = rows.filter(Q(title__icontains=word) | Q(provider__icontains=word))
        chosen = self.chosen
        if "counts" in chosen:
            rows = rows.filter(**{chosen["counts"]: True})
        return rows.filter(
            **{name: chosen[name] for name in ("subject", "format") if name in chosen}
        )
