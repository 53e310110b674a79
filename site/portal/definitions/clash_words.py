"""What two sides of a merge have changed otherwise, in plain words: where, what, and the value of each.

What a clash is, is known to ``merging_parts``; wording of single values is shared with ``difference_words``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language_info, gettext_lazy
from django.utils.translation import gettext as _

from portal.definitions.difference_words import DefinitionWords
from portal.definitions.differences import Change, ChangeKind, Part, find_differences
from portal.definitions.merging_parts import ORDER, WHOLE, Clash
from portal.definitions.spec import WizardSpec
from portal.definitions.texts import LANGUAGES

__all__ = ["ClashLine", "describe_clashes"]

Lines = tuple[str, ...]
ORDERS: Mapping[str, Promise] = {
    "steps": gettext_lazy("Order of the steps"),
    "fields": gettext_lazy("Order of the questions"),
    "rows": gettext_lazy("Order of the questions in a row"),
    "choices": gettext_lazy("Order of the choices"),
    "requirements": gettext_lazy("Order of what is required"),
    "private": gettext_lazy("Order of the questions for reviewers"),
    "fees": gettext_lazy("Order of the fees"),
    "scenarios": gettext_lazy("Order of the scenarios"),
    "renews": gettext_lazy("Order of the certificate types it renews"),
}


@dataclass(frozen=True, slots=True)
class ClashLine:
    """One clash as an editor sees it: each side in one line, or a line a change of it."""

    key: str
    where: str
    what: str
    base: Lines
    ours: Lines
    theirs: Lines


def describe_clashes(
    clashes: Iterable[Clash], *, specs: Sequence[WizardSpec], language: str
) -> list[ClashLine]:
    """Return clashes as lines; ``specs`` are the definition that both came from, ours and theirs."""
    words = _ClashWords(specs, language)
    return [words.line(clash) for clash in clashes]


class _ClashWords:
    def __init__(self, specs: Sequence[WizardSpec], language: str) -> None:
        base, ours, theirs = specs
        self.words = DefinitionWords((base, theirs, ours), language)
        self.changes = [find_differences(base, side) for side in (ours, theirs)]

    def line(self, clash: Clash) -> ClashLine:
        """Return a clash as an editor sees it."""
        where = self.words.where(clash.path)
        if clash.aspect == WHOLE:
            what, said = _("Removed on one side, changed on the other"), self._whole(clash)
        elif clash.aspect.startswith(f"{ORDER}."):
            listed = clash.aspect.partition(".")[2]
            what, said = str(ORDERS.get(listed, ORDERS["fields"])), self._orders(clash, listed)
        else:
            what, said = self._aspect(clash)
        return ClashLine(clash.key, where, what, *said)

    def _whole(self, clash: Clash) -> list[Lines]:
        """Return that a side has it not, or what it changed of it."""
        sides = zip((clash.ours, clash.theirs), self.changes, strict=True)
        return [
            (_("It is there."),),
            *((_("Removed"),) if has is None else self._within(clash, all_) for has, all_ in sides),
        ]

    def _within(self, clash: Clash, changes: Iterable[Change]) -> Lines:
        depth = len(clash.path)
        within = (each for each in changes if each.path[:depth] == clash.path)
        return tuple(str(self.words.line(each)) for each in within) or (_("Changed"),)

    def _orders(self, clash: Clash, listed: str) -> list[Lines]:
        above = () if listed in {"fees", "scenarios", "renews"} else clash.path
        return [
            tuple(
                f"{number}. {self.words.names.get((*above, each), each)}"
                for number, each in enumerate(order, start=1)
            )
            for order in (clash.base, clash.ours, clash.theirs)
        ]

    def _aspect(self, clash: Clash) -> tuple[str, list[Lines]]:
        aspect, _dot, inner = clash.aspect.partition(".")
        values = (clash.base, clash.ours, clash.theirs)
        if aspect == "step":
            named = self.words.names
            return _("The step that it is on"), [
                (named.get((each,), each) if each else _("nothing"),) for each in values
            ]
        what = self.words.say_aspect(Part(clash.part), aspect)
        if aspect == "options":
            pairs = [self.words.say_option(clash.path, inner, each) for each in values]
            return f"{what}: {pairs[0][0]}", [(said,) for _label, said in pairs]
        if inner in LANGUAGES:
            what = f"{what} ({get_language_info(inner)['name_translated']})"
            return what, [(each or _("nothing"),) for each in values]
        return what, self._values(clash, values)

    def _values(self, clash: Clash, values: Iterable[Any]) -> list[Lines]:
        change = Change(
            part=Part(clash.part), kind=ChangeKind.CHANGED, path=clash.path, aspect=clash.aspect
        )
        return [(self.words.say_value(change, each),) for each in values]
