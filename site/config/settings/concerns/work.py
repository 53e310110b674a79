"""Background work: whether the web process sends its own outbox, and how full disks and late queues are judged."""

from config.environment import env

PORTAL_EMBEDDED_WORKER = env.boolean(
    "PORTAL_EMBEDDED_WORKER",
    default=True,
    production=False,
    meaning="Send messages, do jobs and have documents scanned in threads of the web process; production runs workers.",
)
READY_OUTBOX_MINUTES = env.integer(
    "READY_OUTBOX_MINUTES",
    15,
    "/readyz reports a fault when the oldest waiting message is older than this.",
    low=1,
    high=1_440,
)
READY_RECONCILIATION_MINUTES = env.integer(
    "READY_RECONCILIATION_MINUTES",
    60,
    "/readyz and the page of payments warn when providers and ledger were not compared for longer than this.",
    low=15,
    high=10_080,
)
READY_DISK_MEGABYTES = env.integer(
    "READY_DISK_MEGABYTES",
    200,
    "/readyz reports a fault when less than this is free in any place where the portal writes.",
    low=1,
    high=1_000_000,
)
