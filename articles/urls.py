from django.urls import path

from articles import views
from ccsis.lib import converters  # noqa: F401 (registers "uslug")

app_name = "articles"

urlpatterns = [
    path("articles/", views.article_list, name="list"),
    path("articles/<uslug:slug>/", views.article_detail, name="detail"),
    path(
        "articles/<uslug:slug>/versions/<int:number>/",
        views.version_detail,
        name="version-detail",
    ),
    path("corrections/", views.correction_list, name="correction-list"),
    path("regions/<slug:slug>/", views.region_detail, name="region-detail"),
    path("search/", views.article_search, name="search"),
    path("series/", views.series_list, name="series-list"),
    path("series/<uslug:slug>/", views.series_detail, name="series-detail"),
    path("people/<uslug:slug>/", views.person_detail, name="person-detail"),
    path("topics/<uslug:slug>/", views.topic_detail, name="topic-detail"),
]
