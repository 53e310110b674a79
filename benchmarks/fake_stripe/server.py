"""The fake's HTTP side: its API, its hosted page and its notices. For the loopback alone."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from benchmarks.fake_stripe.faults import Script, play
from benchmarks.fake_stripe.forms import read_form
from benchmarks.fake_stripe.hosted import challenge_page, payment_page
from benchmarks.fake_stripe.objects import (
    Account,
    CardRefusedError,
    NoSuchObjectError,
    Thing,
    WrongStateError,
)
from benchmarks.fake_stripe.telling import Teller

__all__ = ["FakeStripe", "serve_stripe"]

HOST = "127.0.0.1"
SECONDS_TO_STOP = 0.02


class FakeStripe:
    """The fake as tests drive it: its account, its script of faults, what was asked of it, and whom it tells."""

    def __init__(self, server: ThreadingHTTPServer) -> None:
        self.server = server
        self.account = Account()
        self.script = Script()
        self.lock = threading.RLock()
        self.asked: list[tuple[str, str, str]] = []
        self.posted: dict[str, Thing] = {}
        self.answered: dict[str, tuple[int, Thing]] = {}
        self.teller: Teller | None = None

    @property
    def address(self) -> str:
        """Return where it listens."""
        return f"http://{HOST}:{self.server.server_address[1]}"

    def pay(self, session_id: str, **how: str) -> Thing:
        """Do what a payer does on the hosted page."""
        with self.lock:
            return self.account.pay(session_id, **how)

    def flush(self) -> None:
        """Tell what has happened, where anybody is to be told."""
        if self.teller is not None:
            with self.lock:
                events = self.account.happened[self.teller.told :]
            self.teller.tell(events)


@contextmanager
def serve_stripe(port: int = 0) -> Iterator[FakeStripe]:
    """Serve a fake with an account of its own until the block ends."""
    server = ThreadingHTTPServer((HOST, port), _Handler)
    server.daemon_threads = True
    fake = FakeStripe(server)
    server.fake = fake  # type: ignore[attr-defined]
    loop = partial(server.serve_forever, SECONDS_TO_STOP)
    thread = threading.Thread(target=loop, name="fake stripe", daemon=True)
    thread.start()
    try:
        yield fake
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    @property
    def fake(self) -> FakeStripe:
        return self.server.fake  # type: ignore[attr-defined, no-any-return]

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's word
        """Say nothing."""

    def do_GET(self) -> None:
        """Answer."""
        self._answer("GET")

    def do_POST(self) -> None:
        """Answer."""
        self._answer("POST")

    def _answer(self, method: str) -> None:
        url = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        if url.path.startswith("/c/"):
            self._answer_payer(method, url.path, parse_qs(body))
            return
        key = self.headers.get("Idempotency-Key", "")
        self.fake.asked.append((method, url.path, key))
        fault, is_after = self.fake.script.take(url.path)
        if fault is not None and not is_after and play(self, fault):
            return
        status, thing = self._do(method, url.path, read_form(url.query or body), key)
        if fault is not None and is_after and play(self, fault):
            return
        self._send(status, "application/json", json.dumps(thing))
        self.fake.flush()

    def _do(self, method: str, path: str, params: Thing, key: str) -> tuple[int, Thing]:
        """Do what was asked; what was asked with the same key before is answered as it was."""
        with self.fake.lock:
            if method == "POST" and key and key in self.fake.answered:
                return self.fake.answered[key]
            try:
                answer = 200, self._call(method, path.strip("/").split("/")[1:], params)
            except NoSuchObjectError as error:
                answer = _refuse(404, "resource_missing", str(error))
            except WrongStateError as error:
                answer = _refuse(400, "unexpected_state", str(error))
            if method == "POST" and key:
                self.fake.answered[key] = answer
            return answer

    def _call(self, method: str, parts: list[str], params: Thing) -> Thing:
        expand = list(params.get("expand", {}).values())
        return (self._change if method == "POST" else self._show)(parts, params, expand)

    def _change(self, parts: list[str], params: Thing, expand: list[str]) -> Thing:
        self.fake.posted["/".join((parts[0], *parts[1:][-1:]))] = params
        account = self.fake.account
        match parts:
            case ["checkout", "sessions"]:
                return dict(account.make_session(params, self.fake.address))
            case ["checkout", "sessions", key, "expire"]:
                return dict(account.expire(key))
            case ["payment_intents", key, "capture"]:
                return account.expand(account.capture(key), expand)
            case ["payment_intents", key, "cancel"]:
                return account.expand(account.cancel(key), expand)
            case ["refunds"]:
                known = params.get("metadata")
                return account.refund(params["payment_intent"], int(params["amount"]), known)
        raise NoSuchObjectError("/".join(parts))

    def _show(self, parts: list[str], params: Thing, expand: list[str]) -> Thing:
        account = self.fake.account
        match parts:
            case ["checkout", "sessions"]:
                return self._list_sessions(params, [each.removeprefix("data.") for each in expand])
            case ["checkout", "sessions", key]:
                return account.expand(account.find("sessions", key), expand)
            case ["disputes"]:
                disputes = account.disputes.values()
                return _list([each for each in disputes if each["charge"] == params["charge"]])
            case ["balance"]:
                shown = {"object": "balance", "available": [], "pending": []}
                return {**shown, "livemode": account.is_live}
        raise NoSuchObjectError("/".join(parts))

    def _list_sessions(self, params: Thing, expand: list[str]) -> Thing:
        account = self.fake.account
        since = int(params.get("created", {}).get("gte", 0))
        found = [each for each in account.sessions.values() if each["created"] >= since]
        if intent := params.get("payment_intent"):
            found = [each for each in found if each["payment_intent"] == intent]
        found.reverse()
        if after := params.get("starting_after"):
            keys = [each["id"] for each in found]
            found = found[keys.index(after) + 1 :]
        limit = int(params.get("limit", 10))
        shown = [account.expand(each, expand) for each in found[:limit]]
        return _list(shown, has_more=len(found) > limit)

    def _answer_payer(self, method: str, path: str, form: dict[str, list[str]]) -> None:
        """Show the hosted page, or do what the payer chose on it."""
        session_id = path.split("/")[3]
        with self.fake.lock:
            session = self.fake.account.sessions.get(session_id)
        if session is None or session["status"] != "open":
            self._send(404, "text/html", "<h1>This page is over</h1>")
            return
        card, answer = form.get("card", [""])[0], form.get("challenge", [""])[0]
        if method == "GET" or answer == "fail":
            error = "Your bank did not confirm that it is you." if answer else ""
            self._send(200, "text/html", payment_page(session, error))
            return
        if card == "challenge":
            self._send(200, "text/html", challenge_page())
            return
        try:
            funding = "debit" if card == "debit" else "credit"
            brand = "declined" if card == "declined" else "visa"
            self.fake.pay(session_id, funding=funding, brand=brand)
        except CardRefusedError:
            self._send(200, "text/html", payment_page(session, "Your card was declined."))
            return
        self.send_response(303)
        self.send_header("Location", session["success_url"])
        self.send_header("Content-Length", "0")
        self.end_headers()
        self.fake.flush()

    def _send(self, status: int, kind: str, body: str) -> None:
        sent = body.encode()
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(sent)))
        self.end_headers()
        self.wfile.write(sent)


def _list(things: list[Thing], *, has_more: bool = False) -> Thing:
    return {"object": "list", "data": things, "has_more": has_more, "url": "/v1/list"}


def _refuse(status: int, code: str, message: str) -> tuple[int, Thing]:
    error = {"type": "invalid_request_error", "code": code, "message": message}
    return status, {"error": error}
