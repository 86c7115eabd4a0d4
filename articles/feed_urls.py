"""Addresses of feeds. Readers' programs keep them for years: they never change."""

from django.urls import path

from articles import feeds
from ccsis.lib import converters  # noqa: F401 (registers "uslug")

app_name = "feeds"

FORMS = {"atom": feeds.Atom, "rss": feeds.Rss}
#: Where each kind of feed lives, the beginning of its name, and what is in it.
CHANNELS = [
    ("", "site", feeds.site_channel),
    ("regions/<slug:slug>/", "region", feeds.region_channel),
    ("series/<uslug:slug>/", "series", feeds.series_channel),
    ("people/<uslug:slug>/", "person", feeds.person_channel),
]

urlpatterns = [
    path("", feeds.feed_list, name="list"),
    *(
        path(f"{place}{form}/", feeds.feed(generator, channel_of), name=f"{name}-{form}")
        for place, name, channel_of in CHANNELS
        for form, generator in FORMS.items()
    ),
]
