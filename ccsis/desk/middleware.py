from django.contrib import messages
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import HttpRequest
from django.http.request import UnreadablePostError
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext

from ccsis.desk import works


def keep_unsent(get_response):
    """Keep what staff sent after their session had ended, or with the token of an older log-in.

    Such a form is answered by the log-in page or by 403, and what was typed would be gone. Its
    signature tells whose it is; they find it at the same form after the next log-in.
    """

    def middleware(request):
        response = get_response(request)
        if request.method == "POST" and _is_refused(request, response) and _keep(request):
            text = gettext(
                "You were logged out, so nothing was saved. What you typed is kept: open the same "
                "form again after you have logged in."
            )
            messages.warning(request, text)
        return response

    return middleware


def _is_refused(request: HttpRequest, response) -> bool:
    """Whether a form of the desk was answered as a stranger's, or as a forged one."""
    if not request.path_info.startswith(reverse("admin:index")):
        return False
    is_to_log_in = response.get("Location", "").startswith(reverse("admin:login"))
    # Also set by who may not do this: that is no lost session.
    is_forged = not getattr(request, "csrf_processing_done", False)
    return response.status_code == (403 if is_forged else 302) and (is_forged or is_to_log_in)


def _keep(request: HttpRequest) -> bool:
    try:
        admin = resolve(request.path_info).func.model_admin
        object_pk = resolve(request.path_info).kwargs.get("object_id", "")
        return works.keep_unsent(request.POST, model=admin.opts.label_lower, object_pk=object_pk)
    except (AttributeError, Resolver404, RequestDataTooBig, TooManyFieldsSent, UnreadablePostError):
        return False
