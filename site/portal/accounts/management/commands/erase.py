"""`portal erase WHOM --reason TEXT`: erases what is not the legal core of a person or of an application without one."""

from __future__ import annotations

import uuid
from argparse import ArgumentParser
from contextlib import suppress
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q
from django.utils import timezone

from portal.accounts.operations.erasing import erase_person, erase_visit
from portal.lifecycle.erasing import ErasureRefusedError
from portal.records.applications.models import Application
from portal.records.applications.references import normalize
from portal.records.people.models import Person
from portal.records.retention.models import Erasure

LONGEST_REASON = Erasure._meta.get_field("reason").max_length or 0


class Command(BaseCommand):
    """Erases one person, or one application of somebody without an account."""

    help = (
        "Erase a person's data, or an application without an account, but certificates, decisions, "
        "verified items and the audit trail."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take whom, and why."""
        parser.add_argument(
            "person",
            help="the EIN, or the identifier (UUID) of the record; the reference, or the identifier, of an application "
            "without an account",
        )
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
        found = _find(options["person"])
        how: dict[str, Any] = {"reason": reason, "actor_id": None, "is_dry": options["dry_run"]}
        try:
            if isinstance(found, Person):
                counts = erase_person(person_id=found.pk, at=timezone.now(), **how)
            else:
                counts = erase_visit(application_id=found.pk, at=timezone.now(), **how)
        except ErasureRefusedError as refusal:
            raise CommandError(f"Nothing was erased. {refusal}") from refusal
        told = ", ".join(f"{count} {what}" for what, count in counts.items() if count)
        verb = "would be erased" if options["dry_run"] else "erased"
        self.stdout.write(f"{found.public_id}: contact details{told and ', '}{told} {verb}.")


def _find(text: str) -> Person | Application:
    """Return the person of an EIN or identifier, or the application of a reference; raise CommandError for neither."""
    identified = Q()
    with suppress(ValueError):
        identified = Q(public_id=uuid.UUID(text))
    person = Person.objects.filter(Q(ein=text) | identified).first()
    found = (
        person
        or Application.objects.filter(
            Q(reference=normalize(text)) | identified, person=None
        ).first()
    )
    if found is None:
        raise CommandError(f"Nobody on record has the EIN or identifier {text}.")
    return found
