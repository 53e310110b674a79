"""Plugins that do their worst, each written out as a package of its own that an entry point names.

They are what a figure and the tests of faults install; one fault a plugin, and what is to come of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

__all__ = ["SABOTEURS", "Saboteur", "install"]

APPS = """from portal.sdk.apps import PluginConfig
{before}
class SaboteurConfig(PluginConfig):
    name = "{name}"
    label = "{label}"
    title = "Saboteur"
    version = "6.6"
    contract = {contract}
    url_slugs = {slugs}
{ready}
"""
TOOLS = """import os, time
from portal.sdk.tools import Tool, text

def fill(request):
    {body}

TOOLS = [Tool(key="{label}.tool", title=text("T", "T"), summary=text("S", "S"),
              template_name="{template}", context=fill)]
"""
URLS = """from django.http import HttpResponse
from django.urls import path

URLS = {{"{slug}": [path("", lambda request: HttpResponse("{label} was here"))]}}
"""
EFFECTS = """class Crash:
    def on_submitted(self, case):
        {body}
    on_approved = on_denied = on_submitted

EFFECTS = {{"certification.renew_professional": Crash()}}
"""
MIGRATION = """from django.db import migrations, models

def crash(apps, schema_editor):
    raise ValueError("a bad migration")

class Migration(migrations.Migration):
    initial = True
    operations = [migrations.CreateModel("Thing", [("id", models.BigAutoField(primary_key=True))]),
                  migrations.RunPython(crash)]
"""
MODELS = """from django.db import models

class Thing(models.Model):
    owner = models.ForeignKey("records.Person", on_delete=models.CASCADE)
"""
POISON = """    def ready(self):
        from django.core.signals import request_started
        from django.contrib.auth.models import Group
        def poison(**kwargs):
            Group.objects.create(name="twin")
            Group.objects.create(name="twin")
        self.poison = poison
        request_started.connect(poison)
"""
SIGNAL = """    def ready(self):
        from portal.lifecycle.events import application_submitted
        def crash(**kwargs):
            raise RuntimeError("a receiver")
        self.crash = crash
        application_submitted.connect(crash)
"""
TWIN_IN_SUBMIT = """    def ready(self):
        from portal.lifecycle.events import application_submitted
        from django.contrib.auth.models import Group
        def twin(**kwargs):
            Group.objects.create(name="twin")
            Group.objects.create(name="twin")
        self.twin = twin
        application_submitted.connect(twin)
"""
HOOK = """from wagtail import hooks

@hooks.register("before_serve_page")
def crash(page, request, args, kwargs):
    raise RuntimeError("a hook")

@hooks.register("construct_main_menu")
def crash_menu(request, items):
    raise RuntimeError("a hook")

@hooks.register("register_admin_menu_item")
def crash_item():
    raise RuntimeError("a hook")
"""


@dataclass(frozen=True, slots=True)
class Saboteur:
    """One fault. ``stage`` is where it is parked, or nothing where it fails only when it is asked."""

    what: str
    stage: str = ""
    label: str = "saboteur"
    package: str = "saboteur"
    before: str = ""
    ready: str = ""
    contract: tuple[int, int] = (1, 1)
    slugs: tuple[str, ...] = ()
    modules: Mapping[str, str] = field(default_factory=dict)
    fails_at: str = ""
    """The place in which its failures are counted, for one that fails only when it is asked."""


def _tool(body: str, template: str = "components/alert.html") -> dict[str, str]:
    return {"tools": TOOLS.format(body=body, template=template, label="saboteur")}


SABOTEURS: Mapping[str, Saboteur] = {
    "import": Saboteur("its package raises at import", "import", before="1 / 0"),
    "system_exit": Saboteur(
        "it ends the process at import", "import", before="raise SystemExit(3)"
    ),
    "recursion": Saboteur(
        "it calls itself without end at import", "import", before="def f(): f()\nf()"
    ),
    "contract": Saboteur("it speaks another contract", "contract", contract=(90, 99)),
    "duplicate_id": Saboteur(
        "its id is a built-in plugin's", "identity", label="certification", package="acme_twin"
    ),
    "core_id": Saboteur("its id is a part of the portal", "identity", label="records"),
    "claimed_prefix": Saboteur(
        "it claims the address of the admin",
        "slug",
        slugs=("admin",),
        modules={"urls": URLS.format(slug="admin", label="saboteur")},
    ),
    "undeclared_prefix": Saboteur(
        "it answers under an address that it never declared",
        "addresses",
        modules={"urls": URLS.format(slug="look-up", label="saboteur")},
    ),
    "models": Saboteur(
        "its models raise half-way",
        "models",
        modules={"models": f"{MODELS}\n1 / 0\n"},
    ),
    "ready": Saboteur(
        "it raises when it should be ready", "ready", ready="    def ready(self): 1 / 0"
    ),
    "bad_migration": Saboteur(
        "its migration raises",
        "migration",
        modules={
            "models": MODELS,
            "migrations/__init__": "",
            "migrations/0001_initial": MIGRATION,
        },
    ),
    "urls": Saboteur("its addresses raise at import", "module", modules={"urls": "1 / 0"}),
    "wizards": Saboteur("its wizards raise at import", "module", modules={"wizards": "1 / 0"}),
    "hook": Saboteur(
        "its hooks into page and menu raise",
        modules={"wagtail_hooks": HOOK},
        fails_at="saboteur:before_serve_page",
    ),
    "signal": Saboteur(
        "its receiver raises inside a submit", ready=SIGNAL, fails_at="saboteur:signal"
    ),
    "twin": Saboteur(
        "its receiver breaks the transaction of a submit",
        ready=TWIN_IN_SUBMIT,
        fails_at="saboteur:signal",
    ),
    "every_request": Saboteur(
        "its receiver raises IntegrityError at every request",
        ready=POISON,
        fails_at="saboteur:signal",
    ),
    "tool": Saboteur("its tool raises", modules=_tool("1 / 0"), fails_at="saboteur:tools"),
    "tool_exit": Saboteur(
        "its tool ends the process", modules=_tool("raise SystemExit"), fails_at="saboteur:tools"
    ),
    "tool_recursion": Saboteur(
        "its tool calls itself without end",
        modules=_tool("return fill(request)"),
        fails_at="saboteur:tools",
    ),
    "missing_template": Saboteur(
        "the template of its tool is missing",
        modules=_tool("return {}", "saboteur/nowhere.html"),
        fails_at="saboteur:tools",
    ),
    "sleep": Saboteur("its tool sleeps for a minute", modules=_tool("time.sleep(60); return {}")),
    "effects": Saboteur(
        "the effects of somebody's service raise",
        modules={"effects": EFFECTS.format(body="1 / 0")},
    ),
}


def install(saboteur: Saboteur, folder: Path) -> str:
    """Write the package and the entry point that names it into a folder; return the package's name."""
    package = folder / saboteur.package
    files = {
        "__init__": "",
        "apps": APPS.format(
            name=saboteur.package,
            label=saboteur.label,
            contract=saboteur.contract,
            slugs=saboteur.slugs,
            before=saboteur.before,
            ready=saboteur.ready,
        ),
        **saboteur.modules,
    }
    for name, source in files.items():
        path = package / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source)
    described = folder / f"{saboteur.package}-6.6.dist-info"
    described.mkdir()
    (described / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: {saboteur.package}\nVersion: 6.6\n"
    )
    (described / "entry_points.txt").write_text(
        f"[portal.plugins]\nsaboteur = {saboteur.package}\n"
    )
    return saboteur.package
