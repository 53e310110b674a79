"""``portal check_wizard``: whether the scenarios of a published wizard come out as they say, each with its outcome."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import override

from portal.definitions.compiled import get_compiled
from portal.definitions.management.versions import find_version
from portal.definitions.scenario_words import describe_verdicts
from portal.definitions.scenarios import judge_scenario
from portal.definitions.serialization import DefinitionFormatError, load_wizard
from portal.definitions.texts import FALLBACK_LANGUAGE


class Command(BaseCommand):
    """Judges the version on offer, or another, by the portal and the plugins as they are now."""

    help = "Judge the scenarios of a published wizard; exits with 1 where one fails."

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        """Let ``--version`` name a version of the wizard; Django's own would tell that of Django."""
        return super().create_parser(prog_name, subcommand, conflict_handler="resolve", **kwargs)

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the wizard's key and the version's number."""
        parser.add_argument("key", help="the wizard, such as certification.renew_professional")
        parser.add_argument(
            "--version",
            type=int,
            dest="number",
            help="by its number; by default the one on offer",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print each scenario with its outcome, and what came out otherwise."""
        version = find_version(options["key"], options["number"])
        try:
            spec = load_wizard(version.definition)
        except DefinitionFormatError as error:
            raise CommandError(f"{version}: {error}") from error
        compiled = get_compiled(version.pk, version.content_hash)
        verdicts = [judge_scenario(scenario, compiled) for scenario in spec.scenarios]
        self.stdout.write(f"{spec.key} version {version.number}, scenarios: {len(verdicts)}")
        with override(FALLBACK_LANGUAGE):
            lines = describe_verdicts(verdicts, spec, FALLBACK_LANGUAGE)
        for verdict, line in zip(verdicts, lines, strict=True):
            outcome = "passes" if verdict.passes else "FAILS"
            self.stdout.write(f"  {outcome}  {verdict.scenario.id}: {line.name}")
            for wrong in line.wrong:
                self.stdout.write(f"          {wrong}")
        failing = sum(not verdict.passes for verdict in verdicts)
        if failing:
            raise CommandError(f"Scenarios that fail: {failing} of {len(verdicts)}.")
