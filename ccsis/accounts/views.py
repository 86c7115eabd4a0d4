from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from django.contrib.auth import logout
from django.contrib.auth.forms import SetPasswordForm
from django.shortcuts import render
from django.urls import reverse

from ccsis.accounts import links
from ccsis.accounts.actions import choose_password


def welcome(request, token):
    """Where a one-time link leads: choose a password, then enrol a second factor.

    Looking at it uses nothing up: programs that check links in messages look too.
    """
    link = links.find(token)
    if link is None:
        return _dead(request)
    form = SetPasswordForm(link.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = choose_password(token=token, password=form.cleaned_data["new_password1"])
        return _signed_in(request, user) if user else _dead(request)
    return render(request, "account/welcome.html", {"form": form, "name": link.user})


def _signed_in(request, user):
    logout(request)
    login = Login(user=user, redirect_url=reverse("mfa_index"))
    return perform_password_login(request, {"username": user.get_username()}, login)


def _dead(request):
    """Wrong, used, replaced and expired look the same."""
    return render(request, "account/link_dead.html", status=404)
