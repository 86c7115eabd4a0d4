from django.urls import path

from ccsis.mail import views

app_name = "mail"

urlpatterns = [
    path("", views.mail_list, name="mail-list"),
    path("<uuid:name>/", views.mail_detail, name="mail-detail"),
    path("<uuid:name>/html/", views.mail_html, name="mail-html"),
]
