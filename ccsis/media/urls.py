from django.urls import path

from ccsis.media import views

app_name = "media"

urlpatterns = [path("<path:name>", views.media_file, name="file")]
