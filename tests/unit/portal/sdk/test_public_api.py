"""The public API names what it exports, and every name it exports exists."""

from importlib import import_module
from pathlib import Path

import pytest

import portal.sdk

FOLDER = Path(portal.sdk.__file__).parent
PACKAGES = [path.parent.name for path in FOLDER.glob("*/__init__.py")]
MODULES = sorted(path.stem for path in FOLDER.glob("*.py") if path.stem != "__init__") + PACKAGES


@pytest.mark.parametrize("name", MODULES)
def test_module_exports_exactly_what_it_names(name: str) -> None:
    module = import_module(f"portal.sdk.{name}")

    assert module.__doc__
    assert list(module.__all__) == sorted(module.__all__, key=natural)
    assert all(hasattr(module, exported) for exported in module.__all__)


def natural(name: str) -> tuple[int, str]:
    """Return the place of a name: constants, then classes, then functions."""
    return (0 if name.isupper() else 1 if name[0].isupper() else 2, name)
