"""Django application of the casework layer."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CaseworkConfig(AppConfig):
    """Holds no models; its screens join the Wagtail admin in ``wagtail_hooks``."""

    name = "portal.casework"
    label = "casework"
    verbose_name = _("Casework")

    def ready(self) -> None:
        """Say which modules have work for the job worker, and which a kind of parts of releases."""
        from portal.records.jobs.running import announce_jobs  # models exist only after ready()
        from portal.records.releases.kinds import announce_kinds  # as above

        announce_jobs("portal.casework.exporting")
        announce_jobs("portal.casework.bulk.acts")
        announce_kinds("portal.casework.releases.reference")
