"""Serves the fake for a demonstration: ``python -m benchmarks.fake_stripe PORT WEBHOOK SECRET``; Ctrl-C stops it."""

from __future__ import annotations

import sys
import threading

from benchmarks.fake_stripe.server import serve_stripe
from benchmarks.fake_stripe.telling import Teller

port, webhook, secret = sys.argv[1:4]
with serve_stripe(int(port)) as fake:
    fake.teller = Teller(webhook, secret)
    print(f"STRIPE_API_BASE={fake.address}")
    threading.Event().wait()
