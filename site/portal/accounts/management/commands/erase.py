"""`portal erase PERSON --reason TEXT`: erases what is not the legal core of a person, or counts what would go."""

from __future__ import annotations

import uuid
from argparse import ArgumentParser
from contextlib import suppress
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q
from django.utils import timezone

from portal.accounts.operations.erasing import erase_person
from portal.lifecycle.erasing import ErasureRefusedError
from portal.records.people.models import Person
from portal.records.retention.models import Erasure

LONGEST_REASON = Erasure._meta.get_field("reason").max_length or 0


class Command(BaseCommand):
    """Erases one person."""

    help = "Erase a person's data but certificates, decisions, verified items and the audit trail."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the person and why."""
        parser.add_argument("person", help="the EIN, or the identifier (UUID) of the record")
        parser.add_argument(
            "--reason",
            required=True,
            help="why, for the ledger; name nobody in it, for it is kept",
        )
        parser.add_argument("--dry-run", action="store_true", help="Count; change nothing.")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Erase and say what went."""
        reason = options["reason"].strip()
        if not 0 < len(reason) <= LONGEST_REASON:
            raise CommandError(f"Give a reason of 1 to {LONGEST_REASON} characters.")
        person = _find(options["person"])
        try:
            counts = erase_person(
                person_id=person.pk,
                reason=reason,
                actor_id=None,
                at=timezone.now(),
                is_dry=options["dry_run"],
            )
        except ErasureRefusedError as refusal:
            raise CommandError(f"Nothing was erased. {refusal}") from refusal
        told = ", ".join(f"{count} {what}" for what, count in counts.items() if count)
        verb = "would be erased" if options["dry_run"] else "erased"
        self.stdout.write(f"{person.public_id}: contact details{told and ', '}{told} {verb}.")


def _find(text: str) -> Person:
    """Return the person of an EIN or identifier; raise CommandError where there is none."""
    wanted = Q(ein=text)
    with suppress(ValueError):
        wanted |= Q(public_id=uuid.UUID(text))
    person = Person.objects.filter(wanted).first()
    if person is None:
        raise CommandError(f"Nobody on record has the EIN or identifier {text}.")
    return person
