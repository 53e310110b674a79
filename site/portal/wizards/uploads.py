"""Files that come with a post of a step: each becomes a document on the account, ticked as an answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.definitions.fields.documents import (
    FILE_SUFFIX,
    KIND_SUFFIX,
    TRANSLATION_SUFFIX,
    DocumentsField,
)
from portal.definitions.forms import StepForm
from portal.lifecycle.outcomes import DocumentOutcomeError
from portal.lifecycle.runs import Run
from portal.lifecycle.translating import check_translation
from portal.records.documents.errors import QuotaExceededError
from portal.records.documents.intake.refusing import FileRefusedError
from portal.records.documents.kinds import DocumentKind
from portal.records.documents.models import Document
from portal.records.documents.receiving import receive_file
from portal.records.documents.wording import say_received

__all__ = ["UPLOAD", "TakenFiles", "take_files"]

UPLOAD = "wizard_upload"
"""The button beside a file: it names the question."""


@dataclass(slots=True)
class TakenFiles:
    """What became of the files of a post: the post with their ids ticked, and what was refused, by question."""

    posted: QueryDict
    errors: dict[str, list[str]] = field(default_factory=dict)
    received: list[Document] = field(default_factory=list)
    at: datetime = field(default_factory=timezone.now)

    @property
    def said(self) -> str:
        """Return what to tell the applicant about what was received."""
        return say_received(self.received, at=self.at)


def take_files(request: HttpRequest, run: Run, form: StepForm) -> TakenFiles:
    """Receive every file of the post that belongs to a question of the step."""
    taken = TakenFiles(request.POST.copy())
    for question, control in form.fields.items():
        if isinstance(control, DocumentsField):
            _Asked(request, run, form, question, control, taken).take()
    return taken


@dataclass(slots=True)
class _Asked:
    """One question that files were added to."""

    request: HttpRequest
    run: Run
    form: StepForm
    question: str
    control: DocumentsField
    taken: TakenFiles

    def take(self) -> None:
        """Receive the files, then the translation that goes with the one file they are."""
        name = self.form.add_prefix(self.question)
        files = self.request.FILES.getlist(name + FILE_SUFFIX)
        translations = self.request.FILES.getlist(name + TRANSLATION_SUFFIX)
        if not files and not translations:
            if self.request.POST.get(UPLOAD) == self.question:
                self._refuse(_("Choose a file first, then press the button."))
            return
        kind = self._kind(name) if files else ""
        if files and not kind:
            self._refuse(_("Say what the file shows, then choose it again."))
            return
        documents = list(filter(None, (self._receive(file, kind, None) for file in files)))
        ticked = self.taken.posted.getlist(name)
        new = [str(document.public_id) for document in documents]
        self.taken.posted.setlist(name, list(dict.fromkeys([*ticked, *new])))
        if translations:
            self._take_translations(translations, documents, ticked)

    def _kind(self, name: str) -> str:
        known = [kind for kind, _label in self.control.kinds]
        if len(known) == 1:
            return known[0]
        posted = self.request.POST.get(name + KIND_SUFFIX, "")
        return posted if posted in known else ""

    def _take_translations(
        self, files: Sequence[UploadedFile[bytes]], new: Sequence[Document], ticked: Sequence[str]
    ) -> None:
        """Put translations beside the one document that is new, or else the one that is ticked."""
        originals = list(new) or list(self._find_own(ticked))
        if len(originals) != 1:
            self._refuse(
                _("Add a translation together with its one original, or tick only that original.")
            )
            return
        for file in files:
            translation = self._receive(file, DocumentKind.TRANSLATION, originals[0])
            try:
                if translation is not None:
                    check_translation(translation, originals[0])
            except DocumentOutcomeError as refusal:
                self._refuse(f"{file.name}: {refusal}")

    def _find_own(self, public_ids: Sequence[str]) -> Sequence[Document]:
        own = [public_id for public_id in public_ids if public_id in self.control.held]
        return list(Document.objects.filter(person_id=self.run.holder_id, public_id__in=own)[:2])

    def _receive(
        self, file: UploadedFile[bytes], kind: str, translation_of: Document | None
    ) -> Document | None:
        try:
            document = receive_file(
                upload=file,
                person_id=self.run.holder_id,
                kind=kind,
                actor_id=int(self.request.user.pk or 0),
                at=self.taken.at,
                translation_of=translation_of,
            )
        except (FileRefusedError, QuotaExceededError) as refusal:
            self._refuse(f"{file.name}: {refusal.message}")
            return None
        self.taken.received.append(document)
        return document

    def _refuse(self, message: str) -> None:
        self.taken.errors.setdefault(self.question, []).append(message)
