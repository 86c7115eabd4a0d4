"""The register of personal data is whole: a field that looks personal is in it, or here with the reason why not."""

import pytest
from django.apps import apps
from django.db import models

from ccsis.intake.links import kinds
from ccsis.intake.personal.registry import Record, record_of, records
from ccsis.lib.encryption import EncryptedTextField
from ccsis.lib.sealing import SealedField

#: Parts of names by which a field looks personal.
TELLING = (
    *("name", "mail", "phone", "address", "person", "author", "biograph", "affiliation", "orcid"),
    *("text", "letter", "note", "message", "reason", "answer", "agreement", "typed", "data"),
    *("ip", "agent", "digest", "contact", "secret", "sha256"),
)
TYPES = (models.EmailField, models.GenericIPAddressField, EncryptedTextField, SealedField)
#: Apps whose tables are only machines' notes, and why none of it is about people outside.
APPS = {
    "contenttypes": "names of the models",
    "demo": "what the demonstration made, all of it made up",
    "procrastinate": "jobs: arguments are ids only",
    "publicsite": "the number of the site's state",
    "sessions": "who of the staff is signed in, unreadable without the site's key",
    "taggit": "topics",
}
#: Single fields, and what they hold.
IMPERSONAL = {
    "account.EmailAddress": "a table of allauth's that is not used here",
    "account.EmailConfirmation": "a table of allauth's that is not used here",
    "accounts.OneTimeLink.token_hash": "of a random token",
    "admin.LogEntry": "Django's own log, which is not used here",
    "articles.Article": "what is published, by the byline's people",
    "articles.Article.body": "what is published",
    "articles.Correction": "what is published",
    "articles.Drawing": "pictures of pieces",
    "articles.ImportedFile": "paths of files of the old site",
    "articles.ImportedItem": "numbers of items of the old site",
    "articles.MenuEntry": "words of the menu",
    "articles.NamedPlace": "names of places",
    "articles.OldAddress": "addresses of pages",
    "articles.Page": "what is published",
    "articles.PlaceName": "names of places",
    "articles.Region": "names of regions",
    "articles.Forecast": "what is published",
    "articles.Scenario": "what is published",
    "articles.ScenarioStep": "what is published",
    "articles.Series": "what is published",
    "articles.SeriesPart": "what is published",
    "articles.Topic": "names of topics",
    "articles.Version": "what is published; a withheld name is taken out of it",
    "articles.WordPicture": "pictures of pieces, for a day",
    "articles.WordPressCategory": "names of categories of the old site",
    "auth.Group": "names of groups",
    "auth.Permission": "names of permissions",
    "axes.AccessFailureLog": "a table of axes' that is not used here",
    "axes.AccessLog": "a table of axes' that is not used here",
    "axes.AccessAttempt.user_agent": "left empty (`ccsis.accounts.counters`)",
    "axes.AccessAttempt.get_data": "left empty (`ccsis.accounts.counters`)",
    "axes.AccessAttempt.post_data": "left empty (`ccsis.accounts.counters`)",
    "events.Event": "what is published about an event",
    "events.Topic.name": "what is published about an event",
    "events.Format.description": "what is published about an event",
    "intake.FormSwitch": "what visitors of a closed form are told",
    "intake.Upload.field_name": "of the form's field",
    "intake.Upload.stored_name": "random",
    "intake.Upload.reasons": "codes of what a check found",
    "intake.Draft.email": "left empty: a draft has no sender",
    "mail.Mail.recipient": "a role",
    "mail.Mail.message_id": "random",
    "media.Image": "pictures of the site",
    "mfa.Authenticator": "secrets of the staff's second factors, encrypted",
}
#: Columns of every sending that say nothing of a person, or are emptied with it.
OF_SENDINGS = {"content_digest", "email_digest", "recorded_by", "reference"}


def looks_personal(field: models.Field) -> bool:
    if field.is_relation or field.choices:
        return False
    if isinstance(field, TYPES):
        return True
    is_text = isinstance(field, models.CharField | models.TextField | models.JSONField)
    return is_text and any(part in field.name for part in TELLING)


def unlisted(model: type[models.Model], listed: set[str]) -> list[str]:
    """Fields that look personal and are neither listed nor known to be something else."""
    label = model._meta.label
    if model._meta.app_label in APPS or label in IMPERSONAL:
        return []
    known = listed | (OF_SENDINGS if model in kinds().values() else set())
    fields = [field for field in model._meta.concrete_fields if looks_personal(field)]
    names = [field.name for field in fields if field.name not in known]
    return [f"{label}.{name}" for name in names if f"{label}.{name}" not in IMPERSONAL]


def listed_of(model) -> set[str]:
    try:
        return set(record_of(model).fields)
    except LookupError:
        return set()


def test_every_field_that_looks_personal_is_in_the_register_or_known_not_to_be():
    models_of_tables = [model for model in apps.get_models() if not model._meta.proxy]
    assert [name for model in models_of_tables for name in unlisted(model, listed_of(model))] == []


@pytest.mark.parametrize(
    "field",
    [
        models.EmailField(name="reply_to"),
        EncryptedTextField(name="anything"),
        SealedField(name="something"),
        models.CharField(name="phone_number", max_length=20),
        models.TextField(name="biography"),
        models.GenericIPAddressField(name="seen_from"),
    ],
    ids=lambda field: field.name,
)
def test_a_new_field_of_that_sort_would_be_noticed(field):
    assert looks_personal(field)


def test_a_field_that_is_left_out_is_noticed():
    from ccsis.contact.models import Message

    assert unlisted(Message, listed_of(Message) - {"answer"}) == ["contact.Message.answer"]


def test_everything_that_a_sender_typed_is_in_the_register():
    for kind in kinds().values():
        typed = {
            field.name
            for field in kind._meta.concrete_fields
            if isinstance(field, models.CharField | models.TextField) and not field.choices
        }
        machine = {"content_digest", "email_digest", "reference", "language", "doubt"}
        machine |= {"email", "form_slug", "path"}
        assert typed - machine <= set(record_of(kind).fields), kind


@pytest.mark.parametrize("record", records(), ids=lambda record: record.label)
def test_a_record_names_fields_that_there_are(record: Record):
    columns = {field.name for field in record.model._meta.concrete_fields}
    assert set(record.fields) | set(record.erased) <= columns
    if record.keeps:
        assert record.since in columns
        record.model._base_manager.exclude(**record.unless).query.sql_with_params()


def test_no_table_is_in_the_register_twice():
    labels = [record.label for record in records()]
    assert len(labels) == len(set(labels))


def test_a_table_without_personal_data_has_no_record():
    from articles.models import Region

    with pytest.raises(LookupError):
        record_of(Region)
