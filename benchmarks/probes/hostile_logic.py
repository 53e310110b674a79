"""Does as an editor who means harm: rules that are bombs, texts that are templates, addresses for the portal to ask.

Publishes what is taken and opens it as an applicant does; watches every connection that this process tries to make.
"""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from functools import partial
from typing import Any, Self
from unittest import mock

from config.loading import load_apps

load_apps()

from django.conf import settings  # noqa: E402 (the apps are loaded above)
from django.test import Client, override_settings  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402
from django.utils.html import escape  # noqa: E402
from wagtail.embeds.embeds import get_finders  # noqa: E402

from benchmarks.cast import make_applicant, open_browser  # noqa: E402
from benchmarks.hostile_rules import HOSTILE, TAKEN  # noqa: E402
from benchmarks.payloads import ADDRESSES, TEMPLATES  # noqa: E402
from benchmarks.probes.injection import write_all  # noqa: E402
from benchmarks.processes import answer_requests  # noqa: E402
from content.editing.links.report import URL_NAME  # noqa: E402
from portal.definitions.bundles import (  # noqa: E402
    FORMAT,
    BundleError,
    publish_bundle,
    read_bundle,
)
from portal.definitions.serialization import (  # noqa: E402
    DefinitionFormatError,
    content_hash,
    dump_wizard,
    load_wizard,
)
from portal.definitions.spec import FieldSpec, StepSpec, WizardSpec  # noqa: E402
from portal.definitions.texts import text  # noqa: E402
from portal.lifecycle.drafts import start_draft  # noqa: E402
from portal.records.applications.models import Application  # noqa: E402

SAID = text("One", "Uno")
OF_ROWS = ('"field": "hours"', '"field": "hours.hour"')
"""The numbers that the rules read are those of rows here."""
EMBED = "https://www.youtube.com/watch?v=aqz-KE-bpKQ"
OEMBED = [{"class": "wagtail.embeds.finders.oembed"}]
applicant = make_applicant("somebody")
browser: Client = open_browser(applicant)


def _definition(key: str, rule: object, said: Mapping[str, str]) -> Any:
    """Return a definition with a rule and a text, as whoever sends it would write it."""
    rows = FieldSpec(id="hour", type="integer", label=SAID)
    fields = (
        FieldSpec(id="age", type="integer", label=SAID),
        FieldSpec(id="hours", type="rows", label=SAID, rows=(rows,), options={"max_rows": 20}),
        FieldSpec(id="constructor", type="integer", label=SAID),
        FieldSpec(id="more", type="text", label=said, hint=said, required=False),
    )
    steps = (StepSpec(id="one", title=said, fields=fields),)
    data: Any = dump_wizard(WizardSpec(key=key, title=said, summary=said, steps=steps))
    if rule is not None:
        data["steps"][0]["fields"][3]["condition"] = rule
    return data


def _publish(key: str, rule: object, said: Mapping[str, str]) -> str:
    """Return the address of a step with the rule or text, or nothing where it is refused.

    It is read before it is written as a bundle: some of these rules would fill every disk as JSON.
    """
    data = _definition(key, rule, said)
    try:
        load_wizard(data)
        facts = {"format": FORMAT, "definition": data, "required_plugins": {}}
        bundle = read_bundle(json.dumps({**facts, "content_hash": content_hash(data)}))
    except (DefinitionFormatError, BundleError):
        return ""
    publish_bundle(bundle, actor_id=None, at=timezone.now())
    draft: Application = start_draft(
        person_id=applicant.person_id, service_key=key, credential_number=None, at=timezone.now()
    )
    return f"/applications/{draft.public_id}/one/"


class _Timed:
    """Measures the CPU milliseconds of a block."""

    milliseconds = 0.0

    def __enter__(self) -> Self:
        self._began = time.process_time()
        return self

    def __exit__(self, *_error: object) -> None:
        self.milliseconds = (time.process_time() - self._began) * 1000


FORM = {
    "step_view-current_step": "one",
    "step_version": "0",
    "one-age": "1",
    "one-constructor": "1",
    **{f"one-hours-{number}-hour": "999999999" for number in range(20)},
}


def bombs() -> dict[str, Any]:
    """Offer every hostile rule; return what was refused and taken, and the slowest of each in CPU milliseconds."""
    refused, answered = [0.0], [0.0]
    faults = unexpected = 0
    taken: list[str] = []
    for number, (rule, outcome) in enumerate(HOSTILE.values()):
        if outcome == TAKEN:
            rule = json.loads(json.dumps(rule).replace(*OF_ROWS))  # noqa: PLW2901
        with _Timed() as saving:
            path = _publish(f"bomb.n{number}", rule, SAID)
        if not path:
            refused.append(saving.milliseconds)
            continue
        taken.append(path)
        unexpected += outcome != TAKEN
        browser.get(path)
        for send in (partial(browser.get, path), partial(browser.post, path, FORM)):
            with _Timed() as answering:
                faults += send().status_code >= 500
            answered.append(answering.milliseconds)
    harmless = _publish("bomb.none", None, SAID)
    browser.post(harmless, FORM)  # the same rows are drawn as on the steps that were taken
    return {
        "refused": len(refused) - 1,
        "unexpected": unexpected,
        "taken": taken,
        "harmless": [harmless],
        "to_refuse": max(refused),
        "to_answer": max(answered),
        "faults": faults,
    }


def cookie() -> str:
    """Return the cookies of somebody who may open what was taken."""
    return "; ".join(f"{name}={each.value}" for name, each in browser.cookies.items())


def templates() -> dict[str, int]:
    """Write each template where an applicant reads it; count those that are not shown as they were written."""
    found = {"tried": 0, "refused": 0, "run": 0}
    for number, written in enumerate(TEMPLATES):
        path = _publish(f"template.n{number}", None, {"en": written, "es": written})
        found["tried"] += 1
        if not path:
            found["refused"] += 1
            continue
        shown = browser.get(path).content.decode()
        found["run"] += (
            escape(written) not in shown or settings.SECRET_KEY in shown or "1337" in shown
        )
    return found


@contextmanager
def _watch() -> Iterator[list[str]]:
    """Note where this process tries to connect or what it asks the names' service for; nothing gets through."""
    tried: list[str] = []

    def refuse(*facts: Any, **_named: Any) -> None:
        tried.append(str(facts))
        raise OSError("nothing goes out of this process")

    with ExitStack() as stack:
        stack.enter_context(mock.patch.object(socket, "getaddrinfo", refuse))
        for name in ("connect", "connect_ex"):
            stack.enter_context(mock.patch.object(socket.socket, name, refuse))
        yield tried


def addresses() -> dict[str, Any]:
    """Write each address wherever an editor writes, open and check it all; return what the portal asked for itself."""
    with _watch() as tried:
        written = write_all(full=False, payloads=ADDRESSES)
        admin = Client(HTTP_HOST="localhost")
        admin.cookies[written["session"]["name"]] = written["session"]["value"]
        statuses = [admin.get(path).status_code for path in (*written["paths"], *written["admin"])]
        statuses.append(admin.get(reverse(URL_NAME)).status_code)
        statuses += [_embed(admin, address) for address in ADDRESSES]
    with _watch() as by_wagtail, override_settings(WAGTAILEMBEDS_FINDERS=OEMBED):
        get_finders.cache_clear()
        _embed(admin, EMBED)
    get_finders.cache_clear()
    return {
        "tried": written["tried"],
        "outbound": tried,
        "by_wagtail": len(by_wagtail),
        "opened": statuses.count(200),
        "faults": sum(each >= 500 for each in statuses),
    }


def _embed(admin: Client, address: str) -> int:
    form = {"embed-chooser-url": address}
    return admin.post(reverse("wagtailembeds:chooser_upload"), form).status_code


if __name__ == "__main__":
    answer_requests({each.__name__: each for each in (bombs, templates, cookie, addresses)})
