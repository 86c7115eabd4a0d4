"""What was done lately, on the desk's home page."""

from ccsis.audit.actions import record
from ccsis.audit.models import Action
from tests.factories import make_article


def logged(client):
    shown = client.get("/staff/").context["queues"]
    return [queue for queue in shown if queue.title == "Audit log"]


def test_superusers_see_what_was_done_lately(staff_client, django_user_model):
    user = django_user_model.objects.get(username="staff")
    record(actor=user, action=Action.RELEASED, subject=make_article(title="A made-up title"))
    (queue,) = logged(staff_client)
    assert (queue.rows[0].title, queue.rows[0].note) == (
        "Released: A made-up title",
        "staff",
    )


def test_nobody_else_does(client, django_user_model, db):
    client.force_login(django_user_model.objects.create_user("author", is_staff=True))
    record(actor=None, action=Action.RELEASED, subject=make_article())
    assert logged(client) == []
