"""What seals the audit trail, and where what must outlive the database is kept: its heads, the ledger of erasures."""

from config.environment import env
from config.settings.concerns.files import VAR_ROOT

AUDIT_KEYS = env.names(
    "AUDIT_KEYS",
    "",
    "Secrets that seal the audit trail, the one in use first; earlier ones still verify. Empty takes SECRET_KEY's.",
)
AUDIT_HEADS = env.folder(
    "AUDIT_HEADS",
    "audit",
    "Folder of the signed heads of the audit trail, one file a day; copy it to where no database administrator writes.",
    base=VAR_ROOT,
)
ERASURE_LEDGER = env.folder(
    "ERASURE_LEDGER",
    "erasures",
    "Folder of the ledger of erasures, which a restore applies again; identifiers and digests only. Copy it elsewhere.",
    base=VAR_ROOT,
)
