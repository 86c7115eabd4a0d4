"""Whether words in Latin letters are in another language than their text, by the small words in them.

A guess that had rather miss a passage than take a name or a title for one.
"""

import re

#: Small words that are frequent in one language and rare in the others here.
SMALL = {
    "az": "amma artıq bir bu bütün çox da də daha deyil edir edilir haqqında hər həm idi ilə isə "
    "kimi ki lakin olan olaraq olub sonra tərəfindən üçün və ya",
    "de": "als auch auf aus bei dass dem den der des die durch ein eine einer für im ist mit nach "
    "nicht oder sich sie sind über und vom von wird wurde zu zum zur",
    "en": "and are at be been but by for from had has have he his is not of she than that the their "
    "they this to were which who with would",
    "fr": "au aux avec ce cette dans des elle est et être il ils la le les leur mais ne ont ou par "
    "pas plus pour qui sont sur un une",
    "tr": "ama ancak bir bu çok da daha de değil edildi eden gibi göre her için ile ise kadar ki "
    "olan olarak olduğu sonra tarafından ve veya",
}
WORDS = {language: frozenset(words.split()) for language, words in SMALL.items()}
#: So many words are a passage: of a whole paragraph, and of a sentence in one.
PARAGRAPH, SENTENCE = 8, 12
#: So many small words of the other language at least, and so many for each of the text's own.
LEAST, FOR_EACH = 3, 6
#: One word in so many is such a small word.
ONE_IN = 5
#: Titles, names and entries of bibliographies have more words with a capital than a sentence has.
CAPITALS = 0.45
#: Words within quotation marks that are no sentence.
QUOTED = re.compile(r"[“„«\"][^“”„«»\"]*[^.!?…“”„«»\"][”“»\"]")
END = re.compile(r"[.!?…։][\"”»’)\]]*$")
LETTERS = re.compile(r"[^\W\d_]+")
LATIN = re.compile(r"[A-Za-z]")


def foreign_in(words: list[str], own: str) -> list[list[str]]:
    """The passages of a paragraph in another language than its own: itself, or sentences of it."""
    words = QUOTED.sub(" ", " ".join(words)).split()
    if len(words) >= PARAGRAPH and _is_foreign(words, own):
        return [words]
    long = (sentence for sentence in _sentences(words) if len(sentence) >= SENTENCE)
    return [sentence for sentence in long if _is_foreign(sentence, own)]


def _sentences(words: list[str]) -> list[list[str]]:
    """Those with an end; words within quotation marks that have one too."""
    found, sentence = [], []
    for word in words:
        if word[0] in '“„«"':
            sentence = []
        sentence.append(word)
        if END.search(word):
            found.append(sentence)
            sentence = []
    return found


def _is_foreign(words: list[str], own: str) -> bool:
    letters = [part for word in words for part in LETTERS.findall(word)]
    latin = sum(1 for word in letters if LATIN.search(word))
    capitals = sum(1 for word in letters if word[0].isupper())
    if not letters or latin < len(letters) * 0.8 or capitals > len(letters) * CAPITALS:
        return False
    counts = {language: _count(letters, language) for language in WORDS}
    of_own = counts.pop(own, 0)
    most = max(counts.values())
    return most >= max(LEAST, len(letters) / ONE_IN, of_own * FOR_EACH)


def _count(letters: list[str], language: str) -> int:
    # A capital dotted I is two characters in small letters.
    return sum(word.lower().replace("i̇", "i") in WORDS[language] for word in letters)
