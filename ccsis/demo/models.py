from django.db import models


class DemoLoad(models.Model):
    """That the demonstration was loaded, and perhaps removed: `make run` loads it only once."""

    loaded_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return f"{self.loaded_at:%Y-%m-%d %H:%M}"


class DemoRow(models.Model):
    """A row that the demonstration made, so that removing it removes exactly those."""

    load = models.ForeignKey(DemoLoad, on_delete=models.CASCADE, related_name="rows")
    model = models.CharField(max_length=100, help_text="As app_label.ModelName.")
    row_pk = models.BigIntegerField()
    fingerprint = models.CharField(max_length=64, help_text="Of its fields as they were loaded.")

    class Meta:
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["model", "row_pk"], name="demo_row_once")]

    def __str__(self):
        return f"{self.model} {self.row_pk}"
