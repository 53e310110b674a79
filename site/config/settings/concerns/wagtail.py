"""The content management system: its name, its addresses, and what it must not fetch from elsewhere."""

from config.environment import env
from config.settings.concerns.languages import TIME_ZONE
from config.settings.concerns.serving import PORTAL_BASE_URL

WAGTAIL_SITE_NAME = "State Educator Portal"
WAGTAILADMIN_BASE_URL = PORTAL_BASE_URL
WAGTAILADMIN_LOGIN_URL = "account_login"
WAGTAIL_FRONTEND_LOGIN_URL = "account_login"
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_EXTENSIONS = [
    *("csv", "docx", "ods", "odt", "pdf", "pptx", "txt", "xlsx"),
    *("mp4", "vtt", "webm"),  # tutorials: a video and its captions
]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_AVIF_QUALITY = 60  # as good to the eye as JPEG at 80, and half as large
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAIL_I18N_ENABLED = True
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = (
    False  # a translation that is begun is no translation yet
)
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]  # the bureau's days are the same for all its staff
CONTENT_API_TOKEN_DAYS = env.integer(
    "CONTENT_API_TOKEN_DAYS",
    90,
    "For how many days a token of the content API is good; then a new one must be made.",
    low=1,
    high=365,
)
CONTENT_API_TOKEN_RATE = "60/m"
TAGGIT_CASE_INSENSITIVE = True
WAGTAIL_FINISH_WORKFLOW_ACTION = "content.editing.finishing.publish_reviewed"
