"""A virus scanner of a run's own: ClamAV's daemon on signatures written here, and sockets that answer as none should.

Nothing is downloaded: two one-line signatures find the EICAR test file and a marker of ours.
"""

from __future__ import annotations

import io
import shutil
import socket
import subprocess
import tempfile
import threading
import time
import zipfile
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from portal.records.documents.clamd import is_answering

__all__ = [
    "EICAR",
    "FOUND",
    "LONGEST_STREAM",
    "MARKER",
    "Clamd",
    "OddScanner",
    "find_clamd",
    "zipped",
]

# In two parts, so that no scanner takes this file for the one it describes.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-" + b"ANTIVIRUS-TEST-FILE!$H+H*"
MARKER = b"portal-marker-of-a-harmful-file"
FOUND = {"eicar": "Portal.Eicar.UNOFFICIAL", "marker": "Portal.Marker.UNOFFICIAL"}
LONGEST_STREAM = 26 * 1024 * 1024
SYSTEM_PATH = "/usr/sbin:/usr/local/sbin:/opt/homebrew/sbin"
SECONDS_TO_START, SECONDS_TO_STOP = 30, 10


def find_clamd() -> str | None:
    """Return ClamAV's daemon of this machine."""
    return shutil.which("clamd") or shutil.which("clamd", path=SYSTEM_PATH)


def zipped(content: bytes) -> bytes:
    """Return a zip archive with one file."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("paper.txt", content)
    return target.getvalue()


class Clamd:
    """The daemon in a folder of its own; it may be stopped, held and started again."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="portal-clamd-")
        folder = Path(self._folder.name)
        self.address = str(folder / "socket")
        self._config = folder / "clamd.conf"
        self._process: subprocess.Popen[bytes] | None = None
        (folder / "signatures").mkdir()
        lines = [f"Portal.Eicar:0:0:{EICAR.hex()}", f"Portal.Marker:0:*:{MARKER.hex()}"]
        (folder / "signatures" / "portal.ndb").write_text("\n".join(lines) + "\n")
        self._config.write_text(
            "Foreground yes\nAlertExceedsMax yes\nMaxThreads 4\n"
            f"LocalSocket {self.address}\n"
            f"DatabaseDirectory {folder / 'signatures'}\n"
            f"StreamMaxLength {LONGEST_STREAM}\n"
        )

    def start(self) -> None:
        """Start it and wait until it answers; leave with its own words when it does not."""
        program = find_clamd()
        assert program is not None, "there is no clamd on this machine"
        self._process = subprocess.Popen(
            [program, "--config-file", str(self._config)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        until = time.monotonic() + SECONDS_TO_START
        while not is_answering(address=self.address, seconds=2):
            if self._process.poll() is not None or time.monotonic() > until:
                self.stop()
                raise RuntimeError("clamd did not start")
            time.sleep(0.05)

    def stop(self) -> None:
        """End it by its number."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None
        with suppress(FileNotFoundError):
            Path(self.address).unlink()

    def __enter__(self) -> Self:
        try:
            self.start()
        except BaseException:
            self._folder.cleanup()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()
        self._folder.cleanup()


class OddScanner:
    """A socket that takes whatever it is sent and answers one thing: at the end, before it, or never."""

    def __init__(self, answer: bytes | None, *, at_once: bool = False) -> None:
        """Take the answer; None never answers. ``at_once`` answers and hangs up before the file came."""
        self._answer, self._at_once = answer, at_once
        self._server = socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self._server.getsockname()[1]}"
        self._held: list[socket.socket] = []
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                connection, _address = self._server.accept()
                self._held.append(connection)
                with suppress(OSError):
                    self._answer_one(connection)

    def _answer_one(self, connection: socket.socket) -> None:
        if self._answer is None:
            return
        if not self._at_once:
            taken = b""
            while not taken.endswith(b"\0\0\0\0"):
                part = connection.recv(65_536)
                if not part:
                    break
                taken = (taken + part)[-4:]
        connection.sendall(self._answer)
        connection.close()

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with suppress(OSError):
            self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()
        for connection in self._held:
            connection.close()
        self._thread.join(SECONDS_TO_STOP)
