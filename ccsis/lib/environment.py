"""The settings that come from the environment, read so that nonsense is refused in one line."""

import os

TRUE, FALSE = {"1", "true", "yes", "on"}, {"", "0", "false", "no", "off"}


def flag(name: str) -> bool:
    """A switch: 1/true/yes/on or 0/false/no/off; off when unset. Anything else stops the start."""
    value = os.environ.get(name, "").strip().lower()
    if value not in TRUE | FALSE:
        raise SystemExit(f"{name} is {value!r}; write 1 or 0.")
    return value in TRUE


def words(name: str, default: str = "") -> list[str]:
    """A list, separated by commas."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def require(*names: str) -> None:
    """Stop the start with one line that says which of these are not set."""
    missing = [name for name in names if not os.environ.get(name, "").strip()]
    if missing:
        raise SystemExit(
            f"Not configured: set {', '.join(missing)}. "
            "(A copy for development needs none of them: start it with `make run`.)"
        )
