"""The words of a paragraph."""

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from mammoth.docx.dingbats import dingbats

from articles.word.reading import languages, making
from articles.word.reading.context import Context
from articles.word.reading.elements import TEXT, first, is_on
from articles.word.reading.links import allowed, code_of
from articles.word.reading.making import make

#: Elements that only stand around others.
AROUND = {
    *("w:bdo", "w:customXml", "w:dir", "w:fldSimple", "w:ins", "w:moveTo", "w:sdtContent"),
    *("w:smartTag", "w:ruby", "w:rubyBase"),
}
#: Marks without words, and what is told elsewhere.
SILENT = {
    *("w:bookmarkEnd", "w:bookmarkStart", "w:commentRangeEnd", "w:commentRangeStart", "w:pPr"),
    *(
        "w:permEnd",
        "w:permStart",
        "w:proofErr",
        "w:rPr",
        "w:sdtEndPr",
        "w:sdtPr",
        "w:rt",
        "w:rubyPr",
    ),
    *("w:annotationRef", "w:customXmlPr", "w:delInstrText", "w:delText", "w:endnoteRef"),
    *("w:footnoteRef", "w:lastRenderedPageBreak", "w:smartTagPr", "w:softHyphen"),
    *("w:continuationSeparator", "w:separator", "w:moveFromRangeEnd", "w:moveFromRangeStart"),
    *("w:moveToRangeEnd", "w:moveToRangeStart", "w:contentPart"),
}
SIGNS = {"w:noBreakHyphen": "\u2011", "w:ptab": " ", "w:tab": " "}
DRAWN = {"w:drawing", "w:pict"}
#: Looks that the site does not keep, by the property that sets them.
LOOKS = {"w:highlight": "highlight", "w:strike": "struck", "w:dstrike": "struck"}
WHITE = {"ffffff", "FFFFFF"}
#: So many letters of another script are a sign, as in a formula, and no passage.
FEW = 2


@dataclass
class Line:
    """Fills a new paragraph."""

    context: Context
    target: Element
    #: Of the paragraph in the file.
    style: str = ""
    is_plain: bool = False
    words: list[str] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    _language: str = ""
    #: Of the words that were written last: how they look, their run, and the text in it.
    _last: tuple = ()

    def read(self, elements, address: str = "") -> None:
        for element in elements:
            self._read(element, address)

    def _read(self, element: Element, address: str) -> None:
        tag = element.tag
        if tag == "w:r":
            self._run(element, address)
        elif tag == "w:hyperlink":
            self.read(element, self._address_of(element) or address)
        elif tag in AROUND:
            self._around(element, address)
        elif tag in {"mc:AlternateContent", "w:sdt"}:
            self.read(chosen(element), address)
        elif tag in {"m:oMath", "m:oMathPara"}:
            self._equation(element, address)
        elif tag in {"w:del", "w:moveFrom"}:
            self.context.tell_deleted(element)
        elif tag not in SILENT:
            self.context.findings.add("unknown", words_of(element))

    def _around(self, element: Element, address: str) -> None:
        before = len(self.words)
        self.read(element, address)
        said = "".join(self.words[before:])
        if element.tag == "w:fldSimple":
            self.context.fields.tell(element.get("w:instr", ""), said)
        elif element.tag in {"w:ins", "w:moveTo"} and said:
            self.context.findings.add("insertion", said)

    def _address_of(self, link: Element) -> str:
        one = self.context.related.get(link.get("r:id", ""))
        if one is None:
            self.context.findings.add("link_inside")
            return ""
        if one.is_external and allowed(one.target):
            return one.target.strip()
        self.context.findings.add(code_of(one.target), one.target)
        return ""

    def _equation(self, element: Element, address: str) -> None:
        if said := "".join(self._signs(element)):
            self.context.findings.add("equation", said)
            self._write(said, None, address)

    def _signs(self, around: Element) -> list[str]:
        """What is left of an equation without what is deleted or hidden."""
        found: list[str] = []
        for one in chosen(around) if around.tag in {"mc:AlternateContent", "w:sdt"} else around:
            if one.tag in {"m:t", "w:t"}:
                found.append(one.text or "")
            elif one.tag in {"w:del", "w:moveFrom"}:
                self.context.tell_deleted(one)
            elif one.tag not in {"m:r", "w:r"} or not self._is_hidden(one):
                said = self._signs(one)
                if one.tag in {"w:ins", "w:moveTo"} and said:
                    self.context.findings.add("insertion", "".join(said))
                found += said
        return found

    # Runs: words that look alike

    def _run(self, run: Element, address: str) -> None:
        if self._is_hidden(run):
            return
        properties = first(run, "w:rPr")
        self._tell_looks(run, properties)
        for element in run:
            self._part(element, properties, address)

    def _is_hidden(self, run: Element) -> bool:
        """What is hidden is told."""
        properties = first(run, "w:rPr")
        if not is_on(self.context.styles.words(properties, self.style, "w:vanish")):
            return False
        if said := words_of(run):
            self.context.findings.add("hidden", said)
        return True

    def _part(self, element: Element, properties: Element | None, address: str) -> None:
        tag, fields = element.tag, self.context.fields
        if tag == "w:fldChar":
            fields.mark(element.get("w:fldCharType", ""))
        elif tag == "w:instrText":
            fields.instruct(element.text or "")
        elif fields.is_silent:
            fields.say(element.text or "")
        elif tag == "w:t":
            self._write(element.text or "", properties, address)
        elif tag in SIGNS:
            self._write(SIGNS[tag], properties, address)
        elif tag in {"w:br", "w:cr"}:
            self._break(element)
        elif tag == "w:sym":
            self._symbol(element, properties, address)
        else:
            self._thing(element, address)

    def _thing(self, element: Element, address: str) -> None:
        """What is no text."""
        tag = element.tag
        if tag in {"w:footnoteReference", "w:endnoteReference"}:
            self._note(tag[2:-9], element.get("w:id", ""))
        elif tag == "w:commentReference":
            self.context.tell_comment(element.get("w:id", ""))
        elif tag in DRAWN:
            self._drawing(element)
        elif tag == "w:object":
            self.context.findings.add("object")
        elif tag == "mc:AlternateContent":
            for inner in chosen(element):
                self._part(inner, None, address)
        else:
            self._read(element, address)

    def _break(self, element: Element) -> None:
        if element.get("w:type") in {"page", "column"}:
            return
        self.words.append(" ")
        self.target.append(make("w:r", make("w:br")))

    def _symbol(self, element: Element, properties: Element | None, address: str) -> None:
        try:
            code = int(element.get("w:char", ""), 16)
        except ValueError:
            code = 0
        font = element.get("w:font", "")
        known = dingbats.get((font, code)) or dingbats.get((font, code & 0xFF))
        if known is None:
            self.context.findings.add("symbol", font)
        else:
            self._write(chr(known), properties, address)

    def _note(self, kind: str, number: str) -> None:
        if self.context.add_note(kind, number):
            self.target.append(make("w:r", make(f"w:{kind}Reference", id=number)))

    def _drawing(self, element: Element) -> None:
        numbers, boxes = self.context.drawings.read(element, self.context.related)
        self.boxes.extend(boxes)
        if numbers and self.context.findings.place.note:
            self.context.findings.add("picture_in_note")
            return
        self.target.extend(map(making.picture, numbers))

    def _tell_looks(self, run: Element, properties: Element | None) -> None:
        if properties is None:
            return
        for name, code in LOOKS.items():
            found = first(properties, name)
            if found is not None and is_on(found.get("w:val", "1")) and (said := words_of(run)):
                self.context.findings.add(code, said)
        color = first(properties, "w:color")
        is_white = color is not None and color.get("w:val") in WHITE
        if is_white and first(properties, "w:shd") is None and (said := words_of(run)):
            self.context.findings.add("white", said)

    def _write(self, text: str, properties: Element | None, address: str) -> None:
        if not text:
            return
        self.words.append(text)
        self.context.fields.say(text)
        looks = self._looks(properties, self._language_of(text, properties))
        address = address or self.context.fields.address
        key = (address, [(look.tag, *look.attrib.values()) for look in looks])
        if self._last and len(self.target) and self._last[:2] == (key, self.target[-1]):
            # Programs cut words into runs that look alike; joined, they are read much faster.
            self._last[2].text += text
            return
        written = make("w:t")
        written.text = text
        made = make("w:r", make("w:rPr", *looks), written)
        if address:
            made = make("w:hyperlink", made)
            made.set("r:id", self.context.link(address))
        self.target.append(made)
        self._last = (key, made, written)

    def _looks(self, properties: Element | None, language: str) -> list[Element]:
        found = []
        if language:
            found.append(make("w:rStyle", val=self.context.language_style(language)))
        if self.is_plain:
            return found
        styles = self.context.styles
        found += [make(name) for name in ("w:b", "w:i") if styles.own_words(properties, name)]
        raised = styles.words(properties, self.style, "w:vertAlign")
        if raised in {"subscript", "superscript"}:
            found.append(make("w:vertAlign", val=raised))
        return found

    def _language_of(self, text: str, properties: Element | None) -> str:
        """Of these words; those without letters go on in the language before them."""
        said = self.context.said_language(properties, self.style)
        language, is_contradicted = languages.language_of(text, said)
        letters = len(languages.LETTERS.findall(text))
        if not letters:
            return self._language
        if is_contradicted and letters > FEW:
            self.context.findings.add("language_unsure", text)
        self.context.letters[language] += letters
        self._language = language
        return language


def chosen(element: Element) -> list[Element]:
    """What is in a control of a form; of what is there for newer and older programs, the newer one's.

    What a control shows until somebody writes into it is no text.
    """
    if first(element, "w:sdtPr/w:showingPlcHdr") is not None:
        return []
    found = [first(element, name) for name in ("w:sdtContent", "mc:Choice", "mc:Fallback")]
    return next((list(one) for one in found if one is not None and len(one)), [])


def words_of(element: Element) -> str:
    return "".join(one.text or "" for one in element.iter() if one.tag in TEXT)
