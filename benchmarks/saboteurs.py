"""Plugins that do their worst, each written out as a package of its own that an entry point names.

They are what a figure and the tests of faults install; one fault a plugin, and what is to come of it. Each has
a package and an id of its own, so that several can be installed together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import saboteur_sources as sources
from benchmarks.definitions import service_key
from benchmarks.saboteur_sources import MODELS
from benchmarks.saboteurs_of_payment import AT_PAYING
from portal.sdk.extension_points import EXTENSION_POINTS

__all__ = [
    "FEE_STEPS",
    "MODELS",
    "SABOTEURS",
    "STEPS",
    "Saboteur",
    "install",
    "name_of",
    "tool_page_of",
    "write_idle",
]

STEPS = 3
"""The length of the wizard whose effects one saboteur claims."""
RENEWED = "certification.renew_professional"
"""The service to whose messages one saboteur adds."""
FEE_STEPS = 4
"""The length of the wizard whose fees another one claims."""


@dataclass(frozen=True, slots=True)
class Saboteur:
    """One fault. ``stage`` is where it is parked, or nothing where it fails only when it is asked."""

    what: str
    stage: str = ""
    label: str = ""
    before: str = ""
    ready: str = ""
    contract: tuple[int, int] = (1, 1)
    slugs: tuple[str, ...] = ()
    modules: Mapping[str, str] = field(default_factory=dict)
    fails_at: str = ""
    """The place in which its failures are counted, for one that fails only when it is asked."""


def _tool(body: str, template: str = "components/alert.html") -> dict[str, str]:
    return {"tools": sources.TOOLS.format(body=body, template=template, label="saboteur")}


SABOTEURS: Mapping[str, Saboteur] = {
    "import": Saboteur("its package raises at import", "import", before="1 / 0"),
    "system_exit": Saboteur(
        "it ends the process at import", "import", before="raise SystemExit(3)"
    ),
    "recursion": Saboteur(
        "it calls itself without end at import", "import", before="def f(): f()\nf()"
    ),
    "contract": Saboteur("it speaks another contract", "contract", contract=(90, 99)),
    "duplicate_id": Saboteur("its id is a built-in plugin's", "identity", label="certification"),
    "core_id": Saboteur("its id is a part of the portal", "identity", label="records"),
    "claimed_prefix": Saboteur(
        "it claims the address of the admin",
        "slug",
        slugs=("admin",),
        modules={"urls": sources.URLS.format(slug="admin", label="saboteur")},
    ),
    "undeclared_prefix": Saboteur(
        "it answers under an address that it never declared",
        "addresses",
        modules={"urls": sources.URLS.format(slug="look-up", label="saboteur")},
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
            "migrations/0001_initial": sources.MIGRATION,
        },
    ),
    **{
        point.module: Saboteur(
            f"its module {point.module} raises at import",
            "module",
            modules={point.module: "1 / 0"},
        )
        for point in EXTENSION_POINTS
    },
    "hook": Saboteur(
        "its hooks into page and menu raise",
        modules={"wagtail_hooks": sources.HOOK},
        fails_at="saboteur:before_serve_page",
    ),
    "signal": Saboteur(
        "its receiver raises inside a submit", ready=sources.SIGNAL, fails_at="saboteur:signal"
    ),
    "twin": Saboteur(
        "its receiver breaks the transaction of a submit",
        ready=sources.TWIN_IN_SUBMIT,
        fails_at="saboteur:signal",
    ),
    "every_request": Saboteur(
        "its receiver raises IntegrityError at every request",
        ready=sources.POISON,
        fails_at="saboteur:signal",
    ),
    "tool_error": Saboteur("its tool raises", modules=_tool("1 / 0"), fails_at="saboteur:tools"),
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
    "sleep": Saboteur(
        "its tool sleeps for a minute",
        modules=_tool("time.sleep(float(os.environ.get('SABOTEUR_SECONDS', 60))); return {}"),
    ),
    "card_error": Saboteur(
        "its card on the account page raises",
        modules={"dashboard": sources.CARD},
        fails_at="saboteur:dashboard",
    ),
    "job_error": Saboteur(
        "its regular work raises",
        modules={"jobs": sources.JOBS.format(body="1 / 0")},
        fails_at="saboteur:jobs",
    ),
    "job_exit": Saboteur(
        "its regular work ends the process",
        modules={"jobs": sources.JOBS.format(body="raise SystemExit(3)")},
        fails_at="saboteur:jobs",
    ),
    "job_sleep": Saboteur(
        "its regular work does not end",
        modules={
            "jobs": sources.JOBS.format(
                body="time.sleep(float(os.environ.get('SABOTEUR_SECONDS', 60)))"
            )
        },
        fails_at="saboteur:jobs",
    ),
    "check_error": Saboteur(
        "its check of the records raises",
        modules={"checks": sources.CHECKS.format(body="1 / 0")},
        fails_at="saboteur:checks",
    ),
    "message_error": Saboteur(
        "what it adds to the messages of a service raises",
        modules={"messages": sources.MESSAGES.format(body="1 / 0", service=RENEWED)},
        fails_at="saboteur:messages",
    ),
    "report_error": Saboteur(
        "its report for staff raises",
        modules={"reports": sources.REPORTS.format(body="1 / 0")},
        fails_at="saboteur:reports",
    ),
    "demo_error": Saboteur(
        "what it adds to the demonstration raises",
        modules={"demo": sources.DEMO.format(body="1 / 0")},
        fails_at="saboteur:demo",
    ),
    "effects_error": Saboteur(
        "the effects of a service raise",
        modules={"effects": sources.EFFECTS.format(body="1 / 0", service=service_key(STEPS))},
        fails_at="saboteur:effects",
    ),
    "fees_error": Saboteur(
        "the fees of a service raise",
        modules={"fees": sources.FEES.format(body="1 / 0", service=service_key(FEE_STEPS))},
        fails_at="saboteur:fees",
    ),
    "field_error": Saboteur(
        "its type of question raises when it is asked",
        modules={"fields": sources.FIELDS.format(body="1 / 0")},
        fails_at="saboteur",
    ),
    "rule_error": Saboteur(
        "its rule function raises",
        modules={"rules": sources.RULES.format(body="1 / 0")},
        fails_at="saboteur",
    ),
    "block_error": Saboteur(
        "its block raises when a page is drawn",
        modules={"blocks": sources.BLOCKS.format(body="1 / 0")},
        fails_at="saboteur:blocks",
    ),
    "admin_error": Saboteur(
        "its page for staff raises",
        modules={"admin": sources.ADMIN.format(body="1 / 0")},
        fails_at="saboteur:admin",
    ),
    "api_error": Saboteur(
        "an operation of its router raises",
        modules={"api": sources.API.format(body="1 / 0")},
        fails_at="saboteur:api",
    ),
    "api_unmade": Saboteur(
        "what it offers as a router is none",
        modules={"api": sources.API_UNMADE},
        fails_at="saboteur:api",
    ),
    **{
        key: Saboteur(what, modules=modules, fails_at=f"saboteur:{point}" if point else "")
        for key, (what, modules, point) in AT_PAYING.items()
    },
    "unsound": Saboteur(
        "its wizard has no steps", "definition", modules={"wizards": sources.UNSOUND}
    ),
}


def name_of(key: str) -> str:
    """Return the package of a saboteur, which is its id too unless that is its fault."""
    return f"saboteur_{key}"


def tool_page_of(key: str) -> str:
    """Return the slug of the page that attaches a saboteur's tool."""
    return f"saboteur-{key.replace('_', '-')}"


def install(key: str, folder: Path) -> None:
    """Write a saboteur's package, and the entry point that names it, into a folder."""
    saboteur, name = SABOTEURS[key], name_of(key)
    described = sources.APPS.format(
        name=name,
        label=saboteur.label or name,
        contract=saboteur.contract,
        slugs=saboteur.slugs,
        before=saboteur.before,
        ready=saboteur.ready,
    )
    modules = {
        path: source.replace('"saboteur', f'"{name}') for path, source in saboteur.modules.items()
    }
    _write(folder, name, {"apps": described, **modules})


def write_idle(name: str, folder: Path, more: Mapping[str, str] | None = None) -> None:
    """Write a plugin without any fault, with modules of the usual extension points and some more."""
    described = sources.APPS.format(
        name=name, label=name, contract=(1, 1), slugs=(name,), before="", ready=""
    )
    files = {
        "apps": described,
        "tools": sources.TOOLS.format(
            body="return {}", template="components/alert.html", label=name
        ),
        "effects": "EFFECTS = {}",
        "wizards": "WIZARDS = []",
        "urls": sources.URLS.format(slug=name, label=name),
    }
    _write(folder, name, {**files, **(more or {})})


def _write(folder: Path, name: str, files: Mapping[str, str]) -> None:
    for path, source in {"__init__": "", **files}.items():
        module = folder / name / f"{path}.py"
        module.parent.mkdir(parents=True, exist_ok=True)
        module.write_text(source)
    described = folder / f"{name}-6.6.dist-info"
    described.mkdir()
    (described / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 6.6\n")
    (described / "entry_points.txt").write_text(f"[portal.plugins]\n{name} = {name}\n")
