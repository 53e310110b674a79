"""Pictures made by code: floods, broken and moving ones to be refused, ones with something hung on, and good ones."""

from __future__ import annotations

import functools
import io
import struct
import zlib
from collections.abc import Callable
from typing import Any

import pillow_heif
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

__all__ = ["ALTERED_PICTURES", "GOOD_PICTURES", "HOSTILE_PICTURES", "TURNED", "picture"]

CORNER, PAPER = (200, 0, 0), (255, 255, 255)
SIZE = (120, 80)
SCRIPT = b"<script>alert(1)</script>"
PHP = b"<?php system($_GET['c']); ?>"
GPS, TURN = 0x8825, 0x0112
PLACE: dict[int, Any] = {1: "N", 2: (40.0, 16.0, 30.0), 3: "W", 4: (76.0, 53.0, 0.0)}
BACK = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}
"""How an upright picture is turned before a camera says that it must be turned so."""

pillow_heif.register_heif_opener()


def picture(mode: str = "RGB", size: tuple[int, int] = SIZE) -> Image.Image:
    """Return white paper with a red upper left corner."""
    paper = Image.new("RGB", size, PAPER)
    paper.paste(CORNER, (0, 0, size[0] // 4, size[1] // 4))
    return paper.convert(mode)


def _save(image: Image.Image, kind: str, **options: Any) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def make(kind: str, mode: str = "RGB", **options: Any) -> Callable[[], bytes]:
    """Return what makes a picture of a kind."""
    return lambda: _save(picture(mode), kind, **options)


def _said(turn: int = 1, *, at_a_place: bool = True) -> Image.Exif:
    """Return what a camera says: how it was held, and where."""
    exif = Image.Exif()
    exif[TURN] = turn
    exif[0x010E] = SCRIPT.decode()
    if at_a_place:
        exif.get_ifd(GPS).update(PLACE)
    return exif


def _turned(turn: int) -> bytes:
    held = picture().transpose(BACK[turn]) if turn in BACK else picture()
    return _save(held, "JPEG", quality=95, exif=_said(turn))


def _chunk(name: bytes, content: bytes) -> bytes:
    check = zlib.crc32(name + content)
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", check)


def make_png(width: int, height: int, pixels: bytes, *more: bytes) -> bytes:
    """Return a PNG in grays of one bit that says it is so large, whatever its deflated pixels are."""
    head = _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    body = b"".join(more) + _chunk(b"IDAT", pixels) + _chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + head + body


@functools.cache
def _zeros(count: int) -> bytes:
    squeezer, block = zlib.compressobj(9), bytes(1 << 20)
    parts = [squeezer.compress(block) for _ in range(count >> 20)]
    return b"".join([*parts, squeezer.compress(bytes(count % (1 << 20))), squeezer.flush()])


def _flood() -> bytes:
    return make_png(20_000, 20_000, _zeros(20_000 * 2_501))


def _text_bomb() -> bytes:
    text = _chunk(b"zTXt", b"Comment\0\0" + _zeros(1 << 30))
    return make_png(8, 8, zlib.compress(bytes(16)), text)


def _profile_bomb() -> bytes:
    profile = _chunk(b"iCCP", b"sRGB\0\0" + _zeros(1 << 29))
    return make_png(8, 8, zlib.compress(bytes(16)), profile)


def _moving(kind: str) -> bytes:
    return _save(picture(), kind, save_all=True, append_images=[picture().rotate(180)])


def _spoiled_heic() -> bytes:
    content = bytearray(make("HEIF")())
    content[-200:-20] = bytes(180)
    return bytes(content)


def _flooding_heic() -> bytes:
    """The size that its container says, which comes twice, is made 60,000 by 60,000."""
    size = b"ispe" + bytes(4)
    content = make("HEIF")()
    place = content.index(size) + len(size)
    return content[:place] + struct.pack(">II", 60_000, 60_000) + content[place + 8 :]


def _many_frames() -> bytes:
    """A JPEG that holds a second picture, as phones write it for portraits."""
    return _save(picture(), "MPO", save_all=True, append_images=[picture().rotate(180)])


def _texts() -> PngInfo:
    texts = PngInfo()
    texts.add_text("Comment", SCRIPT.decode())
    texts.add_text("GPSLatitude", "40.275", zip=True)
    return texts


def _sixteen_bits() -> bytes:
    gray = Image.frombytes("I;16", (2, 1), struct.pack("<2H", 0x8000, 0xFFFF))
    return _save(gray, "PNG")


def _profiled() -> bytes:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    return make("JPEG", icc_profile=profile)()


HOSTILE_PICTURES: dict[str, tuple[str, str, Callable[[], bytes]]] = {
    "PNG that says 50,000 by 50,000": ("png", "too_many_pixels", lambda: make_png(50_000, 50_000, b"")),
    "PNG of 20,000 by 20,000 in 50 KB": ("png", "too_many_pixels", _flood),
    "HEIC that says 60,000 by 60,000": ("heic", "too_many_pixels", _flooding_heic),
    "PNG with a text of 1 GB": ("png", "broken", _text_bomb),
    "PNG with a profile of 512 MB": ("png", "broken", _profile_bomb),
    "JPEG cut off": ("jpg", "broken", lambda: make("JPEG")()[:-300]),
    "PNG cut off": ("png", "broken", lambda: make("PNG")()[:-40]),
    "PNG without pixels": ("png", "broken", lambda: make_png(8, 8, b"")),
    "WebP cut off": ("webp", "broken", lambda: make("WEBP")()[:-60]),
    "HEIC spoiled": ("heic", "broken", _spoiled_heic),
    "HEIC cut off": ("heic", "broken", lambda: make("HEIF")()[:300]),
    "JPEG of three bytes": ("jpg", "broken", lambda: b"\xff\xd8\xff"),
    "moving PNG": ("png", "moving", lambda: _moving("PNG")),
    "moving WebP": ("webp", "moving", lambda: _moving("WEBP")),
    "script after a JPEG's first bytes": ("jpg", "broken", lambda: b"\xff\xd8\xff" + SCRIPT * 9),
}  # fmt: skip
"""Pictures to be refused: their ending, the code, and what makes them."""

ALTERED_PICTURES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "JPEG followed by HTML": ("jpg", lambda: make("JPEG")() + b"<html>" + SCRIPT),
    "JPEG followed by a ZIP": ("jpg", lambda: make("JPEG")() + b"PK\x03\x04" + bytes(40) + b"PK\x05\x06" + bytes(18)),
    "JPEG with a script as comment": ("jpg", make("JPEG", comment=SCRIPT)),
    "JPEG with a script in its profile": ("jpg", make("JPEG", icc_profile=SCRIPT * 20)),
    "PNG followed by PHP": ("png", lambda: make("PNG")() + PHP),
    "PNG with scripts in its texts": ("png", lambda: _save(picture(), "PNG", pnginfo=_texts())),
    "WebP with PHP as its description": ("webp", make("WEBP", xmp=PHP)),
}  # fmt: skip
"""Pictures that are taken, since they are made anew: nothing of what was hung on may remain."""

TURNED: dict[str, tuple[str, Callable[[], bytes]]] = {
    f"JPEG with a place, held as {turn}": ("jpg", functools.partial(_turned, turn))
    for turn in range(1, 9)
}
GOOD_PICTURES: dict[str, tuple[str, Callable[[], bytes]]] = {
    **TURNED,
    "JPEG in the colors of print": ("jpeg", make("JPEG", "CMYK")),
    "JPEG in grays": ("jpg", make("JPEG", "L")),
    "JPEG of another color space": ("jpg", _profiled),
    "JPEG with a second picture": ("jpg", _many_frames),
    "PNG with a place": ("png", lambda: _save(picture(), "PNG", exif=_said())),
    "PNG of sixteen bits": ("png", _sixteen_bits),
    "PNG in black and white": ("png", make("PNG", "1")),
    "PNG of few colors": ("png", make("PNG", "P")),
    "PNG see-through": ("png", make("PNG", "RGBA")),
    "HEIC with a place": ("heic", lambda: _save(picture(), "HEIF", exif=_said())),
    "HEIC called HEIF": ("heif", make("HEIF")),
    "WebP with a place": ("webp", lambda: _save(picture(), "WEBP", exif=_said())),
    "WebP see-through": ("webp", make("WEBP", "RGBA")),
    "JPEG called PNG": ("png", make("JPEG")),
}
"""Pictures to be taken: their ending, and what makes them."""
