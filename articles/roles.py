"""Which group of the staff may do what with articles: the table that the migrations grant.

Whoever changes it adds a migration that calls `ccsis.accounts.granting` for what is new;
a test compares the two, and takes each duty as each role.
"""

from dataclasses import dataclass

from ccsis.accounts.roles import AUTHOR, EDITOR, EVENT_MANAGER, PUBLISHER, ROLES

WRITERS = (AUTHOR, EDITOR, PUBLISHER)
EDITORS = (EDITOR, PUBLISHER)


@dataclass(frozen=True)
class Duty:
    """Something that some of the staff do, and the permissions that it takes."""

    name: str
    roles: tuple[str, ...]
    permissions: tuple[str, ...]


def _all(*models: str) -> tuple[str, ...]:
    """Add, change, delete and view rows of these models of the articles."""
    verbs = ("add", "change", "delete", "view")
    return tuple(f"articles.{verb}_{model}" for model in models for verb in verbs)


DUTIES = (
    Duty(
        "write a piece of one's own",
        WRITERS,
        (
            "articles.add_article",
            "articles.change_article",
            "articles.view_article",
            *_all("byline", "forecast", "relatedpiece", "scenario", "scenariostep"),
            "articles.view_person",
            "articles.view_region",
            "articles.view_topic",
            "articles.view_namedplace",
            "articles.view_placename",
        ),
    ),
    Duty("send it to review", WRITERS, ("articles.change_article",)),
    Duty(
        "change one's own released piece, from any version, or drop the change",
        WRITERS,
        ("articles.change_article",),
    ),
    Duty(
        "add a picture",
        (*WRITERS, EVENT_MANAGER),
        ("media.add_image", "media.view_image"),
    ),
    Duty("let somebody outside read it before its day", WRITERS, ("articles.add_previewlink",)),
    Duty("edit the piece of somebody else", EDITORS, ("articles.edit_any_article",)),
    Duty("send a piece back", EDITORS, ("articles.review_article",)),
    Duty("describe people", EDITORS, ("articles.add_person", "articles.change_person")),
    Duty("arrange a series", EDITORS, _all("series", "seriespart")),
    Duty(
        "name topics",
        EDITORS,
        ("articles.add_topic", "articles.change_topic", "articles.view_topic"),
    ),
    Duty("merge topics", EDITORS, ("articles.merge_topic", "articles.view_topic")),
    Duty("keep the names of places", EDITORS, _all("namedplace", "placename")),
    Duty("resolve a forecast", EDITORS, ("articles.resolve_forecast",)),
    Duty("describe a picture anew", EDITORS, ("media.change_image",)),
    Duty("release a piece", (PUBLISHER,), ("articles.release_article",)),
    Duty("publish a change", (PUBLISHER,), ("articles.release_article",)),
    Duty("withdraw a piece and bring it back", (PUBLISHER,), ("articles.withdraw_article",)),
    Duty("retract a piece", (PUBLISHER,), ("articles.withdraw_article",)),
    Duty(
        "correct a piece",
        (PUBLISHER,),
        ("articles.add_correction", "articles.change_correction", "articles.view_correction"),
    ),
    Duty("hide a kept version", (PUBLISHER,), ("articles.hide_version",)),
    Duty("withhold a name", (PUBLISHER,), ("articles.withhold_name",)),
    Duty("edit standing pages", (PUBLISHER,), _all("page")),
    Duty("arrange menus", (PUBLISHER,), _all("menuentry")),
    Duty("redirect an old address", (PUBLISHER,), _all("oldaddress")),
    Duty("describe regions", (PUBLISHER,), ("articles.add_region", "articles.change_region")),
    Duty(
        "delete people and topics",
        (PUBLISHER,),
        ("articles.delete_person", "articles.delete_topic"),
    ),
    Duty("delete a picture that nothing shows", (PUBLISHER,), ("media.delete_image",)),
    Duty(
        "guide imports",
        (PUBLISHER,),
        (
            "articles.change_wordpresscategory",
            "articles.view_wordpresscategory",
            "articles.view_importeditem",
            "articles.view_importedfile",
        ),
    ),
    # For superusers alone.
    Duty("delete a piece", (), ("articles.delete_article",)),
    Duty("see the accounts of the staff", (), ("auth.view_user",)),
)


def grants() -> dict[str, set[str]]:
    """The permissions of each group."""
    return {
        role: {p for duty in DUTIES if role in duty.roles for p in duty.permissions}
        for role in ROLES
    }
