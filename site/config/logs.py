"""Turns log records into JSON lines for a collector (LOG_FORMAT=json), and hides links that open without an account."""

import logging
import re

LINK = re.compile(r"(/(?:asked|come-back)/)[\w-]{20,}")


class HideLinks(logging.Filter):
    """Takes the token out of every address that a line names."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let the line pass without it."""
        said = record.getMessage()
        if LINK.search(said):
            record.msg, record.args = LINK.sub(r"\1…", said), ()
        return True


def build_json_formatter() -> logging.Formatter:
    """Return a formatter which writes one JSON object a record: time, level, logger, event, exception."""
    import structlog  # deferred: only who asks for JSON pays for it

    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
        ],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(),
        ],
    )
