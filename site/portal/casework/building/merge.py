"""The page on which an editor takes over what a plugin has changed since its wizard was copied, clash by clash.

What is a clash, and what comes of a merge, is known to ``portal.definitions``; nothing is published here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from portal.casework.building.access import DraftPage
from portal.casework.building.tasks import list_faults
from portal.definitions.adapting import (
    ClashesLeftError,
    MovedMeanwhileError,
    NothingToMergeError,
    Upstream,
)
from portal.definitions.building.locks import DraftLockedError, find_lock
from portal.definitions.building.taking_over import (
    UnfinishedDraftError,
    find_draft_upstream,
    take_over,
)
from portal.definitions.clash_words import ClashLine, describe_clashes
from portal.definitions.difference_words import ChangeLine, describe_changes
from portal.definitions.differences import find_differences
from portal.definitions.merging import Merge
from portal.definitions.merging_parts import Side
from portal.definitions.serialization import load_wizard
from portal.definitions.spec import WizardSpec
from portal.definitions.texts import in_language, reader_language
from portal.definitions.upgrades import DefinitionFormatError

__all__ = ["MergeView"]

CLASH, TAKEN = "clash", "side-{}"
SIDES: Mapping[Side, Promise] = {
    Side.OURS: gettext_lazy("Keep ours"),
    Side.THEIRS: gettext_lazy("Take the plugin’s"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A clash in words, with what is decided about it; ``sides`` are value, words, lines and whether it is chosen."""

    words: ClashLine
    sides: Sequence[tuple[str, Promise, Sequence[str], bool]]
    is_open: bool


class MergeView(DraftPage):
    """Shows what clashes and what would come of it; a POST shows that under its decisions, or makes it the draft."""

    template_name = "portal/casework/building/merge.html"
    page_title = gettext_lazy("Take over what is new")
    header_icon = "resubmit"
    is_pressed = False

    @cached_property
    def upstream(self) -> Upstream | None:
        """Return both sides, where the plugin's has moved on."""
        return find_draft_upstream(self.row, self.read)

    @cached_property
    def take(self) -> dict[str, Side]:
        """Return what the form decides, by the keys of clashes."""
        keys = self.request.POST.getlist(CLASH)
        said = (self.request.POST.get(TAKEN.format(number)) for number in range(len(keys)))
        return {key: Side(side) for key, side in zip(keys, said, strict=True) if side in list(Side)}

    @cached_property
    def lock(self) -> str:
        """Return what keeps this person from changing the draft, in words; empty where nothing does."""
        found = find_lock(self.row, self.request.user)
        said: str = found.get_message(self.request.user) if found else ""
        return said

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the clashes and what would come of them."""
        merged: dict[str, Any] = {}
        try:
            merged = self._tell_merge() if self.upstream and not self.read.faults else {}
        except DefinitionFormatError:
            merged = {"is_unreadable": True}
        context: dict[str, Any] = super().get_context_data(
            upstream=self.upstream,
            is_unfinished=bool(self.read.faults),
            lock=self.lock,
            edit_url=self.edit_url,
            row=self.row,
            **merged,
            **kwargs,
        )
        return context

    def _tell_merge(self) -> dict[str, Any]:
        assert self.upstream is not None
        merge = self.upstream.merge(self.take)
        base, ours, theirs = self.upstream.specs
        merged, language = load_wizard(merge.definition), reader_language()
        rows = self._rows(merge, (base, ours, theirs), language)
        return {
            "state": self.upstream.state,
            "plugins": in_language(theirs.title, language),
            "rows": rows,
            "open": [(number, each) for number, each in enumerate(rows) if each.is_open],
            "incoming": _tell(base, theirs, language),
            "outcome": _tell(ours, merged, language),
            "tasks": list_faults(merged),
        }

    def _rows(self, merge: Merge, specs: Sequence[WizardSpec], language: str) -> list[Row]:
        lines = describe_clashes(merge.clashes, specs=specs, language=language)
        return [
            Row(
                words=line,
                sides=[
                    (side.value, words, getattr(line, side.value), self.take.get(line.key) is side)
                    for side, words in SIDES.items()
                ],
                is_open=self.is_pressed and line.key not in self.take,
            )
            for line in lines
        ]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Make the outcome the draft, or show it under the decisions of the form."""
        if "show" in request.POST or self.lock:
            return self.render_to_response(self.get_context_data())
        try:
            take_over(
                draft_id=pk,
                take=self.take,
                seen=request.POST.get("state", ""),
                actor=request.user,
                at=timezone.now(),
            )
        except DraftLockedError:
            return redirect("building:merge", pk)
        except (ClashesLeftError, UnfinishedDraftError, DefinitionFormatError):
            self.is_pressed = True
            return self.render_to_response(self.get_context_data(), status=422)
        except MovedMeanwhileError:
            messages.error(request, _("One side has changed since. Look at it again."))
            return redirect("building:merge", pk)
        except NothingToMergeError:
            messages.error(request, _("There is nothing to take over."))
            return redirect("building:publish", pk)
        messages.success(
            request, _("It is taken over into the draft. Look at it, and publish when it is right.")
        )
        return redirect("building:publish", pk)


def _tell(old: WizardSpec, new: WizardSpec, language: str) -> list[ChangeLine]:
    return describe_changes(find_differences(old, new), old=old, new=new, language=language)
