"""How districts find a resource: by words, subject, kind and audience."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from content.filtering import FilterForm, choice_field
from content.snippets.resources import Audience, Kind, Topic


class ResourceFilterForm(FilterForm):
    """Narrows the resources."""

    topic = choice_field(_("Subject"), _("All subjects"), Topic.choices)
    kind = choice_field(_("Kind"), _("All kinds"), Kind.choices)
    audience = choice_field(_("For whom"), _("Everybody"), Audience.choices)

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Return the resources that match everything chosen."""
        for word in self.words:
            rows = rows.filter(Q(title__icontains=word) | Q(summary__icontains=word))
        names = ("topic", "kind", "audience")
        chosen = self.chosen
        return rows.filter(**{name: chosen[name] for name in names if name in chosen})
