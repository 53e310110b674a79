"""Turns log records into JSON lines for a collector. Loaded only where LOG_FORMAT=json asks for it."""

import logging

import structlog


def build_json_formatter() -> logging.Formatter:
    """Return a formatter which writes one JSON object a record: time, level, logger, event, exception."""
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
