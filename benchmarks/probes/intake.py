"""Sends files to what looks into them, as a web worker would, and says what became of each."""

from __future__ import annotations

import io
import os
import resource
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path, PurePath
from typing import Any

from config.loading import load_apps

load_apps()

import pikepdf  # noqa: E402 (the apps are loaded above)
from PIL import Image  # noqa: E402

from benchmarks.hostile_files import ALTERED, DECLARED, GOOD, HOSTILE, SentFile  # noqa: E402
from benchmarks.processes import answer_requests  # noqa: E402
from portal.records.documents.intake.looking import Examined, look_into  # noqa: E402
from portal.records.documents.intake.refusing import FileRefusedError  # noqa: E402

PLACE = 0x8825
HUNG_ON = (b"<script", b"<?php", b"<html", b"PK\x05\x06")
TELLING = (b"Exif", b"GPS", b"ICC_PROFILE", b"iCCP", b"tEXt", b"zTXt", b"iTXt", b"xmp")
ACTS = (b"/JavaScript", b"/Launch", b"/EmbeddedFile", b"/RichMedia", b"/XFA", b"/SubmitForm")
KILOBYTES_OF_A_MEGABYTE = 1024


def send(
    files: Iterable[SentFile], tell: Callable[[SentFile, bytes, Examined | str, float], None]
) -> None:
    """Look into each file and tell what came of it: what was examined, or the code of its refusal."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "received"
        for sent in files:
            content = sent.make()
            path.write_bytes(content)
            began = time.monotonic()
            try:
                found: Examined | str = look_into(path, name=sent.name)
            except FileRefusedError as refusal:
                found = refusal.code.value
            tell(sent, content, found, time.monotonic() - began)
            if isinstance(found, Examined) and found.path != path:
                found.path.unlink()


def send_hostile() -> dict[str, Any]:
    """Count the hostile files that are taken, or refused for a reason that is not theirs."""
    tally: dict[str, Any] = {"files": len(HOSTILE), "taken": [], "otherwise": [], "seconds": 0.0}

    def tell(sent: SentFile, content: bytes, found: Examined | str, seconds: float) -> None:
        tally["seconds"] = max(tally["seconds"], seconds)
        if isinstance(found, Examined):
            tally["taken"].append(sent.label)
        elif found != sent.code:
            tally["otherwise"].append(f"{sent.label} as {found}")

    send(HOSTILE, tell)
    tally["by_name"] = sum(_is_taken_by_name(sent) for sent in HOSTILE)
    return tally


def send_good(*, large: bool) -> dict[str, Any]:
    """Count the good files that are refused, and what remained in those that are taken."""
    files = [*GOOD, *ALTERED, *(LARGE if large else [])]
    tally: dict[str, Any] = {
        "files": len(files), "altered": len(ALTERED), "places": 0,
        "refused": [], "active": [], "telling": [],
    }  # fmt: skip

    def tell(sent: SentFile, content: bytes, found: Examined | str, seconds: float) -> None:
        tally["places"] += not content.startswith(b"%PDF-") and _has_place(content)
        if isinstance(found, str):
            tally["refused"].append(f"{sent.label} as {found}")
            return
        stored = found.path.read_bytes()
        if found.suffix == ".pdf":
            tally["active"] += [sent.label] * _acts(stored)
            return
        tally["active"] += [sent.label] * any(each in stored for each in HUNG_ON)
        tells = _has_place(stored) or any(each in stored[:4096] for each in TELLING)
        tally["telling"] += [sent.label] * tells

    send(files, tell)
    return {**tally, "child": _largest_child()}


def write_large(*, folder: str) -> None:
    """Write the largest files for another process to look into, whose memory is not touched by their making."""
    for sent in LARGE:
        (Path(folder) / sent.name).write_bytes(sent.make())


def grow(*, folder: str) -> dict[str, float]:
    """Look into the largest files; return how much memory this process and a child took at most, in megabytes."""
    Path("/proc/self/clear_refs").write_text("5")  # the most that was held is counted from here
    before, found = _resident("VmRSS"), []
    for path in sorted(Path(folder).iterdir()):
        examined = look_into(path, name=path.name)
        found.append(examined.size)
        if examined.path != path:
            examined.path.unlink()
    return {
        "files": len(found),
        "worker": (_resident("VmHWM") - before) / KILOBYTES_OF_A_MEGABYTE,
        "child": _largest_child(),
    }


def grow_by_opening(*, folder: str) -> float:
    """Open the pictures here, as a portal does that has no child; return how much memory that took, in megabytes."""
    before = _resident("VmRSS")
    for path in sorted(Path(folder).glob("*.[jp][pn]g")):
        with Image.open(path) as image:
            image.load()
    return (_resident("VmHWM") - before) / KILOBYTES_OF_A_MEGABYTE


def _largest_child() -> float:
    """Return how many megabytes the largest child of this process held."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / KILOBYTES_OF_A_MEGABYTE


def _resident(which: str) -> int:
    """Return the kilobytes that this process holds, or held at most."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{which}:"))


def _is_taken_by_name(sent: SentFile) -> bool:
    """Tell whether a portal takes a file that only asks for its ending and for the type that its sender chose."""
    return PurePath(sent.name).suffix.lower() in DECLARED


def _has_place(content: bytes) -> bool:
    with Image.open(io.BytesIO(content)) as image:
        return bool(image.getexif().get_ifd(PLACE))


def _acts(content: bytes) -> bool:
    """Look for what acts by another way than the portal: in all objects, written out at length."""
    plain = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for held in pdf.objects:
            if isinstance(held, pikepdf.Dictionary) and "/V" in held:
                del held["/V"]  # what a person has typed into a form
        pdf.save(
            plain,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            encryption=False,
        )
    return any(name in plain.getvalue() for name in ACTS)


def _photograph(kind: str, size: tuple[int, int], **options: Any) -> bytes:
    """Return a picture of noise, of which nothing can be left out."""
    file = io.BytesIO()
    Image.effect_noise((size[0] // 4, size[1] // 4), 60).convert("RGB").resize(size).save(
        file, kind, **options
    )
    return file.getvalue()


def _heavy_pdf() -> bytes:
    """Return a PDF of nearly 25 MB."""
    pdf, file = pikepdf.new(), io.BytesIO()
    pdf.add_blank_page()
    pdf.Root.Extra = pdf.make_stream(os.urandom(24 * 1024 * 1024))
    pdf.save(file)
    return file.getvalue()


LARGE = [
    SentFile("PDF of 24 MB", "scan.pdf", _heavy_pdf),
    SentFile(
        "JPEG of 48 megapixels", "p.jpg", lambda: _photograph("JPEG", (8000, 6000), quality=92)
    ),
    SentFile("PNG of 12 megapixels", "q.png", lambda: _photograph("PNG", (4000, 3000))),
]

if __name__ == "__main__":
    answer_requests(
        {
            "send_hostile": send_hostile,
            "send_good": send_good,
            "write_large": write_large,
            "grow": grow,
            "grow_by_opening": grow_by_opening,
        }
    )
