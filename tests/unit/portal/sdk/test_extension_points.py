"""Every extension point is catalogued, documented and used."""

import re
from pathlib import Path

from portal.sdk.extension_points import EXTENSION_POINTS, draw_table

ROOT = Path(__file__).parents[4]
PAGE = ROOT / "docs" / "plugins" / "writing-a-plugin.md"
TABLE = re.compile(
    r"<!-- extension points:.*?-->\n(.*?)<!-- end of extension points -->", re.DOTALL
)


def test_table_of_the_docs_is_written_from_the_catalogue() -> None:
    (shown,) = TABLE.findall(PAGE.read_text())

    assert shown == f"{draw_table()}\n"


def test_catalogue_names_every_module_that_the_portal_reads() -> None:
    read: set[str] = set()
    for source in (ROOT / "site" / "portal").rglob("*.py"):
        read.update(re.findall(r'plugin_modules\("(\w+)"', source.read_text()))

    assert read == {point.module for point in EXTENSION_POINTS}


def test_catalogue_says_everything_about_each_point() -> None:
    for point in EXTENSION_POINTS:
        assert all((point.attribute.isupper(), point.signature, point.kind, point.on_failure))


def test_every_point_is_used_by_a_built_in_plugin_or_the_one_from_outside() -> None:
    for point in EXTENSION_POINTS:
        modules = list((ROOT / "portal_plugins").glob(f"*/{point.module}.py"))
        modules += (ROOT / "tests" / "outside").glob(f"*/*/{point.module}.py")
        assert modules, f"no plugin shows how {point.module} is used"
        assert all(f"{point.attribute}" in module.read_text() for module in modules)
