"""Moving drafts to a version of their wizard: what would become of them, what is decided otherwise, and the job.

Which treatment is the default, and how a draft is moved, is known to ``portal.definitions`` and ``portal.lifecycle``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from portal.casework.views.versions import VersionPage
from portal.definitions.compiled import get_compiled, get_whole_spec
from portal.definitions.difference_words import ChangeLine, describe_changes
from portal.definitions.impact import Treatment
from portal.definitions.spec import WizardSpec
from portal.definitions.texts import reader_language
from portal.lifecycle.errors import ServiceUnavailableError
from portal.lifecycle.moving_many import Impact, ImpactLine, ask_to_move, assess_moves
from portal.plugins.guard import PluginFailedError

__all__ = ["TREATMENTS", "MoveDraftsView", "Row", "read_choices", "say_counts"]

MOST_CHANGES = 2_000
TREATMENTS: Mapping[Treatment, Promise] = {
    Treatment.KEEP: gettext_lazy("stays on its version"),
    Treatment.CARRY: gettext_lazy("moves as it is"),
    Treatment.ASK_AGAIN: gettext_lazy("moves, the step is asked again"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One change with what it does to the drafts looked at, and what was decided about it."""

    key: str
    words: ChangeLine
    counts: str
    chosen: str


class MoveDraftsView(VersionPage):
    """Shows the impact on drafts; a POST shows it under the decisions of the form, or asks for the job under them."""

    template_name = "portal/casework/move_drafts.html"
    page_title = gettext_lazy("Move drafts")
    header_icon = "redirect"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the impact under the decisions of the form; those of the table where none was sent."""
        choices = read_choices(self.request.POST)
        try:
            impact = assess_moves(self.version, choices=choices, at=timezone.now())
        except (ServiceUnavailableError, PluginFailedError):
            impact = None
        context: dict[str, Any] = super().get_context_data(
            version=self.version,
            version_url=self.version_url,
            impact=impact,
            rows=list(self._rows(impact, choices)) if impact else [],
            treatments=TREATMENTS,
            **kwargs,
        )
        return context

    def _rows(self, impact: Impact, choices: Mapping[str, Treatment]) -> Iterator[Row]:
        """Yield a row a change; the definitions that drafts come from are read once each."""
        lines = sorted(impact.lines.items(), key=lambda each: each[1].old_version_id)
        new = self._spec_of(self.version.pk)
        for old_version_id, group in groupby(lines, key=lambda each: each[1].old_version_id):
            listed = list(group)
            words = describe_changes(
                [line.change for _key, line in listed],
                old=self._spec_of(old_version_id),
                new=new,
                language=reader_language(),
            )
            for (key, line), said in zip(listed, words, strict=True):
                yield Row(key, said, say_counts(line), choices.get(key, ""))

    def _spec_of(self, version_id: int) -> WizardSpec:
        return get_whole_spec(get_compiled(version_id, self._hashes[version_id]))

    @cached_property
    def _hashes(self) -> dict[int, str]:
        return dict(self.version.wizard.versions.values_list("pk", "content_hash"))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Count again, or ask for the job and lead to how far it is."""
        if "count" in request.POST:
            return self.render_to_response(self.get_context_data())
        job = ask_to_move(
            self.version,
            choices=read_choices(request.POST),
            owner_id=int(request.user.pk or 0),
            at=timezone.now(),
        )
        messages.success(request, _("The drafts are being moved. What was sent stays where it is."))
        return redirect("casework_jobs:job", job.public_id)


def read_choices(given: Any) -> dict[str, Treatment]:
    """Return what was decided, by change; the default where nothing, or nothing that exists, was chosen."""
    pairs = zip(given.getlist("change")[:MOST_CHANGES], given.getlist("treatment"), strict=False)
    return {key: Treatment(chosen) for key, chosen in pairs if chosen in list(Treatment)}


def say_counts(line: ImpactLine) -> str:
    return "; ".join(
        f"{line.counts[each]}: {TREATMENTS[each]}" for each in Treatment if line.counts[each]
    )
