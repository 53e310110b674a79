"""Each import contract of pyproject.toml holds, and fails when a copy of the sources breaks it on purpose."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINTER = Path(sys.executable).parent / "lint-imports"
SOURCES = ("site", "content", "portal_plugins", "pyproject.toml")
BREAKS = [
    # contract, module that breaks it, what it imports
    ("house", "site/portal/users/folding.py", "config.urls"),
    ("house", "content/apps.py", "config.urls"),
    ("house", "site/portal/sdk/urls.py", "portal_plugins.certification.apps"),
    ("house", "content/apps.py", "portal_plugins.certification.apps"),
    ("platform", "site/portal/users/models.py", "portal.records.models"),
    ("platform", "site/portal/users/models.py", "portal.plugins.registry"),
    ("platform", "site/portal/records/models.py", "portal.definitions.spec"),
    ("platform", "site/portal/definitions/spec.py", "portal.lifecycle.policies"),
    ("platform", "site/portal/lifecycle/policies.py", "portal.notifications.apps"),
    ("platform", "site/portal/lifecycle/charging.py", "portal.payments.fees"),
    ("platform", "site/portal/payments/fees.py", "portal.accounts.rules"),
    ("platform", "site/portal/accounts/rules.py", "portal.wizards.apps"),
    (
        "plugins-independent",
        "portal_plugins/certification/apps.py",
        "portal_plugins.credential_lookup.apps",
    ),
    ("sdk-only", "portal_plugins/certification/apps.py", "portal.records.models"),
    ("sdk-only", "content/apps.py", "portal.accounts.rules"),
    (
        "records-applets",
        "site/portal/records/people/models.py",
        "portal.records.applications.models",
    ),
    (
        "records-applets",
        "site/portal/records/fees/models.py",
        "portal.records.applications.models",
    ),
    ("records-applets", "site/portal/records/audit/models.py", "portal.records.people.models"),
    ("sdk-apps-without-models", "site/portal/sdk/apps.py", "portal.records.models"),
    ("sdk-apps-without-models", "site/portal/plugins/config.py", "wagtail.models"),
]


def run_linter(folder: Path, contract: str) -> subprocess.CompletedProcess[str]:
    """Check one contract over the sources in a folder."""
    path = os.pathsep.join([str(folder / "site"), str(folder)])
    return subprocess.run(
        [str(LINTER), "--no-cache", "--no-logo", "--contract", contract],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the sources, to be broken."""
    folder = tmp_path_factory.mktemp("house")
    for name in SOURCES:
        origin = ROOT / name
        if origin.is_dir():
            ignored = shutil.ignore_patterns("__pycache__", "*.html", "static")
            shutil.copytree(origin, folder / name, ignore=ignored)
        else:
            shutil.copy(origin, folder / name)
    return folder


@pytest.mark.parametrize("contract", sorted({contract for contract, _, _ in BREAKS}))
def test_layer_contract_holds(sources: Path, contract: str) -> None:
    done = run_linter(sources, contract)

    assert done.returncode == 0, done.stdout


@pytest.mark.proof
@pytest.mark.parametrize(("contract", "module", "imported"), BREAKS)
def test_layer_contract_when_broken_fails(
    sources: Path, contract: str, module: str, imported: str
) -> None:
    path = sources / module
    original = path.read_text()
    path.write_text(f"{original}\nimport {imported}\n")
    try:
        done = run_linter(sources, contract)
    finally:
        path.write_text(original)

    assert done.returncode == 1, done.stdout
    assert "BROKEN" in done.stdout


def test_plugin_app_configurations_are_imported_without_any_model() -> None:
    code = (
        "import sys, portal.sdk.apps, portal_plugins.certification.apps\n"
        "print([name for name in sys.modules if name.startswith('django.db.models')])"
    )
    path = os.pathsep.join([str(ROOT / "site"), str(ROOT)])
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": path, "DJANGO_SETTINGS_MODULE": ""},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.stdout, done.stderr) == ("[]\n", "")
