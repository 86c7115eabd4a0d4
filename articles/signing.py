"""People whom readers know as authors: who signed something that is public, under a name."""

from django.db.models import Exists, OuterRef, QuerySet

from articles.models import Article, Byline, Person


def signing() -> QuerySet[Person]:
    signed = Byline.objects.filter(person=OuterRef("pk"), article__in=Article.objects.published())
    return Person.objects.named().filter(Exists(signed))
