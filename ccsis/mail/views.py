"""In a copy for development: the mails that would have gone out."""

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from functools import wraps

from csp.constants import NONE, UNSAFE_INLINE
from csp.decorators import csp
from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.html import urlize
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from ccsis.lib.mailservers import Folder

SHOWN = 100
#: A mail's HTML shows itself and nothing more, as in a mail program that loads nothing.
SEALED = {
    "default-src": [NONE],
    "base-uri": [NONE],
    "form-action": [NONE],
    "frame-ancestors": [NONE],
    "style-src": [UNSAFE_INLINE],
    "sandbox": True,
}


def only_in_development(view):
    @wraps(view)
    @require_safe
    def answer(request, **kwargs):
        if not (settings.DEVELOPMENT and isinstance(settings.MAIL_SERVER, Folder)):
            raise Http404
        response = view(request, **kwargs)
        response["Cache-Control"] = "no-store"
        return response

    return answer


@only_in_development
def mail_list(request):
    files = sorted(settings.MAIL_SERVER.path.glob("*.eml"), key=lambda file: -file.stat().st_mtime)
    mails = [(file.stem, _read(file.stem)) for file in files[:SHOWN]]
    return render(request, "mail/dev_list.html", {"mails": mails})


@only_in_development
def mail_detail(request, name):
    message = _read(name)
    text = _part(message, "plain")
    context = {
        "name": name,
        "subject": message["Subject"],
        "headers": message.items(),
        "text": SafeString(urlize(text, autoescape=True)),
    }
    return render(request, "mail/dev_detail.html", context)


@only_in_development
@csp(SEALED)
def mail_html(request, name):
    return HttpResponse(_part(_read(name), "html"))


def _read(name) -> EmailMessage:
    try:
        return message_from_bytes(
            (settings.MAIL_SERVER.path / f"{name}.eml").read_bytes(), policy=default
        )
    except FileNotFoundError:
        raise Http404 from None


def _part(message: EmailMessage, subtype: str) -> str:
    return message.get_body((subtype,)).get_content()
