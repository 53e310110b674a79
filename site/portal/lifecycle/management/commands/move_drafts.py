"""``portal move_drafts``: tell what would become of a wizard's drafts on a version, move them, or take that back."""

from __future__ import annotations

from argparse import ArgumentParser
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from portal.definitions.impact import Treatment
from portal.definitions.management.versions import find_version
from portal.lifecycle.errors import LifecycleError
from portal.lifecycle.moving import MovedOnError, list_drafts, move_draft, take_back_move
from portal.lifecycle.moving_many import assess_moves
from portal.plugins.guard import PluginFailedError
from portal.records.applications.moves import DraftMove
from portal.records.wizards.models import WizardVersion


class Command(BaseCommand):
    """Moves drafts to the version on offer, or to another; what was submitted stays where it is."""

    help = "Move the drafts of a wizard to a version; repeatable."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the wizard's key, the version, decisions on single changes, and what to do."""
        parser.add_argument("key", help="the wizard, such as certification.renew_professional")
        parser.add_argument(
            "--to", type=int, help="the version's number; by default the one on offer"
        )
        parser.add_argument(
            "--decide",
            action="append",
            default=[],
            metavar="CHANGE=keep|carry|ask_again",
            help="decide on one change otherwise than its default; the dry run lists them; repeatable",
        )
        chosen = parser.add_mutually_exclusive_group()
        chosen.add_argument("--dry-run", action="store_true", help="tell what would become of them")
        chosen.add_argument(
            "--take-back", action="store_true", help="put back the drafts that were moved to it"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it and say what came of it."""
        version = find_version(options["key"], options["to"])
        choices = dict(map(_read_choice, options["decide"]))
        try:
            if options["dry_run"]:
                self._tell(version, choices)
            elif options["take_back"]:
                self._take_back(version)
            else:
                self._move(version, choices)
        except (LifecycleError, PluginFailedError) as error:
            raise CommandError(
                f"A plugin that the wizard needs is absent or fails: {error}"
            ) from error

    def _tell(self, version: WizardVersion, choices: dict[str, Treatment]) -> None:
        impact = assess_moves(version, choices=choices, at=timezone.now())
        self.stdout.write(
            f"{impact.drafts} drafts on other versions; of {impact.looked_at} looked at "
            f"{impact.moved} would move ({impact.asked_again} asked again), {impact.kept} stay"
        )
        for key, line in impact.lines.items():
            counts = ", ".join(f"{each} {count}" for each, count in sorted(line.counts.items()))
            self.stdout.write(f"  {key}: {counts}")

    def _move(self, version: WizardVersion, choices: dict[str, Treatment]) -> None:
        counts: Counter[str] = Counter()
        for draft_id in list_drafts(version):
            moved = move_draft(
                draft_id=draft_id,
                version=version,
                choices=choices,
                actor_id=None,
                at=timezone.now(),
            )
            counts[moved.outcome.value] += 1
        self.stdout.write(f"{counts['moved']} drafts moved, {counts['kept']} stay where they are")

    def _take_back(self, version: WizardVersion) -> None:
        counts: Counter[bool] = Counter()
        moves = DraftMove.objects.filter(new_version=version, application__submitted_at=None)
        for draft_id in list(moves.values_list("application_id", flat=True)):
            try:
                take_back_move(draft_id=draft_id, actor_id=None, at=timezone.now())
            except MovedOnError:
                counts[False] += 1
            else:
                counts[True] += 1
        self.stdout.write(
            f"{counts[True]} drafts put back, {counts[False]} were gone on with and stay"
        )


def _read_choice(typed: str) -> tuple[str, Treatment]:
    change, _equals, treatment = typed.rpartition("=")
    if not change or treatment not in list(Treatment):
        raise CommandError(
            f"{typed!r} is no decision: CHANGE=keep, CHANGE=carry or CHANGE=ask_again."
        )
    return change, Treatment(treatment)
