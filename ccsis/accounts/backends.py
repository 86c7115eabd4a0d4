from allauth.account.auth_backends import AuthenticationBackend
from axes.backends import AxesStandaloneBackend
from axes.exceptions import AxesBackendPermissionDenied
from django.contrib.auth import get_user_model


class LockBackend(AxesStandaloneBackend):
    """Refuses who failed too often, after the time that looking at a password takes."""

    def authenticate(self, request, username=None, password=None, **kwargs):
        try:
            return super().authenticate(request, username=username, password=password, **kwargs)
        except AxesBackendPermissionDenied:
            request.was_locked_out = True
            get_user_model()().set_password(password)
            raise


class StaffBackend(AuthenticationBackend):
    """Asked on every request: a session ends at once when its account is no active one of the staff."""

    def user_can_authenticate(self, user) -> bool:
        return super().user_can_authenticate(user) and user.is_staff
