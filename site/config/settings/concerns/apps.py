"""Which Django apps make the portal, top layer first, and the middleware of a request. Plugins are found by folder."""

from config.environment import PROJECT_ROOT, env
from portal.plugins.discovery import installed_plugin_apps
from portal.plugins.probing import probe_plugin_apps
from portal.sdk.urls import CORE_SLUGS

PORTAL_DISABLED_PLUGINS = env.names(
    "PORTAL_DISABLED_PLUGINS",
    "",
    "Ids of plugins that are not loaded at all (their folder names); empty loads every one.",
    production="demo",
)
PORTAL_SAFE_MODE = env.boolean(
    "PORTAL_SAFE_MODE",
    default=False,
    meaning="Start with the built-in plugins only: no installed package is asked.",
)
PLUGIN_FOLDER = PROJECT_ROOT / "portal_plugins"

PLATFORM_APPS = [
    "portal.api.apps.ApiConfig",
    "portal.casework.apps.CaseworkConfig",
    "portal.wizards.apps.WizardsConfig",
    "portal.accounts.apps.AccountsConfig",
    "portal.payments.apps.PaymentsConfig",
    "portal.notifications.apps.NotificationsConfig",
    "portal.lifecycle.apps.LifecycleConfig",
    "portal.definitions.apps.DefinitionsConfig",
    "portal.records.apps.RecordsConfig",
    "portal.users.apps.UsersConfig",
]
WAGTAIL_APPS = [
    "wagtail.contrib.search_promotions",
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
    "wagtail_localize",
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
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
]
FIRST_APPS = [
    "portal.plugins.apps.PluginsConfig",  # guards the loading of those that follow
    "config.apps.ConfigConfig",
    "wagtail.contrib.redirects",  # content takes one of its receivers away
    "content.apps.ContentConfig",
]
CORE_APPS = [*FIRST_APPS, *PLATFORM_APPS, *WAGTAIL_APPS, *LIBRARY_APPS]
PLUGIN_APPS = probe_plugin_apps(
    installed_plugin_apps(PLUGIN_FOLDER, PORTAL_DISABLED_PLUGINS, safe_mode=PORTAL_SAFE_MODE),
    core_apps=CORE_APPS,
    core_slugs=CORE_SLUGS,
)
INSTALLED_APPS = [*FIRST_APPS, *PLUGIN_APPS, *PLATFORM_APPS, *WAGTAIL_APPS, *LIBRARY_APPS]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "config.headers.ContentSecurityPolicyMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",  # after the headers: static files carry them too
    "django.contrib.sessions.middleware.SessionMiddleware",
    "config.headers.keep_signed_in_answers_private",
    "config.languages.AddressLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "config.faults.explain_refused_methods",
    "config.faults.GoneMiddleware",
    "content.routing.KnownRoutes",
]
AUTH_USER_MODEL = "users.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
