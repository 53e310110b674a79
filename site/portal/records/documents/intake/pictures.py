"""Makes a received picture anew inside the child: only its pixels remain, upright and in the colors of the web.

Places, comments, thumbnails, profiles and whatever was hung on go; so does what only pretends to be a picture.
"""

from __future__ import annotations

import contextlib
import errno
import io
import struct
import warnings
from pathlib import Path
from typing import IO, Any, cast

import pillow_heif
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from portal.records.documents.intake.codes import Code, Refused

__all__ = ["open_picture", "remake_image"]

QUALITY = 90
PNG_EFFORT = 2  # of nine; at six a large scan takes ten seconds
HEIF_THREADS = 2
KEPT_MODES = frozenset({"1", "L", "LA", "P", "RGB", "RGBA"})
FAULTS = (OSError, ValueError, SyntaxError, EOFError, struct.error, KeyError, TypeError, IndexError)
"""What decoders raise at files that are not what they say."""


def remake_image(order: dict[str, Any]) -> dict[str, Any]:
    """Write the picture anew to the path ordered; return its type. Raise Refused where it isn't taken."""
    with open_picture(
        Path(order["path"]), order["decoder"], order["limits"]["most_pixels"]
    ) as opened:
        _turn_upright(opened)
        picture = _in_web_colors(opened)
    if order["decoder"] == "PNG" and _write(picture, order, "PNG", compress_level=PNG_EFFORT):
        return {"media_type": "image/png"}
    if _write(_opaque(picture), order, "JPEG", quality=QUALITY):
        return {"media_type": "image/jpeg"}
    raise Refused(Code.TOO_LARGE)


def open_picture(path: Path, decoder: str, most_pixels: int) -> Image.Image:
    """Return a picture whose pixels are decoded; its size is judged before they are."""
    warnings.simplefilter("ignore")
    Image.MAX_IMAGE_PIXELS = None  # judged below, with words of our own
    if decoder == "HEIF":
        pillow_heif.register_heif_opener(thumbnails=False)
        pillow_heif.options.DECODE_THREADS = HEIF_THREADS
    try:
        picture = Image.open(path, formats=[decoder])
        if picture.width * picture.height > most_pixels:
            raise Refused(Code.TOO_MANY_PIXELS)
        if decoder in {"PNG", "WEBP"} and getattr(picture, "is_animated", False):
            raise Refused(Code.MOVING)
        picture.load()
    except (UnidentifiedImageError, Image.DecompressionBombError, *FAULTS):
        raise Refused(Code.BROKEN) from None
    return picture


def _turn_upright(picture: Image.Image) -> None:
    """Turn the picture as its camera says, in place; what the camera says unreadably is not heeded."""
    with contextlib.suppress(*FAULTS):
        ImageOps.exif_transpose(picture, in_place=True)


def _in_web_colors(picture: Image.Image) -> Image.Image:
    """Return the picture in sRGB or grays of eight bits, without anything that was said beside its pixels."""
    profile = picture.info.get("icc_profile")
    if picture.mode.startswith("I"):
        picture = picture.point(lambda value: value * (1 / 256)).convert("L")
    elif "transparency" in picture.info:
        picture = picture.convert("RGBA")
    elif picture.mode == "P" and profile:
        picture = picture.convert("RGB")
    if isinstance(profile, bytes) and picture.mode in {"RGB", "RGBA", "CMYK"}:
        picture = _from_profile(picture, profile)
    if picture.mode not in KEPT_MODES:
        picture = picture.convert("RGB")
    picture.info = {}
    return picture


def _from_profile(picture: Image.Image, profile: bytes) -> Image.Image:
    """Return the picture with the colors that its profile means; unchanged where the profile is none."""
    to = "RGBA" if picture.mode == "RGBA" else "RGB"
    with contextlib.suppress(ImageCms.PyCMSError, *FAULTS):
        meant = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if "sRGB" in ImageCms.getProfileDescription(meant):
            return picture
        web = ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(picture, meant, web, outputMode=to) or picture
    return picture


class _Bounded:
    """A file that refuses to grow too large. It has no number: writing to one, Pillow misses that a write was short."""

    def __init__(self, file: IO[bytes], most_bytes: int) -> None:
        self._file, self._left = file, most_bytes

    def write(self, content: bytes) -> int:
        """Write on, or raise an OSError."""
        self._left -= len(content)
        if self._left < 0:
            raise OSError(errno.EFBIG, "the picture grows too large")
        return self._file.write(content)

    def flush(self) -> None:
        """Write out what waits."""
        self._file.flush()


def _write(picture: Image.Image, order: dict[str, Any], kind: str, **options: int) -> bool:
    """Write a picture; tell whether it stayed within the size that a file may have."""
    with Path(order["to"]).open("wb") as file:
        bounded = cast("IO[bytes]", _Bounded(file, order["limits"]["most_bytes"]))
        try:
            picture.save(bounded, kind, **options)
        except OSError as fault:
            if fault.errno != errno.EFBIG:
                raise
            return False
    return True


def _opaque(picture: Image.Image) -> Image.Image:
    """Return the picture fit for JPEG: what is see-through shows white paper."""
    if picture.mode in {"LA", "RGBA"}:
        paper = Image.new("RGB", picture.size, "white")
        paper.paste(picture.convert("RGB"), mask=picture.getchannel("A"))
        return paper
    if picture.mode in {"L", "RGB"}:
        return picture
    return picture.convert("RGB" if picture.mode == "P" else "L")
