"""The files of a new plugin, with gaps for its name. What is put into the gaps is config.scaffold's business."""

from collections.abc import Mapping

__all__ = ["FILES"]

PROJECT = """\
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"

[project]
name = "portal-$package"
version = "1.0"
description = "$title, a plugin of the Educator Portal."
requires-python = ">=3.11"

[project.entry-points."portal.plugins"]
$name = "$name"

[tool.hatch.build.targets.wheel]
packages = ["$name"]
artifacts = ["*.mo"]
"""

PACKAGE = '''\
"""$title: a plugin of the Educator Portal."""
'''

APPS = '''\
"""What the plugin says about itself. Imported before models exist, so nothing else is imported here."""

from django.utils.translation import gettext_lazy as _

from portal.sdk.apps import PluginConfig


class $config(PluginConfig):
    """$title."""

    name = "$name"
    label = "$name"
    title = _("$title")
    version = "1.0"
    contract = ($contract, $contract)
'''

WIZARDS = '''\
"""The wizards that the plugin offers."""

from portal.sdk.wizards import (
    DeclarationSpec,
    ExpectedSpec,
    FieldSpec,
    ScenarioSpec,
    StepKind,
    StepSpec,
    WizardSpec,
    text,
)

QUESTION = FieldSpec(
    id="message",
    type="long_text",
    label=text("What would you like to tell us?", "¿Qué desea decirnos?"),
)
STATEMENT = DeclarationSpec(
    version="1",
    statement=text("What I have written is true.", "Lo que he escrito es verdad."),
    accept=text("I agree", "Estoy de acuerdo"),
)
SCENARIO = ScenarioSpec(
    id="usual",
    name=text("Sends a request", "Envía una solicitud"),
    on="2026-03-02",
    answers={"request": {"message": "Please call me."}, "statement": {"statement": "1"}},
    expected=ExpectedSpec(steps=("request", "statement")),
)

WIZARDS = [
    WizardSpec(
        key="$name.request",
        title=text("$title", "$title"),
        summary=text("Send a request to the bureau.", "Envíe una solicitud a la oficina."),
        minutes=5,
        steps=(
            StepSpec(id="request", title=text("Your request", "Su solicitud"), fields=(QUESTION,)),
            StepSpec(
                id="statement",
                title=text("Statement", "Declaración"),
                kind=StepKind.DECLARATION,
                declaration=STATEMENT,
            ),
        ),
        scenarios=(SCENARIO,),
    )
]
'''

CATALOG = """\
# Spanish; compile it again after a change: msgfmt django.po -o django.mo
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Language: es\\n"

msgid "$title"
msgstr "$title"
"""

TEST = '''\
"""The plugin keeps the portal's contract. Run with the portal's settings, the plugin installed."""

import pytest

from portal.sdk.testing import check_plugin


@pytest.mark.django_db
def test_plugin_keeps_the_contract() -> None:
    assert check_plugin("$name") == []
'''

FILES: Mapping[str, str] = {
    "pyproject.toml": PROJECT,
    "$name/__init__.py": PACKAGE,
    "$name/apps.py": APPS,
    "$name/wizards.py": WIZARDS,
    "$name/locale/es/LC_MESSAGES/django.po": CATALOG,
    "tests/test_$name.py": TEST,
}
