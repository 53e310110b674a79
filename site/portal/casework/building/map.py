"""Draws the steps of a draft and the conditions between them: a picture, and the same as a list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.casework.building.access import DraftPage
from portal.casework.building.state import say_rules
from portal.definitions.spec import StepSpec, WizardSpec
from portal.definitions.texts import in_language, reader_language

__all__ = ["Box", "MapView", "lay_out"]

WIDTH, LEFT, TOP = 360, 56, 24
LINE, PADDING, GAP = 20, 14, 36
LONGEST_LINE, MOST_LINES = 40, 4


@dataclass(frozen=True, slots=True)
class Box:
    """A step as it is drawn and listed; ``rule`` is empty where it is always asked."""

    number: int
    title: str
    rule: str
    questions: tuple[tuple[str, str], ...]
    lines: tuple[tuple[int, str, str], ...]
    """Each with where it stands, and whether it is of the title, the rule or the count."""
    top: int
    height: int

    @property
    def bottom(self) -> int:
        """Return where the box ends."""
        return self.top + self.height

    @property
    def bypass(self) -> str:
        """Return the path of the line that goes around a step that may be left out."""
        above, below = self.top - GAP // 2, self.bottom + GAP // 2
        middle = LEFT + WIDTH // 2
        return f"M{middle} {above} H{LEFT // 2} V{below} H{middle}"


class MapView(DraftPage):
    """Shows the map of the draft as it was saved last."""

    template_name = "portal/casework/building/map.html"
    page_title = gettext_lazy("Map")
    header_icon = "site"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the boxes, and how large the picture is."""
        boxes = lay_out(self.read.spec, reader_language())
        context: dict[str, Any] = super().get_context_data(
            boxes=boxes,
            width=LEFT + WIDTH + LEFT // 2,
            height=(boxes[-1].bottom if boxes else 0) + TOP,
            left=LEFT,
            box_width=WIDTH,
            text_left=LEFT + PADDING,
            middle=LEFT + WIDTH // 2,
            gap=GAP,
            edit_url=self.edit_url,
            **kwargs,
        )
        return context


def lay_out(spec: WizardSpec, language: str) -> list[Box]:
    """Return a box a step, one below the other."""
    said, boxes, top = say_rules(spec, language), [], TOP
    for number, step in enumerate(spec.steps, start=1):
        title = in_language(step.title, language) or _("A step without a title")
        rule = said.get(step.id, "")
        texts = [
            *((line, "title") for line in _lines(f"{number}. {title}")),
            *((line, "rule") for line in _lines(rule)),
            (_("questions: %(n)s") % {"n": len(step.fields)}, "count"),
        ]
        lines = tuple(
            (top + PADDING + LINE * (place + 1) - 6, line, kind)
            for place, (line, kind) in enumerate(texts)
        )
        height = 2 * PADDING + LINE * len(texts)
        questions = tuple(_questions(step, said, language))
        boxes.append(Box(number, title, rule, questions, lines, top, height))
        top += height + GAP
    return boxes


def _lines(text: str) -> list[str]:
    lines = wrap(text, LONGEST_LINE)
    if len(lines) <= MOST_LINES:
        return lines
    return [*lines[: MOST_LINES - 1], f"{lines[MOST_LINES - 1]} …"]


def _questions(step: StepSpec, said: dict[str, str], language: str) -> Iterable[tuple[str, str]]:
    for question in step.fields:
        label = in_language(question.label, language) or _("a question without words")
        yield label, said.get(f"{step.id}.{question.id}", "")
