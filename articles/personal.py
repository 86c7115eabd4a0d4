"""What publishing keeps about people."""

from django.utils.translation import gettext_lazy as _

from ccsis.intake.personal.registry import Basis, Record

AUTHORS = _("People who sign what we publish")
PRINTED = _("Attributing what is published. A name can be withheld, also afterwards.")
ALWAYS = _("As long as the piece is published; a withheld name is taken out everywhere.")

RECORDS = [
    Record(
        label="articles.Person",
        people=AUTHORS,
        purpose=PRINTED,
        basis=Basis.CONTRACT,
        fields={
            "name": _("name"),
            "slug": _("address of the person’s page"),
            "title": _("professional title"),
            "affiliation": _("affiliation"),
            "biography": _("biography"),
        },
        kept=ALWAYS,
    ),
    Record(
        label="articles.Byline",
        people=_("People named in the byline of a piece"),
        purpose=PRINTED,
        basis=Basis.CONTRACT,
        fields={
            "name": _("name"),
            "title": _("professional title"),
            "affiliation": _("affiliation"),
            "role": _("part in the piece"),
        },
        kept=ALWAYS,
    ),
    Record(
        label="articles.WithheldName",
        people=_("People whose name is withheld"),
        purpose=_("Knowing the name again where it comes back, without keeping it."),
        basis=Basis.INTEREST,
        fields={"digest": _("keyed checksums of the name")},
        kept=_("Without end: a name that comes back would be read again."),
    ),
    Record(
        label="articles.WordFile",
        people=_("Staff: Word files"),
        purpose=_("Looking at a text before it is taken into a draft."),
        basis=Basis.INTEREST,
        fields={"file_name": _("name of the file"), "digest": _("a checksum of the file")},
        kept=_("A day; the checksum of a file that was taken in as long as the piece."),
    ),
]
