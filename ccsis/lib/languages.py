"""Tags of languages (BCP 47, https://www.rfc-editor.org/info/bcp47) and how their texts run."""

import re

from django.utils.translation import gettext_lazy as _

#: A primary subtag, then perhaps a script and a region: "hy", "az-Cyrl", "pt-BR", "es-419".
TAG = re.compile(r"([a-z]{2,3})(-[a-z]{4})?(-(?:[a-z]{2}|[0-9]{3}))?", re.IGNORECASE | re.ASCII)
#: What editors choose from, in the alphabetical order of the names; any other by its tag.
NAMES = {
    "ab": _("Abkhaz"),
    "ar": _("Arabic"),
    "hy": _("Armenian"),
    "az": _("Azerbaijani"),
    "ce": _("Chechen"),
    "en": _("English"),
    "fr": _("French"),
    "ka": _("Georgian"),
    "de": _("German"),
    "el": _("Greek"),
    "kk": _("Kazakh"),
    "ku": _("Kurdish"),
    "ky": _("Kyrgyz"),
    "la": _("Latin"),
    "lez": _("Lezgian"),
    "os": _("Ossetian"),
    "fa": _("Persian"),
    "ru": _("Russian"),
    "tg": _("Tajik"),
    "tly": _("Talysh"),
    "tr": _("Turkish"),
    "tk": _("Turkmen"),
    "uk": _("Ukrainian"),
    "uz": _("Uzbek"),
}
#: Languages written from right to left where no script is named, and the scripts that are.
RIGHT_TO_LEFT = {"ar", "ckb", "dv", "fa", "glk", "he", "mzn", "ps", "sd", "syr", "ug", "ur", "yi"}
RIGHT_TO_LEFT_SCRIPTS = {"arab", "hebr", "nkoo", "rohg", "syrc", "thaa"}


def language_tag(text: str) -> str:
    """The tag in its usual letters, "AZ-cyrl" as "az-Cyrl"; "" for what is no such tag."""
    match = TAG.fullmatch(text.strip())
    if not match:
        return ""
    return match[1].lower() + (match[2] or "").title() + (match[3] or "").upper()


def direction(tag: str) -> str:
    """ "rtl" or "ltr", for a tag as `language_tag` gives it; its script decides, if it names one."""
    language, *rest = tag.lower().split("-")
    script = next((part for part in rest if len(part) == 4), "")
    is_rtl = script in RIGHT_TO_LEFT_SCRIPTS if script else language in RIGHT_TO_LEFT
    return "rtl" if is_rtl else "ltr"
