"""What people do while a disk is full, over the portal's own pages: files, steps, submissions, decisions."""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pikepdf import Pdf
from PIL import Image

from benchmarks.cast import make_applicant, make_renewal_draft
from benchmarks.hostile_pdfs import make_pdf
from benchmarks.walks import Walker
from portal.lifecycle.cases import get_case, plan_for
from portal.lifecycle.changes import digest_changes, propose_changes
from portal.lifecycle.submission import submit_application
from portal.records.applications.decisions import Decision
from portal.records.applications.models import Application, StepAnswers
from portal.records.documents.models import Document
from portal.users.models import User

__all__ = ["Cast", "Deed", "make_deeds"]

STEPS = 3
SMALL, LARGE = 12_000, 2_700_000
"""Bytes of files; Django keeps a large one on the disk while it arrives."""
NO_ROOM = "The portal can’t keep files at this moment."
PAUSE = "The portal is not available right now"


class Cast:
    """A member with drafts and files, and a specialist, each in a browser that shows faults as people see them."""

    def __init__(self) -> None:
        self.walker = Walker("member")
        self.member = self.walker.browser
        self.member.raise_request_exception = False
        specialist = User.objects.create_user("decider", "decider@example.org", None)
        specialist.groups.add(Group.objects.get(name="specialist"))
        self.staff = Client(HTTP_HOST="localhost", raise_request_exception=False)
        self.staff.force_login(specialist)


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that somebody does, and how to see that it is done."""

    kind: str
    post: Callable[[], Any]
    is_done: Callable[[], bool]

    def do(self) -> str:
        """Do it; return done, refused in plain words (told), lost after a good answer, or what else was answered."""
        answer = self.post()
        said = answer.content.decode(errors="replace")
        if answer.status_code == 302:
            return "done" if self.is_done() else "lost"
        is_pause = answer.status_code == 503 and PAUSE in said and "Retry-After" in answer
        is_at_field = answer.status_code in {200, 422} and NO_ROOM in said
        return "told" if is_pause or is_at_field else f"{self.kind}: {answer.status_code}"


KINDS = ("upload", "step", "submit", "decision")


def make_deeds(cast: Cast, name: str, each: int, *, kinds: Sequence[str] = KINDS) -> list[Deed]:
    """Return so many deeds of each kind, mixed in an order that stays."""
    deeds: list[Deed] = []
    for number in range(each):
        if "upload" in kinds:
            deeds.append(_upload(cast, f"{name}{number}", number % 3))
        if "step" in kinds:
            deeds.append(_step(cast))
        if "submit" in kinds:
            deeds.append(_submit(cast))
        if "decision" in kinds:
            deeds.append(_decide(cast, f"{name}{number}"))
    random.Random(name).shuffle(deeds)
    return deeds


def _upload(cast: Cast, name: str, kind: int) -> Deed:
    """Return the sending of a small PDF, of a picture that is made anew, or of a large PDF."""
    chance = random.Random(name)
    content = _photograph(chance) if kind == 1 else _pdf(chance, LARGE if kind else SMALL)
    full_name = f"{name}.{'jpg' if kind == 1 else 'pdf'}"

    def post() -> Any:
        file = SimpleUploadedFile(full_name, content)
        return cast.member.post("/account/documents/", {"kind": "transcript", "uploads": file})

    return Deed("upload", post, Document.objects.filter(original_name=full_name).exists)


def _pdf(chance: random.Random, size: int) -> bytes:
    def add_content(pdf: Pdf) -> None:
        pdf.Root.Extra = pdf.make_stream(chance.randbytes(size))

    return make_pdf(add_content)


def _photograph(chance: random.Random) -> bytes:
    file, size = io.BytesIO(), (300, 200)
    Image.frombytes("L", size, chance.randbytes(size[0] * size[1])).save(file, "JPEG")
    return file.getvalue()


def _step(cast: Cast) -> Deed:
    walk = cast.walker.begin(STEPS, answered=1)
    rows = StepAnswers.objects.filter(application=walk.draft, step="s0", version__gt=1)
    return Deed("step", lambda: walk.post_step(0, version=1), rows.exists)


def _submit(cast: Cast) -> Deed:
    walk = cast.walker.begin(STEPS, answered=STEPS)
    sent = Application.objects.filter(pk=walk.draft.pk, submitted_at__isnull=False)
    return Deed("submit", walk.post_review, sent.exists)


def _decide(cast: Cast, name: str) -> Deed:
    applicant = make_applicant(name)
    draft = make_renewal_draft(applicant)
    submit_application(
        public_id=draft.public_id, account_id=applicant.account.pk, language="en", at=timezone.now()
    )
    address = f"/admin/applications/{draft.public_id}/decide/"
    case = get_case(draft.pk, on=timezone.localdate())
    changes = propose_changes(case, plan_for(case, "approved"))
    marked = [each.path for each in changes if each.is_suggested]
    form = {"outcome": "approved", "changes": marked, "seen": digest_changes(changes)}
    decided = Decision.objects.filter(application=draft)
    return Deed("decision", lambda: cast.staff.post(address, form), decided.exists)
