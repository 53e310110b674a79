"""The `portal` command: Django's commands plus `serve`. Names a wrong setting in one line instead of a traceback."""

import os
import signal
import sys
from pathlib import Path

SITE_FOLDER = Path(__file__).resolve().parent
DEFAULT_SETTINGS = "config.settings.dev"


def main() -> None:
    """Run one command and leave with its status; 2 when a setting is wrong."""
    # Python's own answer to Ctrl-C is an exception, and one that is raised inside a callback of an import is dropped:
    # the command went on. Until it is loaded, the signal just ends the process.
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    for folder in (SITE_FOLDER.parent, SITE_FOLDER):
        if str(folder) not in sys.path:
            sys.path.insert(0, str(folder))
    _choose_settings(sys.argv)

    from config.entry import run_command  # deferred: the paths above come first

    sys.exit(run_command(sys.argv))


def _choose_settings(argv: list[str]) -> None:
    """Put the settings module into the environment before anything reads a variable."""
    for place, word in enumerate(argv):
        if word.startswith("--settings="):
            os.environ["DJANGO_SETTINGS_MODULE"] = word.partition("=")[2]
        elif word == "--settings" and place + 1 < len(argv):
            os.environ["DJANGO_SETTINGS_MODULE"] = argv[place + 1]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", DEFAULT_SETTINGS)


if __name__ == "__main__":
    main()
