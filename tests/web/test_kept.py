"""What is kept stays within its size; who asks again gets the same."""

from her2gc.web.kept import Kept


def test_it_keeps_what_was_asked_for_last_within_its_size() -> None:
    kept = Kept(most=100)
    made: list[int] = []

    def body(number: int) -> bytes:
        made.append(number)
        return bytes([number]) * 40

    for number in (1, 2, 1, 3):
        assert kept.get(number, lambda number=number: body(number)) == bytes([number]) * 40  # type: ignore[misc]
    assert made == [1, 2, 3]
    assert kept.size == 80
    kept.get(1, lambda: body(1))
    assert made == [1, 2, 3]
    kept.get(2, lambda: body(2))
    assert made == [1, 2, 3, 2]
    assert kept.get(9, lambda: b"x" * 101) == b"x" * 101
    assert kept.size <= 100
