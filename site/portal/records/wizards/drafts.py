"""Drafts of wizards that editors make: how Wagtail keeps, locks, reviews and compares them.

What the blocks mean is known to ``portal.definitions.building``, which announces them; only its operation publishes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.contenttypes.fields import GenericRelation
from django.core.checks import CheckMessage
from django.db import models
from django.db.models import Q
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StreamBlock
from wagtail.fields import StreamField
from wagtail.models import DraftStateMixin, LockableMixin, RevisionMixin, WorkflowMixin

__all__ = ["DraftBlocksField", "WizardDraft", "announce_blocks"]

_announced: dict[str, str] = {}


def announce_blocks(stream: str, factory: str) -> None:
    """Say where the blocks of a stream come from: the dotted path of what returns them, asked at each use."""
    _announced[stream] = factory


class DraftBlocksField(StreamField):
    """A stream whose blocks a higher layer announces, and which migrations see as plain JSON."""

    def __init__(self, *_blocks: Any, **kwargs: Any) -> None:
        super().__init__([], **kwargs)

    @property
    def stream_block(self) -> StreamBlock:
        """Return the blocks of the moment: plugins come and go."""
        factory: Callable[[], StreamBlock] = import_string(_announced[self.name])
        return factory()

    def check(self, **kwargs: Any) -> list[CheckMessage]:
        """Check the column alone: its blocks are code, which a test checks once instead of every start."""
        return models.Field.check(self, **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """Describe the column only."""
        name, _path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, "django.db.models.JSONField", [], kwargs


class WizardDraft(WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, models.Model):
    """A wizard as an editor works on it; ``live`` says that a version of it was published from here.

    ``names`` holds the ids that blocks have in what was published, and is no part of a revision: an older revision
    that is taken up again still says which question is which. ``template`` is the version of a plugin's wizard that
    it was copied from or merged with last. ``form_key`` is that of the form which made it, so that one form makes one.
    """

    key = models.CharField(_("key"), max_length=100, unique=True, editable=False)
    title_en = models.CharField(_("title in English"), max_length=200)
    title_es = models.CharField(_("title in Spanish"), max_length=200, blank=True)
    summary_en = models.TextField(_("summary in English"), blank=True)
    summary_es = models.TextField(_("summary in Spanish"), blank=True)
    confirmation_en = models.TextField(_("what follows, in English"), blank=True)
    confirmation_es = models.TextField(_("what follows, in Spanish"), blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes that it takes"), default=10)
    reviewers = models.CharField(_("who decides"), max_length=100, blank=True)
    needs_settled_evidence = models.BooleanField(
        _("nothing is approved while an item of evidence is open"), default=False
    )
    applicants = models.CharField(_("who may fill it in"), max_length=20, default="signed_in")
    drafts = models.CharField(
        _("how many applications one person may have"), max_length=20, default="one_draft"
    )
    opens_on = models.DateField(_("first day"), null=True, blank=True)
    closes_on = models.DateField(_("last day"), null=True, blank=True)
    steps = DraftBlocksField(verbose_name=_("steps"), blank=True, default=list)
    terms = DraftBlocksField(
        verbose_name=_("what is needed, and who may apply"), blank=True, default=list
    )
    fees = DraftBlocksField(verbose_name=_("fees"), blank=True, default=list)
    private = DraftBlocksField(verbose_name=_("questions for reviewers"), blank=True, default=list)
    messages = DraftBlocksField(
        verbose_name=_("own words in what is mailed"), blank=True, default=list
    )
    scenarios = models.JSONField(default=list, editable=False)
    names = models.JSONField(default=dict, editable=False)
    form_key = models.UUIDField(null=True, unique=True, editable=False)
    template = models.ForeignKey(
        "records.WizardVersion",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("begun from"),
    )
    revisions = GenericRelation(
        "wagtailcore.Revision",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="wizard_draft",
        for_concrete_model=False,
    )
    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="wizard_draft",
        for_concrete_model=False,
    )

    class Meta:
        verbose_name = _("wizard")
        verbose_name_plural = _("wizards")
        ordering = ["title_en"]
        constraints = [
            models.CheckConstraint(condition=~Q(key=""), name="wizarddraft_has_a_key"),
        ]

    def __str__(self) -> str:
        return self.title_en or self.title_es or self.key

    def with_content_json(self, content: dict[str, Any]) -> WizardDraft:
        """Return a revision as a draft: its key and its settled ids are those of the row, whatever it says."""
        draft: WizardDraft = super().with_content_json(content)
        draft.key, draft.names, draft.template_id = self.key, self.names, self.template_id
        return draft

    def publish(self, revision: Any, **kwargs: Any) -> None:
        """Do nothing: an approval, a schedule or a stock view is no publication.

        ``portal.definitions.building.publishing`` is the only way to one.
        """

    def show_as_published(self, revision: Any, **kwargs: Any) -> None:
        """Let Wagtail show a revision as the one that is live, after its definition was published."""
        super().publish(revision, skip_permission_checks=True, **kwargs)
