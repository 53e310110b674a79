"""Starts the processes that are measured and talks to them: one JSON line asks, one JSON line answers.

Alternating rounds of the portal and its peer need both to stay alive between questions.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

__all__ = ["ROOT", "Child", "answer_requests", "child_environment"]

ROOT = Path(__file__).resolve().parent.parent
SECONDS_TO_STOP = 10


def child_environment(**changes: str) -> dict[str, str]:
    """Return the environment of a process that can import the project."""
    paths = os.pathsep.join([str(ROOT / "site"), str(ROOT)])
    return {**os.environ, "PYTHONPATH": paths, "PYTHONHASHSEED": "0", **changes}


class Child:
    """A module of this package run as a process; what it writes to stderr is shown only if it fails."""

    def __init__(self, module: str, *arguments: str, environment: Mapping[str, str]) -> None:
        self._errors = tempfile.TemporaryFile(mode="w+")  # noqa: SIM115 (closed in __exit__)
        self._process = subprocess.Popen(
            [sys.executable, "-m", module, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            text=True,
            cwd=ROOT,
            env=dict(environment),
        )

    @property
    def pid(self) -> int:
        """Return the process's number."""
        return self._process.pid

    def send(self, request: str, /, **arguments: Any) -> None:
        """Ask without waiting."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps([request, arguments]) + "\n")
        self._process.stdin.flush()

    def receive(self) -> Any:
        """Wait for the answer; leave with the process's own message when it failed."""
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            self._process.wait()
            self._errors.seek(0)
            raise SystemExit(f"a measured process failed:\n{self._errors.read()[-4000:]}")
        return json.loads(line)

    def ask(self, request: str, /, **arguments: Any) -> Any:
        """Ask and wait for the answer."""
        self.send(request, **arguments)
        return self.receive()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        try:
            self._process.wait(SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process.stdout.close()
        self._errors.close()


def answer_requests(requests: Mapping[str, Callable[..., Any]]) -> None:
    """Answer what the parent asks until it closes; called by the module that runs as the process."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w")
    sys.stdout = sys.stderr
    for line in sys.stdin:
        name, arguments = json.loads(line)
        answers.write(json.dumps(requests[name](**arguments)) + "\n")
        answers.flush()
