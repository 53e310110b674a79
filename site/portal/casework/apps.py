"""Django application of the casework layer."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate
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
        post_migrate.connect(ensure_review_after_migrate, dispatch_uid="casework.ensure_review")


def ensure_review_after_migrate(sender: AppConfig, **options: Any) -> None:
    """Put drafts of wizards under review once the records are migrated, unless Wagtail's tables are left out."""
    from portal.casework.building.reviewing import ensure_review  # models exist only after ready()

    if sender.label != "records":
        return
    try:
        options["apps"].get_model("records", "WizardDraft")
        options["apps"].get_model("wagtailcore", "WorkflowContentType")
    except LookupError:
        return
    ensure_review()
