"""How many wrong passwords may be tried, counted in a way that tells nobody which names there are.

A name of nobody's is counted just as a person is. From one address there are few tries, over all addresses there are
more: whoever wants to lock somebody out needs many addresses, and the person hears of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from allauth.core.internal import ratelimit
from django.http import HttpRequest
from django.utils import timezone

from access.accounts.people import folded, person_named
from jobs.services import enqueue

TELL = "accounts.guessed"
FROM_HERE, FROM_ANYWHERE = "login_failed", "login_failed_anywhere"
"""Names of limits in ACCOUNT_RATE_LIMITS."""


@dataclass(frozen=True)
class Target:
    """What is guessed at: a person, by whichever of their names, or else a name."""

    person: int | None
    name: str

    @classmethod
    def of(cls, typed: str) -> Target:
        person = person_named(typed)
        return cls(person.pk if person else None, folded(typed))

    @property
    def key(self) -> str:
        return f"name {self.name}" if self.person is None else f"person {self.person}"

    def key_at(self, request: HttpRequest) -> str:
        """Of the tries from the client's own address, or network."""
        return f"{self.key} from {ratelimit.get_ip(request)}"


def count_anywhere(request: HttpRequest, target: Target) -> ratelimit.RateLimitUsage | None:
    """One more try at it, which can be rolled back; nothing where there were too many."""
    return ratelimit.consume(request, app="allauth.account", action=FROM_ANYWHERE, key=target.key)


def are_too_many_here(request: HttpRequest, target: Target) -> bool:
    """Whether the next one from this address will be refused unread."""
    key = target.key_at(request)
    return not ratelimit.consume(request, app="allauth.account", action=FROM_HERE, key=key, dry_run=True)


def are_too_many_anywhere(request: HttpRequest, target: Target) -> bool:
    """Whether the next one from any address will be refused unread."""
    return not ratelimit.consume(request, app="allauth.account", action=FROM_ANYWHERE, key=target.key, dry_run=True)


def tell(target: Target) -> None:
    """Have the person told, once a day at most. For a name of nobody's the same is done, and the job finds nobody."""
    day = timezone.localdate().isoformat()
    key = f"{TELL}/{day}/{sha256(target.key.encode()).hexdigest()[:32]}"
    enqueue(TELL, {"person": target.person, "day": day}, key=key)
