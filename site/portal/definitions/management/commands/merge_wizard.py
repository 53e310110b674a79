"""``portal merge_wizard``: take over into a copy what a plugin has changed since, or tell what that would change."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from portal.definitions.adapting import (
    ClashesLeftError,
    NothingToMergeError,
    Upstream,
    find_upstream,
    merge_wizard,
)
from portal.definitions.checks import check_wizard
from portal.definitions.difference_words import describe_changes
from portal.definitions.differences import find_differences
from portal.definitions.merging_parts import Clash, Side
from portal.definitions.publishing import UnsoundDefinitionError
from portal.definitions.serialization import DefinitionFormatError, canonical_json, load_wizard
from portal.definitions.texts import FALLBACK_LANGUAGE


class Command(BaseCommand):
    """Merges by the ids of steps, questions and choices; where both sides differ somebody has to decide."""

    help = "Merge a copied wizard with the newer version of the plugin's."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the copy's key, decisions on clashes, and whether to tell only."""
        parser.add_argument("key", help="the copy, such as bureau.renew_permit")
        parser.add_argument("--dry-run", action="store_true", help="tell what would change")
        parser.add_argument(
            "--take",
            action="append",
            default=[],
            metavar="PLACE=ours|theirs",
            help="decide a clash, by the place that the dry run names; repeatable",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Merge and name the version, or list changes and clashes."""
        key, take = options["key"], dict(map(_read_choice, options["take"]))
        try:
            if options["dry_run"]:
                self._tell(_upstream(key), take)
                return
            version = merge_wizard(key=key, take=take, actor_id=None, at=timezone.now())
        except NothingToMergeError as error:
            raise CommandError(
                f"{key} is no copy of a plugin's wizard that has moved on."
            ) from error
        except ClashesLeftError as error:
            said = [_say(clash) for clash in error.clashes]
            raise CommandError("\n".join(["Decide with --take:", *said])) from error
        except UnsoundDefinitionError as error:
            raise CommandError(
                "\n".join(["Nothing was merged.", *map(str, error.errors)])
            ) from error
        except DefinitionFormatError as error:
            raise CommandError(f"Nothing was merged. {error}") from error
        self.stdout.write(f"{key} version {version.number} is on offer")

    def _tell(self, upstream: Upstream, take: dict[str, Side]) -> None:
        merge = upstream.merge(take)
        _base, ours, _theirs = upstream.specs
        merged = load_wizard(merge.definition)
        changes = find_differences(ours, merged)
        self.stdout.write(f"{ours.key}, changes from the version on offer: {len(changes)}")
        for line in describe_changes(changes, old=ours, new=merged, language=FALLBACK_LANGUAGE):
            self.stdout.write(f"  {line}")
        self.stdout.write(
            f"clashes: {len(merge.clashes)}, of which not decided: {len(merge.undecided)}"
        )
        for clash in merge.clashes:
            self.stdout.write(f"  {_say(clash)}")
        for error in check_wizard(merged):
            self.stdout.write(f"  it could not be published: {error}")


def _upstream(key: str) -> Upstream:
    upstream = find_upstream(key)
    if upstream is None:
        raise NothingToMergeError(key)
    return upstream


def _say(clash: Clash) -> str:
    ours, theirs = (
        "nothing" if each is None else canonical_json(each) for each in (clash.ours, clash.theirs)
    )
    return f"{clash.key}: ours {ours}, theirs {theirs}"


def _read_choice(typed: str) -> tuple[str, Side]:
    place, _equals, side = typed.rpartition("=")
    if not place or side not in list(Side):
        raise CommandError(f"{typed!r} is no decision: PLACE=ours or PLACE=theirs.")
    return place, Side(side)
