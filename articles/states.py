"""Which state an article may take next. Its log and its second person come with the workflow."""

from articles.models import Article, State

#: Before readers could see it.
UNSEEN = {
    State.DRAFT: {State.DRAFT, State.IN_REVIEW, State.READY},
    State.IN_REVIEW: {State.DRAFT, State.IN_REVIEW, State.READY},
    State.READY: {State.DRAFT, State.IN_REVIEW, State.READY},
}
#: Once readers could see it: it never just disappears, and what was withdrawn may come back.
SEEN = {
    State.READY: {State.READY, State.RETRACTED, State.WITHDRAWN},
    State.RETRACTED: {State.READY, State.RETRACTED, State.WITHDRAWN},
    State.WITHDRAWN: {State.READY, State.RETRACTED, State.WITHDRAWN},
}


def next_states(article: Article) -> set[State]:
    """The states that an article, as it is in the database, may have after the next save."""
    if article.pk is None:
        return UNSEEN[State.DRAFT]
    return (SEEN if was_seen(article) else UNSEEN)[State(article.state)]


def was_seen(article: Article) -> bool:
    """Whether readers see an article, as it is in the database, or saw it until it was taken back."""
    return article.is_public or article.state in {State.RETRACTED, State.WITHDRAWN}
