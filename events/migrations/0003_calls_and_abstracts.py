"""Calls for abstracts, the abstracts, and what belongs to them."""

import datetime

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.constraints
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.comparison
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import ccsis.lib.encryption
import events.models.events


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0002_who_arranges"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Abstract",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("form_key", models.UUIDField(editable=False, unique=True)),
                ("content_digest", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "reference",
                    models.CharField(
                        editable=False, max_length=12, unique=True, verbose_name="reference"
                    ),
                ),
                (
                    "received_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="received",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        default="en", editable=False, max_length=12, verbose_name="language"
                    ),
                ),
                ("email_digest", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "is_discreet",
                    models.BooleanField(
                        default=False,
                        help_text="Mails to the sender have a neutral subject and no title, text or name.",
                        verbose_name="discreet receipt",
                    ),
                ),
                ("link_counter", models.PositiveIntegerField(default=0, editable=False)),
                ("link_until", models.DateTimeField(editable=False)),
                (
                    "doubt",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "none"),
                            ("trap", "a field was filled in that people do not see"),
                            ("haste", "sent faster than people type"),
                            ("proof", "sent without the proof of work that was asked for"),
                        ],
                        editable=False,
                        max_length=10,
                        verbose_name="doubt",
                    ),
                ),
                ("held_at", models.DateTimeField(editable=False, null=True, verbose_name="held")),
                (
                    "erased_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="erased"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "draft, came too late"),
                            ("submitted", "submitted"),
                            ("withdrawn", "withdrawn"),
                            ("cancelled", "cancelled by the office"),
                        ],
                        default="submitted",
                        editable=False,
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=300, verbose_name="title")),
                ("text", models.TextField(blank=True, verbose_name="abstract")),
                (
                    "words",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="words"),
                ),
                (
                    "other_topic",
                    models.CharField(blank=True, max_length=200, verbose_name="another topic"),
                ),
                (
                    "format",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("keynote", "Keynote speech"),
                            ("panel", "Panel discussion"),
                            ("workshop", "Workshop"),
                            ("roundtable", "Roundtable"),
                        ],
                        max_length=12,
                        verbose_name="preferred format",
                    ),
                ),
                (
                    "email",
                    ccsis.lib.encryption.EncryptedTextField(blank=True, verbose_name="e-mail"),
                ),
                (
                    "phone",
                    ccsis.lib.encryption.EncryptedTextField(blank=True, verbose_name="telephone"),
                ),
                (
                    "email_confirmed_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="address confirmed"
                    ),
                ),
                (
                    "agrees_to_processing",
                    models.BooleanField(default=False, verbose_name="agrees to processing"),
                ),
                (
                    "agrees_to_publication",
                    models.BooleanField(default=False, verbose_name="agrees to publication"),
                ),
                (
                    "arrival",
                    models.CharField(
                        choices=[
                            ("in-time", "in time"),
                            ("in-grace", "just after the deadline; it counts as in time"),
                            ("late", "too late"),
                            (
                                "wished",
                                "in time: your draft was sent at the deadline, as you wished",
                            ),
                            ("recorded", "by e-mail, and entered by the office"),
                        ],
                        default="in-time",
                        editable=False,
                        help_text="Judged once, when it arrived, by the deadline of that moment.",
                        max_length=10,
                        verbose_name="came in",
                    ),
                ),
                (
                    "sketch",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, editable=False, size=None
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "changed_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="changed"),
                ),
            ],
            options={
                "verbose_name": "abstract",
                "verbose_name_plural": "abstracts",
                "ordering": ["-pk"],
                "permissions": [
                    ("export_abstract", "Can export abstracts with contact data"),
                    ("mail_abstract", "Can write to the authors of abstracts"),
                ],
                "abstract": False,
                "default_permissions": ["add", "change", "view", "erase"],
            },
        ),
        migrations.CreateModel(
            name="AbstractAuthor",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("form_key", models.UUIDField(editable=False, unique=True)),
                ("content_digest", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "reference",
                    models.CharField(
                        editable=False, max_length=12, unique=True, verbose_name="reference"
                    ),
                ),
                (
                    "received_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="received",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        default="en", editable=False, max_length=12, verbose_name="language"
                    ),
                ),
                ("email_digest", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "is_discreet",
                    models.BooleanField(
                        default=False,
                        help_text="Mails to the sender have a neutral subject and no title, text or name.",
                        verbose_name="discreet receipt",
                    ),
                ),
                ("link_counter", models.PositiveIntegerField(default=0, editable=False)),
                ("link_until", models.DateTimeField(editable=False)),
                (
                    "doubt",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "none"),
                            ("trap", "a field was filled in that people do not see"),
                            ("haste", "sent faster than people type"),
                            ("proof", "sent without the proof of work that was asked for"),
                        ],
                        editable=False,
                        max_length=10,
                        verbose_name="doubt",
                    ),
                ),
                ("held_at", models.DateTimeField(editable=False, null=True, verbose_name="held")),
                (
                    "erased_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="erased"),
                ),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                ("name", models.CharField(blank=True, max_length=200, verbose_name="name")),
                (
                    "affiliations",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=200),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="affiliations",
                    ),
                ),
                ("orcid", models.CharField(blank=True, max_length=19, verbose_name="ORCID iD")),
                ("country", models.CharField(blank=True, max_length=100, verbose_name="country")),
                (
                    "email",
                    ccsis.lib.encryption.EncryptedTextField(blank=True, verbose_name="e-mail"),
                ),
                (
                    "name_kept_from",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("review", "the reviewers"),
                                ("programme", "the programme"),
                                ("recording", "the recording"),
                                ("proceedings", "the proceedings"),
                            ],
                            max_length=12,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="name kept from",
                    ),
                ),
                (
                    "affiliation_kept_from",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("review", "the reviewers"),
                                ("programme", "the programme"),
                                ("recording", "the recording"),
                                ("proceedings", "the proceedings"),
                            ],
                            max_length=12,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="affiliation kept from",
                    ),
                ),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "not answered"),
                            ("confirmed", "confirmed"),
                            ("denied", "says not to be an author"),
                        ],
                        editable=False,
                        max_length=10,
                        verbose_name="answer",
                    ),
                ),
                (
                    "answered_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="answered"),
                ),
                ("told_at", models.DateTimeField(editable=False, null=True, verbose_name="told")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                "verbose_name": "author of an abstract",
                "verbose_name_plural": "authors of abstracts",
                "ordering": ["abstract", "number"],
                "abstract": False,
                "default_permissions": ["view"],
            },
        ),
        migrations.CreateModel(
            name="AbstractVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                ("title", models.CharField(max_length=300, verbose_name="title")),
                ("text", models.TextField(verbose_name="abstract")),
                ("topic_name", models.CharField(blank=True, max_length=200, verbose_name="topic")),
                (
                    "format",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("keynote", "Keynote speech"),
                            ("panel", "Panel discussion"),
                            ("workshop", "Workshop"),
                            ("roundtable", "Roundtable"),
                        ],
                        max_length=12,
                        verbose_name="preferred format",
                    ),
                ),
                ("written_at", models.DateTimeField(verbose_name="sent")),
            ],
            options={
                "verbose_name": "earlier version",
                "verbose_name_plural": "earlier versions",
                "ordering": ["abstract", "-number"],
                "default_permissions": [],
            },
        ),
        migrations.CreateModel(
            name="AlikePair",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "likeness",
                    models.CharField(
                        choices=[
                            ("text", "similar text"),
                            ("title", "same title"),
                            ("person", "same person"),
                        ],
                        max_length=10,
                    ),
                ),
                ("share", models.PositiveIntegerField(default=100)),
            ],
            options={
                "default_permissions": [],
            },
        ),
        migrations.CreateModel(
            name="AuthorLetter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("subject", models.CharField(max_length=120, verbose_name="subject")),
                ("text", models.TextField(verbose_name="text")),
                (
                    "goes_to_co_authors",
                    models.BooleanField(default=False, verbose_name="to the co-authors too"),
                ),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("form_key", models.UUIDField(unique=True)),
                ("count", models.PositiveIntegerField(default=0, verbose_name="mails")),
            ],
            options={
                "verbose_name": "letter to authors",
                "verbose_name_plural": "letters to authors",
                "ordering": ["-pk"],
                "default_permissions": [],
            },
        ),
        migrations.CreateModel(
            name="Format",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(default=1, verbose_name="number")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("keynote", "Keynote speech"),
                            ("panel", "Panel discussion"),
                            ("workshop", "Workshop"),
                            ("roundtable", "Roundtable"),
                        ],
                        max_length=12,
                        verbose_name="format",
                    ),
                ),
                (
                    "description",
                    models.CharField(
                        blank=True,
                        help_text="In a few words.",
                        max_length=200,
                        verbose_name="what it is",
                    ),
                ),
                (
                    "is_open",
                    models.BooleanField(
                        default=True,
                        help_text="Authors can ask for it with an abstract. Otherwise it is by invitation.",
                        verbose_name="for abstracts",
                    ),
                ),
            ],
            options={
                "verbose_name": "format",
                "verbose_name_plural": "formats",
                "ordering": ["number", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Topic",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(default=1, verbose_name="number")),
                ("name", models.CharField(max_length=200, verbose_name="topic")),
            ],
            options={
                "verbose_name": "topic",
                "verbose_name_plural": "topics",
                "ordering": ["number", "pk"],
            },
        ),
        migrations.AddField(
            model_name="event",
            name="author_cap",
            field=models.PositiveIntegerField(
                default=10,
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(30),
                ],
                verbose_name="authors at most",
            ),
        ),
        migrations.AddField(
            model_name="event",
            name="body",
            field=models.TextField(blank=True, verbose_name="about the event"),
        ),
        migrations.AddField(
            model_name="event",
            name="call_closes_on",
            field=models.DateField(
                blank=True,
                help_text="Empty: open until further notice.",
                null=True,
                verbose_name="call closes",
            ),
        ),
        migrations.AddField(
            model_name="event",
            name="call_closes_time",
            field=models.TimeField(
                blank=True,
                help_text="In event time. Empty: when the day ends, Anywhere on Earth (23:59:59 in UTC−12).",
                null=True,
                verbose_name="at",
            ),
        ),
        migrations.AddField(
            model_name="event",
            name="time_zone",
            field=models.CharField(
                default="UTC",
                help_text="Where the event is: its times are given in it. Until the venue is known, UTC.",
                max_length=64,
                validators=[events.models.events.known_zone],
                verbose_name="time zone",
            ),
        ),
        migrations.AddField(
            model_name="event",
            name="call_opens_on",
            field=models.DateField(
                blank=True,
                help_text="Empty: there is no call for abstracts.",
                null=True,
                verbose_name="call opens",
            ),
        ),
        migrations.AddField(
            model_name="event",
            name="call_opens_time",
            field=models.TimeField(
                blank=True,
                help_text="In event time. Empty: when the day begins.",
                null=True,
                verbose_name="at",
            ),
        ),
        migrations.AddField(
            model_name="event",
            name="call_text",
            field=models.TextField(
                blank=True,
                help_text="What a good abstract has, and what becomes of those that are accepted.",
                verbose_name="what is asked",
            ),
        ),
        migrations.AddField(
            model_name="event",
            name="contact_email",
            field=models.EmailField(
                blank=True,
                help_text="Who is asked about this event. Empty: the Center’s own address.",
                max_length=254,
                verbose_name="contact",
            ),
        ),
        migrations.AddField(
            model_name="event",
            name="drafts_sent_at",
            field=models.DateTimeField(
                editable=False, help_text="When the drafts that wished so were sent.", null=True
            ),
        ),
        migrations.AddField(
            model_name="event",
            name="ends_on",
            field=models.DateField(
                blank=True, help_text="Empty: it lasts one day.", null=True, verbose_name="last day"
            ),
        ),
        migrations.AddField(
            model_name="event",
            name="interpretation",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("ab", "Abkhaz"),
                        ("ar", "Arabic"),
                        ("hy", "Armenian"),
                        ("az", "Azerbaijani"),
                        ("ce", "Chechen"),
                        ("en", "English"),
                        ("fr", "French"),
                        ("ka", "Georgian"),
                        ("de", "German"),
                        ("el", "Greek"),
                        ("kk", "Kazakh"),
                        ("ku", "Kurdish"),
                        ("ky", "Kyrgyz"),
                        ("la", "Latin"),
                        ("lez", "Lezgian"),
                        ("os", "Ossetian"),
                        ("fa", "Persian"),
                        ("ru", "Russian"),
                        ("tg", "Tajik"),
                        ("tly", "Talysh"),
                        ("tr", "Turkish"),
                        ("tk", "Turkmen"),
                        ("uk", "Ukrainian"),
                        ("uz", "Uzbek"),
                    ],
                    max_length=12,
                ),
                blank=True,
                default=list,
                help_text="Shown in the alphabetical order of their names.",
                size=None,
                verbose_name="interpreted into",
            ),
        ),
        migrations.AddField(
            model_name="event",
            name="is_archived",
            field=models.BooleanField(
                default=False,
                help_text="It stands among the past events and its calls are closed. An event whose days are over gets there by itself.",
                verbose_name="archived",
            ),
        ),
        migrations.AddField(
            model_name="event",
            name="language",
            field=models.CharField(
                choices=[
                    ("ab", "Abkhaz"),
                    ("ar", "Arabic"),
                    ("hy", "Armenian"),
                    ("az", "Azerbaijani"),
                    ("ce", "Chechen"),
                    ("en", "English"),
                    ("fr", "French"),
                    ("ka", "Georgian"),
                    ("de", "German"),
                    ("el", "Greek"),
                    ("kk", "Kazakh"),
                    ("ku", "Kurdish"),
                    ("ky", "Kyrgyz"),
                    ("la", "Latin"),
                    ("lez", "Lezgian"),
                    ("os", "Ossetian"),
                    ("fa", "Persian"),
                    ("ru", "Russian"),
                    ("tg", "Tajik"),
                    ("tly", "Talysh"),
                    ("tr", "Turkish"),
                    ("tk", "Turkmen"),
                    ("uk", "Ukrainian"),
                    ("uz", "Uzbek"),
                ],
                default="en",
                max_length=12,
                verbose_name="held in",
            ),
        ),
        migrations.AddField(
            model_name="event",
            name="revised_at",
            field=models.DateTimeField(
                db_default=django.db.models.functions.datetime.Now(), editable=False
            ),
        ),
        migrations.AddField(
            model_name="event",
            name="revision",
            field=models.PositiveIntegerField(db_default=0, default=0, editable=False),
        ),
        migrations.AddField(
            model_name="event",
            name="starts_on",
            field=models.DateField(
                blank=True,
                help_text="Empty: “to be announced”.",
                null=True,
                verbose_name="first day",
            ),
        ),
        migrations.AddField(
            model_name="event",
            name="venue",
            field=models.CharField(
                blank=True,
                help_text="Empty: “to be announced”.",
                max_length=200,
                verbose_name="venue",
            ),
        ),
        migrations.AddField(
            model_name="event",
            name="venue_address",
            field=models.CharField(
                blank=True,
                help_text="Street, town, country, as they stand on a letter.",
                max_length=300,
                verbose_name="address of the venue",
            ),
        ),
        migrations.AddField(
            model_name="event",
            name="word_limit",
            field=models.PositiveIntegerField(
                default=300,
                validators=[
                    django.core.validators.MinValueValidator(20),
                    django.core.validators.MaxValueValidator(3000),
                ],
                verbose_name="words at most",
            ),
        ),
        migrations.AddField(
            model_name="event",
            name="call_closes_at",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.Case(
                    models.When(
                        call_closes_time=None,
                        then=models.Func(
                            models.Value("Etc/GMT+12"),
                            models.ExpressionWrapper(
                                django.db.models.expressions.CombinedExpression(
                                    models.F("call_closes_on"),
                                    "+",
                                    models.Value(datetime.time(23, 59, 59)),
                                ),
                                output_field=models.DateTimeField(),
                            ),
                            function="timezone",
                            output_field=models.DateTimeField(),
                        ),
                    ),
                    default=models.Func(
                        models.F("time_zone"),
                        models.ExpressionWrapper(
                            django.db.models.expressions.CombinedExpression(
                                models.F("call_closes_on"), "+", models.F("call_closes_time")
                            ),
                            output_field=models.DateTimeField(),
                        ),
                        function="timezone",
                        output_field=models.DateTimeField(),
                    ),
                ),
                output_field=models.DateTimeField(verbose_name="call closes"),
            ),
        ),
        migrations.AddField(
            model_name="event",
            name="call_opens_at",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.Func(
                    models.F("time_zone"),
                    models.ExpressionWrapper(
                        django.db.models.expressions.CombinedExpression(
                            models.F("call_opens_on"),
                            "+",
                            django.db.models.functions.comparison.Coalesce(
                                models.F("call_opens_time"), models.Value(datetime.time(0, 0))
                            ),
                        ),
                        output_field=models.DateTimeField(),
                    ),
                    function="timezone",
                    output_field=models.DateTimeField(),
                ),
                output_field=models.DateTimeField(verbose_name="call opens"),
            ),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["call_closes_at"], name="event_by_deadline"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="event",
            trigger=pgtrigger.compiler.Trigger(
                name="counts_revisions",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF OLD.name IS DISTINCT FROM NEW.name OR OLD.edition IS DISTINCT FROM NEW.edition OR OLD.summary IS DISTINCT FROM NEW.summary OR OLD.starts_on IS DISTINCT FROM NEW.starts_on OR OLD.ends_on IS DISTINCT FROM NEW.ends_on OR OLD.venue IS DISTINCT FROM NEW.venue OR OLD.venue_address IS DISTINCT FROM NEW.venue_address OR OLD.time_zone IS DISTINCT FROM NEW.time_zone OR OLD.is_archived IS DISTINCT FROM NEW.is_archived OR OLD.call_opens_on IS DISTINCT FROM NEW.call_opens_on OR OLD.call_opens_time IS DISTINCT FROM NEW.call_opens_time OR OLD.call_closes_on IS DISTINCT FROM NEW.call_closes_on OR OLD.call_closes_time IS DISTINCT FROM NEW.call_closes_time THEN\n    NEW.revision = OLD.revision + 1;\n    NEW.revised_at = now();\nEND IF;\nRETURN NEW;",
                    hash="5310166d88b00051cbb744f085105d049f3a1ec4",
                    operation="UPDATE",
                    pgid="pgtrigger_counts_revisions_67341",
                    table="events_event",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ends_on", None),
                    models.Q(("ends_on__gte", models.F("starts_on")), ("starts_on__isnull", False)),
                    _connector="OR",
                ),
                name="event_ends_after_it_starts",
                violation_error_message="The last day is before the first, or there is no first.",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("call_opens_time", None), ("call_opens_on__isnull", False), _connector="OR"
                ),
                name="event_opening_has_a_day",
                violation_error_message="The call opens at a time without a day.",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("call_closes_time", None), ("call_closes_on__isnull", False), _connector="OR"
                ),
                name="event_closing_has_a_day",
                violation_error_message="The call closes at a time without a day.",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("call_closes_at", None),
                    models.Q(
                        ("call_closes_at__gt", models.F("call_opens_at")),
                        ("call_opens_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="event_abstracts_end_after_they_begin",
                violation_error_message="The call for abstracts closes before it opens.",
            ),
        ),
        migrations.AddField(
            model_name="abstract",
            name="event",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="abstracts",
                to="events.event",
                verbose_name="event",
            ),
        ),
        migrations.AddField(
            model_name="abstract",
            name="recorded_by",
            field=models.ForeignKey(
                editable=False,
                help_text="Of a sending that came by e-mail: who entered it.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="recorded by",
            ),
        ),
        migrations.AddField(
            model_name="abstractauthor",
            name="abstract",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="authors",
                to="events.abstract",
            ),
        ),
        migrations.AddField(
            model_name="abstractauthor",
            name="recorded_by",
            field=models.ForeignKey(
                editable=False,
                help_text="Of a sending that came by e-mail: who entered it.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="recorded by",
            ),
        ),
        migrations.AddField(
            model_name="abstractversion",
            name="abstract",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="versions",
                to="events.abstract",
            ),
        ),
        migrations.AddField(
            model_name="alikepair",
            name="earlier",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="events.abstract"
            ),
        ),
        migrations.AddField(
            model_name="alikepair",
            name="later",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="events.abstract"
            ),
        ),
        migrations.AddField(
            model_name="authorletter",
            name="by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="authorletter",
            name="event",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="events.event"
            ),
        ),
        migrations.AddField(
            model_name="format",
            name="event",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="formats",
                to="events.event",
            ),
        ),
        migrations.AddField(
            model_name="topic",
            name="event",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="topics",
                to="events.event",
            ),
        ),
        migrations.AddField(
            model_name="abstract",
            name="topic",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="abstracts",
                to="events.topic",
                verbose_name="topic",
            ),
        ),
        migrations.AddIndex(
            model_name="abstractauthor",
            index=models.Index(fields=["email_digest"], name="abstractauthor_by_sender"),
        ),
        migrations.AddIndex(
            model_name="abstractauthor",
            index=models.Index(fields=["-received_at"], name="abstractauthor_by_time"),
        ),
        migrations.AddConstraint(
            model_name="abstractauthor",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("held_at", None), _negated=True), ("doubt", ""), _connector="OR"
                ),
                name="abstractauthor_in_doubt_is_held",
            ),
        ),
        migrations.AddConstraint(
            model_name="abstractauthor",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("erased_at", None),
                    models.Q(("content_digest", ""), ("email", ""), ("email_digest", "")),
                    _connector="OR",
                ),
                name="abstractauthor_erased_has_no_sender",
            ),
        ),
        migrations.AddConstraint(
            model_name="abstractauthor",
            constraint=models.UniqueConstraint(
                deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                fields=("abstract", "number"),
                name="author_once_in_a_place",
            ),
        ),
        migrations.AddConstraint(
            model_name="abstractauthor",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("name", ""), _negated=True),
                    ("erased_at__isnull", False),
                    _connector="OR",
                ),
                name="author_has_a_name",
            ),
        ),
        migrations.AddConstraint(
            model_name="abstractauthor",
            constraint=models.CheckConstraint(
                condition=models.Q(("answer", ""), ("answered_at__isnull", False), _connector="OR"),
                name="author_answered_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="abstractversion",
            constraint=models.UniqueConstraint(
                fields=("abstract", "number"), name="version_once_of_abstract"
            ),
        ),
        migrations.AddIndex(
            model_name="alikepair",
            index=models.Index(fields=["later"], name="alike_by_later"),
        ),
        migrations.AddConstraint(
            model_name="alikepair",
            constraint=models.UniqueConstraint(
                fields=("earlier", "later", "likeness"), name="alike_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="alikepair",
            constraint=models.CheckConstraint(
                condition=models.Q(("earlier__lt", models.F("later"))), name="alike_in_order"
            ),
        ),
        migrations.AddConstraint(
            model_name="authorletter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("subject", ""), _negated=True), models.Q(("text", ""), _negated=True)
                ),
                name="letter_has_words",
            ),
        ),
        migrations.AddConstraint(
            model_name="format",
            constraint=models.UniqueConstraint(
                fields=("event", "kind"), name="format_once_in_an_event"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="format",
            trigger=pgtrigger.compiler.Trigger(
                name="raises_site_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF current_setting('ccsis.change_is_noted', true) IS DISTINCT FROM 'yes' THEN\n    INSERT INTO publicsite_change (is_last) VALUES (false);\n    PERFORM set_config('ccsis.change_is_noted', 'yes', true);\nEND IF;\nRETURN NULL;\n",
                    hash="467a556470bdfa34b2172cf0c77e120bff766d42",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE OR DELETE OR TRUNCATE",
                    pgid="pgtrigger_raises_site_version_d1ee7",
                    table="events_format",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="topic",
            constraint=models.UniqueConstraint(
                fields=("event", "name"), name="topic_once_in_an_event"
            ),
        ),
        migrations.AddConstraint(
            model_name="topic",
            constraint=models.CheckConstraint(
                condition=models.Q(("name__regex", "\\w")), name="topic_has_name"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="topic",
            trigger=pgtrigger.compiler.Trigger(
                name="raises_site_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF current_setting('ccsis.change_is_noted', true) IS DISTINCT FROM 'yes' THEN\n    INSERT INTO publicsite_change (is_last) VALUES (false);\n    PERFORM set_config('ccsis.change_is_noted', 'yes', true);\nEND IF;\nRETURN NULL;\n",
                    hash="c10d578f651846e681ffae4dbca6d909cd0573c9",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE OR DELETE OR TRUNCATE",
                    pgid="pgtrigger_raises_site_version_1457e",
                    table="events_topic",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="abstract",
            index=models.Index(fields=["email_digest"], name="abstract_by_sender"),
        ),
        migrations.AddIndex(
            model_name="abstract",
            index=models.Index(fields=["-received_at"], name="abstract_by_time"),
        ),
        migrations.AddIndex(
            model_name="abstract",
            index=models.Index(fields=["event", "state", "-id"], name="abstract_by_state"),
        ),
        migrations.AddIndex(
            model_name="abstract",
            index=models.Index(fields=["topic", "-id"], name="abstract_by_topic"),
        ),
        migrations.AddIndex(
            model_name="abstract",
            index=models.Index(fields=["event", "format", "-id"], name="abstract_by_format"),
        ),
        migrations.AddConstraint(
            model_name="abstract",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("held_at", None), _negated=True), ("doubt", ""), _connector="OR"
                ),
                name="abstract_in_doubt_is_held",
            ),
        ),
        migrations.AddConstraint(
            model_name="abstract",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("erased_at", None),
                    models.Q(("content_digest", ""), ("email", ""), ("email_digest", "")),
                    _connector="OR",
                ),
                name="abstract_erased_has_no_sender",
            ),
        ),
        migrations.AddConstraint(
            model_name="abstract",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        models.Q(("title", ""), _negated=True),
                        models.Q(("text", ""), _negated=True),
                    ),
                    ("erased_at__isnull", False),
                    _connector="OR",
                ),
                name="abstract_has_title_and_text",
            ),
        ),
        migrations.AddConstraint(
            model_name="abstract",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("agrees_to_processing", True),
                    ("erased_at__isnull", False),
                    ("recorded_by__isnull", False),
                    _connector="OR",
                ),
                name="abstract_may_be_processed",
            ),
        ),
    ]
