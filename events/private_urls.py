"""What is done with abstracts behind private links, besides what `ccsis.intake` has for all of them."""

from django.urls import path, re_path

from events.abstracts import views

app_name = "private"

urlpatterns = [
    re_path(r"^(?P<token>a-[\w-]+)/change/$", views.abstract_change, name="abstract-change"),
    re_path(r"^(?P<token>c-[\w-]+)/change/$", views.author_change, name="author-change"),
    path("<slug:token>/confirm/<slug:code>/", views.abstract_confirm, name="abstract-confirm"),
    path("<slug:token>/versions/", views.abstract_versions, name="abstract-versions"),
]
