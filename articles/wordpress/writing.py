"""Write results: many new articles with few queries, changed ones one by one."""

from django.db.models import Max

from articles.actions import default_republication_notice, renew_pictures
from articles.models import (
    Article,
    ArticleTag,
    Byline,
    ImportedItem,
    Kind,
    Page,
    Region,
    Series,
    SeriesPart,
    State,
)
from articles.wordpress.items import Item
from articles.wordpress.people import People
from articles.wordpress.posts import Made
from articles.wordpress.results import ArticleResult, fingerprint, source_hash
from articles.wordpress.topics import Topics

#: Fields of a result that are columns of the article under the same name.
COLUMNS = ("body", "kind", "language", "published_at", "slug", "standfirst", "state", "title")


class Writer:
    def __init__(self, site: str, people: People, topics: Topics):
        self._site, self._people, self._topics = site, people, topics
        self._regions = {region.slug: region.pk for region in Region.objects.all()}

    def create_articles(self, made: list[tuple[Item, Made]]) -> list[Article]:
        """Write new articles and return them in the same order."""
        articles = Article.objects.bulk_create(_filled(Article(), m.result) for _, m in made)
        pairs = list(zip(articles, (m for _, m in made), strict=True))
        self._create_relations(pairs)
        return articles

    def update_article(self, article: Article, made: Made) -> None:
        """Only for an article that nobody changed since the last import."""
        _filled(article, made.result).save()
        article.regions.clear()
        article.article_tags.all().delete()
        article.bylines.all().delete()
        self._create_relations([(article, made)])

    def save_page(self, page: Page, made: Made) -> Page:
        page.title, page.slug = made.result.title, made.result.slug
        page.body, page.is_public = made.result.body, made.result.is_public
        page.save()
        return page

    def remember(self, rows: list[tuple[Item, Made, Article | Page]]) -> None:
        """Note what each item was and what it became."""
        ImportedItem.objects.bulk_create(
            (self._imported_item(*row) for row in rows),
            update_conflicts=True,
            unique_fields=["site", "number"],
            update_fields=["source_hash", "result_hash", "article", "page", "imported_at"],
        )

    def _imported_item(self, item: Item, made: Made, target: Article | Page) -> ImportedItem:
        field = "article" if isinstance(target, Article) else "page"
        return ImportedItem(
            site=self._site,
            number=item.number,
            source_hash=source_hash(item),
            result_hash=fingerprint(made.result),
            **{field: target},
        )

    def _create_relations(self, pairs: list[tuple[Article, Made]]) -> None:
        through = Article.regions.through
        through.objects.bulk_create(
            through(article=article, region_id=self._regions[slug])
            for article, made in pairs
            for slug in made.result.regions
        )
        ArticleTag.objects.bulk_create(
            ArticleTag(content_object=article, tag=self._topics.tag(slug, name))
            for article, made in pairs
            for slug, name in made.topics.items()
        )
        Byline.objects.bulk_create(self._byline(article, made) for article, made in pairs)
        for article, made in pairs:
            _join_series(article, made.result)
        renew_pictures(article for article, _ in pairs)

    def _byline(self, article: Article, made: Made) -> Byline:
        printed = made.author.name if article.state == State.READY else ""
        return Byline(article=article, person=self._people.person(made.author), name=printed)


def _filled(article: Article, result: ArticleResult) -> Article:
    for column in COLUMNS:
        setattr(article, column, getattr(result, column))
    article.picture_id = result.picture
    if result.kind == Kind.EXCLUSIVE_REPORT and not article.republication_notice:
        article.republication_notice = default_republication_notice()
    return article


def _join_series(article: Article, result: ArticleResult) -> None:
    """Take the place that was announced under this title, or the next one."""
    if not result.series or SeriesPart.objects.filter(article=article).exists():
        return
    series = Series.objects.get(slug=result.series)
    announced = series.parts.filter(article=None, title__iexact=result.title).first()
    if announced:
        SeriesPart.objects.filter(pk=announced.pk).update(article=article)
        return
    last = series.parts.aggregate(last=Max("number"))["last"] or 0
    SeriesPart.objects.create(series=series, number=last + 1, article=article)
