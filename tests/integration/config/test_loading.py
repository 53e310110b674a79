"""Loading the apps leaves the search for garbage on, what was loaded out of it, and libraries to whoever needs them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SITE = Path(__file__).resolve().parents[3] / "site"
NEEDED = {"sqlite:///not-opened.sqlite3": [], "postgres://nobody@127.0.0.1:1/none": ["psycopg"]}
PROGRAM = """
import gc, importlib, sys
sys.path[:0] = sys.argv[1:]
from config.loading import load_apps
load_apps()
print(gc.isenabled(), gc.get_freeze_count() > 100_000)
KEPT_OUT = "charset_normalizer jinja2 lxml pillow_heif psycopg pygments requests yaml".split()
print([library for library in KEPT_OUT if library in sys.modules])
for library in [*KEPT_OUT, "wagtail.images.models", "django.contrib.postgres.fields"]:
    importlib.import_module(library)
"""


@pytest.mark.proof
@pytest.mark.parametrize("database", NEEDED)
def test_loaded_apps_are_left_out_of_the_search_for_garbage_and_take_only_what_they_need(
    database: str,
) -> None:
    command = [sys.executable, "-c", PROGRAM, str(SITE), str(SITE.parent)]
    environment = {**os.environ, "DATABASE_URL": database}

    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)

    assert done.stdout == f"True True\n{NEEDED[database]}\n"
