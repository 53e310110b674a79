"""Every address of the site, most specific first; Wagtail's pages take what is left. The order is the contract."""

from django.conf import settings
from django.urls import include, path, re_path
from django.views.generic.base import RedirectView
from django.views.static import serve as serve_file
from wagtail import urls as wagtail_urls
from wagtail.admin.urls import urlpatterns as wagtailadmin_urlpatterns
from wagtail.documents import urls as wagtaildocs_urls

from config.admin_access import with_second_factor
from config.health import healthz, readyz
from content.api import content_api_urls
from portal.api.urls import api as portal_api
from portal.sdk.urls import plugin_urlpatterns

# Wagtail's own sign-in view takes passwords and knows no second factor: it must never be reached.
admin_sign_in = RedirectView.as_view(pattern_name="account_login", query_string=True)

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("admin/login/", admin_sign_in),
    path("admin/", include(with_second_factor(wagtailadmin_urlpatterns))),
    path("documents/", include(wagtaildocs_urls)),
    path("api/v1/", portal_api.urls),
    path("api/v3/", content_api_urls()),
    path("i18n/", include("config.language_choice")),
    path("account/", include("portal.accounts.urls")),
    path("account/", include("allauth.urls")),
    path("search/", include("content.search.urls")),
    path("notices/", include("content.notices.urls")),
    path("", include("portal.wizards.urls")),
    *plugin_urlpatterns(),
]
if settings.PORTAL_SERVE_MEDIA:
    # Pictures only: a document is asked for at documents/, which knows who may have it.
    pictures = rf"^{settings.MEDIA_URL.lstrip('/')}(?P<path>(?:original_)?images/[^/]+)$"
    urlpatterns.append(re_path(pictures, serve_file, {"document_root": settings.MEDIA_ROOT}))
urlpatterns.append(path("", include(wagtail_urls)))
