"""The portal's own API: the keys that sign its answers."""

from config.environment import env
from config.settings.concerns.files import VAR_ROOT

API_SIGNING_KEYS = env.seeds(
    "API_SIGNING_KEYS",
    "Ed25519 keys that sign answers of the API, the one in use first; all are published. `openssl rand -base64 32` "
    "makes one. Empty makes a key of its own in PORTAL_VAR; production refuses to start without.",
)
API_SIGNING_KEY_FILE = VAR_ROOT / "api-signing.key"
