"""Notices that nobody signed rightly, and some at the edge that somebody did: body and header of each."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import count

from benchmarks.fake_stripe.telling import sign

__all__ = ["NEXT_SECRET", "SECRET", "make_authentic", "make_forged"]

SECRET, NEXT_SECRET = "whsec_figures", "whsec_figures_next"

_numbers = count()


def _event() -> str:
    thing = {"object": "checkout.session", "id": "cs_test_x", "metadata": {}}
    return json.dumps(
        {
            "id": f"evt_{next(_numbers)}",
            "type": "checkout.session.completed",
            "livemode": False,
            "data": {"object": thing},
        }
    )


def make_forged(now: int) -> list[list[str]]:
    """Return notices that are wrong in one way each at a moment; every one is of an event of its own."""
    headers = []
    for way in range(len(_spoil_header("", now))):
        body = _event()
        headers.append([body, _spoil_header(body, now)[way]])
    bodies = []
    for spoil in BODIES:
        body = _event()
        bodies.append([spoil(body), sign(body, SECRET, now)])
    unfit = [[each, sign(each, SECRET, now)] for each in ("", "[]", "{}", "null", "1", '"x"', "{")]
    return headers + bodies + unfit


def _spoil_header(body: str, now: int) -> list[str]:
    good = sign(body, SECRET, now)
    stamp, _comma, mac = good.partition(",")
    return [
        *("", "t=", "v1=", stamp, mac, f"{stamp},v1=", "t=x,v1=0", ",", "=", "null"),
        *(good.replace("v1=", other) for other in ("v0=", "v2=", "V1=", "v1 =", "v1", "sha256=")),
        *(
            sign(body, other, now)
            for other in ("", "whsec_", "whsec_other", SECRET[:-1], SECRET.upper())
        ),
        *(sign(body, SECRET, now + age) for age in (-301, -3_600, -86_400, 360, 3_600)),
        *(f"t={now + age},{mac}" for age in (1, -1, 60)),
        f"t=0,{mac}",
        f"t=-1,{mac}",
        good[:-1],
        f"{good}0",
        good.replace(mac[3:], mac[3:].upper()),
        sign(f"{body} ", SECRET, now),
    ]


BODIES: list[Callable[[str], str]] = [
    *((lambda body, end=end: f"{body}{end}") for end in (" ", "\n", "}", "\x00")),
    lambda body: body.replace("completed", "expired"),
    lambda body: body.encode("utf-16-le").decode("latin-1"),
    lambda body: f"\xef\xbb\xbf{body}",
    lambda _body: "",
    lambda _body: "\xff",
    lambda _body: "x" * 1_000_000,
]


def make_authentic(now: int, secret: str = SECRET) -> list[list[str]]:
    """Return notices that are good at a moment: of now, and nearly five minutes old or ahead."""
    bodies = [(_event(), now + age) for age in (0, -299, 299)]
    return [[body, sign(body, secret, moment)] for body, moment in bodies]
