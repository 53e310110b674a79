"""Document rows: what a stored file is, whether it was scanned clean, whose it is, and what it was used for.

Looking into files, storing, scanning and serving them are modules of their own; this is only the record.
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from portal.records.documents.kinds import DocumentKind
from portal.records.documents.reasons import RejectionReason

__all__ = ["Document", "DocumentUse"]


class Document(models.Model):
    """One received file; staff may open it only while its scan state is clean."""

    class ScanState(models.TextChoices):
        PENDING = "pending", _("waiting for the virus scan")
        CLEAN = "clean", _("clean")
        SUSPECT = "suspect", _("suspect")
        ERROR = "error", _("could not be scanned")

    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(
        "records.Person",
        on_delete=models.PROTECT,
        db_index=False,
        related_name="documents",
        verbose_name=_("person"),
    )
    kind = models.CharField(_("kind"), max_length=40, choices=DocumentKind.choices)
    original_name = models.CharField(_("name of the file"), max_length=255)
    stored_name = models.CharField(max_length=100, unique=True)
    media_type = models.CharField(_("type of the file"), max_length=100)
    converted_from = models.CharField(
        max_length=100,
        blank=True,
        help_text=_("the type that was received, where it was made anew"),
    )
    size = models.PositiveIntegerField(_("size"), help_text=_("bytes"))
    sha256 = models.CharField(_("digest"), max_length=64)
    pages = models.PositiveSmallIntegerField(_("pages"), default=1)
    scan_state = models.CharField(
        _("virus scan"), max_length=10, choices=ScanState.choices, default=ScanState.PENDING
    )
    scan_attempts = models.PositiveSmallIntegerField(default=0)
    scan_after = models.DateTimeField(
        null=True, blank=True, help_text=_("not to be tried again before")
    )
    scanned_at = models.DateTimeField(_("scanned"), null=True, blank=True)
    finding = models.CharField(
        _("finding"), max_length=200, blank=True, help_text=_("what the scanner said; for staff")
    )
    received_at = models.DateTimeField(_("received"))
    received_from = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("handed in by"),
    )
    expires_on = models.DateField(_("valid until"), null=True, blank=True)
    translation_of = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="translations",
        verbose_name=_("translation of"),
    )

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        indexes = [
            models.Index(fields=["scan_state", "id"], name="document_by_scan_state"),
            models.Index(fields=["person", "-id"], name="document_by_person"),
            models.Index(
                fields=["scan_after", "id"],
                condition=~Q(scan_state="clean"),
                name="document_not_clean",
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(size__gt=0), name="document_not_empty"),
            models.CheckConstraint(
                condition=Exact(Length(F("sha256")), 64), name="document_hash_shape"
            ),
            models.CheckConstraint(
                condition=~Q(scan_state="clean") | Q(scanned_at__isnull=False),
                name="document_clean_when_scanned",
            ),
            models.UniqueConstraint(
                fields=["person", "kind", "sha256"], name="document_once_a_person"
            ),
        ]

    def __str__(self) -> str:
        return self.original_name

    def get_size_display(self) -> str:
        """Return the size as people read it."""
        return filesizeformat(self.size)


class DocumentUse(models.Model):
    """A document that an application was sent with, and what became of it; from then on it can't be removed."""

    class Outcome(models.TextChoices):
        OPEN = "open", _("not looked at yet")
        ACCEPTED = "accepted", _("accepted")
        REJECTED = "rejected", _("not accepted")

    application = models.ForeignKey(
        "records.Application", on_delete=models.PROTECT, related_name="document_uses"
    )
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="uses")
    question = models.CharField(
        max_length=60, help_text=_("the id of the question that it answers")
    )
    outcome = models.CharField(
        _("outcome"), max_length=10, choices=Outcome.choices, default=Outcome.OPEN
    )
    reason = models.CharField(
        _("reason"), max_length=40, blank=True, choices=RejectionReason.choices
    )
    note = models.CharField(_("note"), max_length=500, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    replaces = models.OneToOneField(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="replacement",
        verbose_name=_("in place of"),
        help_text=_("the rejected one in whose place it was sent"),
    )

    class Meta:
        verbose_name = _("use of a document")
        verbose_name_plural = _("uses of documents")
        constraints = [
            models.UniqueConstraint(
                fields=["application", "question", "document"], name="document_use_once"
            ),
            models.CheckConstraint(
                condition=Q(outcome="open", decided_at__isnull=True)
                | (~Q(outcome="open") & Q(decided_at__isnull=False)),
                name="document_use_decided_whole",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="rejected") | ~Q(reason=""),
                name="document_use_rejected_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document} ({self.get_outcome_display()})"
