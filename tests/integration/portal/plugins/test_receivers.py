"""A plugin's receiver inside the portal's transaction: what it breaks there is undone for it alone."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import transaction
from django.dispatch import Signal

from portal.plugins import containment
from portal.plugins.breaker import forget_circuits
from portal.plugins.containment import contained

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture(autouse=True)
def _new_process() -> Iterator[None]:
    yield
    forget_circuits()


def make_twins(**_kwargs: Any) -> None:
    """Stand for a receiver that breaks a constraint half-way."""
    Group.objects.create(name="twin")
    Group.objects.create(name="twin")


def announce() -> list[str]:
    """Send a signal in a transaction that goes on writing afterwards; return what is there then."""
    signal = Signal()
    with contained("sick"):
        signal.connect(make_twins)
    with transaction.atomic():
        Group.objects.create(name="before")
        signal.send(sender=None)
        Group.objects.create(name="after")
    return list(
        Group.objects.filter(name__in=["before", "twin", "after"])
        .order_by("name")
        .values_list("name", flat=True)
    )


def test_transaction_goes_on_after_a_receiver_that_breaks_a_constraint() -> None:
    assert announce() == ["after", "before"]


def test_transaction_would_be_lost_without_the_savepoint(monkeypatch: pytest.MonkeyPatch) -> None:
    """Control: the savepoint is what keeps it usable."""
    monkeypatch.setattr(containment, "_in_savepoint", lambda receiver: receiver)

    with pytest.raises(transaction.TransactionManagementError):
        announce()
