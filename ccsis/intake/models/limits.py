from django.db import models


class DayKey(models.Model):
    """The key of a day's counters. Once it is deleted, nobody can tell whose they were."""

    day = models.DateField(primary_key=True)
    key = models.BinaryField(max_length=32)

    class Meta:
        default_permissions = []

    def __str__(self):
        return f"{self.day}"


class Count(models.Model):
    """How much came from a place in a window of time. The place is a digest under the day's key."""

    place = models.CharField(max_length=64)
    begins_at = models.DateTimeField(db_index=True)
    number = models.PositiveIntegerField()

    class Meta:
        default_permissions = []
        constraints = [
            models.UniqueConstraint(fields=["place", "begins_at"], name="count_once_a_window")
        ]

    def __str__(self):
        return f"{self.begins_at:%Y-%m-%d %H:%M}: {self.number}"
