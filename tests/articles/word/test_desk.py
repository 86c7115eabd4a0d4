"""Taking in a Word file at the desk, without a browser."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from articles.models import Article, State, WordFile, WordPicture
from articles.withholding.actions import withhold_name
from articles.word import actions, jobs
from ccsis.media.models import Image
from tests.articles.word import fixtures
from tests.articles.word.docx import docx, p, picture, png
from tests.careful import sign_in
from tests.factories import make_person, make_user

WORD = "/staff/articles/article/word/"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.fixture
def author(db):
    return sign_in(make_user("author", groups=["author"]))


@pytest.fixture
def colleague(db):
    return sign_in(make_user("colleague", groups=["publisher"]))


def sent(content, name="A text.docx"):
    return SimpleUploadedFile(name, content, WORD_TYPE)


def upload(client, content, name="A text.docx"):
    """Send a file and read it, as the worker would; the address of its page."""
    response = client.post(WORD, {"file": sent(content, name)})
    assert response.status_code == 302, response.context["form"].errors
    file = WordFile.objects.get(pk=response["Location"].rstrip("/").rsplit("/", 1)[-1])
    jobs.read_word_file.func(file_key=str(file.pk))
    return response["Location"]


def taken(client, page, **changes):
    """Take what is shown as it is, with changes."""
    form = client.get(page).context["form"]
    typed = {name: form[name].value() or "" for name in form.fields if name != "again"}
    return client.post(page, typed | changes)


def errors(response):
    return {name: list(said) for name, said in response.context["form"].errors.items()}


def test_a_file_becomes_a_draft_of_its_own(author):
    response = taken(author, upload(author, fixtures.with_notes()))
    article = Article.objects.get()
    assert response["Location"] == f"/staff/articles/article/{article.pk}/change/"
    assert (article.state, article.created_by.username, article.slug) == (
        State.DRAFT,
        "author",
        "measuring-a-river",
    )
    assert (article.title, article.standfirst) == (
        "Measuring a river",
        "A made-up text about gauges.",
    )
    assert article.body.startswith(
        "<h2>Where to stand</h2><p>A gauge stands on a bank."
        "<foot-note>A made-up <em>source</em>.</foot-note> Somebody reads it"
        "<foot-note>Another made-up source.</foot-note>.</p>"
    )


def test_title_and_standfirst_are_those_that_were_typed(author):
    page = upload(author, fixtures.with_notes())
    taken(author, page, title="Another title", standfirst="Other words.")
    article = Article.objects.get()
    assert (article.title, article.standfirst) == ("Another title", "Other words.")


def test_without_a_title_nothing_is_taken_and_what_was_typed_stays(author):
    page = upload(author, docx(p("Only words.")))
    response = taken(author, page, standfirst="Typed.")
    assert response.status_code == 422
    assert errors(response) == {"title": ["Give it a title."]}
    assert response.context["form"]["standfirst"].value() == "Typed."
    assert Article.objects.count() == 0


def test_pictures_come_along_with_what_they_show(author, django_capture_on_commit_callbacks):
    page = upload(author, fixtures.with_pictures())
    with django_capture_on_commit_callbacks(execute=True):
        response = taken(author, page, alt_2="Typed here")
    images = Image.objects.order_by("pk")
    assert [(image.alt, image.is_decorative, image.width) for image in images] == [
        ("A plain blue rectangle", False, 60),
        ("Typed here", False, 60),
        ("", True, 60),
    ]
    first = images[0]
    assert (
        f'<figure><img src="{first.file.url}" alt="A plain blue rectangle" width="60" height="40" data-file="{first.pk}">'
        "<figcaption>What it shows</figcaption></figure>"
    ) in Article.objects.get().body
    with first.file.open() as file:
        assert file.read(8) == b"\x89PNG\r\n\x1a\n"
    said = [str(one) for one in author.get(response["Location"]).context["messages"]]
    assert len(said) == 1


def test_pictures_that_lack_a_description_are_counted(author):
    response = taken(author, upload(author, fixtures.with_pictures()))
    said = [str(one) for one in author.get(response["Location"]).context["messages"]]
    assert said[1:] == ["1 picture has no description yet."]


def test_pictures_that_the_library_describes_lack_nothing(author):
    taken(author, upload(author, fixtures.with_pictures()))
    Image.objects.filter(alt="", is_decorative=False).update(alt="A brown rectangle")
    response = taken(author, upload(author, fixtures.with_pictures()), again="on")
    said = [str(one) for one in author.get(response["Location"]).context["messages"]]
    assert [one.split(".")[0] for one in said] == ["Taken into a new draft"]


def test_a_cropped_picture_is_another_one_than_the_whole(author):
    whole, cropped = (picture("one", "A"), picture("one", "A", shown='<a:srcRect l="50000"/>'))
    for shown in (whole, cropped):
        page = upload(author, docx(p("Words."), p(shown), media={"one.png": png()}))
        taken(author, page, title="A title")
    assert [one.width for one in Image.objects.order_by("pk")] == [60, 30]


def test_a_picture_that_is_here_already_is_not_kept_twice(author):
    taken(author, upload(author, fixtures.with_pictures()))
    taken(author, upload(author, fixtures.with_pictures()), again="on")
    assert Image.objects.count() == 3
    assert WordPicture.objects.count() == 0


def test_a_picture_that_is_none_is_left_out_and_told(author):
    broken = docx(p("Words.", picture("one", "Alt")), media={"one.png": b"<svg/>"})
    page = upload(author, broken)
    line = author.get(page).context["lines"][0]
    assert str(line.told.what) == "Pictures that cannot be used"
    assert line.places[0]["said"].startswith("SVG drawings cannot be used")
    taken(author, page, title="A title")
    assert Article.objects.get().body == "<p>Words.</p>"


def test_the_same_file_again_needs_a_word_and_overwrites_nothing(author):
    taken(author, upload(author, fixtures.with_notes()))
    Article.objects.update(title="Changed meanwhile")
    page = upload(author, fixtures.with_notes())
    shown = author.get(page)
    assert [str(one) for one in shown.context["earlier"]] == ["Changed meanwhile"]
    assert errors(taken(author, page)) == {
        "again": ["There is a draft of this file. Tick this if you want another."]
    }
    taken(author, page, again="on")
    slugs = Article.objects.order_by("pk").values_list("title", "slug")
    assert list(slugs) == [
        ("Changed meanwhile", "measuring-a-river"),
        ("Measuring a river", "measuring-a-river-2"),
    ]


def test_a_draft_that_one_may_not_see_is_not_told_of(author, colleague):
    taken(colleague, upload(colleague, fixtures.with_notes()))
    page = upload(author, fixtures.with_notes())
    assert author.get(page).context["earlier"] == []
    own = upload(colleague, fixtures.with_notes())
    assert len(colleague.get(own).context["earlier"]) == 1


def test_a_second_click_makes_no_second_draft(author):
    page = upload(author, fixtures.with_notes())
    first = taken(author, page)
    second = author.post(page, {"title": "Again", "standfirst": ""})
    assert (second.status_code, second["Location"]) == (302, first["Location"])
    assert Article.objects.count() == 1


def test_two_takings_at_once_make_one_draft(author):
    page = upload(author, fixtures.with_notes())
    file = WordFile.objects.get()
    taken(author, page)
    values = {"title": "Again", "standfirst": "", "alts": {}, "by": file.user}
    assert actions.take(file, **values) is None
    assert Article.objects.count() == 1


@pytest.mark.parametrize("part", ["", "state/", "text/", "pictures/1/", "discard/"])
def test_only_who_sent_a_file_sees_anything_of_it(author, colleague, part):
    page = upload(author, fixtures.with_pictures())
    ask = author.post if part == "discard/" else author.get
    other = colleague.post if part == "discard/" else colleague.get
    assert other(page + part).status_code == 404
    assert ask(page + part).status_code in {200, 302}


@pytest.mark.parametrize("part", ["", "state/", "text/", "pictures/1/"])
def test_who_may_not_write_pieces_may_not_take_any_in(author, part):
    page = upload(author, fixtures.with_pictures())
    other = sign_in(make_user("manager", groups=["event manager"]))
    assert other.get(WORD).status_code == 403
    assert other.get(page + part).status_code == 403


def test_a_file_is_thrown_away_by_sending_and_not_by_looking(author):
    page = upload(author, fixtures.with_pictures())
    assert author.get(f"{page}discard/").status_code == 405
    author.post(f"{page}discard/")
    assert (WordFile.objects.count(), WordPicture.objects.count()) == (0, 0)


def test_the_file_goes_when_it_is_read_and_its_text_when_it_is_taken(author):
    page = upload(author, fixtures.with_changes(), "Avery Example.docx")
    file = WordFile.objects.get()
    assert (bytes(file.content), file.state) == (b"", WordFile.State.READY)
    taken(author, page)
    file.refresh_from_db()
    assert (file.file_name, list(file.result)) == ("", ["findings"])
    assert [str(line.told.what) for line in author.get(page).context["lines"]] == [
        "Comments",
        "Tracked insertions",
        "Tracked deletions",
        "The title",
    ]


def test_after_a_day_nothing_is_left_of_what_was_not_taken(author):
    taken(author, upload(author, fixtures.with_notes()))
    upload(author, fixtures.with_pictures())
    jobs.sweep_word_files.func(timestamp=0)
    assert WordFile.objects.count() == 2
    with time_machine.travel(timezone.now() + timedelta(days=1, minutes=1)):
        jobs.sweep_word_files.func(timestamp=0)
    left = WordFile.objects.get()
    assert (left.state, left.result, left.article) == (
        WordFile.State.TAKEN,
        {},
        Article.objects.get(),
    )
    assert WordPicture.objects.count() == 0


def test_a_job_that_comes_twice_reads_once(author):
    upload(author, fixtures.with_pictures())
    file = WordFile.objects.get()
    jobs.read_word_file.func(file_key=str(file.pk))
    assert file.pictures.count() == 3


def test_a_job_that_was_broken_off_begins_again(author):
    author.post(WORD, {"file": sent(fixtures.with_pictures())})
    file = WordFile.objects.get()
    WordPicture.objects.create(
        file=file, number=1, name="a.png", content=png(), width=1, height=1, source_hash="a"
    )
    WordFile.objects.update(state=WordFile.State.READING, pictures_done=1)
    jobs.read_word_file.func(file_key=str(file.pk))
    assert file.pictures.count() == 3


def test_the_page_of_a_file_that_waits_says_so(author):
    page = author.post(WORD, {"file": sent(fixtures.with_notes())})["Location"]
    assert author.get(page).context["progress"] == "It waits for its turn."
    WordFile.objects.update(state="reading", result={"total": 12}, pictures_done=3)
    assert author.get(f"{page}state/").json() == {
        "isDone": False,
        "progress": "Pictures: 3 of 12.",
    }


def test_a_refused_file_says_why(author):
    page = upload(author, docx(parts={"word/document.xml": "<w:document"}))
    assert author.get(page).context["why"].startswith("The file is damaged: a part of it")
    assert author.get(f"{page}state/").json()["isDone"] is True
    assert bytes(WordFile.objects.get().content) == b""


def test_the_text_is_shown_in_a_frame_of_this_site_alone(author):
    page = upload(author, fixtures.with_pictures())
    shown = author.get(f"{page}text/")
    assert shown["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in shown["Content-Security-Policy"]
    assert "frame-src 'self'" in author.get(page)["Content-Security-Policy"]
    (source,) = set(re.findall(r'src="([^"]+/pictures/1/)"', shown.content.decode()))
    assert source == f"{page}pictures/1/"
    assert author.get(source)["Content-Type"] == "image/png"


def test_a_withheld_name_in_the_text_is_objected_to(author):
    withhold_name(make_person("Robin Canary"), by=None, shown_as="Name withheld")
    page = upload(author, docx(p("So says Robin Canary.")))
    response = taken(author, page, title="A title")
    assert response.context["form"].is_objected
    assert Article.objects.count() == 0
    taken(author, page, title="A title", _meant="1")
    assert Article.objects.get().body == "<p>So says Robin Canary.</p>"


def test_a_name_that_is_withheld_goes_from_what_waits_too(author):
    person = make_person("Robin Canary")
    upload(author, docx(p("So says Robin Canary.")), "Robin Canary.docx")
    withhold_name(person, by=None, shown_as="Name withheld")
    file = WordFile.objects.get()
    assert "Canary" not in f"{file.file_name} {file.result}"


def test_many_files_that_wait_are_enough(author):
    for number in range(actions.MOST):
        author.post(WORD, {"file": sent(docx(p(f"Text {number}.")))})
    response = author.post(WORD, {"file": sent(docx(p("One more.")))})
    assert errors(response) == {
        "file": ["20 of your files wait already. Take or throw away some first."]
    }


def test_refused_files_do_not_count_among_those_that_wait(author):
    page = upload(author, docx(parts={"word/document.xml": "<w:document"}))
    refused = WordFile.objects.get()
    for number in range(actions.MOST):
        WordFile.objects.create(user=refused.user, digest=f"{number}", state=refused.state)
    assert author.post(WORD, {"file": sent(docx(p("One more.")))}).status_code == 302
    shown = author.get(page).content.decode()
    assert "The content of “A text.docx” is deleted." in shown
    author.post(f"{page}discard/")
    assert not WordFile.objects.filter(pk=refused.pk).exists()


@pytest.mark.parametrize("count", [1, 12])
def test_a_result_costs_the_same_whatever_is_in_it(author, count, django_assert_num_queries):
    media = {f"p{number}.png": png(f"#{number:06x}") for number in range(count)}
    page = upload(author, docx(*(p(picture(f"p{n}")) for n in range(count)), media=media))
    author.get(page)
    with django_assert_num_queries(7):
        author.get(page)
    with django_assert_num_queries(6):
        author.get(f"{page}text/")


def test_the_list_and_the_form_of_a_new_piece_lead_there(author):
    for place in ("", "add/"):
        assert f'href="{WORD}"' in author.get(f"/staff/articles/article/{place}").content.decode()
