"""What the plugin notes beside an application of the portal.

It hangs on the record without a constraint in the database, so that its rows stand in nobody's way
while the plugin's code is gone.
"""

from django.db import models


class Note(models.Model):
    """A remark of the bureau on one report."""

    application = models.OneToOneField(
        "records.Application", on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    text = models.CharField(max_length=200)

    def __str__(self) -> str:
        return self.text
