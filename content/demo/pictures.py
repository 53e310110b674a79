"""A few pictures for the image library of the demonstration, drawn here: editors try the Image block with them.

The drawings of the site itself are files in content/static; which picture stands on which page is nobody's choice here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from math import sin

from django.core.files.base import ContentFile
from PIL import Image as Raster
from PIL import ImageDraw
from wagtail.images import get_image_model

SIZE, FINER = (1200, 800), 2
NAVY, TEAL, SKY, MIST = "#0f3a4a", "#0b6b6b", "#d6ecf1", "#eef6f4"
GOLD, SAND, BRICK, WHITE, HILL = "#e9a93c", "#f4e3c3", "#b5523b", "#ffffff", "#7fb7a5"
Box = tuple[float, float, float, float]


class Canvas:
    """A picture that is drawn in parts of a hundred, twice as fine as it is kept."""

    def __init__(self, ground: str) -> None:
        self._raster = Raster.new("RGB", (SIZE[0] * FINER, SIZE[1] * FINER), ground)
        self._pen = ImageDraw.Draw(self._raster)
        self._unit = SIZE[0] * FINER / 150

    def box(self, place: Box, color: str, *, round_by: float = 0) -> None:
        """Draw a rectangle."""
        self._pen.rounded_rectangle(self._scale(*place), round_by * self._unit, color)

    def disc(self, x: float, y: float, radius: float, color: str) -> None:
        """Draw a disc around a point."""
        place = self._scale(x - radius, y - radius, x + radius, y + radius)
        self._pen.ellipse(place, color)

    def shape(self, points: list[float], color: str) -> None:
        """Draw a shape between points."""
        self._pen.polygon(self._scale(*points), color)

    def to_png(self) -> bytes:
        """Return the picture in its size."""
        written = BytesIO()
        self._raster.resize(SIZE, Raster.Resampling.LANCZOS).save(written, "PNG", optimize=True)
        return written.getvalue()

    def _scale(self, *numbers: float) -> list[float]:
        return [number * self._unit for number in numbers]


def _draw_school(canvas: Canvas) -> None:
    canvas.disc(122, 20, 9, GOLD)
    canvas.box((0, 78, 150, 100), HILL)
    canvas.box((28, 42, 122, 84), SAND)
    canvas.shape([60, 42, 75, 24, 90, 42], BRICK)
    canvas.box((60, 42, 90, 84), WHITE)
    canvas.disc(75, 36, 4, WHITE)
    canvas.box((69, 62, 81, 84), TEAL, round_by=1)
    for left in (34, 46, 96, 108):
        for top in (50, 66):
            canvas.box((left, top, left + 8, top + 10), SKY, round_by=1)
    canvas.shape([66, 84, 84, 84, 98, 100, 52, 100], MIST)


def _draw_road(canvas: Canvas) -> None:
    canvas.disc(30, 24, 10, GOLD)
    for height, color in ((46, HILL), (58, TEAL)):
        ridge = [
            number
            for x in range(0, 151, 3)
            for number in (x, height + 7 * sin(x / (12 + height / 6)))
        ]
        canvas.shape([0, 100, *ridge, 150, 100], color)
    canvas.shape([76, 58, 82, 58, 118, 100, 46, 100], NAVY)
    for near in (64, 74, 86):
        canvas.box((79 + (near - 64) / 9, near, 80.5 + (near - 64) / 7, near + 6), GOLD)


def _draw_board(canvas: Canvas) -> None:
    canvas.box((0, 84, 150, 100), SAND)
    canvas.box((22, 14, 128, 66), NAVY, round_by=2)
    canvas.box((25, 17, 125, 63), TEAL, round_by=1)
    canvas.shape([40, 54, 56, 28, 72, 54], GOLD)
    canvas.disc(98, 40, 12, SKY)
    for left in (34, 68, 102):
        canvas.disc(left + 7, 72, 5, BRICK)
        canvas.box((left, 77, left + 14, 90), NAVY, round_by=4)


@dataclass(frozen=True)
class DemoPicture:
    """A picture with its name for editors and what it shows."""

    title: str
    description: str
    draw: Callable[[Canvas], None]
    ground: str = SKY


PICTURES = (
    DemoPicture("School building", "A school with a red gable under a morning sun.", _draw_school),
    DemoPicture(
        "Road through hills", "A road leads through green hills to the horizon.", _draw_road
    ),
    DemoPicture("Classroom", "Three pupils before a board with shapes.", _draw_board, MIST),
)


def load_demo_pictures() -> int:
    """Put the pictures that are missing into the library; return how many there were."""
    images = get_image_model().objects
    missing = [each for each in PICTURES if not images.filter(title=each.title).exists()]
    for picture in missing:
        canvas = Canvas(picture.ground)
        picture.draw(canvas)
        name = f"{picture.title.lower().replace(' ', '-')}.png"
        content = ContentFile(canvas.to_png(), name)
        image = images.model(title=picture.title, description=picture.description, file=content)
        image.save()
    return len(missing)
