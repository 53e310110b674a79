"""`make run`: brings the demonstration's records up to date and becomes the web server.

A stamp over the sources and the database file skips the preparation that is already done.
"""

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PORTAL = str(Path(sys.executable).parent / "portal")
STAMP = ROOT / "var" / "demonstration"
SOURCES = ("site", "content", "portal_plugins", "requirements")
FAILING_ON_PURPOSE = "demo"
"""Shown to authors of plugins, who start with an empty list; a visitor would take it for a fault."""
PREPARING = (
    "DATABASE_URL",
    "DEMO_PASSWORD",
    "PORTAL_VAR",
    "PORTAL_DISABLED_PLUGINS",
    "HOST",
    "PORT",
    "PORTAL_BASE_URL",
)
"""What the records depend on beside the sources; full links begin with the address of the portal."""


def main() -> None:
    """Prepare what changed, print the accounts, then give the process to the server."""
    os.chdir(ROOT)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    os.environ.setdefault("PORTAL_DISABLED_PLUGINS", FAILING_ON_PURPOSE)
    print(find_prepared() or prepare(), flush=True)
    os.execv(PORTAL, [PORTAL, "serve"])  # noqa: S606 (this process becomes the server: signals reach it)


def find_prepared() -> str | None:
    """Return the list of accounts when the records were prepared from these very sources."""
    if not STAMP.is_file() or identify_database() is None:
        return None
    digest, _, accounts = STAMP.read_text().partition("\n")
    return accounts if digest == compute_digest() else None


def prepare() -> str:
    """Prepare the records and return the list of accounts; leave with the command's status when it fails."""
    environment = {"LOG_LEVEL": "WARNING", **os.environ}
    command = [PORTAL, "prepare_demo"]
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        sys.exit(done.returncode)
    STAMP.parent.mkdir(exist_ok=True)
    STAMP.write_text(f"{compute_digest()}\n{done.stdout}")
    STAMP.chmod(0o600)
    return done.stdout


def compute_digest() -> str:
    """Return a digest over everything the records are prepared from, and the database file they are in."""
    total = hashlib.sha256(repr(identify_database()).encode())
    for name in PREPARING:
        total.update(f"{name}={os.environ.get(name)}\n".encode())
    for file in list_sources():
        total.update(str(file.relative_to(ROOT)).encode() + b"\0" + file.read_bytes())
    return total.hexdigest()


def list_sources() -> Iterator[Path]:
    """Yield the files the records are prepared from, in order."""
    for folder in SOURCES:
        for file in sorted((ROOT / folder).rglob("*")):
            if file.is_file() and "__pycache__" not in file.parts:
                yield file


def identify_database() -> tuple[int, int] | None:
    """Return what tells this SQLite file from another; None for no file or another kind of database."""
    url = os.environ.get("DATABASE_URL", "sqlite:///var/portal.sqlite3")
    file = ROOT / url.removeprefix("sqlite:///")
    if not url.startswith("sqlite:///") or not file.is_file():
        return None
    found = file.stat()
    return found.st_dev, found.st_ino


if __name__ == "__main__":
    main()
