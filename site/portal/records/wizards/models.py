"""Wizards with their versions, what applicants were asked to correct, and which tools are off.

What the JSON of a version means is known to portal.definitions.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.records.append_only import AppendOnlyModel

__all__ = ["StepRefusal", "SwitchedOffTool", "Wizard", "WizardVersion"]


class Wizard(models.Model):
    """A service run as a wizard, from a plugin or from an editor.

    ``declined`` is the version that somebody took back for an earlier one; nobody but a person offers it again.
    ``is_on`` is a switch for a while: nobody gets further. ``archived_at`` is for good: nobody new is let in, and
    those who have begun or sent something go on. ``copied_from`` is the version of a plugin's wizard that an
    editor's was copied from or merged with last.
    """

    class Origin(models.TextChoices):
        PLUGIN = "plugin", _("plugin")
        EDITOR = "editor", _("editor")

    key = models.CharField(_("key"), max_length=100, unique=True)
    origin = models.CharField(max_length=10, choices=Origin.choices)
    is_on = models.BooleanField(default=True)
    archived_at = models.DateTimeField(null=True, blank=True)
    current_version = models.ForeignKey(
        "records.WizardVersion", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    declined = models.ForeignKey(
        "records.WizardVersion", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    copied_from = models.ForeignKey(
        "records.WizardVersion", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["key"]
        permissions = [
            ("oversee_services", "Can watch over plugins and switch services on and off"),
            ("view_funnel", "Can see how far applicants come in a service"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(declined__isnull=True) | ~Q(declined=F("current_version")),
                name="wizard_declined_is_not_on_offer",
            ),
            models.CheckConstraint(
                condition=Q(copied_from__isnull=True) | Q(origin="editor"),
                name="wizard_copied_is_of_an_editor",
            ),
        ]

    def __str__(self) -> str:
        return self.key


class WizardVersion(AppendOnlyModel):
    """One published definition, immutable: applications under way and submitted refer to it."""

    wizard = models.ForeignKey(
        Wizard, on_delete=models.PROTECT, related_name="versions", verbose_name=_("wizard")
    )
    number = models.PositiveIntegerField(_("number"))
    schema_version = models.PositiveSmallIntegerField(_("schema version"))
    definition = models.JSONField()
    required_plugins = models.JSONField(_("required plugins"), default=dict)
    content_hash = models.CharField(_("digest of the content"), max_length=64)
    published_at = models.DateTimeField(_("published"))

    class Meta:
        verbose_name = _("published wizard")
        verbose_name_plural = _("published wizards")
        ordering = ["wizard", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["wizard", "number"], name="wizardversion_number"),
            models.UniqueConstraint(
                fields=["wizard", "content_hash"], name="wizardversion_content"
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1), name="wizardversion_counts_from_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.wizard_id} v{self.number}"


class StepRefusal(models.Model):
    """A part that was sent with something to correct: which questions, on which day. Whose it was is not kept."""

    version = models.ForeignKey(WizardVersion, on_delete=models.CASCADE, related_name="+")
    step = models.CharField(max_length=50)
    questions = models.JSONField(default=list)
    on_day = models.DateField()

    class Meta:
        indexes = [
            models.Index(fields=["version", "on_day"], name="steprefusal_by_version"),
            models.Index(fields=["on_day"], name="steprefusal_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} {self.step}"


class SwitchedOffTool(models.Model):
    """A tool that is not offered for now; it has no row while it is."""

    key = models.CharField(_("key"), max_length=100, unique=True)

    class Meta:
        ordering = ["key"]

    def __str__(self) -> str:
        return self.key
