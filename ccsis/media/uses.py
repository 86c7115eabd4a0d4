"""Where images are shown: asked of the apps that show them (IMAGE_USERS), each in its own module.

Such a module has
- `uses(image)`: a `Use` for each row that shows the image,
- `shown()`: query sets of the ids and of the file names of all images that are shown,
- `readdress(old_name, image)`: let texts that show a file of this name show the image's present one.
"""

from dataclasses import dataclass
from importlib import import_module

from django.conf import settings
from django.db.models import CharField, F, Func, Model, Q, QuerySet, Value

from ccsis.media.models import Image


@dataclass(frozen=True)
class Use:
    """A row that shows an image; where in it, in words; whether readers can see that now."""

    row: Model
    place: str
    is_public: bool


class NamesIn(Func):
    """The names of the files in a text, one row each."""

    function = "regexp_matches"
    template = "(%(function)s(%(expressions)s))[1]"
    output_field = CharField()
    set_returning = True

    def __init__(self, column: str):
        super().__init__(F(column), Value(r'src="[^"]*/(images/[\w-]+\.[a-z]+)"'), Value("g"))


def names_in(rows: QuerySet, column: str) -> QuerySet:
    """The names of the files that a column of these rows shows, in one pass over their texts."""
    showing = rows.filter(**{f"{column}__contains": "<img"})
    return showing.order_by().annotate(shown_name=NamesIn(column)).values("shown_name")


def users() -> list:
    return [import_module(name) for name in settings.IMAGE_USERS]


def uses_of(image: Image) -> list[Use]:
    """What shows this image, what readers see first."""
    found = [use for module in users() for use in module.uses(image)]
    return sorted(found, key=lambda use: not use.is_public)


def is_shown() -> Q:
    """Of images: that something shows them."""
    ids, names = [], []
    for module in users():
        more_ids, more_names = module.shown()
        ids, names = [*ids, *more_ids], [*names, *more_names]
    return Q(*(Q(pk__in=rows) for rows in ids), _connector=Q.OR) | Q(
        *(Q(file__in=rows) for rows in names), _connector=Q.OR
    )
