"""What a check can find, in words for the staff, and what follows from it."""

from django.utils.translation import gettext_lazy as _

from ccsis.intake.models import Verdict

#: Nobody needs to open these: the file is not what it seems, or would harm.
REFUSED = {
    "bomb": _("Unpacked it would be far larger than it looks."),
    "too_many_parts": _("It is made of far too many parts."),
    "overlapping": _("Its parts lie upon one another, as in files made to explode."),
    "unsafe_names": _("Its parts have names that would write elsewhere when unpacked."),
    "ambiguous": _("Two of its parts have the same name, so programs read it differently."),
    "entities": _("It declares XML entities, which harm programs that read them."),
    "macros": _("It holds macros, which a file of this kind cannot honestly hold."),
    "program_inside": _("It holds a program."),
    "second_format": _("It is a file of another kind at the same time."),
    "damaged": _("It is damaged and cannot be read."),
    "too_many_pixels": _("It has too many pixels."),
    "missing": _("The file is not in the private folder."),
}
#: Honest files have these too; whoever opens one should know.
SUSPICIOUS = {
    "active_fields": _("It has fields that load or start something when they are updated."),
    "archive_inside": _("It holds an archive."),
    "embedded_objects": _("It holds files or objects of other programs."),
    "encrypted": _("It is encrypted, so nobody could look into it."),
    "external_content": _("It loads something from elsewhere when it is opened."),
    "forms": _("It holds a form that sends what is typed, or one that only some programs read."),
    "hidden_data": _("It holds data that no program shows, before, between or after its parts."),
    "javascript": _("It holds JavaScript."),
    "launches": _("It can start programs or open other files."),
    "not_checked": _("The check failed for days, so nobody has looked into it."),
    "opens_by_itself": _("It does something by itself when it is opened."),
    "too_costly": _("The check took too long or too much memory and was stopped."),
    "unreadable": _("Its structure could not be read in full."),
}
WORDS = REFUSED | SUSPICIOUS


def verdict_of(codes: list[str]) -> Verdict:
    if not codes:
        return Verdict.CLEAN
    return Verdict.REFUSED if REFUSED.keys() & set(codes) else Verdict.SUSPICIOUS


def in_words(codes: list[str]) -> list[str]:
    return [WORDS.get(code, code) for code in codes]
