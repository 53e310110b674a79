"""The regular job of this plugin: once a day it says in the log that it was done."""

import logging
from datetime import datetime, time

from portal.sdk.jobs import RegularJob

logger = logging.getLogger(__name__)


def say_so(at: datetime) -> None:
    """Write a line to the log."""
    logger.info("the demo plugin's job was done at %s", at.isoformat())


JOBS = [RegularJob(name="say_so", at=time(3), run=say_so)]
