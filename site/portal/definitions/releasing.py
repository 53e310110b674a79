"""The parts of a release that are wizards: a definition from a bundle, or a version that is offered again.

Registers both kinds; is imported when the first release is looked at.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.definitions.bundle_words import say_named
from portal.definitions.bundles import (
    Bundle,
    BundleError,
    decode_bundle,
    find_bundle_changes,
    publish_bundle,
    read_bundle,
)
from portal.definitions.checks import DefinitionError
from portal.definitions.comparing import compare_versions, count_drafts
from portal.definitions.difference_words import ChangeLine, describe_changes
from portal.definitions.publishing import UnsoundDefinitionError
from portal.definitions.rolling_back import (
    RollBackRefusedError,
    find_faults_today,
    roll_back_wizard,
)
from portal.definitions.serialization import content_hash, dump_wizard
from portal.definitions.switching import OVERSEE
from portal.definitions.texts import Text, in_language, reader_language
from portal.records.releases.kinds import (
    Part,
    PartFault,
    PartKind,
    PartPreview,
    PartRefusedError,
    PreviewLine,
    register_kind,
)
from portal.records.wizards.models import Wizard, WizardVersion
from portal.users.models import User

__all__ = ["BundleKind", "VersionKind", "WizardKind", "named_faults"]

OFFERED_EARLIER = 5
"""How many versions of each wizard, the newest first, are there to choose from."""
FAULTS = {
    "gone": gettext_lazy("There is no such version any more."),
    "already_on_offer": gettext_lazy("Exactly this is on offer already."),
    "published_meanwhile": gettext_lazy(
        "Another version was put on offer since the release was planned."
    ),
    "unsound": gettext_lazy("It does not pass the checks of a publication:"),
    "unreadable": gettext_lazy("This is no bundle that the portal can take:"),
}


def _number_on_offer(key: str, *, locks: bool = False) -> int:
    """Return the number of the version on offer, 0 where there is none; locks the wizard within a transaction."""
    wizards = Wizard.objects.select_for_update() if locks else Wizard.objects.all()
    wizard = wizards.filter(key=key).first()
    version = wizard.current_version if wizard else None
    return version.number if version else 0


def _subject(key: str) -> str:
    return f"wizard {key}"


def _title(title: Text, key: str) -> str:
    return in_language(title, reader_language()) or key


def named_faults(name: str, errors: list[DefinitionError]) -> list[PartFault]:
    """Return the errors of a definition as faults of a part."""
    return [PartFault(name, str(error)) for error in errors]


def _lines(changes: list[ChangeLine]) -> list[PreviewLine]:
    return [PreviewLine(each.where, each.what, each.before, each.after) for each in changes]


def _counts(key: str) -> list[tuple[str, int]]:
    return [
        (_("Drafts on version %(number)s") % {"number": number}, count)
        for number, count in count_drafts(key)
    ]


class WizardKind(PartKind):
    """What both kinds share: nobody may have put another version on offer since the part was made."""

    faults = FAULTS
    permission = OVERSEE

    def say_detail(self, detail: str) -> str:
        """Say in words which error of a definition it is."""
        return say_named(detail)

    def make_part(self, facts: dict[str, Any]) -> Part:
        """Return the part of the wizard whose key the facts give, as it is offered now."""
        key = facts["key"]
        return Part(self.name, _subject(key), {**facts, "on_offer": _number_on_offer(key)})

    def make_preview(self, changes: list[ChangeLine], key: str) -> PartPreview:
        """Return what differs, and how many drafts are on which version."""
        return PartPreview(_lines(changes), _counts(key))

    def conflicts(self, part: Part, *, locks: bool = False) -> list[PartFault]:
        """Return whether the wizard stands elsewhere than where the part was made."""
        number = _number_on_offer(part.facts["key"], locks=locks)
        if number == part.facts["on_offer"]:
            return []
        return [PartFault("published_meanwhile", f"{part.facts['on_offer']} → {number}")]

    def refuse_conflicts(self, part: Part) -> None:
        """Lock the wizard; raise PartRefusedError where another version was put on offer."""
        if faults := self.conflicts(part, locks=True):
            raise PartRefusedError(*faults)


class BundleKind(WizardKind):
    """A definition that a file holds, published as its wizard's version."""

    name = "wizard"
    title = gettext_lazy("Bundles of wizards")
    help_text = gettext_lazy("Files that export_wizard wrote. Several may be chosen at once.")
    reads_files = True

    def read(self, content: bytes) -> Part:
        """Return the part; its text is kept whole, to be judged again."""
        try:
            text = decode_bundle(content)
            bundle = read_bundle(text)
        except BundleError as error:
            raise PartRefusedError(*named_faults("unreadable", error.errors)) from error
        facts: dict[str, Any] = {
            "key": bundle.spec.key,
            "title": dict(bundle.spec.title),
            "bundle": text,
        }
        return self.make_part(facts)

    def describe(self, part: Part) -> str:
        """Name the wizard."""
        title = _title(part.facts["title"], part.facts["key"])
        return _("Wizard “%(title)s”: the definition of a bundle") % {"title": title}

    def check(self, part: Part, *, planner: User, at: datetime) -> list[PartFault]:
        """Judge the bundle anew."""
        try:
            bundle = read_bundle(part.facts["bundle"])
        except BundleError as error:
            return named_faults("unsound", error.errors)
        if _is_on_offer(bundle):
            return [PartFault("already_on_offer")]
        return self.conflicts(part)

    def preview(self, part: Part) -> PartPreview:
        """Return what differs from the version on offer."""
        bundle = read_bundle(part.facts["bundle"])
        offered, changes = find_bundle_changes(bundle)
        lines = (
            describe_changes(
                changes,
                old=offered,
                new=bundle.spec,
                language=reader_language(),
            )
            if offered
            else []
        )
        return self.make_preview(lines, bundle.spec.key)

    def apply(self, part: Part, *, actor: User, at: datetime) -> None:
        """Publish the definition."""
        self.refuse_conflicts(part)
        try:
            publish_bundle(read_bundle(part.facts["bundle"]), actor_id=actor.pk, at=at)
        except BundleError as error:
            raise PartRefusedError(*named_faults("unsound", error.errors)) from error
        except UnsoundDefinitionError as error:
            raise PartRefusedError(*named_faults("unsound", error.errors)) from error


def _is_on_offer(bundle: Bundle) -> bool:
    digest = content_hash(dump_wizard(bundle.spec))
    return Wizard.objects.filter(key=bundle.spec.key, current_version__content_hash=digest).exists()


class VersionKind(WizardKind):
    """A version that was published before, offered again."""

    name = "wizard_version"
    title = gettext_lazy("Earlier versions of wizards, to offer again")

    def choices(self, planner: User) -> list[tuple[str, str]]:
        """Return the newest versions of each wizard but the one on offer."""
        choices: list[tuple[str, str]] = []
        for wizard in Wizard.objects.filter(current_version__isnull=False).order_by("key"):
            others = wizard.versions.exclude(pk=wizard.current_version_id or 0).order_by("-number")
            choices += [
                (f"{wizard.key} {version.number}", self._say(version.definition, version.number))
                for version in others[:OFFERED_EARLIER]
            ]
        return choices

    def pick(self, value: str) -> Part:
        """Return the part of a choice: the wizard's key and the version's number."""
        key, _space, number = value.partition(" ")
        version = self._find(key, int(number)) if number.isdecimal() else None
        if version is None:
            raise PartRefusedError(PartFault("gone", value))
        title = version.definition.get("title") or {}
        return self.make_part({"key": key, "title": title, "number": version.number})

    def describe(self, part: Part) -> str:
        """Name the wizard and the version."""
        return self._say(part.facts, part.facts["number"])

    def check(self, part: Part, *, planner: User, at: datetime) -> list[PartFault]:
        """Judge the version by the checks of today."""
        version = self._find(part.facts["key"], part.facts["number"])
        if version is None:
            return [PartFault("gone", part.subject)]
        if version.wizard.current_version_id == version.pk:
            return [PartFault("already_on_offer")]
        return [*named_faults("unsound", find_faults_today(version)), *self.conflicts(part)]

    def preview(self, part: Part) -> PartPreview:
        """Return what differs from the version on offer."""
        version = self._find(part.facts["key"], part.facts["number"])
        offered = version.wizard.current_version if version else None
        if version is None or offered is None:
            return PartPreview()
        language = reader_language()
        changes = compare_versions(offered, version, language=language)
        return self.make_preview(changes or [], part.facts["key"])

    def apply(self, part: Part, *, actor: User, at: datetime) -> None:
        """Offer the version again."""
        self.refuse_conflicts(part)
        key, number = part.facts["key"], part.facts["number"]
        try:
            roll_back_wizard(key=key, number=number, actor_id=actor.pk, at=at)
        except RollBackRefusedError as error:
            raise PartRefusedError(*named_faults("unsound", error.errors)) from error

    def _find(self, key: str, number: int) -> WizardVersion | None:
        versions = WizardVersion.objects.select_related("wizard__current_version")
        found: WizardVersion | None = versions.filter(wizard__key=key, number=number).first()
        return found

    def _say(self, facts: Any, number: int) -> str:
        title = _title(facts.get("title") or {}, facts.get("key", ""))
        return _("Wizard “%(title)s”: version %(number)s again") % {
            "title": title,
            "number": number,
        }


register_kind(BundleKind())
register_kind(VersionKind())
