"""Guess a piece's language by its script: WordPress does not say it."""

import re

from django.utils.translation import gettext as _

from articles.models import Language

SCRIPTS = {
    "latin": re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]"),
    Language.ARMENIAN: re.compile(r"[\u0531-\u058a\ufb13-\ufb17]"),
    Language.GEORGIAN: re.compile(r"[\u10a0-\u10ff\u1c90-\u1cbf\u2d00-\u2d2d]"),
    Language.RUSSIAN: re.compile(r"[\u0400-\u04ff]"),
    "arabic": re.compile(r"[\u0620-\u064a\u066e-\u06d3]"),
}
#: Letters that Persian has and Arabic does not.
PERSIAN = re.compile(r"[\u067e\u0686\u0698\u06a9\u06af\u06cc]")


def guess(text: str) -> tuple[str, str]:
    """Return a Language and, where it is not English, a note that says it was guessed."""
    counts = {script: len(letters.findall(text)) for script, letters in SCRIPTS.items()}
    script = max(counts, key=counts.get)
    if script == "latin" or not counts[script]:
        return Language.ENGLISH, ""
    if script != "arabic":
        return script, _guessed(script)
    if len(PERSIAN.findall(text)) * 20 > counts[script]:
        return Language.PERSIAN, _guessed(Language.PERSIAN)
    return Language.ENGLISH, _("its script is Arabic, its language was left as English: choose it")


def _guessed(language: Language) -> str:
    return _("its language was set to %(language)s, by its script") % {"language": language.label}
