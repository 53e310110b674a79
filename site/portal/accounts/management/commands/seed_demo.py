"""Fills the demonstration: reference rows, invented people, and an account for each role."""

from __future__ import annotations

import os
import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from portal.accounts.operations.demo import (
    DemoRefusedError,
    check_demo_allowed,
    ensure_demo_accounts,
    get_demo_email,
)
from portal.accounts.roles import Role
from portal.lifecycle.demo import DemoFilings
from portal.records.demo.name_rules import allow_name_choice
from portal.records.demo.population import build_cast, build_population
from portal.records.reference.operations import load_reference
from portal.users.models import User


class Command(BaseCommand):
    """`portal seed_demo`: deterministic, and safe to repeat; a larger number adds the rest."""

    help = "Invent people with certificates, and make the demonstration accounts."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take how many people to invent."""
        parser.add_argument("--people", type=int, default=2000, help="how many people (2000)")

    def handle(self, *args: Any, people: int, **options: Any) -> None:
        """Load, invent, and say how many were new."""
        if people < 0:
            raise CommandError("--people cannot be negative.")
        try:
            check_demo_allowed()
        except DemoRefusedError as refused:
            raise CommandError(str(refused)) from refused
        at = timezone.now()
        started, own = time.perf_counter(), sum(os.times()[:4])
        load_reference(at=at)
        allow_name_choice(at=at)
        today = timezone.localdate(at)
        cast = build_cast(today=today, at=at)
        ensure_demo_accounts(password=settings.DEMO_PASSWORD, people=cast)
        specialist = User.objects.get(email=get_demo_email(Role.SPECIALIST))
        created = build_population(
            people=people,
            today=today,
            at=at,
            follow=DemoFilings(actor_id=specialist.pk).file,
            tell=self._tell if options["verbosity"] > 1 else None,
        )
        seconds = time.perf_counter() - started
        own = sum(os.times()[:4]) - own
        self.stdout.write(
            f"{created} new people in {seconds:.1f} s, {own:.1f} s of them its own work"
        )

    def _tell(self, people: int) -> None:
        self.stderr.write(f"· {people:,} people")
