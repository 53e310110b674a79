"""Notices that nobody signed rightly, and some at the edge that somebody did: body and header of each."""

from __future__ import annotations

import json
import time
from itertools import count

from benchmarks.fake_stripe.telling import sign

__all__ = ["SECRET", "make_authentic", "make_forged"]

SECRET = "whsec_figures"

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


def make_forged() -> list[list[str]]:
    """Return variants of a notice, each wrong in one way."""
    body, now = _event(), int(time.time())
    good = sign(body, SECRET)
    stamp, _comma, mac = good.partition(",")
    headers = [
        *("", "t=", "v1=", stamp, mac, f"{stamp},v1=", "t=x,v1=0", ",", "=", "null"),
        *(good.replace("v1=", other) for other in ("v0=", "v2=", "V1=", "v1 =", "v1", "sha256=")),
        *(
            sign(body, other)
            for other in ("", "whsec_", "whsec_other", SECRET[:-1], SECRET.upper())
        ),
        *(sign(body, SECRET, now + age) for age in (-301, -3_600, -86_400, 360, 3_600)),
        *(f"t={now + age},{mac}" for age in (1, -1, 60)),
        f"t=0,{mac}",
        f"t=-1,{mac}",
        good[:-1],
        f"{good}0",
        good.replace(mac[3:], mac[3:].upper()),
        sign(f"{body} ", SECRET),
    ]
    bodies = [
        *(f"{body}{end}" for end in (" ", "\n", "}", "\x00")),
        body.replace("completed", "expired"),
        body.encode("utf-16-le").decode("latin-1"),
        f"\xef\xbb\xbf{body}",
        "",
        "\xff",
        "x" * 1_000_000,
    ]
    unfit = [[each, sign(each, SECRET)] for each in ("", "[]", "{}", "null", "1", '"x"', "{")]
    return [[body, header] for header in headers] + [[each, good] for each in bodies] + unfit


def make_authentic() -> list[list[str]]:
    """Return notices that are good: now, and nearly five minutes old or ahead."""
    now = int(time.time())
    bodies = [(_event(), now + age) for age in (0, -299, 298)]
    return [[body, sign(body, SECRET, moment)] for body, moment in bodies]
