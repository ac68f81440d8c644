"""Properties are held to their rules, not to a stopwatch: a busy machine must not fail them."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("without a stopwatch", deadline=None)
settings.load_profile("without a stopwatch")
