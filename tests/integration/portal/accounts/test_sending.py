"""Private files are handed out as attachments that nothing runs, in part or whole, and tell strangers nothing."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import storages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.test import Client
from django.urls import path
from pytest_django import Settings

from config import urls
from portal.accounts.sending import send_document
from portal.records.models import Document
from portal.users.models import User
from tests.factories.documents import receive
from tests.factories.records import AT, make_named
from tests.factories.stores import use_folder

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.urls(__name__),
]

CONTENT = bytes(range(256)) * 400
SIZE = len(CONTENT)


def show(request: HttpRequest, number: int) -> HttpResponseBase:
    """Hand out a document to its owner, as a view of the portal does."""
    account: Any = request.user
    document = get_object_or_404(Document, pk=number, person__account_id=account.pk)
    return send_document(request, document, may_be_unscanned="unscanned" in request.GET)


urlpatterns = [path("papers/<int:number>/", show), *urls.urlpatterns]


@pytest.fixture(autouse=True)
def _folder(settings: Settings, tmp_path: Path) -> None:
    """Keep private files in a folder."""
    use_folder(settings, tmp_path)


@pytest.fixture
def document(applicant: User) -> Document:
    """Return a clean document of the applicant."""
    facts = {"scan_state": "clean", "scanned_at": AT}
    return receive(CONTENT, applicant.person, **facts)


@pytest.fixture
def ask(document: Document, applicant: User) -> Callable[..., Any]:
    """Return a way for the applicant to ask for the document."""
    client = Client()
    client.force_login(applicant)

    def get(method: str = "get", **headers: str) -> Any:
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        return getattr(client, method)(f"/papers/{document.pk}/", headers=names)

    return get


def body(answer: Any) -> bytes:
    """Return what was sent."""
    return answer.getvalue() if answer.streaming else answer.content


def plain(answer: Any, number: int) -> bytes:
    """Return a page without the address that was asked for and the token of its forms."""
    return re.sub(rb'value="[A-Za-z0-9]{64}"', b"", body(answer)).replace(b"%06d" % number, b"")


def test_whole_file_comes_as_an_attachment_that_nothing_runs(
    ask: Callable[..., Any], document: Document
) -> None:
    answer = ask()

    assert (answer.status_code, body(answer)) == (200, CONTENT)
    headers = answer.headers
    assert headers["Content-Type"] == "application/pdf"
    assert headers["Content-Length"] == str(SIZE)
    assert headers["Content-Disposition"] == 'attachment; filename="transcript.pdf"'
    assert headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Accept-Ranges"] == "bytes"
    assert headers["ETag"] == f'"{document.sha256}"'
    assert {"private", "no-store"} <= set(headers["Cache-Control"].split(", "))


@pytest.mark.parametrize(
    ("asked", "start", "stop"),
    [
        ("bytes=0-0", 0, 1),
        ("bytes=0-", 0, SIZE),
        ("bytes=100-199", 100, 200),
        ("bytes=-5", SIZE - 5, SIZE),
        (f"bytes=-{SIZE + 9}", 0, SIZE),
        (f"bytes={SIZE - 1}-", SIZE - 1, SIZE),
        (f"bytes=5-{SIZE * 9}", 5, SIZE),
        ("bytes=66000-99000", 66_000, 99_001),
    ],
)
def test_part_is_sent_alone(ask: Callable[..., Any], asked: str, start: int, stop: int) -> None:
    answer = ask(range=asked)

    assert (answer.status_code, body(answer)) == (206, CONTENT[start:stop])
    assert answer.headers["Content-Range"] == f"bytes {start}-{stop - 1}/{SIZE}"
    assert answer.headers["Content-Length"] == str(stop - start)
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"


@pytest.mark.parametrize("asked", [f"bytes={SIZE}-", f"bytes={SIZE}-{SIZE + 5}", "bytes=-0"])
def test_part_beyond_the_file_is_refused(ask: Callable[..., Any], asked: str) -> None:
    answer = ask(range=asked)

    assert (answer.status_code, body(answer)) == (416, b"")
    assert answer.headers["Content-Range"] == f"bytes */{SIZE}"


@pytest.mark.parametrize(
    "asked",
    ["bytes=0-1,5-6", "bytes=9-3", "bytes=-", "bytes=a-b", "lines=1-2", "bytes", "", "bytes=--5"],
)
def test_several_parts_and_nonsense_get_the_whole_file(ask: Callable[..., Any], asked: str) -> None:
    answer = ask(range=asked)

    assert (answer.status_code, body(answer)) == (200, CONTENT)
    assert "Content-Range" not in answer.headers


def test_part_of_another_version_is_not_sent(ask: Callable[..., Any], document: Document) -> None:
    tag = f'"{document.sha256}"'

    same = ask(range="bytes=0-3", if_range=tag)
    others = [
        ask(range="bytes=0-3", if_range=other)
        for other in ('"other"', f"W/{tag}", "Mon, 01 Mar 2027 00:00:00 GMT")
    ]

    assert (same.status_code, body(same)) == (206, CONTENT[:4])
    assert [(answer.status_code, body(answer)) for answer in others] == [(200, CONTENT)] * 3


@pytest.mark.parametrize("prefix", ["", "W/", '"other", '])
def test_known_file_is_not_sent_again(
    ask: Callable[..., Any], document: Document, prefix: str
) -> None:
    answer = ask(if_none_match=f'{prefix}"{document.sha256}"', range="bytes=0-3")

    assert (answer.status_code, body(answer)) == (304, b"")
    assert "Content-Range" not in answer.headers
    unknown = ask(if_none_match='"other"')
    assert (unknown.status_code, body(unknown)) == (200, CONTENT)
    assert ask(if_match='"other"').status_code == 412


def test_head_says_what_get_would_without_the_file(ask: Callable[..., Any]) -> None:
    told, sent = ask("head", range="bytes=0-3"), ask()

    assert (told.status_code, body(told)) == (200, b"")
    assert told.headers["Content-Length"] == sent.headers["Content-Length"]
    assert told.headers["ETag"] == sent.headers["ETag"]
    assert told.headers["Content-Type"] == sent.headers["Content-Type"]
    sent.close()


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("Título oficial.pdf", "attachment; filename*=utf-8''T%C3%ADtulo%20oficial.pdf"),
        ('a"; filename="evil.exe', 'attachment; filename="a; filename=evil.exe"'),
        ("a\r\nSet-Cookie: x=1.pdf", 'attachment; filename="aSet-Cookie: x=1.pdf"'),
        ("../../etc/passwd", 'attachment; filename="passwd"'),
        ("C:\\papers\\exam.pdf", 'attachment; filename="exam.pdf"'),
        ("cod\u202efdp.exe", 'attachment; filename="codfdp.exe"'),
        ("\x01\x07", 'attachment; filename="document"'),
        ("...", 'attachment; filename="document"'),
        (".htaccess", 'attachment; filename="htaccess"'),
        ("x" * 240 + ".pdf", f'attachment; filename="{"x" * 196}.pdf"'),
    ],
)
def test_name_of_a_file_is_fit_for_a_header(
    ask: Callable[..., Any], document: Document, name: str, header: str
) -> None:
    Document.objects.filter(pk=document.pk).update(original_name=name)

    answer = ask()

    assert answer.headers["Content-Disposition"] == header
    answer.close()


@pytest.mark.parametrize(
    ("state", "name", "to_staff", "to_owner"),
    [
        ("clean", "documents", 200, 200),
        ("pending", "documents", 404, 200),
        ("error", "documents", 404, 200),
        ("suspect", "quarantine", 404, 404),
    ],
)
def test_only_clean_files_are_sent_and_unscanned_ones_where_the_caller_says_so(
    applicant: User, document: Document, state: str, name: str, to_staff: int, to_owner: int
) -> None:
    Document.objects.filter(pk=document.pk).update(scan_state=state)
    client = Client()
    client.force_login(applicant)

    answers = [
        client.get(f"/papers/{document.pk}/{query}", headers={"range": "bytes=0-9"})
        for query in ("", "?unscanned")
    ]

    partly = {200: 206, 404: 404}
    assert [answer.status_code for answer in answers] == [partly[to_staff], partly[to_owner]]
    for answer in answers:
        answer.close()


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"range": "bytes=0-3"},
        {"range": f"bytes={SIZE}-"},
        {"range": "bytes=0-3", "if-range": '"x"'},
        {"if-none-match": "*"},
        {"if-match": '"x"'},
        {"if-unmodified-since": "Mon, 01 Mar 2027 00:00:00 GMT"},
    ],
)
@pytest.mark.parametrize("method", ["get", "head"])
def test_stranger_is_told_the_same_whether_there_is_a_file_or_not(
    other_applicant: User, document: Document, headers: dict[str, str], method: str
) -> None:
    stranger = Client()
    stranger.force_login(other_applicant)
    known = {**headers}
    if "if-none-match" in headers:
        known["if-none-match"] = f'"{document.sha256}"'

    theirs = getattr(stranger, method)(f"/papers/{document.pk:06d}/", headers=known)
    nobodys = getattr(stranger, method)(f"/papers/{document.pk + 9:06d}/", headers=known)

    assert theirs.status_code == nobodys.status_code == 404
    for answer in (theirs, nobodys):
        del answer.headers["Expires"]  # now
    assert dict(theirs.headers) == dict(nobodys.headers)
    assert plain(theirs, document.pk) == plain(nobodys, document.pk + 9)
    assert not {"ETag", "Accept-Ranges", "Content-Range"} & set(theirs.headers)


def test_missing_file_is_not_found(ask: Callable[..., Any], document: Document) -> None:
    storages["private"].delete(document.stored_name)

    assert ask().status_code == 404
    assert ask(range="bytes=0-3").status_code == 404


def test_file_is_read_in_blocks_and_closed(
    rf: Any, document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = send_document(rf.get("/"), document)
    blocks = list(answer)  # type: ignore[call-overload]
    left_early = send_document(rf.get("/"), document)
    left_early.close()

    assert [len(block) for block in blocks] == [65_536, SIZE - 65_536]
    with pytest.raises(ValueError, match="closed file"):
        next(iter(left_early))  # type: ignore[call-overload]


def test_quarantined_file_is_never_sent(rf: Any) -> None:
    suspect = receive(CONTENT, make_named("Quill"), scan_state="suspect")

    for unscanned in (True, False):
        with pytest.raises(Http404):
            send_document(rf.get("/"), suspect, may_be_unscanned=unscanned)
