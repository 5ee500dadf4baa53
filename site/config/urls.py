"""Every address of the site. Our routes come before Wagtail's, and their slugs are reserved against pages."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.http import HttpRequest, HttpResponsePermanentRedirect
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from wagtail import views as wagtail_views
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from home.views import agencies, errors, health, login, media, news, pages, search, topics, well_known


def without_vi(request: HttpRequest, rest: str = "") -> HttpResponsePermanentRedirect:
    """Vietnamese has no prefix: /vi/… belongs to the bare address."""
    query = f"?{request.META['QUERY_STRING']}" if request.META.get("QUERY_STRING") else ""
    return HttpResponsePermanentRedirect(f"/{rest}{query}")


urlpatterns = [
    path("health/live", health.live, name="health_live"),
    path("health/ready", health.ready, name="health_ready"),
    path("robots.txt", well_known.robots, name="robots"),
    path("favicon.ico", well_known.favicon, name="favicon"),
    path(".well-known/security.txt", well_known.security, name="security_txt"),
    path("sitemap.xml", well_known.sitemap, name="sitemap"),
    path("the-chia-se/", include("home.cards.urls")),
    path("tep/<path:name>", media.public_file, name="public_file"),
    path("tep-rieng/<path:name>", media.private_file, name="private_file"),
    path("quan-tri/login/", login.LoginView.as_view(), name="wagtailadmin_login"),
    path("quan-tri/password_reset/", login.PasswordResetView.as_view(), name="wagtailadmin_password_reset"),
    path("quan-tri/", include(wagtailadmin_urls)),
    re_path(r"^tai-lieu/(\d+)/(.*)$", media.document, name="document"),
    path("tai-lieu/", include(wagtaildocs_urls)),
    path(
        "mat-khau/<int:page_view_restriction_id>/<int:page_id>/",
        wagtail_views.authenticate_with_password,
        name="wagtailcore_authenticate_with_password",
    ),
    path(
        "dang-nhap/",
        RedirectView.as_view(pattern_name="wagtailadmin_login", query_string=True),
        name="wagtailcore_login",
    ),
    path("vi/", without_vi),
    path("vi/<path:rest>", without_vi),
]

if settings.STYLEGUIDE:
    from home.views import styleguide

    urlpatterns.append(path("styleguide/", styleguide.styleguide, name="styleguide"))

urlpatterns += i18n_patterns(
    path("diem-ban/", include("stores.urls")),
    path("thay-the/", include("campaigns.alternatives.urls")),
    path("tim-kiem/", search.search, name="search"),
    path("tim-kiem/goi-y/", search.suggestions, name="search_suggestions"),
    path("chu-de/", topics.topics, name="topics"),
    path("chu-de/<slug:slug>/", topics.topic, name="topic"),
    path("", include("campaigns.surveys.urls")),
    path("co-quan/", agencies.agencies, name="agencies"),
    path("co-quan/<slug:slug>/", agencies.agency, name="agency"),
    path("moi/", news.whats_new, name="news"),
    path("theo-doi/", include("home.feeds.urls")),
    path("theo-doi/thu/", include("home.subscriptions.urls")),
    path("gop-y/", include("home.feedback.urls")),
    path("", include("campaigns.events.urls")),
    path("", include("campaigns.urls")),
    re_path(r"^((?:[^/]+/)*)$", pages.serve_page, name="wagtail_serve"),
    prefix_default_language=False,
)

handler404 = errors.not_found
