"""What a process that serves for long does with its memory, once it has loaded the program."""

from __future__ import annotations

import gc


def settle() -> None:
    """Take what is loaded for what stays, so that nothing looks through it again and again for what is no longer used.

    Reading a paper's Document makes tens of thousands of objects: with the whole program to look through each time,
    a page took three times as long (benchmarks/bench_reading.py).
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
