"""The site's addresses, and one for each refusal that a plain visit does not provoke."""

from django.urls import path

from ccsis import views
from ccsis.lib import responses
from ccsis.urls import handler400, handler403, handler404, handler500, urlpatterns

__all__ = ["handler400", "handler403", "handler404", "handler500"]

urlpatterns = [
    path("refusal/400/", lambda request: views.bad_request(request, None)),
    path("refusal/403/", views.csrf_failure),
    path("refusal/413/", responses.too_large),
    path("refusal/429/", lambda request: responses.too_many(request, retry_after=30)),
    path("refusal/500/", views.server_error),
    path("refusal/503/", responses.unavailable),
    *urlpatterns,
]
