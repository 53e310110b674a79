"""Application, the answers a step, and its timeline; its decision is beside.

Facts only; the stage, who acts next and the statuses are derived by portal.lifecycle and stored
here for the queues. Nothing here decides.
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.records.append_only import AppendOnlyModel
from portal.records.credentials.models import Credential
from portal.records.people.models import Person
from portal.records.wizards.models import WizardVersion

__all__ = ["Application", "StepAnswers", "TimelineEvent"]


class Application(models.Model):
    """One person's request to the bureau, from draft to decision, on one version of one wizard.

    Of somebody without an account there is no person, but the digest of a key in the visitor's session
    (``visitor_key``), and an address to write to where one was given (``contact_email``).
    ``holds`` has the numbers of the certificates that its filing keeps in process once its fee is paid.
    """

    class Stage(models.TextChoices):
        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("submitted")
        ASSESSMENT = "assessment", _("in assessment")
        CLOSED = "closed", _("closed")

    class Actor(models.TextChoices):
        APPLICANT = "applicant", _("you")
        THIRD_PARTY = "third_party", _("somebody else")
        STAFF = "staff", _("the bureau")
        NONE = "none", _("nobody")

    public_id = models.UUIDField(_("identifier"), unique=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(_("reference"), max_length=12, unique=True, null=True, blank=True)
    person = models.ForeignKey(
        Person,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="applications",
        verbose_name=_("person"),
    )
    visitor_key = models.CharField(max_length=64, null=True, blank=True, editable=False)
    contact_email = models.EmailField(
        _("e-mail of whoever has no account"), blank=True, default="", db_default=""
    )
    version = models.ForeignKey(
        WizardVersion,
        on_delete=models.PROTECT,
        related_name="applications",
        verbose_name=_("version"),
        db_index=False,
    )
    service_key = models.CharField(_("service"), max_length=100)
    credential = models.ForeignKey(
        Credential,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="applications",
        verbose_name=_("certificate"),
    )
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("taken up by"),
    )
    lock_version = models.PositiveIntegerField(_("lock version"), default=0)
    started_at = models.DateTimeField(_("started"))
    saved_at = models.DateTimeField(_("last saved"))
    language = models.CharField(max_length=10, blank=True, default="", db_default="")
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)
    snapshot = models.JSONField(null=True, blank=True)
    snapshot_hash = models.CharField(_("digest of the submission"), max_length=64, blank=True)
    holds = models.JSONField(default=list, db_default=[], blank=True)
    eligible_at = models.DateTimeField(_("found eligible"), null=True, blank=True)
    stage = models.CharField(_("stage"), max_length=12, choices=Stage.choices, default=Stage.DRAFT)
    action_required_by = models.CharField(
        _("to act next"), max_length=12, choices=Actor.choices, default=Actor.APPLICANT
    )
    statuses = models.JSONField(_("statuses"), default=list, blank=True)

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        ordering = ["-id"]
        permissions = [
            ("view_queue", "Can see the work queue"),
            ("view_application_file", "Can open an application's file"),
            ("decide_application", "Can decide an application"),
            ("find_eligible", "Can find an applicant eligible"),
            ("assign_application", "Can say which colleague works on an application"),
        ]
        indexes = [
            # Newest first, and stage by stage: neither serves for the other. To count the stages of 62,000 of 100,000
            # applications PostgreSQL reads 313 pages by the second, which has all that is counted, 20,586 without.
            models.Index(fields=["version", "id"], name="application_by_version"),
            models.Index(fields=["version", "stage", "id"], name="application_stages_of_version"),
            models.Index(fields=["person", "stage", "-id"], name="application_by_person"),
            models.Index(fields=["stage", "submitted_at", "id"], name="application_queue"),
            models.Index(
                fields=["submitted_at", "id"],
                condition=Q(stage__in=["submitted", "assessment"]),
                name="application_waiting",
            ),
            models.Index(
                fields=["assigned_to", "submitted_at", "id"],
                condition=Q(stage__in=["submitted", "assessment"]),
                name="application_own",
            ),
            models.Index(
                fields=["service_key", "stage", "submitted_at", "id"],
                name="application_by_service",
            ),
            models.Index(
                fields=["assigned_to", "stage", "submitted_at", "id"],
                name="application_by_holder",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(submitted_at__isnull=True, reference__isnull=True, snapshot_hash="")
                | (Q(submitted_at__isnull=False, reference__isnull=False) & ~Q(snapshot_hash="")),
                name="application_submitted_whole",
            ),
            models.CheckConstraint(
                condition=~Q(reference=""), name="application_reference_not_blank"
            ),
            models.CheckConstraint(
                condition=Q(submitted_at__isnull=True, stage="draft")
                | (Q(submitted_at__isnull=False) & ~Q(stage="draft")),
                name="application_unsubmitted_is_draft",
            ),
            models.CheckConstraint(
                condition=Q(eligible_at__isnull=True)
                | Q(submitted_at__isnull=False, eligible_at__gte=F("submitted_at")),
                name="application_eligible_once_sent",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False, visitor_key__isnull=True, contact_email="")
                | (Q(person__isnull=True, visitor_key__isnull=False) & ~Q(visitor_key="")),
                name="application_of_a_person_or_visitor",
            ),
            models.UniqueConstraint(
                fields=["credential", "service_key"],
                condition=Q(submitted_at__isnull=False) & ~Q(stage="closed"),
                name="application_one_open_a_credential",
            ),
        ]

    def __str__(self) -> str:
        return self.reference or str(self.public_id)

    @property
    def holder(self) -> Person:
        """Return the person; to be asked only where the service takes an account."""
        if self.person is None:
            raise Person.DoesNotExist(f"{self} is of somebody without an account")
        return self.person

    @property
    def account_id(self) -> int | None:
        """Return the account of the person, or None without one."""
        return self.person.account_id if self.person else None

    @property
    def applicant_name(self) -> str:
        """Return what staff call the applicant."""
        return self.person.full_name if self.person else str(_("Without an account"))


class StepAnswers(models.Model):
    """What a draft holds of one step: checked answers by field id, and typing not yet checked.

    ``answers`` passed the step's checks at ``checked_at``, of a page in ``language``; ``unfinished`` is the raw text
    of a form left by Back, autosave or a time-out, kept so that nothing typed is lost.
    """

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="step_answers"
    )
    step = models.CharField(max_length=50)
    version = models.PositiveIntegerField(default=0)
    answers = models.JSONField(default=dict)
    unfinished = models.JSONField(default=dict)
    checked_at = models.DateTimeField(null=True, blank=True)
    language = models.CharField(max_length=10, blank=True, default="", db_default="")
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "step"], name="stepanswers_one_a_step")
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.step}"


class TimelineEvent(AppendOnlyModel):
    """A line of an application's history that applicant and staff can read; appended only."""

    class Kind(models.TextChoices):
        SUBMITTED = "submitted", _("Application submitted")
        ASSIGNED = "assigned", _("A specialist took up the application")
        RELEASED = "released", _("The application waits for a specialist again")
        DOCUMENT_REJECTED = "document_rejected", _("A document was not accepted")
        DOCUMENT_ADDED = "document_added", _("Another document was added")
        ELIGIBLE = "eligible", _("Found eligible")
        PAYMENT_RECEIVED = "payment_received", _("Your payment was received")
        PAYMENT_REFUNDED = "payment_refunded", _("A payment was given back")
        PAYMENT_BOUNCED = "payment_bounced", _("The bank did not pay a check or money order")
        APPROVED = "approved", _("Application approved")
        DENIED = "denied", _("Application denied")
        WITHDRAWN = "withdrawn", _("Application withdrawn")
        REFERENCE_ASKED = "reference_asked", _("Somebody else was asked to answer")
        REFERENCE_REPLACED = "reference_replaced", _("Another person was asked instead")
        REFERENCE_ANSWERED = "reference_answered", _("The person who was asked has answered")
        REFERENCE_DECLINED = "reference_declined", _("The person who was asked declined")
        REFERENCE_EXPIRED = (
            "reference_expired",
            _("The person who was asked did not answer in time"),
        )

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="timeline")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    happened_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.application_id} {self.kind}"
