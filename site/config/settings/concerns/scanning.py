"""Where received files are scanned for viruses, and what happens where no scanner is."""

from config.environment import env

CLAMD_ADDRESS = env.socket(
    "CLAMD_ADDRESS",
    "Where ClamAV's daemon listens. Empty marks files clean unscanned; production refuses to start without.",
)
CLAMD_TIMEOUT_SECONDS = env.integer(
    "CLAMD_TIMEOUT_SECONDS",
    60,
    "How long the scan of one file may take; then it is tried again later.",
    low=1,
    high=300,
)
READY_SCAN_MINUTES = env.integer(
    "READY_SCAN_MINUTES",
    15,
    "/readyz reports a fault when a received file waits longer than this for its scan.",
    low=1,
    high=1_440,
)
# "none" passes files unscanned, and says so in their finding; it is never production's.
DOCUMENT_SCANNER = "clamd" if CLAMD_ADDRESS or env.production else "none"
