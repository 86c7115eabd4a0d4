"""What the Center publishes, each noun in a module of its own."""

from articles.models.addresses import OldAddress
from articles.models.article_regions import ArticleRegion
from articles.models.articles import (
    IN_WRITING,
    RELEASED,
    Article,
    Kind,
    Language,
    State,
    WithdrawalReason,
)
from articles.models.bylines import Byline
from articles.models.corrections import Correction
from articles.models.drawings import Drawing
from articles.models.imports import ImportedFile, ImportedItem, WordPressCategory
from articles.models.menus import MenuEntry
from articles.models.pages import Page
from articles.models.people import Person
from articles.models.place_names import NamedPlace, PlaceName
from articles.models.previews import PreviewLink
from articles.models.regions import Region
from articles.models.related import RelatedPiece
from articles.models.scenarios import Forecast, Scenario, ScenarioStep
from articles.models.series import Series, SeriesPart
from articles.models.topics import ArticleTag, Topic
from articles.models.versions import Version
from articles.models.withheld import WithheldName
from articles.models.word import WordFile, WordPicture

__all__ = [
    "IN_WRITING",
    "RELEASED",
    "Article",
    "ArticleRegion",
    "ArticleTag",
    "Byline",
    "Correction",
    "Drawing",
    "Forecast",
    "ImportedFile",
    "ImportedItem",
    "Kind",
    "Language",
    "MenuEntry",
    "NamedPlace",
    "OldAddress",
    "Page",
    "Person",
    "PlaceName",
    "PreviewLink",
    "Region",
    "RelatedPiece",
    "Scenario",
    "ScenarioStep",
    "Series",
    "SeriesPart",
    "State",
    "Topic",
    "Version",
    "WithdrawalReason",
    "WithheldName",
    "WordFile",
    "WordPicture",
    "WordPressCategory",
]
