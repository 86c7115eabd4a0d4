"""Who may open the pages of an account, and how they are sent."""

from functools import wraps

from allauth.account.internal.flows.logout import logout
from allauth.account.internal.stagekit import clear_login, unstash_login
from csp.constants import SELF
from csp.decorators import csp_replace
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache

from ccsis.lib import second_factor

#: The code that an authenticator app scans is drawn into the page.
POLICY = {"img-src": [SELF, "data:"]}
BEGUN_WITH = "account_login_begun_with"


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


def second_step(view):
    """For who has shown the password and not yet the second factor, while both are what they were."""

    @wraps(view)
    def page(request, *args, **kwargs):
        if _is_outdated(request):
            clear_login(request)
        return view(request, *args, **kwargs)

    return open_page(page)


def begin_second_step(request, user) -> None:
    request.session[BEGUN_WITH] = user.get_session_auth_hash()


def _is_outdated(request) -> bool:
    """A session that began would have ended by now. Without a factor, allauth would send in a circle."""
    login = unstash_login(request, peek=True)
    if login is None:
        return False
    is_same = request.session.get(BEGUN_WITH) == login.user.get_session_auth_hash()
    return not (is_same and second_factor.is_enrolled(login.user))


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
