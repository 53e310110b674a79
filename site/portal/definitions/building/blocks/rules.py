"""A rule as blocks: groups, comparisons of answers, records and the day, formulas of listed functions.

How they are read is in ``rule_reading``. What these blocks cannot say is kept behind a placeholder.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from portal.definitions.building.blocks.pickers import QuestionBlock, ValueBlock
from portal.definitions.building.kept import KeepingStreamBlock
from portal.definitions.building.rule_writing import MOST_CALLS, MOST_GROUPS
from portal.definitions.building.words import COMPARISONS, FUNCTIONS, ORDERED
from portal.definitions.record_paths import ACCESS_TYPES
from portal.definitions.record_words import PATHS
from portal.definitions.rules import CompareOp, GroupOp

__all__ = ["operand", "rules"]


def _compared(words: Any, default: str = CompareOp.EQ) -> blocks.ChoiceBlock:
    return blocks.ChoiceBlock(
        choices=list(words.items()), default=str(default), required=False, label=_("Comparison")
    )


def _path() -> blocks.ChoiceBlock:
    listed = [(path, PATHS[path]) for path in ACCESS_TYPES]
    return blocks.ChoiceBlock(choices=listed, required=False, label=_("On record"), icon="user")


class AnswerRule(blocks.StructBlock):
    """An answer compared with a value."""

    question = QuestionBlock(label=_("Question"))
    op = _compared(COMPARISONS)
    value = ValueBlock(label=_("Value"))

    class Meta:
        icon = "form"
        label = _("An answer")
        form_classname = "struct-block builder-rule"


class RecordRule(blocks.StructBlock):
    """What the records say compared with a value."""

    path = _path()
    op = _compared(COMPARISONS)
    value = ValueBlock(label=_("Value"))

    class Meta:
        icon = "user"
        label = _("The person's record")
        form_classname = "struct-block builder-rule"


class DayRule(blocks.StructBlock):
    """The day of the application compared with a day."""

    op = _compared(ORDERED)
    value = blocks.CharBlock(
        required=False, label=_("Day"), help_text=_("Such as 2026-07-01."), max_length=10
    )

    class Meta:
        icon = "date"
        label = _("The day of the application")
        form_classname = "struct-block builder-rule"


YES_NO = [("yes", _("yes")), ("no", _("no"))]
JOINS = [
    (GroupOp.ALL.value, _("all of these are so")),
    (GroupOp.ANY.value, _("at least one of these is so")),
    (GroupOp.NONE.value, _("none of these is so")),
]
Named = list[tuple[str, blocks.Block]]
"""Blocks are shared by all streams that they stand in: the page describes each once."""


def _constant(label: Any, icon: str) -> blocks.CharBlock:
    return blocks.CharBlock(required=False, label=label, icon=icon)


PLAIN_OPERANDS: Named = [
    ("answer", QuestionBlock(label=_("Answer"), icon="form")),
    ("record", _path()),
    ("day", blocks.StaticBlock(label=_("Day of the application"), icon="date")),
    ("integer", _constant(_("Whole number"), "order")),
    ("decimal", _constant(_("Number with decimals"), "order")),
    ("money", _constant(_("Amount in dollars"), "order")),
    ("date", _constant(_("Date, such as 2026-07-01"), "calendar-alt")),
    ("text", _constant(_("Text"), "pilcrow")),
    (
        "yes_no",
        blocks.ChoiceBlock(choices=YES_NO, required=False, label=_("Yes or no"), icon="check"),
    ),
]


@cache
def _operands(calls: int) -> Named:
    """Return the blocks of an operand; calls stand in each other so deep."""
    if not calls:
        return PLAIN_OPERANDS
    functions = [(str(name), words) for name, words in FUNCTIONS.items()]
    function = blocks.ChoiceBlock(choices=functions, required=False, label=_("Function"))
    arguments = KeepingStreamBlock(_operands(calls - 1), required=False, label=_("Of what"))
    inner: Named = [("function", function), ("arguments", arguments)]
    called = blocks.StructBlock(inner, label=_("Calculation"), icon="cogs")
    return [*PLAIN_OPERANDS, ("call", called)]


def operand(label: Any) -> blocks.StreamBlock:
    """Return the stream of one operand, or of a whole formula."""
    return KeepingStreamBlock(_operands(MOST_CALLS), required=False, max_num=1, label=label)


@cache
def _rules(groups: int) -> Named:
    """Return the blocks of a rule; groups stand in each other so deep."""
    if groups:
        join = blocks.ChoiceBlock(
            choices=JOINS, default=GroupOp.ALL.value, required=False, label=_("It holds when")
        )
        inner = KeepingStreamBlock(_rules(groups - 1), required=False, label=_("Rules"))
        parts: Named = [("join", join), ("rules", inner)]
        group = blocks.StructBlock(parts, label=_("Several rules together"), icon="list-ul")
        return [*_rules(0), ("group", group)]
    sides: Named = [
        ("left", operand(_("This"))),
        ("op", _compared(ORDERED)),
        ("right", operand(_("Than that"))),
    ]
    formula = blocks.StructBlock(sides, label=_("A formula"), icon="cogs")
    return [
        ("answer", AnswerRule()),
        ("record", RecordRule()),
        ("day", DayRule()),
        ("formula", formula),
    ]


def rules(label: Any, help_text: Any = "") -> blocks.StreamBlock:
    """Return the stream of one rule; several in it must all hold."""
    return KeepingStreamBlock(
        _rules(MOST_GROUPS), required=False, label=label, help_text=help_text, icon="code"
    )
