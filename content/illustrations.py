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

    @property
    def is_scene(self) -> bool:
        """Say whether the drawing is a wide one, which stands above words and not beside them."""
        return self.width > self.height


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
    "scene_high_five": Illustration(_("High five"), "content/scene_high_five.svg", 320, 200),
    "scene_road": Illustration(_("Road to a school"), "content/scene_road.svg", 320, 200),
    "scene_coach": Illustration(_("Coach on the sideline"), "content/scene_coach.svg", 320, 200),
    "scene_new_teacher": Illustration(
        _("Teacher at a whiteboard"), "content/scene_new_teacher.svg", 320, 200
    ),
    "scene_school": Illustration(_("Pupils before a school"), "content/scene_school.svg", 320, 200),
    "scene_blocks": Illustration(_("Playing with blocks"), "content/scene_blocks.svg", 320, 200),
    "scene_help": Illustration(_("Somebody with a question"), "content/scene_help.svg", 320, 200),
    "poster_form": Illustration(_("Form on a screen"), "content/poster_form.svg", 640, 360),
    "poster_key": Illustration(_("Key and padlock"), "content/poster_key.svg", 640, 360),
    "poster_search": Illustration(
        _("Magnifying glass over a certificate"), "content/poster_search.svg", 640, 360
    ),
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

    def get_searchable_content(self, value: str) -> list[str]:
        """Return nothing: nobody searches for the names of drawings."""
        return []

    class Meta:
        icon = "image"
