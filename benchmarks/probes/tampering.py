"""Inside the portal, for F39: a sealed trail, changed behind the portal's back in each way, and verified."""

from __future__ import annotations

from itertools import islice
from typing import Any
from unittest import mock

from config.loading import load_apps

load_apps()

from django.conf import settings  # noqa: E402 (the apps are loaded above)
from django.db import transaction  # noqa: E402

from benchmarks.processes import answer_requests  # noqa: E402
from benchmarks.tampers import TAMPERS, make_trail  # noqa: E402
from portal.records.audit import verifying  # noqa: E402
from portal.records.audit.models import AuditSeal  # noqa: E402
from portal.records.audit.verifying import verify_trail  # noqa: E402

FAULTS = 3


def prepare() -> int:
    """Make a sealed trail; return how many faults it has."""
    make_trail()
    return len(_verify())


def tamper(name: str) -> list[str]:
    """Return the first faults found after a change, which is taken back with what the job wrote meanwhile."""
    heads = {file: file.read_bytes() for file in settings.AUDIT_HEADS.iterdir()}
    with transaction.atomic():
        TAMPERS[name]()
        found = _verify()
        transaction.set_rollback(True)
    for file, content in heads.items():
        file.write_bytes(content)
    return found


def tamper_unkeyed(name: str) -> list[str]:
    """The same where seals are believed as they stand, as in a trail whose digests carry no key."""

    def believe(event: Any, **_kwargs: Any) -> str:
        seal = AuditSeal.objects.filter(event_id=event.pk).first()
        return seal.mac if seal else ""

    with (
        mock.patch.object(verifying, "mac_of", believe),
        mock.patch.object(verifying, "_verify_heads", return_value=()),
    ):
        return tamper(name)


def rotate() -> int:
    """Return the faults after the key has been changed and the earlier one kept for verifying."""
    settings.AUDIT_KEYS = ["a new secret of the benchmark", settings.SECRET_KEY]
    return len(_verify())


def _verify() -> list[str]:
    return [str(fault) for fault in islice(verify_trail(settings.AUDIT_HEADS), FAULTS)]


if __name__ == "__main__":
    answer_requests(
        {
            "prepare": prepare,
            "names": lambda: list(TAMPERS),
            "tamper": tamper,
            "tamper_unkeyed": tamper_unkeyed,
            "rotate": rotate,
        }
    )
