"""What is taken in of pictures: never what a document hides of them, nor where they came from."""

import io

import pytest
from PIL import Image as Pillow

from articles.word import pictures, sentences
from articles.word.reading.reading import read
from tests.articles.word.docx import docx, p, picture, png

SHAPE = "<wps:wsp><wps:spPr/></wps:wsp>"


def two_halves(turned=False):
    """Red at the left, blue at the right; turned: as a camera notes it."""
    image = Pillow.new("RGB", (60, 40), "#ff0000")
    image.paste("#0000ff", (30, 0, 60, 40))
    buffer, exif = io.BytesIO(), Pillow.Exif()
    if turned:
        exif[0x0112] = 6
    image.save(buffer, "PNG", exif=exif)
    return buffer.getvalue()


class Sent:
    """As `articles.models.WordFile`, without a database."""

    def __init__(self, content):
        self.content = content


def taken(*body, one=None):
    """The findings, and of each picture its text, or why it is refused, or its colours and size."""
    content = docx(*body, media={"one.png": one or two_halves()})
    found = read(io.BytesIO(content))
    codes = [told["code"] for told in found["findings"] if told["code"] != "picture_without_alt"]
    assert all(code in sentences.FINDINGS for code in codes)
    return codes, found, content


def shown(found, content, monkeypatch):
    monkeypatch.setattr(pictures, "WordPicture", lambda **fields: fields)
    every = pictures.encoded(Sent(content), found["pictures"])
    return [one if isinstance(one, str) else _seen(one["content"]) for one in every]


def _seen(content):
    image = Pillow.open(io.BytesIO(content)).convert("RGB")
    return image.size, {colour for _count, colour in image.getcolors()}


RED, BLUE = (255, 0, 0), (0, 0, 255)


@pytest.mark.parametrize(
    ("crop", "size", "colours"),
    [
        ('l="50000"', (30, 40), {BLUE}),
        ('r="50000" b="25000"', (30, 30), {RED}),
        # Rounded to the inside, so that no hidden pixel is left.
        ('r="51000"', (29, 40), {RED}),
        ('r="50%"', (30, 40), {RED}),
        # A margin outside of the picture.
        ('l="-10000" r="50000"', (30, 40), {RED}),
    ],
)
def test_of_a_cropped_picture_comes_what_the_document_shows(crop, size, colours, monkeypatch):
    codes, found, content = taken(p(picture("one", "Alt", shown=f"<a:srcRect {crop}/>")))
    assert codes == ["picture_cropped"]
    assert shown(found, content, monkeypatch) == [(size, colours)]


def test_a_picture_that_is_there_twice_is_cropped_each_time_as_the_document_says(monkeypatch):
    left, right = ('<a:srcRect r="50000"/>', '<a:srcRect l="50000"/>')
    body = [p(picture("one", "Alt", shown=crop)) for crop in (left, "<a:srcRect/>", right)]
    _codes, found, content = taken(*body)
    colours = [seen for _size, seen in shown(found, content, monkeypatch)]
    assert colours == [{RED}, {RED, BLUE}, {BLUE}]
    hashes = [one["source_hash"] for one in pictures.encoded(Sent(content), found["pictures"])]
    assert len(set(hashes)) == 3


@pytest.mark.parametrize(
    "way",
    [
        '<a:srcRect l="half"/>',
        '<a:srcRect l="60000" r="40000"/>',
        '<a:stretch><a:fillRect l="-20000"/></a:stretch>',
        '<a:srcRect l="50000"/><a:tile/>',
    ],
)
def test_a_crop_that_is_not_understood_keeps_the_picture_out(way):
    codes, found, _content = taken(p("A.", picture("one", "Alt", shown=way)))
    assert (codes, found["pictures"]) == (["picture_crop_unknown"], [])


def test_so_does_a_crop_in_the_older_form():
    drawn = '<v:shape><v:imagedata r:id="one" cropleft="{}"/></v:shape>'
    for crop, count in (("16384f", 0), ("0", 1)):
        codes, found, _content = taken(p(f"<w:r><w:pict>{drawn.format(crop)}</w:pict></w:r>"))
        assert len(found["pictures"]) == count
        assert codes == ([] if count else ["picture_crop_unknown"])


def test_a_cropped_picture_that_the_camera_turned_is_refused(monkeypatch):
    body = p(picture("one", "Alt", shown='<a:srcRect l="50000"/>'))
    _codes, found, content = taken(body, one=two_halves(turned=True))
    (why,) = shown(found, content, monkeypatch)
    assert why.startswith("The picture is cropped, and the camera noted that it is to be turned")


@pytest.mark.parametrize(
    "over",
    [
        SHAPE,
        '<pic:spPr><a:prstGeom prst="ellipse"/></pic:spPr>',
        "<wps:wsp><wps:txbx><w:txbxContent><w:p/></w:txbxContent></wps:txbx></wps:wsp>",
    ],
)
def test_what_is_drawn_over_a_picture_is_told(over):
    drawn = picture("one", "Alt").replace("</pic:pic>", f"</pic:pic>{over}")
    codes, found, _content = taken(p(drawn))
    assert "picture_drawn_over" in codes
    assert len(found["pictures"]) == 1


def test_a_plain_frame_is_not_told():
    frame = '<pic:spPr><a:prstGeom prst="rect"/></pic:spPr></pic:pic>'
    assert taken(p(picture("one", "Alt").replace("</pic:pic>", frame)))[0] == []


SECRET = r"C:\Users\Anna Real-Name\secret.jpg"


@pytest.mark.parametrize(
    "name",
    [
        SECRET,
        "/home/anna/secret",
        "file:///C:/Users/Anna%20Real-Name/secret",
        "Anna Real-Name.JPG",
        "IMG_0012.heic",
        "https://example.org/anna.png",
    ],
)
def test_where_a_picture_came_from_is_no_description(name):
    first, other = picture("one", name), picture("one", named=f'descr="{name}" title="A river"')
    _codes, found, _content = taken(p(first), p(other))
    assert [one["alt"] for one in found["pictures"]] == ["", "A river"]


@pytest.mark.parametrize("alt", ["A: a map", "Men/women/children, 2023.", "A view of st. png"])
def test_descriptions_are_taken(alt):
    assert taken(p(picture("one", alt)))[1]["pictures"][0]["alt"] == alt


def test_the_title_of_an_old_picture_is_the_name_of_its_file():
    drawn = '<v:shape><v:imagedata r:id="one" o:title="Anna Real-Name"/></v:shape>'
    _codes, found, _content = taken(p(f"<w:r><w:pict>{drawn}</w:pict></w:r>"))
    assert found["pictures"][0]["alt"] == ""


def test_pictures_of_another_kind_are_read_as_before(monkeypatch):
    _codes, found, content = taken(p(picture("one", "Alt")), one=png("#336699"))
    assert shown(found, content, monkeypatch) == [((60, 40), {(0x33, 0x66, 0x99)})]
