"""The site, with one folder more served from disk: what bench_packs.py compares a pack's file with."""

from __future__ import annotations

import os

from whitenoise import WhiteNoise

from secops.wsgi import application as site

application = WhiteNoise(site, root=os.environ["BENCH_STATIC"], prefix="bench/")
