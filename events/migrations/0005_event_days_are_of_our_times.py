"""Days of events at the ends of the calendar, which no page could show, are refused."""

import datetime

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0004_who_reads_abstracts"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("starts_on", None),
                        models.Q(
                            ("starts_on__gte", datetime.date(1900, 1, 1)),
                            ("starts_on__lt", datetime.date(2200, 1, 1)),
                        ),
                        _connector="OR",
                    ),
                    models.Q(
                        ("ends_on", None),
                        models.Q(
                            ("ends_on__gte", datetime.date(1900, 1, 1)),
                            ("ends_on__lt", datetime.date(2200, 1, 1)),
                        ),
                        _connector="OR",
                    ),
                    models.Q(
                        ("call_opens_on", None),
                        models.Q(
                            ("call_opens_on__gte", datetime.date(1900, 1, 1)),
                            ("call_opens_on__lt", datetime.date(2200, 1, 1)),
                        ),
                        _connector="OR",
                    ),
                    models.Q(
                        ("call_closes_on", None),
                        models.Q(
                            ("call_closes_on__gte", datetime.date(1900, 1, 1)),
                            ("call_closes_on__lt", datetime.date(2200, 1, 1)),
                        ),
                        _connector="OR",
                    ),
                    models.Q(
                        ("partners_from", None),
                        models.Q(
                            (
                                "partners_from__gte",
                                datetime.datetime(1900, 1, 1, 0, 0, tzinfo=datetime.UTC),
                            ),
                            (
                                "partners_from__lt",
                                datetime.datetime(2200, 1, 1, 0, 0, tzinfo=datetime.UTC),
                            ),
                        ),
                        _connector="OR",
                    ),
                    models.Q(
                        ("partners_until", None),
                        models.Q(
                            (
                                "partners_until__gte",
                                datetime.datetime(1900, 1, 1, 0, 0, tzinfo=datetime.UTC),
                            ),
                            (
                                "partners_until__lt",
                                datetime.datetime(2200, 1, 1, 0, 0, tzinfo=datetime.UTC),
                            ),
                        ),
                        _connector="OR",
                    ),
                ),
                name="event_is_in_our_times",
            ),
        ),
    ]
