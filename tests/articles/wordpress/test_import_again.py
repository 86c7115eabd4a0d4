"""Running an import again: what changed there follows, what was edited here stays."""

import pytest

from articles.models import Article, ImportedItem, Page, Person, Region, WordPressCategory
from ccsis.audit.models import Entry
from ccsis.demo.models import DemoLoad
from ccsis.demo.recorder import Recorder, recorded
from tests.articles.wordpress.wxr import category, import_items, item, lines, tag
from tests.factories import make_article

pytestmark = pytest.mark.django_db


def state():
    return [
        list(Article.objects.order_by("pk").values()),
        list(Page.objects.order_by("pk").values()),
        list(ImportedItem.objects.order_by("pk").values()),
    ]


def test_twice_changes_nothing(tmp_path):
    make_article(slug="made-up-2")
    items = [
        item(1, category("caucasus", "Caucasus"), tag("a", "A"), creator="desk"),
        item(2, status="draft"),
        item(3, type="page", slug="about"),
        item(4, type="page", slug="attic"),
        item(5, title="", slug=""),
    ]
    import_items(tmp_path, *items)
    before = state()
    output = import_items(tmp_path, *items)
    assert state() == before
    assert output.splitlines()[-1] == "0 imported, 0 updated, 5 unchanged, 0 kept"


def test_what_changed_there_is_updated_if_nobody_edited_it_here(tmp_path):
    import_items(tmp_path, item(1, tag("a", "A")), item(2, type="page"))
    output = import_items(
        tmp_path,
        item(1, tag("b", "B"), title="New title", slug="new-slug", creator="desk"),
        item(2, type="page", title="New page"),
    )
    article = Article.objects.get()
    # The address stays; WordPress's new one leads to it.
    assert (article.title, article.slug) == ("New title", "made-up-1")
    assert article.old_addresses.filter(path="/2020/03/01/new-slug/").exists()
    assert [topic.name for topic in article.topics.all()] == ["B"]
    assert [byline.name for byline in article.bylines.all()] == ["Night Desk"]
    assert Page.objects.get(slug="made-up-2").title == "New page"
    assert lines(output, 1) == ["updated         1  New title  → /articles/made-up-1/"]
    assert "0 imported, 2 updated, 0 unchanged, 0 kept" in output


@pytest.mark.parametrize(
    "edit",
    [
        lambda a: Article.objects.filter(pk=a.pk).update(title="Ours"),
        lambda a: Article.objects.filter(pk=a.pk).update(slug="ours"),
        lambda a: Article.objects.filter(pk=a.pk).update(body="<p>Ours</p>"),
        lambda a: Article.objects.filter(pk=a.pk).update(summary_points=["Ours"]),
        lambda a: Article.objects.filter(pk=a.pk).update(state="draft"),
        lambda a: a.topics.add("ours"),
        lambda a: a.regions.clear(),
        lambda a: a.bylines.update(title="Professor"),
    ],
)
def test_what_was_edited_here_is_never_overwritten(tmp_path, edit):
    import_items(tmp_path, item(1, category("caucasus", "Caucasus")))
    edit(Article.objects.get())
    before = state()
    output = import_items(tmp_path, item(1, category("caucasus", "Caucasus")))
    assert lines(output, 1) == [
        "kept            1  Made up 1  edited here since its import; left as it is"
    ]
    output = import_items(tmp_path, item(1, title="Changed there"))
    assert lines(output, 1)[0].endswith(
        "edited here since its import and changed in WordPress too; left as it is here"
    )
    assert state() == before
    assert "0 imported, 0 updated, 0 unchanged, 1 kept" in output


def test_an_edited_page_is_kept(tmp_path):
    import_items(tmp_path, item(1, type="page"))
    Page.objects.filter(slug="made-up-1").update(is_public=False)
    output = import_items(tmp_path, item(1, type="page", title="Changed"))
    assert Page.objects.get(slug="made-up-1").title == "Made up 1"
    assert lines(output, 1)[0].startswith("kept ")


def test_a_post_that_became_a_page_there_is_left_as_it_is(tmp_path):
    import_items(tmp_path, item(1))
    output = import_items(tmp_path, item(1, type="page"))
    assert lines(output, 1)[0].endswith(
        "its type changed in WordPress since its import; left as it is"
    )


def test_what_was_deleted_here_stays_deleted_until_it_is_asked_for(tmp_path):
    import_items(tmp_path, item(1), item(2, content='<a href="/?p=1">x</a>'))
    Article.objects.get(title="Made up 1").delete()
    output = import_items(tmp_path, item(1))
    assert lines(output, 1)[0].endswith("deleted here since its import; --restore 1 brings it back")
    assert not Article.objects.filter(title="Made up 1").exists()
    output = import_items(tmp_path, item(1), arguments=["--restore", "1"])
    assert lines(output, 1)[0].startswith("imported ")
    assert Article.objects.get(title="Made up 1").old_addresses.filter(path="/?p=1").exists()
    output = import_items(tmp_path, item(1))
    assert lines(output, 1)[0].startswith("unchanged ")


def test_a_new_mapping_of_a_category_is_obeyed_where_nobody_edited(tmp_path):
    items = [item(n, category("border", "Border")) for n in (1, 2)]
    import_items(tmp_path, *items)
    Article.objects.filter(title="Made up 2").update(title="Ours")
    region = Region.objects.get(slug="cis")
    WordPressCategory.objects.update(region=region, kind="commentary")
    output = import_items(tmp_path, *items)
    articles = Article.objects.filter(regions=region, kind="commentary")
    assert [article.title for article in articles] == ["Made up 1"]
    assert "0 imported, 1 updated, 0 unchanged, 1 kept" in output


def test_two_sites_may_have_the_same_numbers(tmp_path):
    import_items(tmp_path, item(1))
    import_items(tmp_path, item(1, title="Of another site"), site="https://other.example")
    assert ImportedItem.objects.values_list("site", "article__slug").order_by("pk")[1] == (
        "other.example",
        "made-up-1-2",
    )


def test_a_dry_run_reports_and_keeps_nothing(tmp_path, settings):
    output = import_items(
        tmp_path, item(1, category("caucasus", "Caucasus")), arguments=["--dry-run"]
    )
    assert lines(output, 1) == ["imported        1  Made up 1  → /articles/made-up-1/"]
    assert output.splitlines()[-1] == "A dry run: nothing was kept of this."
    assert not Article.objects.exists()
    assert not WordPressCategory.objects.exists()
    assert not settings.MEDIA_ROOT.exists()


def test_the_demonstration_is_named_and_does_not_take_signers_along(tmp_path):
    assert "demonstration" not in import_items(tmp_path, item(1))
    record = Recorder(DemoLoad.objects.create())
    record(Person.objects.create(name="Night Desk", slug="night-desk"))
    output = import_items(tmp_path, item(2, creator="desk"))
    assert output.splitlines()[-1] == (
        "The demonstration is on this site too; manage.py load_demo --remove takes it away."
    )
    assert recorded(Person) == []


def test_what_went_into_the_bin_there_is_said_to_be_still_here(tmp_path):
    import_items(tmp_path, item(1, slug="taken-down"))
    output = import_items(tmp_path, item(1, slug="taken-down", status="trash"))
    assert "in the bin; still here at /articles/taken-down/: withdraw it there" in output
    assert Article.objects.published().exists()


def audited():
    rows = Entry.objects.order_by("pk").values_list("action", "actor_name", "details")
    return list(rows)


def test_an_import_is_audited_with_how_many_pieces_it_made_public(tmp_path):
    items = [item(1), item(2), item(3, status="draft"), item(4, type="page")]
    import_items(tmp_path, *items, arguments=["--dry-run"])
    assert audited() == []
    import_items(tmp_path, *items)
    assert audited() == [("imported", "", {"public": 2, "scheduled": 0})]
    import_items(tmp_path, item(1, title="Another title"), item(2), item(3))
    assert audited()[1:] == [("imported", "", {"public": 1, "scheduled": 0})]
