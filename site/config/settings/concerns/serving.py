"""Where the web server listens and how much it does at once."""

from config.environment import env

HOST = env.text("HOST", "127.0.0.1", "Address the web server listens on.")
PORT = env.integer("PORT", 8000, "Port the web server listens on.", low=1, high=65_535)
WEB_PROCESSES = env.integer(
    "WEB_PROCESSES", 1, "Web processes; SQLite wants one.", low=1, high=64, production=2
)
WEB_THREADS = env.integer(
    "WEB_THREADS", 4, "Requests one web process works on at once.", low=1, high=64
)
PORTAL_BASE_URL = (
    env.base_url(
        "PORTAL_BASE_URL",
        "",
        "Address of the site as visitors write it; links in mail and QR codes begin with it. "
        "Empty means http://HOST:PORT.",
    )
    or f"http://{HOST}:{PORT}"
)
