"""What happens to a run while a plugin that its version needs is absent or fails: nothing, told plainly.

A draft stays as it is. What is left of its pages is in ``overview``.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponseBase

from portal.lifecycle.errors import ApplicationNotFoundError
from portal.lifecycle.runs import Run, get_run
from portal.plugins.guard import PluginFailedError
from portal.wizards.pages import unavailable
from portal.wizards.visiting import owner_of

__all__ = ["check_available", "load_run", "unless_unavailable"]

View = Callable[..., HttpResponseBase]


def check_available(run: Run) -> None:
    """Raise PluginFailedError where the run's version needs a plugin that is not there."""
    for plugin_id in run.compiled.missing_plugins:
        raise PluginFailedError(plugin_id)


def load_run(request: HttpRequest, public_id: uuid.UUID) -> Run:
    """Return the applicant's own application, of an account or a visitor; raise Http404 for any other."""
    try:
        return get_run(public_id, **owner_of(request, public_id))
    except ApplicationNotFoundError as error:
        raise Http404("no such application") from error


def unless_unavailable(view: View) -> View:
    """Answer with the plain page (503) where a plugin cannot; nothing was changed then."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except PluginFailedError:
            return unavailable(request)

    return guarded
