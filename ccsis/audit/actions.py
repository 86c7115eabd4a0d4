from django.db.models import Model

from ccsis.audit.models import Action, Entry


def record(*, actor, action: Action, subject: Model | None = None, **details) -> Entry:
    """Write down who did what to which row, in the caller's transaction.

    actor: a user; None for a command, a job, or somebody who is not signed in.
    details: JSON, without names, titles or anything typed by a person.
    Raises ValueError for an action that is none.
    """
    is_known = actor is not None and actor.pk is not None
    return Entry.objects.create(
        actor_id=actor.pk if is_known else None,
        actor_name=actor.get_username() if is_known else "",
        action=Action(action),
        subject_model=subject._meta.label_lower if subject else "",
        subject_pk=subject.pk if subject else None,
        details=details,
    )
