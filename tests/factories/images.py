"""Uploaded pictures for tests."""

from typing import Any

from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file


def make_image(*, width: int = 1200, height: int = 800, **fields: Any) -> Any:
    """Upload a plain picture."""
    values = {"title": "classroom.png", "description": "", **fields}
    name = values["title"]
    file = get_test_image_file(filename=name, size=(width, height))
    return get_image_model().objects.create(file=file, **values)
