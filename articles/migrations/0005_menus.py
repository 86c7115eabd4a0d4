import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0004_editors_choice"),
    ]

    operations = [
        migrations.CreateModel(
            name="MenuEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "menu",
                    models.CharField(
                        choices=[("navigation", "navigation"), ("footer", "footer")],
                        default="navigation",
                        help_text="The navigation stands on top of every page, the footer in its last lines.",
                        max_length=12,
                        verbose_name="menu",
                    ),
                ),
                (
                    "label",
                    models.CharField(
                        help_text="What readers click on: one or two words in the navigation.",
                        max_length=60,
                        verbose_name="label",
                    ),
                ),
                (
                    "address",
                    models.CharField(
                        blank=True,
                        help_text="For everything that is no page: a path of this site, such as /series/, /regions/caucasus/ or /articles/?kind=commentary, or a whole address that starts with https://.",
                        max_length=500,
                        verbose_name="address",
                    ),
                ),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        default=100,
                        help_text="The lowest number comes first. Numbers may have gaps.",
                        verbose_name="position",
                    ),
                ),
                (
                    "page",
                    models.ForeignKey(
                        blank=True,
                        help_text="Where the entry leads. While the page is not public, the entry is not shown; it comes back with the page.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="menu_entries",
                        to="articles.page",
                        verbose_name="page",
                    ),
                ),
            ],
            options={
                "verbose_name": "menu entry",
                "verbose_name_plural": "menu entries",
                "ordering": ["-menu", "position", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("menu__in", ["navigation", "footer"])),
                        name="menu_entry_menu_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("label__regex", "\\w")),
                        name="menu_entry_has_label",
                        violation_error_message="A menu entry needs a label with letters in it.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("address", ""), ("page__isnull", False)),
                            models.Q(
                                ("page__isnull", True), models.Q(("address", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="menu_entry_leads_to_one_thing",
                        violation_error_message="Choose a page or write an address, not both.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("address", ""),
                            (
                                "address__regex",
                                "^(/([^/\\\\[:space:][:cntrl:]][^\\\\[:space:][:cntrl:]]*)?|https://[^][/?#\\\\@[:space:][:cntrl:]]+([/?#][^\\\\[:space:][:cntrl:]]*)?)$",
                            ),
                            _connector="OR",
                        ),
                        name="menu_entry_address_is_a_path_or_https",
                        violation_error_message="An address is a path that starts with one “/”, or starts with “https://”, and has no spaces.",
                    ),
                ],
            },
        ),
    ]
