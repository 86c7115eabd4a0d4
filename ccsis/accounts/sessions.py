from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session


def end_sessions(user) -> None:
    """Delete them: who is disabled and enabled again later signs in anew. Only the staff have any."""
    for session in Session.objects.iterator():
        if session.get_decoded().get(SESSION_KEY) == str(user.pk):
            session.delete()
