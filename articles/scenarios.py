"""What a simulation starts from and the course that events take in it, as readers see them."""

from dataclasses import dataclass

from articles.models import Article


@dataclass(frozen=True)
class Scenario:
    assumptions: str
    actors: list[str]
    #: Each with its `date` and `text`.
    steps: list[dict]

    def __bool__(self) -> bool:
        return bool(self.assumptions or self.actors or self.steps)

    @property
    def words(self) -> str:
        told = [f"{step['date']}\n{step['text']}" for step in self.steps]
        return "\n".join([self.assumptions, *self.actors, *told])


def scenario_of(article: Article) -> Scenario | None:
    """Of a piece loaded `with_everything()`; None where there is none to show. No query."""
    if not article.is_simulation:
        return None
    row = article.scenario_row or {"assumptions": "", "actors": []}
    return Scenario(**row, steps=article.step_list) or None
