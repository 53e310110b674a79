"""The pictures drawn for the portal, chosen by name in the editor. Uploaded photographs are Wagtail images instead."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


@dataclass(frozen=True)
class Illustration:
    """One drawing: where its file lies, what editors call it and its size in CSS pixels."""

    label: "StrPromise"
    path: str
    width: int
    height: int


ILLUSTRATIONS: dict[str, Illustration] = {
    "classroom": Illustration(_("Teacher and class"), "content/classroom.svg", 560, 400),
    "certificate": Illustration(_("Certificate with a seal"), "content/certificate.svg", 96, 96),
    "road": Illustration(_("Road over a border"), "content/road.svg", 96, 96),
    "whistle": Illustration(_("Whistle"), "content/whistle.svg", 96, 96),
    "seedling": Illustration(_("Seedling on a book"), "content/seedling.svg", 96, 96),
    "school": Illustration(_("School building"), "content/school.svg", 96, 96),
    "letter": Illustration(_("Letter with a question"), "content/letter.svg", 96, 96),
    "blocks": Illustration(_("Toy blocks"), "content/blocks.svg", 96, 96),
    "magnifier": Illustration(_("Magnifying glass"), "content/magnifier.svg", 96, 96),
}


def list_illustration_choices() -> list[tuple[str, "StrPromise"]]:
    """Return the drawings for a select; a function, so that migrations never hold the list."""
    return [(key, illustration.label) for key, illustration in ILLUSTRATIONS.items()]


def get_illustration(key: str) -> Illustration | None:
    """Return the drawing of that name, or None where it was taken away since it was chosen."""
    return ILLUSTRATIONS.get(key)


class IllustrationChoiceBlock(blocks.ChoiceBlock):
    """A drawing chosen inside a block. Beside a title it is decoration, so it has no alternative text."""

    choices = staticmethod(list_illustration_choices)

    class Meta:
        icon = "image"
