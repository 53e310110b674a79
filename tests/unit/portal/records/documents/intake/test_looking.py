"""Hostile files are refused with a reason, good ones are taken, and pictures keep only their pixels."""

import hashlib
import io
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PIL import Image
from pytest_django import Settings

from benchmarks.hostile_files import ALTERED, DECLARED, GOOD, HOSTILE, SentFile
from benchmarks.hostile_pdfs import make_pdf
from benchmarks.hostile_pictures import CORNER, GOOD_PICTURES, TURNED, make, make_png
from portal.records.documents.intake import looking
from portal.records.documents.intake.codes import Code
from portal.records.documents.intake.limits import Limits
from portal.records.documents.intake.looking import Examined, look_into
from portal.records.documents.intake.refusing import MESSAGES, FileRefusedError

PARSERS = ("pikepdf", "pypdfium2", "pillow_heif")
REMAINS = (b"<script", b"<?php", b"<html", b"PK\x05\x06", b"Exif", b"GPS", b"ICC_PROFILE", b"tEXt")

Look = Callable[[bytes, str], Examined]


@pytest.fixture
def look(tmp_path: Path, settings: Settings) -> Iterator[Look]:
    """Return what looks into bytes under a name; what it makes anew is removed afterwards."""
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)

    def look_at(content: bytes, name: str) -> Examined:
        path = tmp_path / "received"
        path.write_bytes(content)
        return look_into(path, name=name)

    yield look_at
    for path in tmp_path.iterdir():
        path.unlink()


@contextmanager
def refused(code: str) -> Iterator[None]:
    """Expect a refusal with a code."""
    with pytest.raises(FileRefusedError) as refusal:
        yield
    assert refusal.value.code == code


def labels(files: list[SentFile]) -> list[object]:
    """Return the files as parameters, named by what they are."""
    return [pytest.param(sent, id=sent.label) for sent in files]


def test_there_are_enough_hostile_files() -> None:
    assert len({sent.label for sent in HOSTILE}) == len(HOSTILE) >= 60
    assert {sent.code for sent in HOSTILE} <= set(Code)


@pytest.mark.proof
@pytest.mark.parametrize("sent", labels(HOSTILE))
def test_hostile_file_is_refused(look: Look, tmp_path: Path, sent: SentFile) -> None:
    with refused(sent.code):
        look(sent.make(), sent.name)

    assert [path.name for path in tmp_path.iterdir()] == ["received"]


@pytest.mark.parametrize("sent", labels(ALTERED))
def test_picture_with_something_hung_on_is_taken_without_it(look: Look, sent: SentFile) -> None:
    taken = look(sent.make(), sent.name).path.read_bytes()

    assert [remains for remains in REMAINS if remains in taken] == []


@pytest.mark.parametrize("sent", labels(GOOD))
def test_good_file_is_taken(look: Look, tmp_path: Path, sent: SentFile) -> None:
    content = sent.make()

    examined = look(content, sent.name)

    stored = examined.path.read_bytes()
    assert examined.size == len(stored)
    assert examined.sha256 == hashlib.sha256(stored).hexdigest()
    assert examined.display_name.endswith(examined.suffix)
    assert examined.media_type == DECLARED[examined.suffix]
    if examined.media_type == "application/pdf":
        assert stored == content
    else:
        assert [remains for remains in REMAINS if remains in stored] == []


@pytest.mark.parametrize("label", TURNED)
def test_picture_is_stored_upright(look: Look, label: str) -> None:
    examined = look(TURNED[label][1](), "photo.jpg")

    with Image.open(examined.path) as stored:
        stored.load()
        assert stored.size == (120, 80)
        corner, other = stored.getpixel((5, 5)), stored.getpixel((110, 70))
        assert not stored.getexif()
    assert all(abs(is_ - was) < 12 for is_, was in zip(corner, CORNER, strict=True))
    assert min(other) > 240


@pytest.mark.parametrize(
    ("label", "media_type", "converted_from"),
    [
        ("HEIC with a place", "image/jpeg", "image/heic"),
        ("WebP with a place", "image/jpeg", "image/webp"),
        ("PNG see-through", "image/png", ""),
        ("JPEG called PNG", "image/jpeg", ""),
    ],
)
def test_picture_of_a_phone_becomes_one_for_everybody(
    look: Look, label: str, media_type: str, converted_from: str
) -> None:
    ending, made = GOOD_PICTURES[label]

    examined = look(made(), f"photo.{ending}")

    assert (examined.media_type, examined.converted_from) == (media_type, converted_from)


def test_picture_of_sixteen_bits_keeps_its_grays(look: Look) -> None:
    with Image.open(look(GOOD_PICTURES["PNG of sixteen bits"][1](), "scan.png").path) as stored:
        assert [stored.getpixel((x, 0)) for x in (0, 1)] == [128, 255]


def test_picture_in_the_colors_of_print_is_stored_in_those_of_the_web(look: Look) -> None:
    with Image.open(look(make("JPEG", "CMYK")(), "scan.jpg").path) as stored:
        assert stored.mode == "RGB"
        assert min(stored.getpixel((110, 70))) > 240


def test_picture_at_the_limit_is_taken_and_one_beyond_is_not(
    look: Look, settings: Settings
) -> None:
    settings.DOCUMENT_MOST_MEGAPIXELS = 1
    at, beyond = Image.new("L", (1000, 1000)), Image.new("L", (1000, 1001))

    assert look(_png(at), "scan.png").pages == 1
    with refused(Code.TOO_MANY_PIXELS):
        look(_png(beyond), "scan.png")


def test_png_that_grows_too_large_becomes_a_jpeg(
    look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    smooth = Image.effect_noise((300, 200), 90).convert("RGB").resize((1200, 800))
    content = _png(smooth, compress_level=9)
    limits = Limits(most_bytes=len(content), most_pages=1, most_pixels=10**6)
    monkeypatch.setattr(looking, "current_limits", lambda: limits)

    examined = look(content, "scan.png")

    assert (examined.media_type, examined.converted_from) == ("image/jpeg", "image/png")
    assert examined.size < len(content)
    with Image.open(examined.path) as stored:
        stored.load()


def test_picture_that_fits_in_no_way_is_too_large(
    look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = _png(
        Image.effect_noise((300, 200), 90).quantize(4), bits=2, compress_level=9, transparency=0
    )
    limits = Limits(most_bytes=len(content), most_pages=1, most_pixels=10**6)
    monkeypatch.setattr(looking, "current_limits", lambda: limits)

    with refused(Code.TOO_LARGE):
        look(content, "scan.png")


def test_pages_are_counted(look: Look) -> None:
    assert look(make_pdf(pages=7), "scan.pdf").pages == 7


def test_process_that_looks_loads_no_parser(look: Look) -> None:
    """Pillow is Wagtail's too; the others are the child's alone (this file's own makers have loaded them here)."""
    import subprocess  # deferred: only this test starts a process

    code = (
        "import sys; from portal.records.documents.intake import looking, pages;"
        f"print([name for name in {PARSERS!r} + ('PIL',) if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("code", Code)
def test_refusal_says_what_to_do(code: Code) -> None:
    refusal = FileRefusedError(code)

    assert len(refusal.message) > 20
    assert refusal.message.endswith(".")
    assert set(MESSAGES) == set(Code)


def test_flood_is_refused_before_it_is_decoded(look: Look) -> None:
    with refused(Code.TOO_MANY_PIXELS):
        look(make_png(30_000, 30_000, b""), "scan.png")


def _png(image: Image.Image, **options: int) -> bytes:
    file = io.BytesIO()
    image.save(file, "PNG", **options)
    return file.getvalue()
