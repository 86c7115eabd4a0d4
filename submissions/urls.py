from django.urls import path

from submissions import views

app_name = "contribute"

urlpatterns = [
    path("", views.contribute, name="call"),
    path("pitch/", views.pitch_create, name="pitch-create"),
    path("simulation/", views.simulation_create, name="simulation-create"),
]
