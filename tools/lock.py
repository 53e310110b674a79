"""Writes the hashed locks from pyproject.toml and package.json. What they say must name no registry's address."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

from tools.prepare import LOCKS, ROOT, find_npm, find_uv

COMPILE = [
    *("pip", "compile", "--quiet", "--upgrade", "--universal", "--python-version", "3.11"),
    *("--generate-hashes", "--no-emit-index-url", "--no-header"),
]
SOURCES = {
    "base": ["pyproject.toml"],
    "dev": ["pyproject.toml", "--group", "dev", "-c", "requirements/base.txt"],
    "node": ["--group", "pyproject.toml:node"],
}
ADDRESS = re.compile(r"(https?|file)://|--(extra-)?index|--find-links|^-f ", re.MULTILINE)


def main() -> None:
    """Write every lock and refuse one that names an address."""
    uv = find_uv()
    for name, source in SOURCES.items():
        print(f"· locking {name}", flush=True)
        output = ["--output-file", str(LOCKS[name].relative_to(ROOT))]
        subprocess.run([uv, *COMPILE, *source, *output], cwd=ROOT, check=True)
    print("· locking front-end packages", flush=True)
    command = [find_npm(), "install", "--package-lock-only", "--silent"]
    subprocess.run(command, cwd=ROOT, check=True, env=dict(os.environ))
    drop_funding(ROOT / "package-lock.json")
    for lock in (*LOCKS.values(), ROOT / "package-lock.json"):
        if ADDRESS.search(lock.read_text()):
            sys.exit(f"{lock.name} names a registry's address; it must not")


def drop_funding(lock: Path) -> None:
    """Leave out where packages ask for donations: the lock then names no address at all."""
    locked = json.loads(lock.read_text())
    for package in locked["packages"].values():
        package.pop("funding", None)
    lock.write_text(json.dumps(locked, indent=2) + "\n")


if __name__ == "__main__":
    main()
