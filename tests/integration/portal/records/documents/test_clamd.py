"""The client of ClamAV takes the plain answer to a whole file for clean, and nothing else."""

import struct
import time
from collections.abc import Iterator

import pytest

from benchmarks.scanner import EICAR, FOUND, LONGEST_STREAM, MARKER, Clamd, OddScanner, zipped
from portal.records.documents.clamd import ScannerUnavailableError, is_answering, scan_blocks

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")
CLEAN = b"stream: OK\0"


def scan(content: bytes, address: str, seconds: float = 20) -> str:
    """Have a content scanned in blocks."""
    blocks = (content[start : start + 65_536] for start in range(0, len(content), 65_536))
    return scan_blocks(blocks, address=address, seconds=seconds)


@pytest.mark.clamd
@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"a transcript", ""),
        (b"", ""),
        (b"x" * 3_000_000, ""),
        (EICAR, FOUND["eicar"]),
        (zipped(EICAR), FOUND["eicar"]),
        (zipped(zipped(EICAR)), FOUND["eicar"]),
        (b"%PDF-1.7 " + b" " * 200_000 + MARKER, FOUND["marker"]),
    ],
    ids=["clean", "empty", "large", "eicar", "zip", "zip in zip", "marker after blocks"],
)
def test_real_scanner_says_what_it_found(clamd: Clamd, content: bytes, found: str) -> None:
    assert scan(content, clamd.address) == found


@pytest.mark.clamd
def test_file_over_the_scanners_limit_is_not_clean(clamd: Clamd) -> None:
    with pytest.raises(ScannerUnavailableError, match="size limit exceeded"):
        scan(b"x" * (LONGEST_STREAM + 1_000_000), clamd.address)


@pytest.mark.clamd
def test_scanner_at_work_says_so(clamd: Clamd) -> None:
    assert is_answering(address=clamd.address, seconds=2)


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"\0",
        b"stream: OK",
        b"stream: OK\0\0",
        b"stream: OK\0stream: Eicar FOUND\0",
        b"stream: ok\0",
        b"OK\0",
        b" stream: OK\0",
        b"stream: OK\n",
        b"stream: OK FOUND OK\0",
        b"stream:  FOUND\0",
        b"stream: Eicar\0 FOUND\0",
        b"stream: Can't allocate memory ERROR\0",
        b"INSTREAM size limit exceeded. ERROR\0",
        b"UNKNOWN COMMAND\0",
        b"HTTP/1.1 200 OK\r\n\r\nstream: OK\0",
        b"\xff\xfe\x00",
        b"z" * 100_000,
    ],
)
def test_answer_that_is_no_verdict_is_none(answer: bytes) -> None:
    with OddScanner(answer) as scanner, pytest.raises(ScannerUnavailableError):
        scan(b"a transcript", scanner.address)


def test_clean_before_the_end_of_a_file_is_no_verdict() -> None:
    content = b"x" * 20_000_000

    with OddScanner(CLEAN, at_once=True) as scanner, pytest.raises(ScannerUnavailableError):
        scan(content, scanner.address)


def test_scanner_that_never_answers_is_given_up_in_time() -> None:
    began = time.monotonic()

    with OddScanner(None) as scanner, pytest.raises(ScannerUnavailableError, match="too long"):
        scan(b"x" * 20_000_000, scanner.address, seconds=0.5)

    assert time.monotonic() - began < 2


def test_file_that_comes_in_drops_does_not_take_longer() -> None:
    def drops() -> Iterator[bytes]:
        while True:
            time.sleep(0.02)
            yield b"x"

    with OddScanner(CLEAN) as scanner, pytest.raises(ScannerUnavailableError, match="too long"):
        scan_blocks(drops(), address=scanner.address, seconds=0.3)


@pytest.mark.parametrize(
    "address", ["", "/nowhere/clamd.ctl", "127.0.0.1:9", "nonsense", "[::1]:9"]
)
def test_absent_scanner_is_named_as_such(address: str) -> None:
    with pytest.raises(ScannerUnavailableError, match=r"reached|configured"):
        scan(b"a transcript", address)

    assert not is_answering(address=address, seconds=1)


@pytest.mark.parametrize("answer", [b"PONG", b"", None, b"stream: OK\0"])
def test_odd_answer_is_not_a_scanner_at_work(answer: bytes | None) -> None:
    with OddScanner(answer, at_once=True) as scanner:
        assert not is_answering(address=scanner.address, seconds=0.3)


def test_what_reading_the_file_raises_is_the_callers() -> None:
    def broken() -> Iterator[bytes]:
        yield struct.pack("!L", 1)
        raise EOFError

    with OddScanner(CLEAN) as scanner, pytest.raises(EOFError):
        scan_blocks(broken(), address=scanner.address, seconds=5)
