"""What readers find, and what they never find."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.db.models.expressions import RawSQL
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import search
from articles.models import Article, Kind, Region, State
from articles.place_names.asking import Asked
from tests.factories import make_article, make_person

TRANSACTION = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")


@pytest.mark.parametrize(
    "fields",
    [
        {"state": State.DRAFT},
        {"state": State.IN_REVIEW},
        {"state": State.WITHDRAWN},
        {"published_at": timezone.now() + timedelta(days=1)},
        {"published_at": None},
    ],
)
def test_what_is_not_public_is_not_found(found, fields):
    make_article(title="A treaty in public")
    make_article(title="A treaty in the drawer", **fields)
    assert found("treaty") == ["A treaty in public"]


def test_a_retracted_piece_and_a_simulation_are_found_and_marked(look):
    make_article(title="One treaty", state=State.RETRACTED)
    make_article(title="Another treaty", kind=Kind.SIMULATION)
    page = look("treaty")
    assert '<p class="warn">Retracted</p>' in page
    assert '<p class="warn">Simulation, not a report of events</p>' in page


def test_a_page_with_demonstration_pieces_says_so(look):
    make_article(title="A treaty", is_demo=True)
    assert "Texts and people on this page are made up" in look("treaty")


@pytest.mark.parametrize(
    ("language", "written", "asked"),
    [
        ("en", "Negotiations about crossings", "negotiating crossing"),
        ("ru", "Договоры о границах", "договор граница"),
        ("tr", "Sınırların kapıları", "sınırlar"),
        ("hy", "Պայմանագրերի մասին", "պայմանագրեր"),
        ("az", "Sərhədlər haqqında", "sərhədlər"),
        ("ka", "შეთანხმება", "შეთანხმება"),
        ("fa", "توافق", "توافق"),
    ],
)
def test_words_are_found_as_the_language_bends_them(found, language, written, asked):
    make_article(title=written, language=language)
    assert found(asked) == [written]


def test_a_word_is_not_bent_as_in_another_language(found):
    make_article(title="Negotiations", language="az")
    assert found("negotiating") == []
    assert found("negotiations") == ["Negotiations"]


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("Qarabağ", "Qarabag"),
        ("Qarabag", "Qarabağ"),
        ("Azərbaycan", "azerbaycan"),
        ("Azerbaycan", "AZƏRBAYCAN"),
        ("İstanbul", "istanbul"),
        ("Istanbul", "İstanbul"),
        ("Bakı", "baki"),
        ("Tšinvali", "tsinvali"),
        ("Tsinvali", "Ts\u030cinvali"),
        ("Пётр", "петр"),
        ("Ինչո՞ւ", "Ինչու"),
        ("and/or", "or-else or and"),
        ("ﬁnding", "finding"),
    ],
)
def test_accents_may_be_there_or_not(found, written, asked):
    make_article(title=written, language="az")
    assert found(asked) == [written]


def test_the_forms_in_the_text_are_marked_whatever_was_typed(look):
    make_article(body="<p>About Qarabağ and it's neighbours, Bakı'nın too.</p>", language="az")
    assert "<mark>Qarabağ</mark>" in look("Qarabag")
    assert "<mark>neighbours</mark>" in look("neighboürs")


def test_the_title_counts_for_more_than_the_standfirst_and_this_for_more_than_the_text(found):
    make_article(title="Third", body="<p>A treaty</p>")
    make_article(title="First treaty", standfirst="Nothing")
    make_article(title="Second", standfirst="A treaty")
    assert found("treaty") == ["First treaty", "Second", "Third"]


def test_a_phrase_is_found_as_it_stands(found):
    make_article(title="The balance of power")
    make_article(title="The power of balance")
    assert found('"balance of power"') == ["The balance of power"]
    assert found("“balance of power”") == ["The balance of power"]
    assert len(found("balance of power")) == 2


def test_a_minus_leaves_out_every_form_of_a_word(found):
    make_article(title="Transit by railways")
    make_article(title="Transit by road")
    assert found("transit -railway") == ["Transit by road"]
    assert found('transit -"by railways"') == ["Transit by road"]
    assert found("transit -railway -roads") == []
    assert found('"transit by" or nothing -railway') == ["Transit by road"]


def test_a_minus_alone_asks_what_to_look_for(look):
    make_article(title="Transit")
    assert "Say also what to look for" in look("-railway")


def test_tags_and_entities_are_no_words(found):
    make_article(
        title="Piece", body='<p>Fish &amp; chips<strong title="a > b">salt</strong>end</p>'
    )
    assert found("strong") == found("amp") == found("title") == []
    assert found("chips salt") == ["Piece"]


# Hostile text


@pytest.mark.parametrize(
    "text",
    ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "&lt;b&gt;", "\x02x\x03<b>"],
)
def test_what_was_typed_is_escaped(look, text):
    page = look(text)
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "<b>" not in re.sub(r"(?s).*<main", "", page)


def test_what_was_written_is_escaped(look):
    make_article(
        title="<script>treaty</script>",
        standfirst="<b>treaty</b> \x02<i>\x03",
        body="<p>treaty &lt;script&gt;alert(1)&lt;/script&gt; &amp;lt;u&amp;gt; \x02 \x03 &quot;</p>",
    )
    page = look("treaty")
    assert "<mark>treaty</mark>" in page
    main = page[page.index("<main") :]
    assert not re.search(r"<script>|<b>treaty|<i>|<u>|[\x02\x03]", main)


def test_marks_are_made_after_escaping():
    assert search.marked("a < \x02b & c\x03 \x02 d") == "… a &lt; <mark>b &amp; c</mark>  d …"
    assert search.marked("A \x02treaty\x03.") == "A <mark>treaty</mark>."
    assert search.marked("\x02\x01\x03") == "<mark></mark>"
    assert search.marked("nothing \x03 here \x02") == ""


@pytest.mark.parametrize(
    "text",
    [
        "'", '"', '""', '-""', "-", "--", "- -", "\\", "\\'", "!", "&", "|", "<->", ":*", "(", "a:*b",
        "or", "or or", "a or", "%", "%s", "; DROP TABLE x", "\u3316" * 200, "ﷺ" * 200, "\ud7ff",
        "a" * 5000, "-a " * 100, "\U0010ffff" * 200, "\x01", "\u200b", "the", "İ" * 200,
    ],
)  # fmt: skip
def test_nothing_that_is_typed_breaks_the_search(look, text):
    make_article(title="A piece's \\ title or 'so'", body="<p>it's a \\ b</p>")
    assert "<h1>Search</h1>" in look(text)


def test_a_null_character_is_refused(client, db):
    assert client.get("/search/?q=a%00b").status_code == 400


def test_a_word_with_quotes_or_backslashes_is_marked(look):
    make_article(body="<p>The file a\\b/c'd.txt of https://example.org/x'y\\z?q=1 café</p>")
    assert "<mark>café</mark>" in look("cafe")


# The page


def test_a_query_of_nothing_explains_how_to_search(look):
    make_article()
    for text in ("", "   "):
        page = look(text)
        assert "How to search" in page
        assert "register" not in page


def test_no_hit_is_answered_with_ways_on(look):
    page = look("treaty", kind="analysis")
    assert "Nothing found" in page
    assert 'href="?q=treaty"' in page
    assert 'value="treaty"' in page


def test_a_long_query_is_cut_and_this_is_said(look):
    make_article(title="treaty")
    page = look("treaty " + "or treaty " * 40)
    assert "Only the first 200 characters were searched for." in page
    assert "1 piece found" in page
    assert "characters were searched for" not in look("a" * 200)


def test_the_page_is_not_for_other_search_engines(look):
    assert '<meta name="robots" content="noindex">' in look("treaty")


def test_the_field_stands_on_every_page_and_once_in_the_search(client, look):
    assert client.get("/").content.decode().count('role="search"') == 1
    assert look("treaty").count('role="search"') == 1
    assert client.get("/no-such-page/").content.decode().count('role="search"') == 2


def test_fields_narrow_the_search_and_stay(look, found):
    make_article(title="Old treaty", published_at=datetime(2021, 5, 1, tzinfo=UTC))
    make_article(title="Comment on a treaty", kind=Kind.COMMENTARY, regions=["caucasus"])
    make_article(title="treaty", language="az")
    assert found("treaty", kind="commentary") == ["Comment on a treaty"]
    assert found("treaty", region="caucasus") == ["Comment on a treaty"]
    assert found("treaty", year="2021") == ["Old treaty"]
    assert found("treaty", language="az") == ["treaty"]
    page = look("treaty", kind="commentary")
    assert '<input name="kind" type="hidden" value="commentary">' in page
    assert '<input name="q" type="hidden" value="treaty">' in page
    assert '<option value="commentary" selected>' in page


def test_an_unknown_field_or_page_is_not_found(client, db):
    for query in ("kind=rumour", "page=0", "page=51", "page=x", "page=-1", "page=٢"):
        assert client.get(f"/search/?q=a&{query}").status_code == 404


def test_years_can_be_chosen_where_no_region_is_kept(client, db):
    make_article(title="Old treaty", published_at=datetime(2021, 5, 1, tzinfo=UTC))
    Region.objects.all().delete()
    assert "Old treaty" in client.get("/search/?q=treaty&year=2021").content.decode()


def test_hits_are_counted_and_paged(look, found):
    for number in range(45):
        make_article(title=f"Treaty {number}")
    page = look("treaty", kind="analysis")
    assert "45 pieces found" in page
    assert 'href="?q=treaty&amp;kind=analysis&amp;page=2" rel="next"' in page
    titles = [title for number in "123" for title in found("treaty", page=number)]
    assert len(titles) == len(set(titles)) == 45
    assert 'rel="next"' not in look("treaty", page="3")


def test_at_most_the_newest_thousand_are_ranked_and_counted(look, monkeypatch):
    monkeypatch.setattr(search, "CAP", 3)
    make_article(title="treaty treaty", published_at=datetime(2001, 1, 1, tzinfo=UTC))
    for _ in range(3):
        make_article(body="<p>treaty</p>")
    page = look("treaty")
    assert "1,000+ pieces found" in page
    assert "treaty treaty" not in page


def test_a_page_after_the_last_is_not_found(client, look):
    make_article(title="A treaty")
    assert client.get("/search/?q=treaty&page=2").status_code == 404


def test_each_choice_says_how_many_of_the_hits_it_leaves(look):
    make_article(title="treaty", regions=["caucasus", "cis"])
    make_article(title="treaty", kind=Kind.COMMENTARY, regions=["cis"], language="az")
    make_article(title="treaty", published_at=datetime(2021, 5, 1, tzinfo=UTC))
    make_article(title="A pact", kind=Kind.SIMULATION, regions=["cis"])
    assert choices(look("treaty")) == {
        *("Analysis (2)", "Commentary (1)", "Caucasus (1)", "CIS (2)"),
        *("English (2)", "Azerbaijani (1)", f"{timezone.localdate().year} (2)", "2021 (1)"),
    }
    assert choices(look("treaty", region="cis", kind="commentary")) == {
        *("Commentary (1)", "CIS (1)", "Azerbaijani (1)", f"{timezone.localdate().year} (1)"),
    }


def test_years_are_counted_by_the_clock_of_the_site(look, settings):
    settings.TIME_ZONE = "Asia/Tbilisi"
    make_article(title="treaty", published_at=datetime(2020, 12, 31, 22, tzinfo=UTC))
    assert "2021 (1)" in choices(look("treaty"))


def test_without_hits_nothing_is_counted(look):
    make_article(title="A pact")
    assert choices(look("treaty")) == set()


def choices(page: str) -> set[str]:
    """The choices of the filters that have a number behind them."""
    return set(re.findall(r"<option[^>]*>([^<]* \(\d+\))</option>", page))


def test_a_search_that_takes_too_long_is_stopped_and_kept(client, db, monkeypatch):
    make_article(title="treaty")
    monkeypatch.setattr(search, "TIME_LIMIT", "50ms")
    monkeypatch.setattr(search, "_rank", lambda question: RawSQL("pg_sleep(10)::text", ()))
    response = client.get("/search/?q=treaty&kind=analysis")
    assert response.status_code == 503
    page = response.content.decode()
    assert "This search took too long" in page
    assert 'value="treaty"' in page
    assert '<option value="analysis" selected>' in page


def test_its_time_limit_ends_with_it_also_within_a_longer_transaction(found):
    make_article(title="treaty")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = '9s'")
        assert found("treaty") == ["treaty"]
        cursor.execute("SHOW statement_timeout")
        assert cursor.fetchone() == ("9s",)


@pytest.mark.django_db(transaction=True)
def test_a_search_costs_four_queries_and_keeps_its_time_limit_to_itself(client):
    people = [make_person(), make_person()]

    def queries():
        with CaptureQueriesContext(connection) as context:
            assert "<mark>treaty</mark>" in client.get("/search/?q=treaty").content.decode()
        return len([q for q in context.captured_queries if not q["sql"].startswith(TRANSACTION)])

    make_article(body="<p>treaty</p>", regions=["caucasus"], byline=people)
    assert queries() == 4
    for _ in range(25):
        make_article(body="<p>treaty</p>", regions=["caucasus"], byline=people)
    assert queries() == 4
    with connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        assert cursor.fetchone() != (search.TIME_LIMIT,)


def test_a_note_is_found_without_parting_the_words_around_it(found, look):
    body = "<p>The balance<foot-note>An <em>old</em> reckoning.</foot-note> of power held.</p>"
    make_article(title="A piece", body=body)
    assert found('"balance of power"') == found("reckoning") == ["A piece"]
    assert "<mark>balance</mark> of <mark>power</mark> held." in look('"balance of power"')


# The vectors


@pytest.mark.parametrize(
    "change",
    [
        lambda article: Article.objects.filter(pk=article.pk).update(title="A treaty"),
        lambda article: Article.objects.bulk_update([_titled(article)], ["title"]),
        lambda article: _titled(article).save(),
        lambda article: _titled(article).save(update_fields=["title"]),
        lambda article: _execute("UPDATE articles_article SET title = 'A treaty'"),
    ],
    ids=["update", "bulk_update", "save", "one field", "raw SQL"],
)
def test_no_way_of_changing_a_text_leaves_the_vectors_behind(found, change):
    article = make_article(title="A pact")
    assert found("pact") == ["A pact"]
    change(article)
    assert (found("pact"), found("treaties"), found("tréaty")) == ([], ["A treaty"], ["A treaty"])


def _titled(article):
    article.title = "A treaty"
    return article


def _execute(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)


def test_another_language_bends_the_words_anew(found):
    article = make_article(title="Negotiations", language="az")
    Article.objects.filter(pk=article.pk).update(language="en")
    assert found("negotiating") == ["Negotiations"]


def test_a_text_of_any_size_can_be_kept_and_its_beginning_is_found(found):
    words = " ".join(f"ქართული{number}-სიტყვა{number}" for number in range(60_000))
    make_article(title="Endless", body=f"<p>treaty {words}</p>")
    assert found("treaty") == ["Endless"]


def test_the_vectors_are_those_of_the_row_that_is_asked_even_in_a_subquery(db):
    make_article(title="A treaty")
    wanted = Asked(("treaty",))
    answers = search.matching(Article.objects.published(), search.Question.of("treaty"), wanted)
    sql = str(Article.objects.filter(pk__in=answers.values("pk")).query).replace('"', "")
    assert "U0.search_folded @@" in sql
    assert "articles_article.search_" not in sql


def test_no_query_of_articles_loads_the_vectors(db):
    make_article()
    assert "search_" not in str(Article.objects.all().query)
