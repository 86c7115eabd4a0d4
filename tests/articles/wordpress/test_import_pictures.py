"""Pictures of the old site, found in a copy of its uploads and nowhere else."""

import unicodedata

import pytest

from articles.models import Article, ImportedFile
from ccsis.media import ingest
from ccsis.media.models import Image
from tests.articles.wordpress.wxr import (
    SITE,
    attachment,
    import_items,
    item,
    lines,
    meta,
)
from tests.factories import picture_bytes

pytestmark = pytest.mark.django_db

UPLOADS = f"{SITE}/wp-content/uploads"
GREEN, RED = picture_bytes(colour="#008000"), picture_bytes(colour="#ff0000")


@pytest.fixture
def media(tmp_path):
    """The old site's wp-content/uploads, as a function that puts a file there."""
    folder = tmp_path / "old" / "wp-content" / "uploads"
    folder.mkdir(parents=True)

    def put(path, data=GREEN):
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        return folder

    put.folder = folder
    return put


def picture(path, alt="Hills"):
    return (
        f'<figure><img src="{UPLOADS}/{path}" alt="{alt}"><figcaption>Said so</figcaption></figure>'
    )


def test_inline_and_featured_pictures_are_stored_once(
    tmp_path, media, settings, django_capture_on_commit_callbacks
):
    media("2020/03/hills.png")
    media("2020/03/copy.png")
    with django_capture_on_commit_callbacks(execute=True):
        output = import_items(
            tmp_path,
            attachment(8, "2020/03/hills.png", alt="Green hills", excerpt="At noon"),
            item(1, meta("_thumbnail_id", 8), content=picture("2020/03/copy.png", alt="")),
            arguments=["--media", media.folder],
        )
    image, article = Image.objects.get(), Article.objects.get()
    assert (image.alt, image.caption) == ("Green hills", "At noon")
    assert article.picture == image
    assert article.body == (
        f'<figure><img src="/media/{image.file.name}" alt="Green hills" width="60" height="40">'
        "<figcaption>Said so</figcaption></figure>"
    )
    assert (settings.MEDIA_ROOT / image.file.name).is_file()
    assert list((settings.MEDIA_ROOT / "staging").iterdir()) == []
    assert "1 picture was stored" in output
    assert lines(output, 1) == ["imported        1  Made up 1  → /articles/made-up-1/"]


@pytest.mark.parametrize("folder", ["old", "old/wp-content", "old/wp-content/uploads"])
def test_the_uploads_folder_or_one_above_it_will_do(tmp_path, media, folder):
    media("a.png")
    import_items(
        tmp_path, item(1, content=picture("a.png")), arguments=["--media", tmp_path / folder]
    )
    assert Image.objects.count() == 1


@pytest.mark.parametrize(
    ("asked", "there"),
    [
        ("2020/03/hills-1024x768.png", "2020/03/hills.png"),
        ("hills-scaled.png", "hills.png"),
        ("hills-300x200.png", "hills-scaled.png"),
        ("hills-300x200.png", "hills-300x200.png"),
        ("Hills.PNG", "hills.png"),
        ("hills.png", "HILLS.PNG"),
        ("a%20b%C3%A9.png", "a bé.png"),
        ("bé.png", unicodedata.normalize("NFD", "bé.png")),
        ("%D5%AC%D5%A1%D5%B9.png", "լաչ.png"),
    ],
)
def test_a_file_is_found_under_the_names_it_may_have(tmp_path, media, asked, there):
    media(there)
    import_items(tmp_path, item(1, content=picture(asked)), arguments=["--media", media.folder])
    assert Image.objects.count() == 1


def test_the_original_is_preferred_to_a_smaller_file(tmp_path, media):
    media("hills.png", GREEN)
    media("hills-scaled.png", RED)
    media("hills-300x200.png", RED)
    import_items(
        tmp_path, item(1, content=picture("hills-300x200.png")), arguments=["--media", media.folder]
    )
    assert Image.objects.get().source_hash == ingest.hash_of(GREEN)


@pytest.mark.parametrize("host", ["//www.old.example", "", "http://i0.wp.com/old.example"])
def test_other_forms_of_the_old_sites_address_are_known(tmp_path, media, host):
    media("a.png")
    content = f'<img src="{host}/wp-content/uploads/a.png?w=300" alt="x">'
    import_items(tmp_path, item(1, content=content), arguments=["--media", media.folder])
    assert Image.objects.count() == 1


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        (f"{UPLOADS}/none.png", "not found in"),
        (f"{UPLOADS}/../../secret.png", "not found in"),
        (f"{UPLOADS}/%2e%2e/secret.png", "not found in"),
        (f"{UPLOADS}//etc/passwd", "not found in"),
        (f"{UPLOADS}/link.png", "refused: link.png is a symbolic link"),
        (f"{UPLOADS}/linked/secret.png", "refused: linked is a symbolic link"),
        (f"{UPLOADS}/folder.png", "refused: not an ordinary file"),
        (f"{UPLOADS}/text.png", "This is not a picture that can be used."),
        (f"{UPLOADS}/big.png", "refused: it has more than 20 MB"),
        (f"{UPLOADS}/{'x' * 600}.png", "its path is too long"),
        ("https://other.example/wp-content/uploads/a.png", "not a file of the old site's uploads"),
        ("data:image/png;base64,AAAA", "it has no address that can be used"),
        ("", "it has no address that can be used"),
        ("http://[bad/wp-content/uploads/a.png", "it has no address that can be used"),
    ],
)
def test_a_picture_that_cannot_be_had_is_left_out_and_named(tmp_path, media, address, reason):
    media("../../secret.png")
    media("folder.png/x")
    media("text.png", b"text")
    media("big.png", b"")
    with (media.folder / "big.png").open("wb") as file:
        file.truncate(ingest.MAX_BYTES + 1)
    (media.folder / "link.png").symlink_to(tmp_path / "old" / "secret.png")
    (media.folder / "linked").symlink_to(tmp_path / "old")
    content = f'<p>Before</p><figure><img src="{address}"><figcaption>Cap</figcaption></figure>'
    output = import_items(tmp_path, item(1, content=content), arguments=["--media", media.folder])
    assert Article.objects.get().body == "<p>Before</p>"
    shown = "?" if "no address" in reason else address[:200]
    assert f"picture left out: {shown} ({reason}" in lines(output, 1)[1]
    assert not Image.objects.exists()


def test_a_later_import_adds_the_pictures_and_one_without_them_takes_none_away(tmp_path, media):
    media("a.png")
    items = [attachment(8, "a.png"), item(1, meta("_thumbnail_id", 8), content=picture("a.png"))]
    output = import_items(tmp_path, *items)
    assert "(attachment 8) was left out: no --media folder was given" in lines(output, 1)[1]
    output = import_items(tmp_path, *items, arguments=["--media", media.folder])
    assert lines(output, 1)[0].startswith("updated ")
    before = Article.objects.values().get()
    for arguments in ([], ["--media", media.folder]):
        output = import_items(tmp_path, *items, arguments=arguments)
        assert lines(output, 1)[0].startswith("unchanged ")
    output = import_items(tmp_path, items[1])
    assert lines(output, 1)[0].startswith("unchanged ")
    assert Article.objects.values().get() == before
    assert (Image.objects.count(), ImportedFile.objects.count()) == (1, 1)


def test_a_file_that_changed_replaces_the_picture(tmp_path, media):
    media("a.png", GREEN)
    import_items(tmp_path, item(1, content=picture("a.png")), arguments=["--media", media.folder])
    media("a.png", RED)
    import_items(tmp_path, item(1, content=picture("a.png")), arguments=["--media", media.folder])
    assert ImportedFile.objects.get().image.source_hash == ingest.hash_of(RED)
    assert ImportedFile.objects.get().image.file.url in Article.objects.get().body


def test_galleries_show_their_pictures(tmp_path, media):
    media("a.png", GREEN)
    media("b.png", RED)
    output = import_items(
        tmp_path,
        attachment(8, "a.png", alt="A", excerpt="First", parent=2),
        attachment(9, "b.png", alt="B", parent=2),
        item(1, content='x\n[gallery ids="9,8,77"]'),
        item(2, content="[gallery]"),
        arguments=["--media", media.folder],
    )
    green, red = (Image.objects.get(alt=alt).file.url for alt in "AB")
    size = 'width="60" height="40"'
    first = f'<figure><img src="{green}" alt="A" {size}><figcaption>First</figcaption></figure>'
    second = f'<figure><img src="{red}" alt="B" {size}></figure>'
    assert Article.objects.get(title="Made up 1").body == f"<p>x</p>{second}{first}"
    assert Article.objects.get(title="Made up 2").body == f"{first}{second}"
    assert lines(output, 1)[1].endswith(
        "  pictures of a gallery left out, not in the file: attachments 77"
    )
    assert len(lines(output, 2)) == 1


def test_a_dry_run_leaves_no_file(tmp_path, media, settings):
    media("a.png")
    output = import_items(
        tmp_path,
        item(1, content=picture("a.png")),
        arguments=["--media", media.folder, "--dry-run"],
    )
    assert "1 picture was stored" in output
    assert [p for p in settings.MEDIA_ROOT.rglob("*") if p.is_file()] == []
    assert not Image.objects.exists()


def test_pictures_and_pieces_have_one_job_each_and_a_dry_run_asks_for_none(tmp_path, media, jobs):
    media("a.png")
    items = [item(1, content=picture("a.png")), item(2, content=picture("a.png"))]
    import_items(tmp_path, *items, arguments=["--media", media.folder, "--dry-run"])
    assert jobs() == []
    import_items(tmp_path, *items, arguments=["--media", media.folder])
    newest_first = Article.objects.values_list("pk", flat=True)
    assert jobs() == [
        ("ccsis.media.jobs.render_image", {"image_id": Image.objects.get().pk}),
        *(("articles.jobs.draw_pictures", {"article_id": pk}) for pk in newest_first),
    ]


def test_a_picture_without_alternative_text_is_reported(tmp_path, media):
    media("a.png")
    output = import_items(
        tmp_path, item(1, content=picture("a.png", alt="")), arguments=["--media", media.folder]
    )
    assert lines(output, 1)[1].endswith("1 picture has no alternative text")
