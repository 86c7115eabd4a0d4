"""What items of the old site become here."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from django.utils import timezone as clock

from articles.models import (
    Article,
    Kind,
    Page,
    State,
    WordPressCategory,
)
from ccsis.identity import IDENTITY
from tests.articles.wordpress.wxr import (
    category,
    export,
    import_items,
    item,
    lines,
    meta,
    run,
    tag,
    write,
)
from tests.factories import make_page, make_series

pytestmark = pytest.mark.django_db


def test_a_published_post_becomes_a_public_article(tmp_path):
    output = import_items(tmp_path, item(7, title="A &amp; B", excerpt="<p>It finds.</p>"))
    article = Article.objects.published().get()
    assert (article.title, article.slug, article.standfirst) == ("A & B", "made-up-7", "It finds.")
    assert article.body == "<p>Some words.</p>"
    assert article.published_at == datetime(2020, 3, 1, 9, 30, tzinfo=UTC)
    assert (article.kind, article.language) == (Kind.ANALYSIS, "en")
    assert lines(output, 7) == ["imported        7  A & B  → /articles/made-up-7/"]
    assert "1 public article, 0 unpublished (0 drafts, 0 scheduled), 0 pages; 0 skipped" in output


def test_what_was_not_public_there_is_not_public_here(tmp_path):
    output = import_items(
        tmp_path,
        item(1, status="draft", date_gmt="0000-00-00 00:00:00"),
        item(2, status="pending"),
        item(3, status="private"),
        item(4, password="sesame"),
        item(5, status="auto-draft"),
        item(6, status="strange"),
    )
    articles = Article.objects.order_by("slug")
    assert {article.state for article in articles} == {State.DRAFT}
    assert [bool(article.published_at) for article in articles] == [
        False,
        False,
        True,
        True,
        False,
        True,
    ]
    assert lines(output, 3)[1].endswith("a draft here: it was private")
    assert lines(output, 4)[1].endswith("a draft here: it was protected by a password")
    assert lines(output, 6)[1].endswith("a draft here: its status “strange” is unknown")
    assert "0 public articles, 6 unpublished (6 drafts, 0 scheduled)" in output


def test_a_scheduled_post_is_public_when_its_time_comes(tmp_path):
    output = import_items(
        tmp_path,
        item(1, status="future", date_gmt="2090-01-01 00:00:00"),
        item(2, status="future"),
        item(3, date_gmt="2090-01-01 00:00:00"),
    )
    assert list(Article.objects.published().values_list("slug", flat=True)) == ["made-up-2"]
    assert Article.objects.get(slug="made-up-1").state == State.READY
    assert lines(output, 1)[0].endswith("(scheduled for 2090-01-01 00:00 UTC)")
    assert lines(output, 2)[1].endswith("its scheduled time has come: it is public now")
    assert lines(output, 3)[1].endswith("its time is yet to come: it is public from then on")


@pytest.mark.parametrize(
    ("fields", "note"),
    [
        ({"type": "revision", "status": "inherit"}, "an earlier version of another item"),
        ({"status": "inherit"}, "an earlier version of another item"),
        ({"type": "nav_menu_item"}, "an entry of a menu"),
        (
            {"type": "attachment", "status": "inherit"},
            "a media file: it comes with the items that show it",
        ),
        ({"type": "tribe_events"}, "of type “tribe_events”"),
        ({"type": "wp_block"}, "a reusable block"),
        ({"status": "trash"}, "in the bin"),
        ({"status": "draft", "title": "", "content": " "}, "an empty draft"),
        ({"status": "auto-draft", "title": "Auto Draft", "content": ""}, "an empty draft"),
    ],
)
def test_the_rest_is_skipped_with_its_reason(tmp_path, fields, note):
    output = import_items(tmp_path, item(9, **fields))
    assert lines(output, 9)[0].endswith(note)
    assert "1 skipped" in output
    assert not Article.objects.exists()


@pytest.mark.parametrize(
    ("fields", "time", "note"),
    [
        ({"date_gmt": "0000-00-00 00:00:00", "pub_date": "Sun, 01 Mar 2020 13:30:00 +0400"}, 9, ""),
        (
            {"date_gmt": "0000-00-00 00:00:00", "pub_date": "Mon, 30 Nov -0001 00:00:00 +0000"},
            13,
            "its time 2020-03-01 13:30:00 names no zone and was taken as UTC",
        ),
        (
            {"date_gmt": "", "pub_date": "Sun, 05 May 2013 13:30:00 +0000"},
            13,
            "its time 2020-03-01 13:30:00 names no zone and was taken as UTC",
        ),
        ({"date_gmt": "", "date": "", "pub_date": "Sun, 01 Mar 2020 13:30:00 +0400"}, 9, ""),
    ],
)
def test_the_time_is_taken_from_where_it_is_sound(tmp_path, fields, time, note):
    output = import_items(tmp_path, item(1, **fields))
    assert Article.objects.get().published_at == datetime(2020, 3, 1, time, 30, tzinfo=UTC)
    assert [line.split("  ")[-1] for line in lines(output, 1)[1:]] == ([note] if note else [])


@pytest.mark.parametrize(
    "date", ["0000-00-00 00:00:00", "20223-01-01 00:00:00", "0001-01-01 00:00:00", "x"]
)
def test_a_post_without_a_sound_time_becomes_a_draft(tmp_path, date):
    output = import_items(tmp_path, item(1, date=date, date_gmt=date, pub_date=""))
    article = Article.objects.get()
    assert (article.state, article.published_at) == (State.DRAFT, None)
    assert lines(output, 1)[1].endswith(f"a draft here: its time is unknown ({date})")


def test_a_missing_title_is_replaced_where_all_can_see_it_and_the_piece_is_not_public(tmp_path):
    output = import_items(tmp_path, item(902, title="", slug=""))
    article = Article.objects.get()
    assert (article.title, article.slug) == (
        "(no title, WordPress item 902)",
        "no-title-wordpress-item-902",
    )
    assert article.state == State.DRAFT
    assert "it has no title: called “(no title, WordPress item 902)”" in lines(output, 902)[1]


def test_a_title_that_does_not_fit_opens_the_text_in_full(tmp_path):
    title = "word & " * 60 + "end"
    output = import_items(tmp_path, item(1, title=title.replace("&", "&amp;")))
    article = Article.objects.get()
    assert len(article.title) <= 300
    assert article.title.endswith("…")
    assert article.body == f"<p>{title.replace('&', '&amp;')}</p><p>Some words.</p>"
    assert article.state == State.DRAFT
    assert f"its title has {len(title)} characters, 300 fit" in lines(output, 1)[1]


def test_a_link_to_a_file_of_the_old_site_is_reported(tmp_path):
    content = '<a href="https://old.example/wp-content/uploads/a.pdf">x</a>'
    output = import_items(tmp_path, item(1, content=content))
    assert lines(output, 1)[1].endswith(
        "1 link leads to a file of the old site, which is not imported"
    )


def test_pages_become_pages(tmp_path):
    output = import_items(
        tmp_path,
        item(1, type="page", slug="house"),
        item(2, type="page", slug="attic", status="draft"),
        item(3, type="page", slug="articles"),
        item(4, type="page", slug="later", status="future", date_gmt="2090-01-01 00:00:00"),
    )
    pages = Page.objects.filter(slug__in=["house", "attic", "articles-2", "later"])
    assert sorted(pages.values_list("slug", "is_public")) == [
        ("articles-2", True),
        ("attic", False),
        ("house", True),
        ("later", False),
    ]
    assert "4 pages" in output
    assert lines(output, 2)[0].endswith("→ /attic/ (not public)")


def test_the_sites_own_page_is_never_overwritten(tmp_path, client):
    page = make_page(slug="house", title="Ours", is_public=True)
    output = import_items(
        tmp_path, item(5, type="page", slug="house"), item(6, content='<a href="/?p=5">x</a>')
    )
    page.refresh_from_db()
    assert page.title == "Ours"
    assert Page.objects.get(slug="house-imported").is_public is False
    assert client.get("/?page_id=5").headers["Location"] == "/house/"
    assert Article.objects.get().body == '<p><a href="/house/">x</a></p>'
    assert "the site has its own page /house/: this one is kept unpublished" in lines(output, 5)[1]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Plain words in English", "en"),
        ("Հայերեն մի քանի բառ", "hy"),
        ("Несколько слов по-русски", "ru"),
        ("რამდენიმე ქართული სიტყვა", "ka"),
        ("چند کلمه فارسی که گچ و ژاله دارد", "fa"),
        ("بضع كلمات عربية فقط", "en"),
        ("12345", "en"),
    ],
)
def test_the_language_is_guessed_by_the_script(tmp_path, text, code):
    output = import_items(tmp_path, item(1, title=text, content=text))
    assert Article.objects.get().language == code
    assert ("language" in output) == (code != "en" or "عربية" in text)


def test_characters_that_no_page_should_carry_are_taken_out(tmp_path):
    content = "<p>a\u0085b&#1;c&#xD800;d</p>"
    import_items(tmp_path, item(1, title="T\u009fi&#2;tle", content=content, excerpt="&#0;e"))
    article = Article.objects.get()
    assert (article.title, article.body) == ("Title", "<p>abc\ufffdd</p>")
    assert article.standfirst == "\ufffde"


def test_footnotes_of_the_block_editor_are_kept(tmp_path):
    content = (
        '<!-- wp:paragraph --><p>Word<sup data-fn="a" class="fn"><a href="#a" id="a-link">1</a></sup>'
        "</p><!-- /wp:paragraph --><!-- wp:footnotes /-->"
    )
    output = import_items(
        tmp_path,
        item(1, meta("footnotes", '[{"content":"A <em>source</em>","id":"a"}]'), content=content),
    )
    assert Article.objects.get().body == "<p>Word<foot-note>A <em>source</em></foot-note></p>"
    assert "foot" not in output


def test_footnotes_that_cannot_be_read_are_reported(tmp_path):
    output = import_items(tmp_path, item(1, meta("footnotes", "[{broken")))
    assert lines(output, 1)[1].endswith("  its footnotes cannot be read: left out")


def test_what_a_title_and_an_excerpt_lose_is_reported(tmp_path):
    title = "<script>x()</script> &amp; <em>JS</em>"
    output = import_items(
        tmp_path, item(1, title=title, excerpt="<p>One <b>two</b>.</p><p onclick='x'>Three.</p>")
    )
    article = Article.objects.get()
    assert (article.title, article.standfirst) == ("& JS", "One two. Three.")
    assert lines(output, 1)[1].endswith(
        "  its title lost: 1 script element, 1 em; its standfirst lost: 1 onclick attribute, 1 b"
    )


def test_what_a_page_has_no_place_for_is_reported(tmp_path):
    page = item(1, meta("_thumbnail_id", 8), type="page", slug="house", excerpt="In short")
    assert lines(import_items(tmp_path, page), 1)[1].endswith(
        "  its excerpt was left out: pages have none; its picture was left out: pages have none"
    )


def test_a_series_that_a_piece_does_not_join_is_reported(tmp_path):
    for slug in ("border", "river"):
        series = make_series(slug=slug, title=slug.title())
        WordPressCategory.objects.create(slug=slug, name=slug, series=series)
    output = import_items(tmp_path, item(1, category("border", "b"), category("river", "r")))
    assert Article.objects.get().part.series.slug == "border"
    assert lines(output, 1)[1].endswith("  further series left out: River")


def test_another_signature_than_the_old_one_is_reported(tmp_path):
    content = export(item(1, creator=""), item(2, creator="center"), item(3, creator="CCSIS"))
    output = run(write(tmp_path, content))
    assert lines(output, 1)[1].endswith(f"  it names no author: signed {IDENTITY.byline}")
    assert len(lines(output, 2)) == 1
    assert lines(output, 3)[1].endswith(f"  its author “CCSIS” is signed {IDENTITY.byline}")


def test_a_category_that_cannot_be_kept_is_named_with_its_fault(tmp_path):
    output = import_items(
        tmp_path, item(1, category("", ""), category("", "!"), category("x" * 300, "Long"))
    )
    assert "category “” was left out: its name is empty" in output
    assert "category “Long” was left out: its name or slug is too long" in output
    assert WordPressCategory.objects.count() == 0


def test_a_category_without_letters_is_named_with_its_fault(tmp_path):
    output = import_items(tmp_path, item(1, category("", "!")))
    assert "category “!” was left out: its name has no letter or digit" in output


def test_many_items_need_few_queries(tmp_path, django_assert_max_num_queries):
    items = [item(n, category("caucasus", "Caucasus"), tag("t", "T")) for n in range(1, 101)]
    with django_assert_max_num_queries(45):
        import_items(tmp_path, *items)
    with django_assert_max_num_queries(25):
        import_items(tmp_path, *items)


def test_times_keep_their_zone(tmp_path):
    yerevan = timezone(timedelta(hours=4))
    import_items(tmp_path, item(1))
    assert Article.objects.get().published_at == datetime(2020, 3, 1, 13, 30, tzinfo=yerevan)
    assert Article.objects.get().published_at < clock.now()


@pytest.mark.parametrize("version", ["1.0", "1.1", "1.2"])
def test_all_versions_of_the_format_are_read(tmp_path, version):
    content = export(item(1)).replace("/export/1.2/", f"/export/{version}/")
    run(write(tmp_path, content.replace(">1.2<", f">{version}<")))
    assert Article.objects.get().body == "<p>Some words.</p>"


def test_comments_of_readers_are_counted_and_left_behind(tmp_path):
    comment = (
        "<wp:comment><wp:comment_author_email>a@b.example</wp:comment_author_email></wp:comment>"
    )
    output = import_items(tmp_path, item(1, comment, comment))
    assert "2 comments of readers were not imported" in output
    assert "b.example" not in output


def test_two_items_with_one_slug_and_address_are_both_kept_and_named(tmp_path):
    output = import_items(tmp_path, item(1, slug="same"), item(2, slug="same", title="Second"))
    assert Article.objects.get(slug="same-2").title == "Second"
    assert lines(output, 2)[1].endswith(
        "its slug “same” is taken here: it became “same-2”; "
        "its old address /2020/03/01/same/ leads elsewhere already"
    )
