"""Loading the apps leaves the search for garbage on, what was loaded out of it, and decoders to whoever needs them."""

import subprocess
import sys
from pathlib import Path

SITE = Path(__file__).resolve().parents[3] / "site"
PROGRAM = """
import gc, sys
sys.path[:0] = sys.argv[1:]
from config.loading import load_apps
load_apps()
print(gc.isenabled(), gc.get_freeze_count() > 100_000, "pillow_heif" in sys.modules)
import pillow_heif, wagtail.images.models
"""


def test_loaded_apps_are_left_out_of_the_search_for_garbage() -> None:
    command = [sys.executable, "-c", PROGRAM, str(SITE), str(SITE.parent)]

    done = subprocess.run(command, capture_output=True, text=True, check=True)

    assert done.stdout == "True True False\n"
