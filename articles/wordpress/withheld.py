"""Names that were withheld here stay out of what the old site still says (`articles.withholding`)."""

from dataclasses import dataclass, replace

from articles.wordpress.items import Item, Term
from ccsis.lib.names import Names

TEXTS = ("title", "content", "excerpt")
ADDRESSES = ("slug", "link", "guid", "attachment_url")


@dataclass(frozen=True)
class Hidden:
    """Takes names out of what is read. An author is known by the name as displayed: see `People`."""

    names: Names

    def item(self, item: Item) -> Item:
        if not self.names.forms:
            return item
        texts = {name: self.names.hidden(getattr(item, name)) for name in TEXTS}
        addresses = {name: self.names.hidden_in_address(getattr(item, name)) for name in ADDRESSES}
        terms = [self.term(term) for term in item.terms]
        meta = {key: self.names.hidden(value) for key, value in item.meta.items()}
        return replace(item, **texts, **addresses, terms=terms, meta=meta)

    def term(self, term: Term) -> Term:
        slug, name = self.names.hidden_in_address(term.slug), self.names.hidden(term.name)
        return replace(term, slug=slug, name=name)


NOTHING_HIDDEN = Hidden(Names({}))
