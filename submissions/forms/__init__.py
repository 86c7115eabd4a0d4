"""The forms by which pitches and simulations come in, from their senders and from staff."""

from submissions.forms.choices import Choices
from submissions.forms.pitches import PitchForm, RecordedPitchForm
from submissions.forms.replies import ReplyForm
from submissions.forms.simulations import RecordedSimulationForm, SimulationForm

__all__ = [
    "Choices",
    "PitchForm",
    "RecordedPitchForm",
    "RecordedSimulationForm",
    "ReplyForm",
    "SimulationForm",
]
