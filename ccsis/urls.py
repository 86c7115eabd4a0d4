"""Every address of the site. The last pattern, a page by its slug, must stay last."""

from django.contrib import admin
from django.urls import include, path

from articles import sitemaps
from articles.previews.views import preview
from articles.views import page_detail
from ccsis import views
from ccsis.lib import converters  # noqa: F401 (registers "uslug")

urlpatterns = [
    path("", views.home, name="home"),
    path("", include("articles.urls")),
    path("feeds/", include("articles.feed_urls")),
    path("feed/", views.old_feed, name="old-feed"),
    path("events/", include("events.urls")),
    path("contribute/", include("submissions.urls")),
    path("my/", include("events.private_urls")),
    path("my/", include("submissions.private_urls")),
    path("my/", include("ccsis.intake.urls")),
    path("preview/<slug:token>/", preview, name="preview"),
    path("mail/", include("ccsis.mail.urls")),
    path("contact/", views.contact, name="contact"),
    path("privacy/", views.privacy, name="privacy"),
    path("media/", include("ccsis.media.urls")),
    path("staff/account/", include("ccsis.accounts.urls")),
    path("staff/", admin.site.urls),
    path("favicon.ico", views.favicon, name="favicon"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", sitemaps.sitemap_index, name="sitemap"),
    path("sitemap-news.xml", sitemaps.sitemap_news, name="sitemap-news"),
    path("sitemap-<slug:section>.xml", sitemaps.sitemap_section, name="sitemap-section"),
    path("<uslug:slug>/", page_detail, name="page-detail"),
]

handler400 = "ccsis.views.bad_request"
handler403 = "ccsis.views.permission_denied"
handler404 = "ccsis.views.not_found"
#: Asked for by allauth.
handler429 = "ccsis.views.too_many_requests"
handler500 = "ccsis.views.server_error"
