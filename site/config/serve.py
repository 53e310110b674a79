"""The web server process: granian around config.wsgi, told to stop promptly (docs/decisions/serving-with-granian)."""

import os
import signal
import socket
import sys
from collections.abc import Callable
from typing import Any

from django.conf import settings
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from config.environment import SettingsError
from portal.records.interrupts import Interrupt

SECONDS_TO_STOP = 2
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM)


def serve() -> int:
    """Serve until told to stop; return the exit status.

    Raises SettingsError when the port is taken or, in production, when the database is unsafe.
    """
    check_address_is_free(settings.HOST, settings.PORT)
    if settings.PORTAL_ENVIRONMENT == "production":
        status = run_in_child(check_database)
        if status:
            return status
    server = Server(
        "config.wsgi:application",
        address=settings.HOST,
        port=settings.PORT,
        interface=Interfaces.WSGI,
        workers=settings.WEB_PROCESSES,
        blocking_threads=settings.WEB_THREADS,
        workers_kill_timeout=SECONDS_TO_STOP,
        websockets=False,
        log_level=LogLevels.warning,
    )
    # Its own event waits for itself for ever where two signals meet.
    server.main_loop_interrupt = Interrupt()
    server.serve(target_loader=load_application)
    return 0


def load_application(target: str) -> Callable[..., Any]:
    """Import the application inside a worker.

    A worker inherits the parent's signal handlers, which only set a flag of the parent's: a signal that came while the
    application was being imported was lost, and the port stayed taken. Until granian sets its own, signals just end it.
    """
    for number in STOP_SIGNALS:
        signal.signal(number, signal.SIG_DFL)
    from config.wsgi import application  # deferred: the parent process never loads Django's apps

    sys.stdout.write(f"Ready: {settings.PORTAL_BASE_URL}/  (Ctrl-C stops it)\n")
    sys.stdout.flush()
    return application


def check_address_is_free(host: str, port: int) -> None:
    """Raise SettingsError when something else listens on the address, or it is not this machine's."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise SettingsError(f"HOST, PORT: cannot listen on {host}:{port} ({error}).") from None


def check_database() -> None:
    """Raise SettingsError when the database is unsafe for production."""
    import django  # deferred: only the child process that looks at the database loads the apps

    django.setup()
    from config.start_up import refuse_unsafe_database  # deferred: needs the apps

    refuse_unsafe_database()


def run_in_child(check: Callable[[], None]) -> int:
    """Run a check in a process of its own, so that this one stays small; return its exit status."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    status = 1
    try:
        check()
        status = 0
    except SettingsError as error:
        sys.stderr.write(f"portal: {error}\n")
        status = 2
    finally:
        sys.stderr.flush()
        os._exit(status)
