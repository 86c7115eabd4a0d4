from django.urls import path

from ccsis.intake import views

app_name = "intake"

urlpatterns = [
    path("", views.link_lost, name="link-lost"),
    path("<slug:token>/", views.private_page, name="private-page"),
    path("<slug:token>/data.json", views.private_data, name="private-data"),
    path("<slug:token>/<slug:name>/", views.private_step, name="private-step"),
]
