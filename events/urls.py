from django.urls import path

from events import views
from events.abstracts.views import abstract_create

app_name = "events"

urlpatterns = [
    path("", views.event_list, name="event-list"),
    path("<slug:slug>/", views.event_detail, name="event-detail"),
    path("<slug:slug>/call/", views.call_detail, name="call-detail"),
    path("<slug:slug>/abstract/", abstract_create, name="abstract-create"),
    path("<slug:slug>/partners/", views.partner_create, name="partner-create"),
    path("<slug:slug>/calendar.ics", views.event_calendar, name="event-calendar"),
]
