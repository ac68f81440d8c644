"""What a worker reads to know the jobs of what readers open."""

from readers.dashboard.tasks import draw_by_the_clock, draw_job
from readers.following.tasks import send_digests_by_the_clock
from readers.search.tasks import index_by_the_clock, index_job

__all__ = ["draw_by_the_clock", "draw_job", "index_by_the_clock", "index_job", "send_digests_by_the_clock"]
