"""Which Django apps make the portal, top layer first, and the middleware of a request. Plugins are found by folder."""

from config.environment import PROJECT_ROOT, env
from portal.plugins.discovery import installed_plugin_apps

PORTAL_DISABLED_PLUGINS = env.names(
    "PORTAL_DISABLED_PLUGINS",
    "",
    "Ids of plugins that are not loaded at all (their folder names); empty loads every one.",
    production="demo",
)

PORTAL_APPS = [
    "config.apps.ConfigConfig",
    "content.apps.ContentConfig",
    *installed_plugin_apps(PROJECT_ROOT / "portal_plugins", PORTAL_DISABLED_PLUGINS),
    "portal.api.apps.ApiConfig",
    "portal.casework.apps.CaseworkConfig",
    "portal.wizards.apps.WizardsConfig",
    "portal.accounts.apps.AccountsConfig",
    "portal.notifications.apps.NotificationsConfig",
    "portal.lifecycle.apps.LifecycleConfig",
    "portal.definitions.apps.DefinitionsConfig",
    "portal.records.apps.RecordsConfig",
    "portal.plugins.apps.PluginsConfig",
    "portal.users.apps.UsersConfig",
]
WAGTAIL_APPS = [
    "wagtail.contrib.redirects",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.locales",
    "wagtail.admin",
    "wagtail.api.v3",
    "wagtail",
    "wagtail_modeladmin",
    "modelcluster",
    "taggit",
    "django_filters",
]
LIBRARY_APPS = [
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "formtools",
    "whitenoise.runserver_nostatic",
    "django.forms",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
]
INSTALLED_APPS = [*PORTAL_APPS, *WAGTAIL_APPS, *LIBRARY_APPS]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.headers.ContentSecurityPolicyMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "config.headers.keep_signed_in_answers_private",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]
AUTH_USER_MODEL = "users.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
