"""The catalogs of translated messages: `make messages` collects them anew, set-up compiles them.

Collecting needs GNU gettext; compiling needs Babel alone, so that a machine with only Python runs in every language.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from tools.prepare import ROOT, list_catalogs

SOURCES = ("site", "templates", "content", "portal_plugins", "locale")
LANGUAGES = ("es",)
HEADER = """msgid ""
msgstr ""
"Project-Id-Version: Educator Portal\\n"
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plurals}\\n"
"""
PLURALS = {"es": "nplurals=2; plural=(n != 1);"}


def main() -> None:
    """Compile, or with `collect` bring the catalogs up to what the sources say."""
    if sys.argv[1:] == ["collect"]:
        write_collected()
    else:
        compile_catalogs(ROOT)


def write_collected() -> None:
    """Rewrite the catalogs and say what is left to translate."""
    with tempfile.TemporaryDirectory() as folder:
        collect(Path(folder))
        for catalog in list_catalogs(Path(folder)):
            target = ROOT / catalog.relative_to(folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(catalog, target)
    for catalog in list_catalogs(ROOT):
        print(f"· {catalog.relative_to(ROOT)}: {len(list_untranslated(catalog))} to translate")


def collect(folder: Path) -> None:
    """Fill an empty folder with a copy of the sources and bring the catalogs in it up to them.

    Only sources are copied, so nothing that set-up or a run has made is read; each plugin has a catalog of its own.
    """
    for name in SOURCES:
        ignored = shutil.ignore_patterns("__pycache__", "*.mo")
        shutil.copytree(ROOT / name, folder / name, ignore=ignored)
    languages = [f"--locale={language}" for language in LANGUAGES]
    options = ["--no-location", "--no-obsolete", "--extension=py,html,txt"]
    portal = Path(sys.executable).parent / "portal"
    subprocess.run(
        [str(portal), "makemessages", "--verbosity=0", *languages, *options],
        cwd=folder,
        check=True,
    )
    for catalog in list_catalogs(folder):
        tidy(catalog)


def tidy(catalog: Path) -> None:
    """Give a catalog a header that names no person, no tool and no time."""
    language = catalog.parent.parent.name
    _header, _blank, entries = catalog.read_text().partition("\n\n")
    header = HEADER.format(language=language, plurals=PLURALS[language])
    catalog.write_text(f"{header}\n{entries}")


def list_untranslated(catalog: Path) -> list[str]:
    """Return the messages of a catalog that are empty, or only guessed from a similar one."""
    with catalog.open("rb") as file:
        messages = [message for message in read_po(file, abort_invalid=True) if message.id]
    return [
        str(message.id)
        for message in messages
        if message.fuzzy
        or not all(message.string if isinstance(message.string, tuple) else [message.string])
    ]


def compile_catalogs(root: Path) -> None:
    """Write the binary form, which Django reads, beside each catalog."""
    for path in list_catalogs(root):
        with path.open("rb") as source, path.with_suffix(".mo").open("wb") as target:
            write_mo(target, read_po(source, abort_invalid=True))


if __name__ == "__main__":
    main()
