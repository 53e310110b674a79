"""What this machine can run, said aloud: journeys need Chromium, scans clamd; CI lacks none. No test reaches others."""

import gc
import ipaddress
import os
import socket
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from benchmarks.browser import find_chromium
from benchmarks.scanner import find_clamd

NEEDED = {
    "journey": (
        find_chromium,
        "journeys",
        "no Chromium on this machine (apt-get install chromium)",
    ),
    "clamd": (find_clamd, "scans", "no ClamAV on this machine (apt-get install clamav-daemon)"),
}
RARELY = (50_000, 20, 20)
"""A search for garbage after so many new objects, and a wider one after so many searches."""
UNTIMED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""How Hypothesis judges on a machine that has other work: never by the clock."""
NOT_RUN = pytest.StashKey[list[str]]()


def is_ci() -> bool:
    """Tell whether a missing browser or database is a failure."""
    return os.environ.get("CI", "").lower() in {"1", "true", "yes"}


def pytest_configure(config: pytest.Config) -> None:
    """Close every socket but loopback's, take the clock from Hypothesis, and begin the list of what is not run."""
    config.stash[NOT_RUN] = []
    settings.register_profile("untimed", UNTIMED)
    settings.load_profile("untimed")
    socket.socket.connect = refuse_other_machines(socket.socket.connect)  # type: ignore[method-assign]


def refuse_other_machines(connect: Any) -> Any:
    """Return `connect` which only reaches this machine."""

    def guarded(self: socket.socket, address: Any) -> Any:
        if isinstance(address, tuple) and not is_loopback(str(address[0])):
            raise RuntimeError(f"a test tried to reach {address[0]}; only loopback is open")
        return connect(self, address)

    return guarded


def is_loopback(host: str) -> bool:
    """Tell whether a host name or address is this machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Skip by name what this machine lacks a program for (CI fails instead). What is long or a race is a proof."""
    for item in items:
        if item.get_closest_marker("long") or item.get_closest_marker("race"):
            item.add_marker(pytest.mark.proof)
    for marker, (find, what, reason) in NEEDED.items():
        lacking = [item for item in items if item.get_closest_marker(marker)]
        if not lacking or find():
            continue
        if is_ci():
            raise pytest.UsageError(f"CI must run the {what}: {reason}")
        config.stash[NOT_RUN].append(f"{len(lacking)} {what}: {reason}")
        for item in lacking:
            item.add_marker(pytest.mark.skip(reason=reason))


def pytest_collection_finish(session: pytest.Session) -> None:
    """Leave what was loaded out of every later search for garbage, as the portal's own processes do."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*RARELY)


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Name what this run left out."""
    left_out = list(config.stash[NOT_RUN])
    if "postgres" not in os.environ.get("DATABASE_URL", ""):
        left_out.append(
            "PostgreSQL: this run used SQLite (DATABASE_URL=postgres://… runs it there)"
        )
    if config.option.markexpr == "not proof":
        left_out.append("slow proofs (make proofs)")
    if left_out:
        terminalreporter.section("not run")
        for line in left_out:
            terminalreporter.write_line(line)
