"""WordPress exports for the tests, written anew: an item, a file, and the command run on it."""

from io import StringIO
from pathlib import Path

from django.core.management import call_command

SITE = "https://old.example"
HEAD = """<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>An old site</title><link>{site}</link>{version}
<wp:base_site_url>{site}</wp:base_site_url><wp:base_blog_url>{site}</wp:base_blog_url>
<wp:author><wp:author_login>avery</wp:author_login>
<wp:author_email>avery@old.example</wp:author_email>
<wp:author_display_name><![CDATA[Avery Example]]></wp:author_display_name></wp:author>
<wp:author><wp:author_login>desk</wp:author_login>
<wp:author_email>desk@old.example</wp:author_email>
<wp:author_display_name><![CDATA[Night Desk]]></wp:author_display_name></wp:author>
<wp:author><wp:author_login>center</wp:author_login>
<wp:author_display_name><![CDATA[The Caucasus Center]]></wp:author_display_name></wp:author>
"""
VERSION = "<wp:wxr_version>1.2</wp:wxr_version>"
TAIL = "</channel></rss>"


def term(domain, slug, name):
    return f'<category domain="{domain}" nicename="{slug}"><![CDATA[{name}]]></category>'


def category(slug, name):
    return term("category", slug, name)


def tag(slug, name):
    return term("post_tag", slug, name)


def meta(key, value):
    return (
        f"<wp:postmeta><wp:meta_key>{key}</wp:meta_key>"
        f"<wp:meta_value><![CDATA[{value}]]></wp:meta_value></wp:postmeta>"
    )


def item(number, *extra, **fields):
    """A public post of 1 March 2020, unless fields say otherwise; `extra` is XML to add."""
    slug = fields.get("slug", f"made-up-{number}")
    fields = {
        "title": f"Made up {number}",
        "link": f"{SITE}/2020/03/01/{slug}/",
        "pub_date": "Sun, 01 Mar 2020 09:30:00 +0000",
        "creator": "avery",
        "content": "<!-- wp:paragraph -->\n<p>Some words.</p>\n<!-- /wp:paragraph -->",
        "excerpt": "",
        "date": "2020-03-01 13:30:00",
        "date_gmt": "2020-03-01 09:30:00",
        "slug": slug,
        "status": "publish",
        "type": "post",
        "password": "",
        "parent": 0,
    } | fields
    return """<item><title><![CDATA[{title}]]></title><link>{link}</link>
<pubDate>{pub_date}</pubDate><dc:creator><![CDATA[{creator}]]></dc:creator>
<guid isPermaLink="false">{site}/?p={number}</guid>
<content:encoded><![CDATA[{content}]]></content:encoded>
<excerpt:encoded><![CDATA[{excerpt}]]></excerpt:encoded>
<wp:post_id>{number}</wp:post_id><wp:post_date>{date}</wp:post_date>
<wp:post_date_gmt>{date_gmt}</wp:post_date_gmt><wp:post_name>{slug}</wp:post_name>
<wp:status>{status}</wp:status><wp:post_parent>{parent}</wp:post_parent>
<wp:post_type>{type}</wp:post_type><wp:post_password>{password}</wp:post_password>
{extra}</item>
""".format(number=number, site=SITE, extra="".join(extra), **fields)


def attachment(number, path, **fields):
    address = f"<wp:attachment_url>{SITE}/wp-content/uploads/{path}</wp:attachment_url>"
    alt = meta("_wp_attachment_image_alt", fields.pop("alt", ""))
    return item(number, address, alt, type="attachment", status="inherit", **fields)


def export(*items, version=VERSION, site=SITE):
    return HEAD.format(version=version, site=site) + "".join(items) + TAIL


def write(folder: Path, content) -> Path:
    path = folder / "export.xml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def run(path: Path, *arguments) -> str:
    """Run the command and return what it printed."""
    out, err = StringIO(), StringIO()
    call_command("import_wordpress", str(path), *map(str, arguments), stdout=out, stderr=err)
    return out.getvalue()


def import_items(folder: Path, *items, arguments=(), **options) -> str:
    return run(write(folder, export(*items, **options)), *arguments)


def lines(output: str, number: int) -> list[str]:
    """The report's lines on one item."""
    return [line for line in output.splitlines() if line.split()[1:2] == [str(number)]]
