"""How districts find a resource: by words, subject, kind and audience."""

from typing import Any, ClassVar

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from content.filtering import FilterForm, choice_field, find_choices
from content.snippets.resources import Audience, Kind, Topic

CHOICES = {"topic": Topic.choices, "kind": Kind.choices, "audience": Audience.choices}


class ResourceFilterForm(FilterForm):
    """Narrows the resources."""

    spelled_in: ClassVar[tuple[str, ...]] = ("title", "summary")

    topic = choice_field(_("Subject"), _("All subjects"), Topic.choices)
    kind = choice_field(_("Kind"), _("All kinds"), Kind.choices)
    audience = choice_field(_("For whom"), _("Everybody"), Audience.choices)

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Return the resources that match everything chosen."""
        for word in self.words:
            said = Q(title__icontains=word) | Q(summary__icontains=word)
            for name, choices in CHOICES.items():
                said |= Q(**{f"{name}__in": find_choices(choices, word)})
            rows = rows.filter(said)
        chosen = self.chosen
        return rows.filter(**{name: chosen[name] for name in CHOICES if name in chosen})
