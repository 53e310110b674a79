"""The draft of a wizard as a part of a release: published at its moment, together with pages or by itself."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.definitions.building.drafts import data_of
from portal.definitions.building.locks import DraftLockedError, find_lock
from portal.definitions.building.publishing import (
    PUBLISH,
    DraftMovedOnError,
    MayNotPublishError,
    find_draft_faults,
    publish_draft,
)
from portal.definitions.building.reading import ReadDraft, read_draft
from portal.definitions.compiled import get_compiled, get_whole_spec
from portal.definitions.difference_words import describe_changes
from portal.definitions.differences import find_differences
from portal.definitions.publishing import UnsoundDefinitionError
from portal.definitions.releasing import WizardKind, named_faults
from portal.definitions.scenarios import check_scenarios
from portal.definitions.texts import reader_language
from portal.records.releases.kinds import (
    Part,
    PartFault,
    PartPreview,
    PartRefusedError,
    register_kind,
)
from portal.records.releases.models import Release
from portal.records.wizards.drafts import WizardDraft
from portal.records.wizards.models import Wizard
from portal.users.models import User

__all__ = ["DraftKind", "list_planned"]


class DraftKind(WizardKind):
    """The draft of an editor's wizard, as it was when the release was planned."""

    name = "wizard_draft"
    title = gettext_lazy("Wizards with changes that nobody sees yet")
    help_text = gettext_lazy("Those that are made here.")
    permission = PUBLISH
    faults = {
        **WizardKind.faults,
        "changed_meanwhile": gettext_lazy("The draft was changed since the release was planned."),
        "locked": gettext_lazy("Somebody else has locked the draft, or it is in a review."),
    }

    def choices(self, planner: User) -> list[tuple[str, str]]:
        """Return the drafts that differ from what is offered, by title."""
        drafts = WizardDraft.objects.filter(has_unpublished_changes=True).order_by("title_en")
        return [(str(draft.pk), draft.title_en) for draft in drafts]

    def pick(self, value: str) -> Part:
        """Return the part of a draft by its key in the database."""
        row = WizardDraft.objects.filter(pk=value).first() if value.isdecimal() else None
        if row is None:
            raise PartRefusedError(PartFault("gone", value))
        facts: dict[str, Any] = {
            "draft": row.pk,
            "key": row.key,
            "title": row.title_en,
            "revision": row.latest_revision_id,
        }
        return self.make_part(facts)

    def describe(self, part: Part) -> str:
        """Name the wizard."""
        return _("Wizard “%(title)s”: its draft") % {"title": part.facts["title"]}

    def check(self, part: Part, *, planner: User, at: datetime) -> list[PartFault]:
        """Judge the draft as a publication would."""
        row = WizardDraft.objects.filter(pk=part.facts["draft"]).first()
        if row is None:
            return [PartFault("gone", part.subject)]
        if row.latest_revision_id != part.facts["revision"]:
            return [PartFault("changed_meanwhile")]
        if find_lock(row, planner) is not None:
            return [PartFault("locked")]
        read = _read(row)
        unsound = find_draft_faults(read) or check_scenarios(read.spec)
        return [*named_faults("unsound", unsound), *self.conflicts(part)]

    def preview(self, part: Part) -> PartPreview:
        """Return what differs from the version on offer."""
        row = WizardDraft.objects.filter(pk=part.facts["draft"]).first()
        wizard = (
            Wizard.objects.select_related("current_version").filter(key=part.facts["key"]).first()
        )
        version = wizard.current_version if wizard else None
        if row is None or version is None:
            return PartPreview()
        new, old = _read(row).spec, get_whole_spec(get_compiled(version.pk, version.content_hash))
        language = reader_language()
        changes = find_differences(old, new)
        said = describe_changes(changes, old=old, new=new, language=language)
        return self.make_preview(said, part.facts["key"])

    def apply(self, part: Part, *, actor: User, at: datetime) -> None:
        """Publish the draft; applications under way stay on their version until somebody moves them."""
        self.refuse_conflicts(part)
        try:
            publish_draft(
                draft_id=part.facts["draft"],
                revision_id=part.facts["revision"],
                actor=actor,
                at=at,
            )
        except WizardDraft.DoesNotExist as error:
            raise PartRefusedError(PartFault("gone", part.subject)) from error
        except MayNotPublishError as error:
            raise PartRefusedError(PartFault("not_allowed")) from error
        except DraftLockedError as error:
            raise PartRefusedError(PartFault("locked")) from error
        except DraftMovedOnError as error:
            raise PartRefusedError(PartFault("changed_meanwhile")) from error
        except UnsoundDefinitionError as error:
            raise PartRefusedError(*named_faults("unsound", error.errors)) from error


def list_planned(row: WizardDraft) -> list[Release]:
    """Return the releases that will publish a draft, the next one first."""
    planned = Release.objects.filter(state=Release.State.PLANNED)
    parts = planned.filter(parts__kind=DraftKind.name, parts__subject=f"wizard {row.key}")
    return list(parts.order_by("due_at"))


def _read(row: WizardDraft) -> ReadDraft:
    return read_draft(data_of(row.get_latest_revision_as_object()))


register_kind(DraftKind())
