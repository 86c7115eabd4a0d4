from submissions.models.calls import Call
from submissions.models.contributions import (
    ALIVE,
    IDENTITY,
    OPEN,
    Contribution,
    ContributionState,
    Kind,
    PieceKind,
    last_day_over,
)
from submissions.models.exchanges import Exchange, ExchangeKind

__all__ = [
    "ALIVE",
    "IDENTITY",
    "OPEN",
    "Call",
    "Contribution",
    "ContributionState",
    "Exchange",
    "ExchangeKind",
    "Kind",
    "PieceKind",
    "last_day_over",
]
