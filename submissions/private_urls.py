"""What senders of contributions do behind private links, besides what `ccsis.intake` has for all."""

from django.urls import path, re_path

from submissions import private_views

app_name = "contribution"

urlpatterns = [
    re_path(r"^(?P<token>p-[\w-]+)/write/$", private_views.reply_create, name="reply-create"),
    path("<slug:token>/conference/", private_views.conference_draft, name="conference-draft"),
]
