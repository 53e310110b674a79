"""Runs one `portal` command: loads the settings first, so that a wrong one ends the command with one plain message."""

import signal
import sys
from collections.abc import Sequence

from config.environment import SettingsError

WRONG_SETTING = 2
INTERRUPTED = 130


def run_command(argv: Sequence[str]) -> int:
    """Run the command and return its exit status."""
    try:
        return _run(argv)
    except SettingsError as error:
        sys.stderr.write(f"portal: {error}\n")
        return WRONG_SETTING
    except KeyboardInterrupt:
        return INTERRUPTED


def _run(argv: Sequence[str]) -> int:
    from django.conf import settings  # deferred: a wrong setting must surface inside run_command

    settings.INSTALLED_APPS  # noqa: B018 (loads the settings)
    if list(argv[1:]) == ["serve"]:
        from config.serve import serve  # deferred: only this command needs the web server

        return serve()
    from django.core.management import execute_from_command_line  # deferred: serve does without

    from config.loading import load_apps  # deferred: as above

    load_apps()
    if signal.getsignal(signal.SIGINT) is signal.SIG_DFL:
        signal.signal(signal.SIGINT, signal.default_int_handler)  # a command tidies up after itself
    execute_from_command_line(list(argv))
    return 0
