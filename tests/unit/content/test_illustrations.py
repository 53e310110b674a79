"""The portal's drawings: every one exists, has the size it is shown with, and holds nothing but shapes."""

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

import content
from content.illustrations import ILLUSTRATIONS, Illustration, get_illustration

STATIC = Path(content.__file__).parent / "static"
SHAPES = {"svg", "g", "path", "rect", "circle"}


@pytest.mark.parametrize("illustration", ILLUSTRATIONS.values(), ids=ILLUSTRATIONS)
def test_drawing_is_an_svg_of_shapes_in_its_size(illustration: Illustration) -> None:
    root = ET.parse(STATIC / illustration.path).getroot()

    assert (root.get("width"), root.get("height")) == (
        str(illustration.width),
        str(illustration.height),
    )
    assert {element.tag.rpartition("}")[2] for element in root.iter()} <= SHAPES


def test_drawing_that_does_not_exist_is_none() -> None:
    assert get_illustration("no-such-drawing") is None
