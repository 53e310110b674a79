"""The keys of the vault of Social Security numbers; they are kept apart from the database and from its backups."""

from config.environment import env

SSN_KEYS = env.seeds(
    "SSN_KEYS",
    "Keys that seal Social Security numbers, the one in use first; earlier ones still open. `openssl rand -base64 32` "
    "makes one. Empty takes one made of SECRET_KEY; production refuses to start without.",
)
SSN_INDEX_KEYS = env.seeds(
    "SSN_INDEX_KEYS",
    "Keys by which a Social Security number is found again without being opened, the one in use first; made like "
    "SSN_KEYS and different from them. Production refuses to start without.",
)
