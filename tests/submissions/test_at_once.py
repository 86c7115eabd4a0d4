"""What happens when the same thing is done at the same moment by several."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.utils import timezone

from articles import releasing
from articles.models import Article
from ccsis.intake.models import Upload
from ccsis.mail.models import Mail
from ccsis.workflow.transitions import Refused
from submissions import actions
from submissions.handoff import Wishes
from submissions.models import Contribution, Exchange
from tests.contributions import PITCH, make_contribution, pitch_fields, protected_fields
from tests.sendings import key_for

pytestmark = pytest.mark.django_db(transaction=True)

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15"
    b"\xc4\x89\x00\x00\x00\rIDATx\x9cc\xf8\xff\xff?\x00\x05\xfe\x02\xfe\xa7\x9a\xa0\xa0\x00\x00\x00"
    b"\x00IEND\xaeB`\x82"
)


def at_once(number, act):
    """Do it so often in as many threads; returns the answers."""

    def alone(place):
        try:
            return act(place)
        finally:
            connection.close()

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(alone, range(number)))


@pytest.mark.parametrize("fields", [pitch_fields, protected_fields])
def test_fifty_double_sends_are_one_pitch_one_file_and_one_mail(jobs, fields):
    typed = fields()

    def send(_):
        file = SimpleUploadedFile("draft.png", PNG)
        return Client().post(PITCH, typed | {"original_file": file})["Location"]

    assert len(set(at_once(50, send))) == 1
    assert (Contribution.objects.count(), Upload.objects.count(), Mail.objects.count()) == (1, 1, 1)
    assert [name for name, _ in jobs()].count("ccsis.mail.jobs.deliver_mail") == 1


def test_an_answer_that_is_sent_eight_times_at_once_is_one():
    row = make_contribution(state="asked")
    fields = {"form_key": key_for("contribution-reply"), "text": "Those of an invented year."}
    link = f"{row.get_absolute_url()}write/"
    assert at_once(8, lambda _: Client().post(link, fields).status_code) == [302] * 8
    assert Exchange.objects.count() == 1


def test_of_accepting_and_declining_at_once_one_is_refused():
    row = make_contribution()
    by = User.objects.create_superuser("a-made-up-member")

    def decide(place):
        try:
            if place % 2:
                return actions.accept(row, by=by, text="Yes.", wishes=Wishes()).state
            return actions.decline(row, by=by, text="No.").state
        except Refused:
            return "refused"

    answers = at_once(6, decide)
    kept = Contribution.objects.get()
    assert sorted(answers) == sorted([kept.state, *["refused"] * 5])
    assert Article.objects.count() == (kept.state == "accepted")
    assert Mail.objects.filter(purpose="decision").count() == 1


def test_what_is_withdrawn_while_it_is_released_is_one_or_the_other():
    by = User.objects.create_superuser("a-made-up-member")
    row = actions.accept(make_contribution(), by=by, text="Yes.", wishes=Wishes())

    def act(place):
        try:
            if place:
                return actions.withdraw(row).state
            return releasing.release(row.article, by=by, reason="Alone.", at=timezone.now()).state
        except Refused:
            return "refused"

    answers = at_once(2, act)
    article = Article.objects.get()
    is_public, is_withdrawn = article.is_public, Contribution.objects.get().state == "withdrawn"
    assert answers.count("refused") == 1
    assert is_public != is_withdrawn
