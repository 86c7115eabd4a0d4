"""The menus around every page: what they hold, what they refuse, and where they mark the reader."""

import re
from html import unescape

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from articles.menus import Entry, create_first, first_navigation, marks
from articles.models import Kind, MenuEntry, Page
from tests.factories import (
    make_article,
    make_menu_entry,
    make_page,
    make_region,
    make_series,
)


@pytest.fixture
def no_menus(db):
    MenuEntry.objects.all().delete()


def links(html, part):
    """(address, label, aria-current) of the links in the navigation ("nav") or the footer."""
    pattern = {"nav": r'<nav class="nav".*?</nav>', "footer": r"<footer.*?<nav.*?</nav>"}[part]
    found = re.search(pattern, html, re.DOTALL)
    link = r'<a href="([^"]+)"(?: aria-current="(\w+)")?>([^<]+)</a>'
    return [
        (unescape(address), unescape(label), current)
        for address, current, label in re.findall(link, found[0] if found else "")
    ]


@pytest.fixture
def menu(client):
    """The links of a menu on a page, by default the home page."""
    return lambda part="nav", address="/": links(client.get(address).content.decode(), part)


# What they hold


def test_a_new_site_leads_to_kinds_series_and_its_own_pages(menu, db):
    assert [(address, label) for address, label, _current in menu()] == [
        ("/articles/", "All pieces"),
        ("/articles/?kind=analysis", "Analysis"),
        ("/articles/?kind=commentary", "Commentary"),
        ("/articles/?kind=special-report", "Special reports"),
        ("/articles/?kind=exclusive-report", "Exclusive reports"),
        ("/articles/?kind=simulation", "Simulations"),
        ("/articles/?kind=announcement", "Announcements"),
        ("/series/", "Series"),
        ("/events/", "Events"),
        ("/contribute/", "Contribute"),
        ("/about/", "About"),
    ]
    assert [(address, label) for address, label, _current in menu("footer")] == [
        ("/articles/", "All pieces by date"),
        ("/feeds/", "Feeds"),
        ("/about/", "About the Center"),
        ("/contribute/", "Contribute"),
        ("/privacy/", "Privacy"),
        ("/contact/", "Contact"),
    ]


def test_every_kind_has_its_entry():
    kinds = {f"/articles/?kind={kind}" for kind in Kind.values}
    assert kinds <= {entry.address for entry in first_navigation()}


def test_entries_stand_in_the_order_of_their_positions(menu, no_menus):
    make_menu_entry("Second", position=2)
    make_menu_entry("First", position=1)
    make_menu_entry("Third", position=2)
    make_menu_entry("Last line", menu="footer")
    assert [label for _address, label, _current in menu()] == ["First", "Second", "Third"]
    assert [label for _address, label, _current in menu("footer")] == ["Last line"]


def test_a_label_is_text(client, no_menus):
    make_menu_entry("Peace & <b>quiet</b>")
    assert "Peace &amp; &lt;b&gt;quiet&lt;/b&gt;" in client.get("/").content.decode()


def test_an_entry_is_shown_while_its_page_is_public(menu, no_menus):
    page = make_page(slug="imprint", is_public=True)
    make_menu_entry("Imprint", page=page)
    make_menu_entry("Series", address="/series/")
    assert ("/imprint/", "Imprint", "") in menu()
    Page.objects.filter(pk=page.pk).update(is_public=False)
    assert [label for _address, label, _current in menu()] == ["Series"]


def test_an_entry_follows_its_page_to_another_address(menu, no_menus):
    page = make_page(slug="imprint", is_public=True)
    make_menu_entry("Imprint", page=page)
    Page.objects.filter(pk=page.pk).update(slug="who-we-are")
    assert menu() == [("/who-we-are/", "Imprint", "")]


def test_without_entries_the_navigation_leads_to_all_pieces(menu, no_menus):
    assert menu() == [("/articles/", "All pieces", "")]
    assert menu("footer") == []


def test_pages_that_are_missing_have_no_entry_of_their_own(no_menus):
    Page.objects.filter(slug="contact").delete()
    create_first(MenuEntry, Page)
    entry = MenuEntry.objects.get(menu="navigation", label="About")
    assert (entry.page and entry.page.slug, entry.address) == ("about", "")
    assert not MenuEntry.objects.filter(label="Contact").exists()


# What they refuse


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/series/",
        "/articles/?kind=analysis&year=2024",
        "/series/ջուր/",
        "https://example.org",
        "https://example.org/a?b=c#d",
        "https://example.org:8443/",
        "https://example.org/#[a]",
    ],
)
def test_paths_and_https_are_addresses(no_menus, address):
    assert make_menu_entry(address=address).address == address


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "//elsewhere.example/",
        "/\\elsewhere.example/",
        "/a\\b",
        "http://example.org/",
        "HTTPS://example.org/",
        "https:///example.org/",
        "https://user@example.org/",
        "https://[::1/",
        "https:\\\\example.org",
        "mailto:someone@example.org",
        "data:text/html,x",
        "series/",
        " /series/",
        "/a b/",
        "/series/\n",
        "/series/\r\nX: y",
        "/\t/elsewhere.example/",
        "/a\x7fb",
        "/a\u00a0b",
    ],
)
def test_anything_else_is_none(no_menus, address):
    with pytest.raises(IntegrityError, match="menu_entry_address_is_a_path_or_https"):
        make_menu_entry(address=address)


def test_an_entry_leads_to_one_thing(no_menus):
    for fields in ({"page": make_page(), "address": "/series/"}, {"page": None, "address": ""}):
        with pytest.raises(IntegrityError, match="leads_to_one_thing"), transaction.atomic():
            make_menu_entry(**fields)


@pytest.mark.parametrize(
    ("fields", "constraint"), [({"label": " – "}, "has_label"), ({"menu": "side"}, "menu_is_known")]
)
def test_an_entry_has_a_label_and_a_menu(no_menus, fields, constraint):
    with pytest.raises(IntegrityError, match=constraint):
        make_menu_entry(**fields)


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("/no/such/thing/", "unknown"),
        ("//[", "unknown"),
        ("/regions/", "unknown"),
        ("/about/", "page"),
        ("/nothing-at-all/", "unknown"),
    ],
)
def test_an_editor_hears_where_a_path_does_not_lead(db, address, code):
    with pytest.raises(ValidationError) as caught:
        MenuEntry(label="A label", address=address).full_clean()
    assert [error.code for error in caught.value.error_dict["address"]] == [code]


def test_an_entry_goes_with_its_page(no_menus):
    page = make_page()
    make_menu_entry(page=page)
    page.delete()
    assert not MenuEntry.objects.exists()


# Where the reader is


ENTRIES = [
    Entry("All", "/articles/"),
    Entry("Analysis", "/articles/?kind=analysis"),
    Entry("Analysis of CIS", "/articles/?kind=analysis&region=cis"),
    Entry("Caucasus", "/regions/caucasus/"),
    Entry("Series", "/series/"),
    Entry("Water", "/series/%D5%BB%D5%B8%D6%82%D6%80/"),
    Entry("Elsewhere", "https://example.org/articles/"),
]


@pytest.mark.parametrize(
    ("path", "query", "sections", "marked"),
    [
        ("/articles/", {}, [], ("All", "page")),
        ("/articles/", {"region": "cis", "before": "x"}, [], ("All", "page")),
        ("/articles/", {"kind": "analysis", "year": "2024"}, [], ("Analysis", "page")),
        ("/articles/", {"kind": "analysis", "region": "cis"}, [], ("Analysis of CIS", "page")),
        ("/regions/caucasus/", {"before": "x"}, [], ("Caucasus", "page")),
        ("/regions/cis/", {}, [], None),
        ("/series/ջուր/", {}, ["/series/"], ("Water", "page")),
        ("/series/other/", {}, ["/series/"], ("Series", "true")),
        ("/articles/x/", {}, ["/articles/?kind=analysis", "/series/"], ("Analysis", "true")),
        ("/articles/x/", {}, ["/articles/?kind=simulation", "/series/"], ("Series", "true")),
        ("/articles/x/", {}, ["/regions/caucasus/"], ("Caucasus", "true")),
        ("/", {}, [], None),
    ],
)
def test_one_entry_at_most_says_where_the_reader_is(path, query, sections, marked):
    found = marks(ENTRIES, path, query.items(), sections)
    pairs = [(entry.label, mark) for entry, mark in zip(ENTRIES, found, strict=True) if mark]
    assert pairs == ([marked] if marked else [])


def test_a_piece_marks_the_region_that_the_menu_leads_to(menu, no_menus):
    make_region("cis")
    make_menu_entry("CIS", address="/regions/cis/")
    make_menu_entry("Series", address="/series/")
    article = make_article(regions=["cis"])
    make_series().parts.create(number=1, article=article)
    assert menu("nav", article.get_absolute_url()) == [
        ("/regions/cis/", "CIS", "true"),
        ("/series/", "Series", ""),
    ]


def test_a_piece_marks_the_series_that_the_menu_leads_to(menu, no_menus):
    series, article = make_series(slug="measures"), make_article()
    series.parts.create(number=1, article=article)
    make_menu_entry("Measures", address="/series/measures/")
    for address, mark in {article.get_absolute_url(): "true", "/series/measures/": "page"}.items():
        assert menu("nav", address) == [("/series/measures/", "Measures", mark)]


def test_a_page_in_the_menu_is_marked(menu, no_menus):
    make_menu_entry("Imprint", page=make_page(slug="imprint", is_public=True))
    assert menu("nav", "/imprint/") == [("/imprint/", "Imprint", "page")]


def test_nobody_is_in_a_list_that_does_not_exist(menu, no_menus):
    assert menu("nav", "/articles/?kind=rumour") == [("/articles/", "All pieces", "")]
