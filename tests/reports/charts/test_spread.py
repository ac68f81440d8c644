from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reports.charts.spread import spread

heights = st.lists(st.floats(5, 40), min_size=1, max_size=8)


@given(heights, st.data())
def test_spread_labels_never_overlap_and_stay_inside_while_they_fit(high, data) -> None:
    wanted = sorted(data.draw(st.floats(0, 200)) for _ in high)
    tops = spread(wanted, high, 0, 200)
    ends = [top + height for top, height in zip(tops, high, strict=True)]
    assert all(after >= before - 1e-9 for before, after in zip(ends, tops[1:], strict=False))
    assert tops[0] >= 0
    if sum(high) <= 200:
        assert ends[-1] <= 200 + 1e-9


def test_spread_leaves_labels_at_their_points_where_there_is_room() -> None:
    assert spread([20, 80], [10, 10], 0, 100) == [15, 75]
