"""`make check`: everything that judges the sources without running the portal. Goes on after a failure, so that one run
names them all; its status is 1 when any failed.
"""

import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
TEMPLATE_FOLDERS = ("templates", "content", "portal_plugins", "site")
CONTRACTS = [
    f"tests/contracts/test_{name}.py"
    for name in ("figures", "house", "layers", "messages", "migration_graph", "settings_table")
]
"""What these ask of the sources; what the others ask of the running portal is slow, and a matter of `make test`."""
STEPS: tuple[tuple[str, list[str]], ...] = (
    ("lint", ["ruff", "check", "--quiet", "."]),
    ("format", ["ruff", "format", "--check", "--quiet", "."]),
    ("layers", ["lint-imports", "--no-logo"]),
    ("templates", ["djlint", "--lint", "--quiet", *TEMPLATE_FOLDERS]),
    ("settings", ["portal", "check", "--fail-level", "WARNING"]),
    ("migrations", ["portal", "makemigrations", "--check", "--dry-run"]),
    ("house", ["pytest", "-q", "-p", "no:randomly", *CONTRACTS]),
    ("types", ["mypy"]),
)


def main() -> None:
    """Run every step and name those that failed."""
    failed = []
    for name, command in STEPS:
        started = time.monotonic()
        done = subprocess.run(
            [str(BIN / command[0]), *command[1:]],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        verdict = "ok" if done.returncode == 0 else "FAILED"
        print(f"{name:<12}{verdict:<8}{time.monotonic() - started:5.1f} s", flush=True)
        if done.returncode:
            failed.append(name)
            print(done.stdout + done.stderr, flush=True)
    if failed:
        sys.exit(f"check failed: {', '.join(failed)}")


if __name__ == "__main__":
    main()
