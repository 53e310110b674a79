"""The page of a published wizard in the admin: its scenarios, what changed since another version, who is still on it.

What differs, and in which words, is known to ``portal.definitions``.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail_modeladmin.views import InspectView

from portal.casework.building.access import CHANGE
from portal.casework.building.begin import ADD
from portal.casework.registered.scenarios import judge_version
from portal.definitions.comparing import compare_versions
from portal.definitions.switching import OVERSEE
from portal.definitions.texts import in_language, reader_language
from portal.definitions.upgrades import DefinitionFormatError, upgrade_definition
from portal.lifecycle.moving import drafts_elsewhere
from portal.records.applications.models import Application
from portal.records.wizards.drafts import WizardDraft
from portal.records.wizards.models import WizardVersion

__all__ = ["WizardVersionInspectView"]

LONGEST_NUMBER = 9


@dataclass(frozen=True, slots=True)
class UnderWay:
    """How many applications are on a version: not sent, waiting for the bureau, closed."""

    drafts: int
    waiting: int
    closed: int


class WizardVersionInspectView(InspectView):
    """Shows a version beside an earlier one, which ``?with=<number>`` names; the one before it where nothing does."""

    def get_page_title(self) -> str:
        """Return the title of the wizard in this version, or its key where a later release wrote it otherwise."""
        try:
            title = upgrade_definition(self.instance.definition).get("title")
        except DefinitionFormatError:
            title = self.instance.definition.get("title")
        return in_language(title or {}, reader_language()) or str(self.instance.wizard.key)

    def get_page_subtitle(self) -> str:
        """Return which version it is."""
        return _("version %(number)s") % {"number": self.instance.number}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the page; 9 SQL at most beside the version's own. Raises Http404 for a number that is no version's."""
        version: WizardVersion = self.instance
        others = list(
            version.wizard.versions.exclude(pk=version.pk)
            .order_by("-number")
            .values_list("number", flat=True)
        )
        number = self._number(others)
        may_oversee = self.request.user.has_perm(OVERSEE)
        context: dict[str, Any] = super().get_context_data(
            **kwargs,
            version=version,
            is_current=version.wizard.current_version_id == version.pk,
            others=others,
            compared=number,
            changes=None
            if number is None
            else compare_versions(
                version.wizard.versions.get(number=number),
                version,
                language=reader_language(),
            ),
            scenarios=judge_version(version),
            under_way=_count(version),
            declined=version.wizard.declined,
            may_oversee=may_oversee,
            news_url=self._news_url(version),
            elsewhere=drafts_elsewhere(version).count() if may_oversee else 0,
        )
        return context

    def _news_url(self, version: WizardVersion) -> str:
        """Return where a copy takes over what its plugin has changed since; empty where it does not, or for others."""
        template = version.wizard.copied_from
        user, current = self.request.user, template.wizard.current_version if template else None
        if current in (None, template) or not user.has_perm(CHANGE) or not user.has_perm(ADD):
            return ""
        draft = WizardDraft.objects.filter(key=version.wizard.key).first()
        return reverse("building:merge", args=[draft.pk]) if draft else reverse("building:begin")

    def _number(self, others: list[int]) -> int | None:
        """Return the version to compare with, or None where there is no other."""
        asked = self.request.GET.get("with", "")
        if asked:
            number = (
                int(asked)
                if asked.isascii() and asked.isdigit() and len(asked) <= LONGEST_NUMBER
                else 0
            )
            if number not in others:
                raise Http404("no such version")
            return number
        earlier = [number for number in others if number < self.instance.number]
        return earlier[0] if earlier else None


def _count(version: WizardVersion) -> UnderWay:
    stages = Counter(
        dict(version.applications.order_by().values_list("stage").annotate(Count("pk")))
    )
    return UnderWay(
        drafts=stages[Application.Stage.DRAFT],
        waiting=stages[Application.Stage.SUBMITTED] + stages[Application.Stage.ASSESSMENT],
        closed=stages[Application.Stage.CLOSED],
    )
