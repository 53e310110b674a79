"""The streams of a draft: its steps, its terms, its questions for reviewers."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from portal.definitions.building.blocks.folding import FoldedStreamBlock, FoldedStructBlock
from portal.definitions.building.blocks.pickers import QuestionBlock
from portal.definitions.building.blocks.questions import CONDITION, question_blocks, refusals
from portal.definitions.building.blocks.texts import pair
from portal.definitions.building.kept import KeepingStreamBlock
from portal.definitions.fields import known_field_types
from portal.definitions.spec import StepKind
from portal.records.credentials.queries import list_credential_types

__all__ = ["private_stream", "steps_stream", "terms_stream"]

Named = list[tuple[str, blocks.Block]]
TITLE = pair(_("Title of the step"))
INTRODUCTION = pair(_("What is said first"), long=True)


def steps_stream() -> blocks.StreamBlock:
    """Return the stream of the steps, with the types of questions that are offered now."""
    return _steps(known_field_types())


def private_stream() -> blocks.StreamBlock:
    """Return the stream of the questions for reviewers."""
    return _private(known_field_types())


@lru_cache(maxsize=4)
def _questions(_types: frozenset[str]) -> blocks.StreamBlock:
    return KeepingStreamBlock(
        question_blocks(), required=False, label=_("Questions"), collapsed=True
    )


@lru_cache(maxsize=4)
def _private(types: frozenset[str]) -> blocks.StreamBlock:
    return FoldedStreamBlock(question_blocks(), required=False, collapsed=True)


@lru_cache(maxsize=4)
def _steps(types: frozenset[str]) -> blocks.StreamBlock:
    questions = _questions(types)
    asking: Named = [
        ("title", TITLE),
        ("introduction", INTRODUCTION),
        ("questions", questions),
        ("condition", CONDITION),
    ]
    showing: Named = [*asking[:3], ("requirements", _requirements()), asking[3]]
    accepting: Named = [
        ("title", TITLE),
        ("introduction", INTRODUCTION),
        ("statement", pair(_("What is declared"), long=True)),
        ("accept", pair(_("The words beside the box to tick"))),
        ("version", blocks.CharBlock(required=False, default="1", label=_("Version of the text"))),
        ("condition", CONDITION),
    ]
    naming: Named = [
        *asking[:3],
        ("person", QuestionBlock(label=_("Which question asks for the person's name"))),
        ("email", QuestionBlock(label=_("Which question asks for their e-mail address"))),
        ("organization", QuestionBlock(label=_("Which question asks where they work, if any"))),
        ("purpose", pair(_("What they are asked for"), long=True)),
        ("days", blocks.IntegerBlock(default=14, min_value=1, label=_("Days to answer"))),
        (
            "asked",
            KeepingStreamBlock(question_blocks(), label=_("What they answer"), collapsed=True),
        ),
        asking[3],
    ]
    return FoldedStreamBlock(
        [
            (StepKind.FIELDS.value, _step(asking, _("Questions"), "form")),
            (StepKind.DOCUMENTS.value, _step(showing, _("Documents"), "doc-full")),
            (StepKind.DECLARATION.value, _step(accepting, _("Declaration"), "tick-inverse")),
            (StepKind.THIRD_PARTY.value, _step(naming, _("Somebody else is asked"), "mail")),
        ],
        required=False,
        collapsed=True,
    )


def _step(parts: Named, label: Any, icon: str) -> blocks.StructBlock:
    return FoldedStructBlock(parts, label=label, icon=icon, label_format="{title}")


def _requirements() -> blocks.ListBlock:
    names = blocks.ListBlock(QuestionBlock(label=_("Document")), label=_("All of these"))
    parts: Named = [
        ("title", pair(_("What is needed"))),
        (
            "alternatives",
            blocks.ListBlock(names, default=[[""], [""]], label=_("Any one of these ways")),
        ),
        ("condition", CONDITION),
    ]
    return blocks.ListBlock(
        FoldedStructBlock(parts, label=_("What is needed"), label_format="{title}"),
        default=[],
        label=_("What may be shown in more than one way"),
        collapsed=True,
    )


def _renewable() -> list[tuple[str, Any]]:
    return list_credential_types(on=localdate())


@lru_cache(maxsize=1)
def terms_stream() -> blocks.StreamBlock:
    """Return the stream of what is needed, what is renewed and who may not apply."""
    refusal = refusals().child_blocks["refusal"]
    return blocks.StreamBlock(
        [
            ("need", pair(_("What to have at hand"))),
            (
                "renews",
                blocks.ChoiceBlock(
                    choices=_renewable, required=False, label=_("It renews"), icon="doc-full"
                ),
            ),
            ("refusal", refusal),
            ("offer", pair(_("Words of a button on certificates that it is for"))),
        ],
        required=False,
    )
