"""What a person follows, to hear of it by mail."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

REPORT, MODIFICATION = "report", "modification"


class Following(models.Model):
    """That a person follows a modification or a report.

    `target` is "modification:" and its code for life, or "report:" and its kind. `told_until` is the moment up to
    which they have been told of what was published, `shown_until` the last day of the records that they have been told
    of: those that readers are shown (`readers.horizon`). `site` begins the addresses in the mails: where they followed.
    """

    unclassified_because: ClassVar[str] = "what a person follows is theirs: nobody else is shown it"
    unaudited_because: ClassVar[str] = "a person's own choice of mails; no paper and no record hangs on it"

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    target = models.CharField(max_length=80)
    site = models.URLField(max_length=200)
    since = models.DateTimeField(default=timezone.now)
    told_until = models.DateTimeField(default=timezone.now)
    shown_until = models.DateField(null=True)

    class Meta:
        ordering = ("target",)
        constraints = (
            models.UniqueConstraint(fields=("person", "target"), name="followed_once"),
            models.CheckConstraint(
                condition=models.Q(target__regex=rf"^({REPORT}|{MODIFICATION}):.+$"), name="followed_thing_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.person} follows {self.target}"

    @property
    def of(self) -> str:
        """What it is: a report or a modification."""
        return self.target.partition(":")[0]

    @property
    def name(self) -> str:
        """The report's kind, or the modification's code."""
        return self.target.partition(":")[2]
