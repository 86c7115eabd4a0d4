"""Whatever was stored, a reader gets a head, heads of rows and columns, and numbers below each other."""

import pytest

from ccsis.lib.richtext import clean
from ccsis.lib.richtext.document import document


def table(*rows):
    return f"<table><tbody>{''.join(f'<tr>{row}</tr>' for row in rows)}</tbody></table>"


def inside(html):
    """What is shown between the tags of the only table."""
    shown = document(html).html
    return shown.partition("<table>")[2].partition("</table>")[0]


def test_a_first_row_of_heads_becomes_the_head():
    assert inside(table("<th>A</th><th>B</th>", "<td>a</td><td>b</td>")) == (
        '<thead><tr><th scope="col">A</th><th scope="col">B</th></tr></thead>'
        "<tbody><tr><td>a</td><td>b</td></tr></tbody>"
    )


def test_a_head_that_was_stored_stays():
    html = "<table><thead><tr><th>A</th></tr></thead><tbody><tr><td>a</td></tr></tbody></table>"
    assert inside(html) == (
        '<thead><tr><th scope="col">A</th></tr></thead><tbody><tr><td>a</td></tr></tbody>'
    )


def test_several_rows_of_heads_are_one_head():
    shown = inside(table('<th colspan="2">A</th>', "<th>B</th><th>C</th>", "<td>a</td><td>b</td>"))
    assert shown.count("<thead>") == shown.count("</thead>") == 1
    assert shown.index("C</th>") < shown.index("</thead>") < shown.index("<td>a")


def test_the_first_cell_of_a_later_row_is_the_head_of_the_row():
    assert inside(table("<th>a</th><td>b</td>", "<th>c</th><td>d</td>")) == (
        '<tbody><tr><th scope="row">a</th><td>b</td></tr>'
        '<tr><th scope="row">c</th><td>d</td></tr></tbody>'
    )


def test_the_corner_above_the_heads_of_rows_is_no_head():
    shown = inside(table("<th><p></p></th><th>A</th>", "<th>a</th><td>b</td>"))
    assert shown.startswith('<thead><tr><td><p></p></td><th scope="col">A</th></tr></thead>')


def test_a_scope_that_was_stored_is_kept():
    shown = inside(table('<th scope="colgroup">A</th>', "<td>a</td>"))
    assert shown.startswith('<thead><tr><th scope="colgroup">A</th></tr></thead>')


@pytest.mark.parametrize(
    "rows",
    [
        ["<th>A</th><th>B</th>"],
        ['<th rowspan="2">A</th><th>B</th>', "<td>b</td>"],
        ["<td>A</td><td>B</td>", "<td>a</td><td>b</td>"],
    ],
)
def test_no_head_is_made_of_what_is_none(rows):
    assert "<thead>" not in inside(table(*rows))


def test_numbers_stand_below_their_head():
    rows = ["<th>A</th><th>B</th>", "<td>a</td><td>1,204</td>", "<td>b</td><td>–</td>"]
    assert inside(table(*rows)) == (
        '<thead><tr><th scope="col">A</th><th scope="col" class="num">B</th></tr></thead>'
        '<tbody><tr><td>a</td><td class="num">1,204</td></tr>'
        '<tr><td>b</td><td class="num">–</td></tr></tbody>'
    )


@pytest.mark.parametrize(
    "text",
    ["7", "-3.5", "−12 %", "1 204", "1&nbsp;204", "$5", "₾5", "40%", "10–20", "<p>7</p>",
     "<p><strong>7</strong></p>", "7<foot-note>n</foot-note>"],
)  # fmt: skip
def test_a_cell_that_holds_only_a_number_is_one(text):
    assert f'<td class="num">{text[:1]}' in inside(table(f"<td>a</td><td>{text}</td>"))


@pytest.mark.parametrize(
    "text", ["", "a", "7 days", "1 of 2", "No. 7", "7<br>8", "<p>7</p><p>8</p>", "-"]
)
def test_other_cells_are_none(text):
    assert 'class="num"' not in inside(table(f"<td>a</td><td>{text}</td>"))


def test_the_first_column_names_the_rows_and_is_never_one_of_numbers():
    assert inside(table("<td>2020</td><td>1</td>")) == (
        '<tbody><tr><td>2020</td><td class="num">1</td></tr></tbody>'
    )


def test_a_column_with_words_keeps_its_head():
    rows = ["<th>A</th><th>B</th>", "<td>a</td><td>1</td>", "<td>b</td><td>many</td>"]
    assert inside(table(*rows)).count('class="num"') == 1


@pytest.mark.parametrize(
    "typed",
    [
        "<table><caption>A <em>b</em></caption><tr><td>1</td></tr></table>",
        "<figure><table><tr><td>1</td></tr></table><figcaption>A <em>b</em></figcaption></figure>",
        "<figure><figcaption>A <em>b</em></figcaption><table><tr><td>1</td></tr></table></figure>",
        "<figure><table><caption><p>A <em>b</em></p></caption><tr><td>1</td></tr></table></figure>",
    ],
)
def test_captions_have_one_form(typed):
    stored = (
        "<figure><table><tbody><tr><td>1</td></tr></tbody></table>"
        "<figcaption>A <em>b</em></figcaption></figure>"
    )
    assert clean(typed) == stored
    assert clean(stored) == stored


def test_of_an_empty_caption_nothing_is_left():
    html = "<table><caption> </caption><tr><td>1</td></tr></table>"
    assert clean(html) == table("<td>1</td>")


def test_two_captions_are_put_together():
    html = "<figure><table><caption>a</caption><tr><td>1</td></tr></table><figcaption>b</figcaption></figure>"
    assert clean(html).endswith("</table><figcaption>a<br>b</figcaption></figure>")


def test_the_caption_stands_above_and_names_the_region():
    html = f"<figure>{table('<td>a</td>')}<figcaption>A</figcaption></figure>"
    assert document(html).html == (
        '<figure class="tabled"><figcaption id="table-1">A</figcaption>'
        '<div class="table" role="region" tabindex="0" aria-labelledby="table-1">'
        f"{table('<td>a</td>')}</div></figure>"
    )
    assert 'id="piece-7-table-1"' in document(html, prefix="piece-7-").html


def test_the_caption_of_a_picture_stays_below():
    html = '<figure><img src="/media/a.png"><figcaption>A</figcaption></figure>'
    assert document(html + table("<td>a</td>")).html.startswith(
        '<figure><img loading="lazy" src="/media/a.png"><figcaption>A</figcaption></figure>'
    )


@pytest.mark.parametrize(
    "hostile",
    [
        "<table><caption>a" * 100,
        "<figure><figcaption>a<table>" * 100,
        "<table><tr><td>" * 100 + "<caption>a</caption>",
        "<table><caption>a<table><caption>b</caption></table></caption><tr><td>c</table>",
        "<figure><figure><table><caption>a</caption></table></figure></figure>",
    ],
)
def test_however_they_are_nested_the_text_stays_sound(hostile):
    stored = clean(hostile)
    assert clean(stored) == stored
    shown = document(stored).html
    for name in ("table", "figure", "div", "figcaption"):
        assert shown.count(f"<{name}") == shown.count(f"</{name}>")
