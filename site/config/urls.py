"""Every address of the site, most specific first; Wagtail's pages take what is left. The order is the contract.

What people read stands inside `i18n_patterns`: in English at its plain address, in another language below that
language's code. What stands outside is named in content.addresses too.
"""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.views.generic.base import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin.urls import urlpatterns as wagtailadmin_urlpatterns

from config.admin_access import with_second_factor, without_failing_on_purpose
from config.crawlers import IconView, show_robots, show_security, show_sitemap
from config.faults import answer_gone
from config.health import healthz, readyz
from content.api import content_api_urls
from content.images.serving import show_picture
from portal.api.urls import api as portal_api
from portal.payments.urls import webhook_urlpatterns
from portal.sdk.urls import plugin_urlpatterns

# Wagtail's own sign-in views take passwords and know neither limits nor a second factor: they must never be reached.
sign_in = RedirectView.as_view(pattern_name="account_login", query_string=True)

handler400 = "config.uploading.answer_bad_request"
handler500 = "config.faults.answer_fault"
urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("admin/login/", sign_in),
    path(
        "admin/", include(with_second_factor(without_failing_on_purpose(wagtailadmin_urlpatterns)))
    ),
    path("documents/", include("content.serving_documents")),
    path("api/v1/", portal_api.urls),
    path("api/v3/", content_api_urls()),
    path("i18n/", include("config.language_choice")),
    path("robots.txt", show_robots, name="robots"),
    path("sitemap.xml", show_sitemap, name="sitemap"),
    path("favicon.ico", IconView.as_view(), name="icon"),
    path(".well-known/security.txt", show_security, name="security"),
]
urlpatterns += webhook_urlpatterns
if settings.PORTAL_SERVE_MEDIA:
    # Pictures only: a document is asked for at documents/, which knows who may have it.
    pictures = rf"^{settings.MEDIA_URL.lstrip('/')}(?P<path>(?:original_)?images/[^/]+)$"
    urlpatterns.append(re_path(pictures, show_picture))
urlpatterns += i18n_patterns(
    path("gone/", answer_gone, name="gone"),
    path("account/", include("portal.accounts.urls")),
    path("account/", include("allauth.urls")),
    path("search/", include("content.search.urls")),
    path("notices/", include("content.notices.urls")),
    path("", include("portal.payments.urls")),
    path("", include("portal.wizards.urls")),
    *plugin_urlpatterns(),
    path("_util/login/", sign_in),
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)
