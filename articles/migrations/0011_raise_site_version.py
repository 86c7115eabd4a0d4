"""All tables of the articles that readers see raise the site version, and so does that of topics."""

from importlib import import_module

from django.db import migrations

site_version = import_module("ccsis.publicsite.migrations.0001_site_version")

# Model, table, and what ends the trigger's name.
TABLES = [
    ("article", "articles_article", "0baa5"),
    ("articletag", "articles_articletag", "6e912"),
    ("byline", "articles_byline", "cba6d"),
    ("drawing", "articles_drawing", "c2b8a"),
    ("menuentry", "articles_menuentry", "a918c"),
    ("oldaddress", "articles_oldaddress", "fd4ab"),
    ("page", "articles_page", "cf3a6"),
    ("person", "articles_person", "6c0ff"),
    ("region", "articles_region", "1f188"),
    ("relatedpiece", "articles_relatedpiece", "e50e2"),
    ("series", "articles_series", "5484b"),
    ("seriespart", "articles_seriespart", "18350"),
    ("topic", "taggit_tag", "8070c"),
    ("articleregion", "articles_article_regions", "c1d8f"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0010_pending_changes_versions_and_withdrawal"),
        ("publicsite", "0001_site_version"),
    ]
    operations = [
        migrations.CreateModel(
            name="ArticleRegion",
            fields=[],
            options={"proxy": True, "default_permissions": (), "indexes": [], "constraints": []},
            bases=("articles.article_regions",),
        ),
        *(site_version.raises_site_version(*table) for table in TABLES),
    ]
