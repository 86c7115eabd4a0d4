"""Who may open the pages of an account, and how they are sent."""

from functools import wraps

from allauth.account.internal.flows.logout import logout
from csp.constants import SELF
from csp.decorators import csp_replace
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache

from ccsis.lib import second_factor

#: The code that an authenticator app scans is drawn into the page.
POLICY = {"img-src": [SELF, "data:"]}


def open_page(view):
    """For everybody: never stored, and 422 where a form comes back."""

    @wraps(view)
    def page(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        if request.method == "POST" and response.status_code == 200:
            response.status_code = 422
        return response

    return never_cache(csp_replace(POLICY)(page))


def member_page(view, *, while_enrolling: bool = False):
    """For who is signed in with a second factor; while_enrolling: also for who has none yet."""

    @wraps(view)
    def page(request, *args, **kwargs):
        elsewhere = _turned_away(request, while_enrolling)
        return elsewhere or view(request, *args, **kwargs)

    return open_page(page)


def _turned_away(request, while_enrolling: bool):
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if second_factor.is_satisfied(request):
        return None
    if second_factor.is_enrolled(request.user):
        # Signed in by the password before a factor was enrolled, or by one that was removed.
        logout(request, show_message=False)
        return redirect("account_login")
    return None if while_enrolling else redirect("mfa_index")
