"""Loading the apps leaves the search for garbage on, what was loaded out of it, and the schemas of the APIs unbuilt."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

SITE = Path(__file__).resolve().parents[3] / "site"
LOADING = """
import gc, sys
sys.path[:0] = sys.argv[1:]
from config.loading import load_apps
load_apps()
"""
GARBAGE = f"{LOADING}print(gc.isenabled(), gc.get_freeze_count() > 100_000)"
FIRST_USES = f"""{LOADING}
import json
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
import config.urls
from portal.api.schemas import DistrictListOut
before = DistrictListOut.__pydantic_complete__
together = Barrier(8)
def use(number):
    together.wait()
    return len(DistrictListOut(items=[{{"code": str(number), "name": "Somewhere"}}]).items)
with ThreadPoolExecutor(8) as threads:
    found = list(threads.map(use, range(8)))
print(json.dumps({{"before": before, "after": DistrictListOut.__pydantic_complete__, "found": found}}))
"""


def _run(program: str) -> str:
    command = [sys.executable, "-c", program, str(SITE), str(SITE.parent)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_loaded_apps_are_left_out_of_the_search_for_garbage() -> None:
    assert _run(GARBAGE) == "True True\n"


def test_schemas_are_built_at_their_first_use_also_by_many_at_once() -> None:
    found: dict[str, Any] = json.loads(_run(FIRST_USES))

    assert found == {"before": False, "after": True, "found": [1] * 8}
