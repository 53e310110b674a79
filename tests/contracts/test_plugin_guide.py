"""The guide for authors of plugins, followed from top to bottom: every block of code on it is run or is the demo's."""

import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from portal.definitions.fields import known_field_types

ROOT = Path(__file__).resolve().parents[2]
GUIDE = ROOT / "docs" / "plugins" / "writing-a-plugin.md"
BLOCK = re.compile(
    r"(?:^`(?P<name>[^`\n]+)`\n\n)?^```(?P<kind>\w*)\n(?P<code>.*?)^```$", re.MULTILINE | re.DOTALL
)
DEMO, PLUGIN, PACKAGE = "portal_plugins/demo/", "office_hours/", "pyproject.toml"
MOST_FILES, MOST_LINES = 2, 70
CONFTEST = '"""A copy of the prepared database."""\n\nfrom tests.databases import django_db_setup\n'
SERVED = '''
"""The plugin of the guide, served over HTTP."""

import hmac
import json

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from portal.payments.inbox import handle_notices
from portal.records.ledger.paying import Payment
from portal.sdk.catalog import get_service, list_services
from portal.sdk.testing import check_plugin
from portal.sdk.testing.cast import make_applicant
from portal.sdk.testing.reaching import find_paths
from portal.sdk.testing.subject import read_plugin
from portal.sdk.testing.walking import Walk
from office_hours import payment_methods, webhooks
from office_hours.wizards import WIZARDS
from tests.integration.portal.payments.conftest import begin_service

pytestmark = pytest.mark.django_db


def test_wizard_is_served_from_its_start_to_its_submission():
    call_command("sync_plugins")
    assert b"Ask for an appointment" in Client().get("/services/office_hours.visit/start/").content
    (spec,) = WIZARDS
    applicant = make_applicant(spec)
    for path in find_paths(spec, applicant.context()):
        walk = Walk(applicant, spec)
        for step in path.steps:
            walk.save(step, path.answers[step.id])
        assert "Which day suits you?" in dict(walk.open("review").lines)
        walk.submit()
        assert walk.browser.get(f"/applications/{walk.public_id}/").status_code == 200


def test_every_module_of_the_guide_keeps_the_contract():
    subject = read_plugin("office_hours")
    assert all((subject.tools, subject.cards, subject.messages, subject.checks, subject.reports, subject.demo))
    assert subject.methods and subject.webhooks
    assert check_plugin("office_hours") == []


def test_tool_is_offered():
    tool = get_service("office_hours.today")
    assert tool in list_services()
    assert tool.tool.context(None)["text"] == "The counter is open from 9 to 4."


def test_what_the_till_took_is_paid_by_its_notice(monkeypatch):
    orders = {}

    def ask_till(path, facts=None):
        if facts:
            orders["7"] = {**facts, "id": "7", "state": "open", "live": True, "account": "counter"}
        return {**orders["7"], "address": "https://till.example.org/7"}

    monkeypatch.setattr(payment_methods, "ask_till", ask_till)
    monkeypatch.setattr(webhooks, "SECRET", "s3cret")
    walk = begin_service("demo.costs", what="duplicate")
    walk.submit()
    sent = walk.browser.post(f"/applications/{walk.public_id}/pay/", {"method": "office_hours.till"})
    orders["7"]["state"] = "paid"
    body = json.dumps({"id": "e1", "kind": "paid", "attempt": orders["7"]["attempt"], "order": "7"}).encode()

    def tell(secret):
        signature = hmac.new(secret, body, "sha256").hexdigest()
        headers = {"X-Till-Signature": signature}
        address = "/webhooks/office_hours/till/"
        return Client().post(address, body, content_type="application/json", headers=headers).status_code

    assert (sent.status_code, sent["Location"]) == (303, "https://till.example.org/7")
    assert (tell(b"forged"), tell(b"s3cret"), tell(b"s3cret")) == (400, 200, 200)
    assert handle_notices(at=timezone.now()) == 1
    assert Payment.objects.get().status == "paid"
'''


@dataclass(frozen=True)
class Block:
    """A fenced block: the file that it is or stands in, what it is written in, and its lines."""

    name: str
    kind: str
    code: str


def read_blocks(text: str) -> list[Block]:
    """Return the fenced blocks of a page in order."""
    return [
        Block(found["name"] or "", found["kind"], found["code"]) for found in BLOCK.finditer(text)
    ]


def list_unrun(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks that following the guide neither runs, nor loads, nor compares."""
    commands = "".join(block.code for block in blocks if block.kind == "sh")
    return [block for block in blocks if not is_run(block, commands)]


def is_run(block: Block, commands: str) -> bool:
    """Tell whether a block is a command, a module of the plugin, its package, the demo's, or run by name."""
    if block.kind == "sh" or block.name.startswith((DEMO, PLUGIN)) or block.name == PACKAGE:
        return True
    return bool(block.name) and block.name in commands


class Author:
    """Somebody who does what the guide says, in an empty folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "conftest.py").write_text(CONFTEST)

    def follow(self, block: Block) -> None:
        """Write a file, run a command, or compare with the demo plugin."""
        if block.name.startswith(DEMO):
            source = (ROOT / block.name).read_text()
            assert unindented(block.code) in unindented(source), block
        elif block.name:
            path = self.folder / block.name
            path.parent.mkdir(exist_ok=True)
            path.write_text(block.code)
            if block.name == PACKAGE:
                self._install(tomllib.loads(block.code)["project"])
        else:
            self.run("bash", "-ec", block.code)

    def _install(self, project: dict[str, dict[str, dict[str, str]]]) -> None:
        """Leave what an installer leaves of a package that stands in its own folder."""
        installed = self.folder / "installed-1.0.dist-info"
        installed.mkdir()
        (installed / "METADATA").write_text(f"Name: {project['name']}\nVersion: 1.0\n")
        lines = [
            line
            for group, points in project["entry-points"].items()
            for line in (f"[{group}]", *(f"{name} = {value}" for name, value in points.items()))
        ]
        (installed / "entry_points.txt").write_text("\n".join(lines) + "\n")

    def run(self, *command: str) -> None:
        """Run a command in the folder; fail with what it says."""
        environment = {
            **os.environ,
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": os.pathsep.join([str(ROOT / "site"), str(ROOT)]),
            "PYTEST_ADDOPTS": "-p no:randomly -p no:cacheprovider",
        }
        done = subprocess.run(
            command, cwd=self.folder, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr


def unindented(code: str) -> str:
    """Return code without its indentation: an excerpt of a method is the same code."""
    return "\n".join(line.strip() for line in code.strip().splitlines())


@pytest.mark.proof
def test_plugin_made_by_following_the_guide_passes_the_kit_and_is_served(
    django_db_setup: None, tmp_path: Path
) -> None:
    author = Author(tmp_path)

    for block in read_blocks(GUIDE.read_text()):
        author.follow(block)

    (tmp_path / "test_served.py").write_text(SERVED)
    author.run("python", "-m", "pytest", "--ds=config.settings.test", "test_served.py")


def test_smallest_plugin_of_the_guide_is_small() -> None:
    page = GUIDE.read_text()
    smallest = page[page.index("## The smallest one") : page.index("## Does it keep")]

    files = read_blocks(smallest)

    assert len(files) <= MOST_FILES
    assert sum(block.code.count("\n") for block in files) <= MOST_LINES


def test_guide_names_every_type_of_field() -> None:
    named = set(re.findall(r"`(\w+)`", GUIDE.read_text()))

    assert known_field_types() <= named


def test_every_block_of_the_guide_is_run() -> None:
    blocks = read_blocks(GUIDE.read_text())

    assert GUIDE.read_text().count("```") == 2 * len(blocks)
    assert list_unrun(blocks) == []


@pytest.mark.parametrize("heading", ["Look:", "`elsewhere.py`", "`test_elsewhere.py`"])
def test_block_that_nobody_runs_is_noticed(heading: str) -> None:
    stray = f"{heading}\n\n```python\nprint('never run')\n```\n"

    assert [block.code for block in list_unrun(read_blocks(stray))] == ["print('never run')\n"]


@pytest.mark.parametrize(
    "block",
    [
        Block(f"{DEMO}effects.py", "python", "return nothing_of_the_kind\n"),
        Block("", "sh", "python -c 'raise SystemExit(3)'\n"),
    ],
    ids=["excerpt", "command"],
)
def test_block_that_is_not_true_is_noticed(tmp_path: Path, block: Block) -> None:
    with pytest.raises(AssertionError):
        Author(tmp_path).follow(block)
