"""``portal explain``: how an application came to be what it is, rule by rule, and whether it still comes out alike."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterable
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.timezone import localtime
from django.utils.translation import override

from portal.casework.consequences import name_change, preview_approval, sentences
from portal.definitions.message_words import MESSAGES
from portal.definitions.rules import Money
from portal.definitions.rules.wording import value_words
from portal.definitions.texts import FALLBACK_LANGUAGE, LANGUAGES, in_language
from portal.definitions.tracing import TraceLine
from portal.lifecycle.cases import Case, get_case
from portal.lifecycle.explaining import (
    AskedExplanation,
    explain_asked,
    explain_case,
    is_private_replayed,
)
from portal.lifecycle.explaining_effects import Basis, ExplainedEffect, explain_effects
from portal.lifecycle.explaining_fees import attested_lines, find_fee_faults
from portal.lifecycle.wanted import list_for_case
from portal.plugins.guard import PluginFailedError
from portal.records.applications.decisions import Decision
from portal.records.applications.models import Application
from portal.records.documents.queries import list_uses

RESTS_ON = {
    Basis.ANSWER: "as was answered under “{question}”",
    Basis.SERVICE: "as the service says by the same facts",
    Basis.OTHERWISE: "the service says otherwise today",
    Basis.UNKNOWN: "nobody can tell any more what it rests on",
    Basis.LEFT_OUT: "the service says so today, and it was not recorded",
}


class Command(BaseCommand):
    """Reads only; exit status 1 where something does not agree."""

    help = "Explain an application by its reference: version, rules with their values, decision."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the reference and a language."""
        parser.add_argument("reference")
        parser.add_argument("--language", choices=LANGUAGES, default=FALLBACK_LANGUAGE)

    def handle(self, *args: Any, **options: Any) -> None:
        """Explain, and raise CommandError for an unknown reference or what does not agree."""
        found = Application.objects.filter(reference=options["reference"].strip().upper()).first()
        if found is None:
            raise CommandError(f"No application has the reference {options['reference']!r}.")
        with override(options["language"]):
            faults = self._explain(found, options["language"])
        if faults:
            raise CommandError("It does not agree with itself: " + "; ".join(faults))

    def _explain(self, found: Application, language: str) -> list[str]:
        case = get_case(found.pk, on=timezone.localdate(), language=language)
        told = explain_case(case, language)
        self.stdout.write(
            f"{found.reference}: {found.service_key} version {case.compiled.number}, "
            f"sent {localtime(found.submitted_at):%Y-%m-%d %H:%M}, judged by {case.context.on}"
        )
        self.stdout.write(f"parts asked: {', '.join(step.id for step in case.steps)}")
        self._tell_rules(told.lines)
        others = explain_asked(case, language)
        for each in others:
            self._tell_asked(each)
        self._tell_documents(case)
        self._tell_fee(found, language)
        self._tell_decision(case, language)
        if own := [str(MESSAGES.get(each.kind, each.kind)) for each in case.compiled.spec.messages]:
            self.stdout.write(f"words of its own in what is mailed: {', '.join(own)}")
        if told.is_replayed is None:
            self.stdout.write("no trace was kept with it")
        faults = {
            "the submission is not what was attested": told.is_as_attested,
            "the definition is not what was published": told.is_as_published,
            "the rules come out otherwise": told.is_replayed is not False,
            "the rules of what others were asked come out otherwise": all(
                each.is_replayed is not False for each in others
            ),
            "the rules of the questions for reviewers come out otherwise": is_private_replayed(case)
            is not False,
        }
        named = [fault for fault, agrees in faults.items() if not agrees]
        return [*named, *find_fee_faults(found)]

    def _tell_rules(self, lines: Iterable[TraceLine]) -> None:
        for line in lines:
            self.stdout.write(f"- {line.where}: {line.outcome}")
            for reason in line.reasons:
                self.stdout.write(f"    {reason}")

    def _tell_asked(self, asked: AskedExplanation) -> None:
        """Tell whom somebody else's answers came from, and why each of their questions was asked."""
        answered_at = localtime(asked.request.answered_at)
        self.stdout.write(
            f"{asked.title}: answered by {asked.request.name}, {answered_at:%Y-%m-%d %H:%M}"
        )
        self._tell_rules(asked.lines)
        if asked.is_replayed is None:
            self.stdout.write("no trace was kept with these answers")

    def _tell_documents(self, case: Case) -> None:
        """Tell what was needed in documents, and how each need stands."""
        for need in list_for_case(case, list_uses(case.application.pk)):
            self.stdout.write(f"needed: {need.wanted.title}: {need.state.label}")

    def _tell_fee(self, found: Application, language: str) -> None:
        """Tell what was attested of the fee, line by line, with the dated row of each."""
        fees = (found.snapshot or {}).get("fees")
        if fees is None:
            return
        self.stdout.write(f"fee of {fees['on']}: {value_words(Money(fees['total_cents']))}")
        for line in attested_lines(found):
            self.stdout.write(
                f"    {in_language(line.label, language)}: {line.quantity} at {value_words(Money(line.unit_cents))}, "
                f"{value_words(Money(line.cents))} ({line.source}, row {line.terms_id})"
            )

    def _tell_decision(self, case: Case, language: str) -> None:
        """Tell what was decided with each thing that followed, or what an approval would bring about today."""
        decision = Decision.objects.filter(application=case.application).first()
        if decision is None:
            self.stdout.write("not decided yet")
            self._tell_what_would_follow(case)
            return
        self.stdout.write(f"{decision.outcome} {localtime(decision.decided_at):%Y-%m-%d %H:%M}")
        for each in explain_effects(case, decision):
            self.stdout.write(f"    {_in_words(each, language)}")

    def _tell_what_would_follow(self, case: Case) -> None:
        try:
            preview = preview_approval(case)
        except PluginFailedError:
            self.stdout.write(
                "    nobody can tell what would follow: the service fails or is absent"
            )
            return
        for said in (*preview.consequences, *map(name_change, preview.changes)):
            self.stdout.write(f"    an approval today: {said}")


def _in_words(explained: ExplainedEffect, language: str) -> str:
    """Return an effect as the application's page tells it, and what it rests on."""
    (said,) = sentences([explained.effect])
    question = explained.question
    label = in_language(question.label, language) if question else ""
    return f"{said} ({RESTS_ON[explained.basis].format(question=label)})"
