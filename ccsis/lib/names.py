"""A person's name wherever a text says it, however it is written there.

A text is read as a reader reads it: entities, percent signs and JSON's escapes are decoded, tags may
stand inside a name, and case, accents, soft hyphens and the form of Unicode do not matter. What
joins the words of a name (spaces, hyphens, dots, or nothing, as in addresses) does not either.
A name inside a longer word is left alone: "Ann" is in "Anns", but not in "Annual". Better too much than too little:
"canary. Name" holds "Canary Name".
"""

import html
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from urllib.parse import unquote

import nh3
from django.utils.text import slugify

TAG = r"</?[A-Za-z!](?:\"[^\"]*\"|'[^']*'|[^\"'<>])*>"
TAGS = re.compile(TAG)
#: What is read as something else than it is written. Percent signs: one character in UTF-8.
UNIT = re.compile(
    rf"(?P<tag>{TAG})"
    r"|(?P<entity>&(?:\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});)"
    r"|(?P<percent>%[2-7][0-9a-fA-F]|%[cdCD][0-9a-fA-F]%[0-9a-fA-F]{2}"
    r"|%[eE][0-9a-fA-F](?:%[0-9a-fA-F]{2}){2}|%[fF][0-9a-fA-F](?:%[0-9a-fA-F]{2}){3})"
    r"|\\u(?P<escape>[0-9a-fA-F]{4})"
)
#: What a tag is made of: its name and those of its attributes are no words, though they may look
#: like a name ("Li", "Strong"). What is in pointed brackets and no tag is text.
TAG_NAME = re.compile(
    rf"/?(?:{'|'.join(sorted(nh3.ALLOWED_TAGS | {'foot-note'}, reverse=True))})(?![\w-])", re.I
)
ATTRIBUTE = re.compile(r"""([\w:-]+)(\s*=\s*)("[^"]*"|'[^']*')""")
OF_ADDRESSES = {"href", "src", "cite", "srcset"}
OF_MACHINES = {"class", "id", "lang"}
#: Inside a word or beside it without being part of it: accents, points of vowels, characters that
#: nobody sees (joiners, directions, soft hyphens), and the Armenian signs of stress, exclamation
#: and question.
UNREAD = {"Mn", "Mc", "Me", "Cf"}
MARKS = "\u055b-\u055f\U000e0000-\U000e01ef" + "".join(
    chr(code) for code in range(0x10000) if unicodedata.category(chr(code)) in UNREAD
)
WORD = re.compile(rf"[^\W_](?:[^\W_]|[{MARKS}])*")
NOT_READ = re.compile(f"[{MARKS}]")
#: Between two words of one name.
GAP = re.compile(r"[\0\s\-‐-―_.,+'’ʼ·]{0,40}")
#: For letters that no decomposition leads to, what people type (as the search folds them).
LETTERS = str.maketrans("ıəøłđðħ", "ieolddh")
TAG_READ = "\0"
ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
NO_LETTERS = re.compile(r"[\W_]+")
#: Below so many characters a text is read at once.
SHORT = 500


@lru_cache(maxsize=65_536)
def folded(word: str) -> str:
    """A word without case, accents and invisible characters."""
    return _folded(word)


def _folded(text: str) -> str:
    text = unicodedata.normalize("NFKD", text.casefold()).casefold()
    return NOT_READ.sub("", text).translate(LETTERS)


@dataclass(frozen=True)
class Word:
    text: str
    start: int
    end: int
    #: How the word before is joined: "" (by a tag or nothing), "gap", or "far".
    joined: str


@dataclass(frozen=True)
class Form:
    """One way of writing a name."""

    #: Words in it: its letters in more words than these are something else ("the man").
    size: int
    #: What is shown in its place.
    shown_as: str


def key_of(name: str) -> str:
    """The letters of a name in their order, folded: equal for every way of writing it."""
    return "".join(word.text for word in words_of(name))


def words_of(text: str) -> list[Word]:
    """The words of a text, folded, each with its place in the text as written."""
    read, places = _read(text)
    words, end = [], 0
    for found in WORD.finditer(read):
        start, stop = places[found.start()][0], places[found.end() - 1][1]
        words.append(Word(folded(found[0]), start, stop, _joined(read[end : found.start()])))
        end = found.end()
    return words


@dataclass(frozen=True)
class Names:
    """The forms of one or more names, by the keys of `key_of`, or by what `hashed` makes of them."""

    forms: dict[str, Form]
    hashed: Callable[[str], str] | None = None
    #: The words of those that were typed, folded.
    words: frozenset[str] = frozenset()

    @classmethod
    def written(cls, names: Iterable[str], shown_as: str) -> "Names":
        """Names as a person types them; each is also known with its last word first, and with the
        "s" that an address leaves of "Ann’s".
        """
        forms, every = {}, set()
        for name in names:
            words = [word.text for word in words_of(name)]
            every.update(words)
            for order in (words, [*words[-1:], *words[:-1]]):
                key, form = "".join(order), Form(len(words), shown_as)
                forms |= {key: form, f"{key}s": form} if key else {}
        return cls(forms, words=frozenset(every))

    def known(self, name: str) -> Form | None:
        """The form that a whole name is, if it is one."""
        return self._form(key_of(name))

    def count(self, text: str) -> int:
        """How often a text says one of the names."""
        return len(self.said(text))

    def said(self, text: str) -> list[str]:
        """The names in a text, each as a reader sees it written there."""
        if not self._may_hold(text):
            return []
        inside = [part for tag in TAGS.findall(text) for kind, part in _parts(tag) if kind]
        found = [part[a:b] for part in [text, *inside] for a, b, _form in self._found(part)]
        return [html.unescape(TAGS.sub("", written)) for written in found]

    def hidden(self, text: str) -> str:
        """A text, or rich text, without the names. Tags inside a name stay."""
        if not self._may_hold(text):
            return text
        return self._replaced(TAGS.sub(lambda tag: self._in_tag(tag[0]), text), _as_shown)

    def hidden_in_address(self, address: str) -> str:
        """A slug, path or address without the names."""
        return self._replaced(address, in_address)

    def longer_words(self, text: str) -> set[str]:
        """Words that begin with a word of a name and go on, such as its other grammatical cases."""
        if not any(word in _squeezed(text) for word in self._long_words):
            return set()
        words = WORD.findall(TAGS.sub(" ", html.unescape(text)))
        return {word for word in words if self._goes_on(folded(word))}

    def _goes_on(self, word: str) -> bool:
        return any(word.startswith(key) and word != key for key in self._long_words)

    def _may_hold(self, text: str) -> bool:
        """Quickly, of a long text: False only if none of the names is in it."""
        if self.hashed or len(text) < SHORT:
            return True
        readings = (_squeezed(text), _squeezed(TAGS.sub("", text)))
        return any(key in reading for key in self.forms for reading in readings)

    @cached_property
    def _long_words(self) -> list[str]:
        return [word for word in self.words if len(word) > 3]

    @cached_property
    def _size(self) -> int:
        return max((form.size for form in self.forms.values()), default=0)

    @cached_property
    def _beginnings(self) -> set[str]:
        return {key[:end] for key in self.forms for end in range(1, len(key) + 1)}

    def _form(self, key: str) -> Form | None:
        return self.forms.get(self.hashed(key) if self.hashed else key)

    def _in_tag(self, tag: str) -> str:
        """What stands inside a tag is read too: alternative texts, titles, addresses."""
        return "".join(
            self._replaced(part, in_address if kind == "address" else _as_shown) if kind else part
            for kind, part in _parts(tag)
        )

    def _replaced(self, text: str, written: Callable[[str], str]) -> str:
        parts, end = [], 0
        for start, stop, form in self._found(text):
            tags = "".join(TAGS.findall(text[start:stop]))
            parts += [text[end:start], written(form.shown_as), tags]
            end = stop
        return "".join([*parts, text[end:]])

    def _found(self, text: str) -> Iterator[tuple[int, int, Form]]:
        """Where the names stand in a text, outside its tags: the longest at each place."""
        if not self.forms:
            return
        words, place = words_of(text), 0
        while place < len(words):
            last, form = self._at(words, place)
            if form:
                yield words[place].start, words[last].end, form
                place = last
            place += 1

    def _at(self, words: list[Word], first: int) -> tuple[int, Form | None]:
        key, size, best = "", 0, (first, None)
        for last in range(first, len(words)):
            joined = words[last].joined
            size += last == first or joined == "gap"
            if size > self._size or (last > first and joined == "far"):
                break
            key += words[last].text
            if not self._may_begin(key):
                break
            form = self._form(key)
            if form and size <= form.size:
                best = (last, form)
        return best

    def _may_begin(self, key: str) -> bool:
        return len(key) < 300 if self.hashed else key in self._beginnings


def in_address(shown_as: str) -> str:
    return slugify(shown_as, allow_unicode=True) or "withheld"


def _squeezed(text: str) -> str:
    """The letters of a text in their order, folded, and perhaps more letters between them."""
    text = ESCAPE.sub(lambda escape: chr(int(escape[1], 16)), html.unescape(unquote(text)))
    return NO_LETTERS.sub("", _folded(text))


def _as_shown(shown_as: str) -> str:
    return shown_as


def _parts(tag: str) -> Iterator[tuple[str, str]]:
    """The parts of a tag, each with what it is: "text", "address", or "" for markup."""
    inside = tag[1:-1]
    name = TAG_NAME.match(inside)
    end = name.end() if name else 0
    yield "", f"<{inside[:end]}"
    for found in ATTRIBUTE.finditer(inside, end):
        yield "text", inside[end : found.start()]
        yield "", found[1] + found[2]
        yield _kind(found[1].casefold()), found[3]
        end = found.end()
    yield "text", inside[end:]
    yield "", ">"


def _kind(attribute: str) -> str:
    if attribute in OF_MACHINES:
        return ""
    return "address" if attribute in OF_ADDRESSES else "text"


def _joined(gap: str) -> str:
    gap = NOT_READ.sub("", gap)
    if not gap.strip(TAG_READ):
        return ""
    return "gap" if GAP.fullmatch(gap) else "far"


def _read(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text as it is read, a tag as one character, with the place of each character."""
    parts, places, end = [], [], 0
    for unit in UNIT.finditer(text):
        parts.append(text[end : unit.start()])
        places += zip(range(end, unit.start()), range(end + 1, unit.start() + 1), strict=True)
        parts.append(_meant(unit))
        places += [unit.span()] * len(parts[-1])
        end = unit.end()
    places += zip(range(end, len(text)), range(end + 1, len(text) + 1), strict=True)
    return "".join([*parts, text[end:]]), places


def _meant(unit: re.Match) -> str:
    if unit["tag"]:
        return TAG_READ
    if unit["entity"]:
        return html.unescape(unit["entity"])
    return unquote(unit["percent"]) if unit["percent"] else chr(int(unit["escape"], 16))
