"""Checks that plugins add to the integrity check: what they find; one that fails says so and spoils no other."""

from collections.abc import Callable
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from portal.lifecycle import plugin_checks
from portal.plugins.failures import list_failures
from portal.plugins.guard import call_decorating
from portal.records.applications.decisions import Decision
from portal.records.applications.models import Application
from portal.records.people.models import Person
from portal.users.models import User
from tests.factories import records as make
from tests.unit.portal.plugins.conftest import Install, install, write_plugin

__all__ = ["install", "write_plugin"]
pytestmark = [pytest.mark.django_db, pytest.mark.database]

FINDS = 'CHECKS = {"cars": lambda: [("AB 123", "stays too long")]}'
RAISES = 'CHECKS = {"cars": lambda: 1 / 0}'
RAISES_LATER = """
def look():
    yield "AB 123", "stays too long"
    raise SystemExit(3)

CHECKS = {"cars": look}
"""
NO_TEXTS = 'CHECKS = {"cars": lambda: [("AB 123", 5)]}'
NO_CHECKS = "CHECKS = 5"
NO_MODULE = "1 / 0"


def check() -> tuple[int, str]:
    """Return the exit status of the command and what it said."""
    told = StringIO()
    try:
        call_command("integrity_check", stdout=told, stderr=told)
    except CommandError as error:
        return error.returncode, f"{told.getvalue()}{error}\n"
    return 0, told.getvalue()


@pytest.fixture
def offer(write_plugin: Callable[..., str], install: Install) -> Callable[..., None]:
    """Return a function that installs plugins, each with a module of checks, and no other.

    Modules are remembered by name, so each name stands once in this file.
    """

    def install_with(**sources: str) -> None:
        install(*(write_plugin(name, checks=source) for name, source in sources.items()))

    return install_with


def test_what_a_plugin_finds_is_named_beside_the_portals_own(offer: Callable[..., None]) -> None:
    offer(check_parking=FINDS)

    status, said = check()

    assert (status, said.splitlines()) == (
        1,
        ["check_parking.cars: AB 123: stays too long", "The records disagree: 1 faults."],
    )


@pytest.mark.parametrize(
    ("name", "source", "named"),
    [
        ("check_raises", RAISES, "check_raises.cars: not made: ZeroDivisionError"),
        ("check_raises_later", RAISES_LATER, "check_raises_later.cars: not made: SystemExit"),
        ("check_no_texts", NO_TEXTS, "check_no_texts.cars: not made: TypeError"),
        ("check_no_checks", NO_CHECKS, "check_no_checks: not made: TypeError"),
        (
            "check_no_module",
            NO_MODULE,
            "check_no_module: not made: checks: ZeroDivisionError: division by zero",
        ),
    ],
)
def test_check_that_fails_is_named_as_not_made_and_the_others_are(
    offer: Callable[..., None], name: str, source: str, named: str
) -> None:
    offer(**{name: source})

    status, said = check()

    assert (status, said.splitlines()) == (
        2,
        [named, "What was checked agrees, but 1 checks were not made."],
    )


def test_check_that_fails_hides_no_fault_of_another(offer: Callable[..., None]) -> None:
    offer(check_bad=RAISES, check_good=FINDS)

    status, said = check()

    assert status == 1
    assert said.splitlines() == [
        "check_good.cars: AB 123: stays too long",
        "check_bad.cars: not made: ZeroDivisionError",
        "The records disagree: 1 faults. 1 checks were not made.",
    ]
    since = timezone.now() - timedelta(hours=1)
    assert [failure.place for failure in list_failures(since=since)] == ["check_bad:checks"]


def test_control_left_out_as_a_piece_of_a_page_it_would_pass_for_agreement(
    offer: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    offer(check_unsaid=RAISES)
    monkeypatch.setattr(plugin_checks, "call_pure", lambda *args: call_decorating(*args) or [])

    assert check()[0] == 0


def test_one_check_tells_a_bounded_number_of_faults(
    offer: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plugin_checks, "MOST_FAULTS", 3)
    offer(
        check_endless='from itertools import repeat\nCHECKS = {"x": lambda: repeat(("AB", "stays"))}'
    )

    assert check()[1].count("check_endless.x: AB: stays") == 3


def test_member_who_was_let_in_without_a_registry_id_is_named(
    applicant: User, other_applicant: User, specialist: User
) -> None:
    Person.objects.filter(account=other_applicant).update(registry_id="REG12345")
    for number, account in enumerate((applicant, other_applicant)):
        application = make.make_submitted(account.person, stage="closed", reference=f"R-{number}")
        Application.objects.filter(pk=application.pk).update(
            service_key="early_childhood_registry.join"
        )
        Decision.objects.create(
            application=application,
            decided_by=specialist,
            decided_at=make.AT,
            outcome="approved",
        )

    found = plugin_checks.list_plugin_checks()["early_childhood_registry.members"]()

    assert found == [("R-0", "approved, but the member has no registry ID")]
