"""Writes a new plugin's package: the smallest that offers a wizard in two languages, with its test.

Which names it may have is decided here too. Nothing is installed or registered.
"""

import keyword
import re
from collections.abc import Collection
from importlib.util import find_spec
from pathlib import Path
from string import Template

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from config.scaffold_texts import FILES
from portal.plugins.config import CONTRACT_VERSION
from portal.sdk.urls import CORE_SLUGS

__all__ = ["PluginNameError", "check_name", "write_plugin"]

NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*\Z")
LONGEST = 40


class PluginNameError(ValueError):
    """A plugin may not have this name; the message says why."""


def check_name(name: str, taken: Collection[str]) -> None:
    """Raise PluginNameError for a name that cannot be a plugin's id; ``taken`` are ids in use."""
    if not NAME.match(name) or len(name) > LONGEST:
        raise PluginNameError(
            f"“{name}” cannot be a plugin's name: use small letters, digits and single underscores, "
            f"begin with a letter, at most {LONGEST} characters."
        )
    if name in CORE_SLUGS:
        raise PluginNameError(f"“{name}” is an address of the portal itself. Choose another name.")
    if keyword.iskeyword(name) or name in taken or find_spec(name) is not None:
        raise PluginNameError(f"“{name}” is the name of something installed. Choose another name.")


def write_plugin(name: str, directory: Path) -> list[Path]:
    """Write the plugin's files into a new folder of that name and return them; raise FileExistsError."""
    folder = directory / name
    folder.mkdir()
    title = name.replace("_", " ").capitalize()
    values = {
        "name": name,
        "title": title,
        "config": f"{''.join(word.capitalize() for word in name.split('_'))}Config",
        "contract": str(CONTRACT_VERSION),
        "package": name.replace("_", "-"),
    }
    written = []
    for place, text in FILES.items():
        path = folder / Template(place).substitute(values)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(Template(text).substitute(values), encoding="utf-8")
        written.append(path)
        if path.suffix == ".po":
            written.append(_compile(path))
    return written


def _compile(catalog: Path) -> Path:
    """Return the compiled catalog beside its source."""
    compiled = catalog.with_suffix(".mo")
    with catalog.open("rb") as source, compiled.open("wb") as target:
        write_mo(target, read_po(source))
    return compiled
