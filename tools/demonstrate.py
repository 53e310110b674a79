"""`make run`: brings the demonstration's records up to date and becomes the web server.

One command after the other, each repeatable; a stamp of the demo's sources skips the loading that is already done.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PORTAL = str(Path(sys.executable).parent / "portal")
STEPS = (
    ("preparing the database", ["migrate", "--verbosity", "0"]),
    ("loading reference rows", ["load_reference"]),
    ("inventing people", ["seed_demo", "--people", "2000"]),
    ("writing the pages", ["load_demo_content"]),
)


def main() -> None:
    """Run the steps in order, print the accounts, then give the process to the server."""
    os.chdir(ROOT)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    for title, command in STEPS:
        print(f"· {title}", flush=True)
        run(command)
    run(["demo_accounts"])
    os.execv(PORTAL, [PORTAL, "serve"])  # noqa: S606 (this process becomes the server: signals reach it)


def run(command: list[str]) -> None:
    """Run one portal command; leave with its status when it fails."""
    status = subprocess.run([PORTAL, *command], check=False).returncode
    if status:
        sys.exit(status)


if __name__ == "__main__":
    main()
