"""The operators' page lists the variables that the settings declare and the refusals that production makes."""

from config.environment import PROJECT_ROOT, env
from config.settings.safety import REFUSALS
from config.settings_table import render_refusals, render_variables

DOCUMENT = (PROJECT_ROOT / "docs" / "operators" / "settings.md").read_text()


def test_table_of_variables_is_what_the_settings_declare() -> None:
    assert render_variables(env.declared.values()) in DOCUMENT, "run `portal describe_settings`"


def test_table_of_refusals_is_what_production_refuses() -> None:
    assert render_refusals(REFUSALS) in DOCUMENT, "run `portal describe_settings`"
