"""Fields: places whose words a program computes. Nothing is computed here; the last result stays.

ECMA-376, part 1, section 17.16.
"""

import re
from dataclasses import dataclass, field

from articles.word.reading.findings import Findings
from articles.word.reading.links import allowed, code_of

KIND = re.compile(r"\s*([A-Za-z]+)")
LINK = re.compile(r'\s*HYPERLINK\s+"([^"]*)"')
#: What the site makes by itself, or what nobody reads.
DROPPED = {"INDEX", "TOA", "TOC"}


@dataclass
class Field:
    instruction: str = ""
    is_told: bool = False
    said: list[str] = field(default_factory=list)

    @property
    def kind(self) -> str:
        match = KIND.match(self.instruction)
        return match[1].upper() if match else ""

    @property
    def address(self) -> str:
        """Where a link leads, if it may."""
        match = LINK.match(self.instruction)
        return match[1] if match and allowed(match[1]) else ""


class Fields:
    def __init__(self, findings: Findings):
        self._findings = findings
        self.open: list[Field] = []

    @property
    def is_silent(self) -> bool:
        """Whether words at this place are no text: a field's instruction, or a result that goes."""
        return any(not one.is_told or one.kind in DROPPED for one in self.open)

    @property
    def address(self) -> str:
        return next(filter(None, (one.address for one in reversed(self.open))), "")

    def mark(self, kind: str) -> None:
        """At a `w:fldChar` of this kind; one that has no beginning is nothing."""
        if kind == "begin":
            self.open.append(Field())
        elif kind == "separate" and self.open:
            self.open[-1].is_told = True
        elif kind == "end" and self.open:
            self._tell(self.open.pop())

    def instruct(self, words: str) -> None:
        if self.open and not self.open[-1].is_told:
            self.open[-1].instruction += words

    def say(self, words: str) -> None:
        for one in self.open:
            one.said.append(words)

    def end_paragraph(self) -> None:
        """An instruction that does not end would swallow the rest of the text."""
        for one in self.open:
            if not one.is_told:
                self._findings.add("field_without_end", "".join(one.said))
        self.open = [one for one in self.open if one.is_told]

    def tell(self, instruction: str, said: str) -> None:
        """A field that is written as one element."""
        self._tell(Field(instruction, is_told=True, said=[said]))

    def _tell(self, one: Field) -> None:
        if one.kind in DROPPED:
            self._findings.add("contents")
        elif one.kind != "HYPERLINK":
            self._findings.add("field", f"{one.kind}: {''.join(one.said)}".strip(": "))
        elif not one.address:
            target = one.instruction.partition('"')[2].rstrip('" ')
            self._findings.add(code_of(target), target)
