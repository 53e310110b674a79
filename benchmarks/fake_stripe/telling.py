"""Signs the fake's events and posts them where they are wanted, from a thread of its own."""

from __future__ import annotations

import hashlib
import hmac
import json
import threading
import time
import urllib.request
from typing import Any
from urllib.error import URLError

__all__ = ["Teller", "sign"]


def sign(body: str, secret: str, moment: int | None = None) -> str:
    """Return the header of a notice."""
    moment = int(time.time()) if moment is None else moment
    mac = hmac.new(secret.encode(), f"{moment}.{body}".encode(), hashlib.sha256).hexdigest()
    return f"t={moment},v1={mac}"


class Teller:
    """Posts events to an address; each once, unless ``times`` says otherwise."""

    def __init__(self, address: str, secret: str, times: int = 1) -> None:
        self.address, self.secret, self.times = address, secret, times
        self.told = 0
        self.answers: list[int] = []

    def tell(self, events: list[dict[str, Any]]) -> None:
        """Post what is new, without keeping anybody waiting."""
        self.told += len(events)
        for event in events:
            threading.Thread(target=self._post, args=(json.dumps(event),), daemon=True).start()

    def _post(self, body: str) -> None:
        for _time in range(self.times):
            request = urllib.request.Request(
                self.address,
                data=body.encode(),
                headers={
                    "Content-Type": "application/json",
                    "Stripe-Signature": sign(body, self.secret),
                },
            )
            try:
                with urllib.request.urlopen(request, timeout=10) as answer:
                    self.answers.append(answer.status)
            except URLError as error:
                self.answers.append(getattr(error, "code", 0))
