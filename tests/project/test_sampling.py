"""A default run draws the same cases in every process and tells what it left out; a whole run leaves out nothing."""

import pytest

import sampling
from conftest import ROOT
from sampling import slow

pytest_plugins = ["pytester"]
WITHOUT_STORE = "\nopen_graph = lambda **_: None\n"  # no test here asks the graph


@pytest.fixture(autouse=True)
def left_out(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Keep what these tests leave out from the run's own account."""
    told: dict[str, str] = {}
    monkeypatch.setattr(sampling, "LEFT_OUT", told)
    monkeypatch.setattr(sampling, "ALL", False)
    monkeypatch.setattr(sampling, "SEED", "1")
    return told


def test_a_sample_keeps_the_order_and_tells_what_it_left_out(left_out: dict[str, str]) -> None:
    drawn = sampling.sample(range(100), 7, "numbers")
    assert len(set(drawn)) == 7
    assert drawn == sorted(drawn)
    assert drawn == sampling.sample(range(100), 7, "numbers")
    assert drawn != sampling.sample(range(100), 7, "other numbers")
    assert left_out["numbers"] == "7 of 100 numbers"
    assert sampling.told({"numbers": left_out["numbers"], "whole": "none of 2 tests marked whole"}) == (
        "SAMPLED (seed 1): 7 of 100 numbers; none of 2 tests marked whole. "
        "To run all of it: HER2GC_TEST_ALL=1 make test"
    )


def test_another_seed_draws_others(monkeypatch: pytest.MonkeyPatch) -> None:
    first = sampling.sample(range(100), 7, "numbers")
    monkeypatch.setattr(sampling, "SEED", "2")
    assert sampling.sample(range(100), 7, "numbers") != first


def test_nothing_is_told_where_nothing_is_left_out(
    left_out: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert sampling.sample("abc", 3, "letters") == ["a", "b", "c"]
    monkeypatch.setattr(sampling, "ALL", True)
    assert sampling.sample("abc", 1, "letters") == ["a", "b", "c"]
    assert sampling.told(left_out) == ""


@slow
@pytest.mark.parametrize(("given", "workers"), [("", "2"), ("1", "0")])
def test_a_run_tells_it_at_its_end_also_with_parallel_workers(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, given: str, workers: str
) -> None:
    monkeypatch.setenv("HER2GC_TEST_ALL", given)
    monkeypatch.delenv("HER2GC_TEST_SEED", raising=False)
    monkeypatch.syspath_prepend(str(ROOT / "tests"))
    monkeypatch.setenv("PYTHONPATH", f"{ROOT}/tests:{ROOT}/src")
    pytester.makeconftest((ROOT / "tests/conftest.py").read_text() + WITHOUT_STORE)
    pytester.makepyfile(
        """
        import pytest
        from sampling import sample, some, whole

        @pytest.mark.parametrize("number", sample(range(9), 4, "numbers"))
        def test_number(number): pass

        @whole
        def test_heavy(): pass

        @some(2, "slow ones")
        @pytest.mark.parametrize("number", range(5))
        def test_slow(number): pass
        """
    )
    ran = pytester.runpytest_subprocess("-n", workers, "-p", "no:cacheprovider")
    ran.assert_outcomes(passed=15 if given else 6)
    told = [line for line in ran.outlines if line.startswith("SAMPLED")]
    line = "SAMPLED (seed 1): 4 of 9 numbers; 2 of 5 slow ones; none of 1 tests marked whole. "
    assert told == ([] if given else [line + "To run all of it: HER2GC_TEST_ALL=1 make test"])


@slow
def test_heavy_files_begin_first(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    assert [name for name in sampling.HEAVY if not (ROOT / "tests" / name).is_file()] == []
    monkeypatch.syspath_prepend(str(ROOT / "tests"))
    monkeypatch.setenv("PYTHONPATH", f"{ROOT}/tests:{ROOT}/src")
    (pytester.path / "sampling.py").write_text((ROOT / "tests/sampling.py").read_text())  # beside the tests
    pytester.makeconftest((ROOT / "tests/conftest.py").read_text() + WITHOUT_STORE)
    one, other = sampling.HEAVY[1], sampling.HEAVY[0]
    for name, tests in (("a/test_light.py", 9), (one, 1), (other, 1)):
        path = pytester.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(f"def test_{number}(): pass\n" for number in range(tests)))
    ran = pytester.runpytest_subprocess("-v", "-n", "1", "--dist", "loadfile", "-p", "no:cacheprovider")
    ran.assert_outcomes(passed=11)
    told = [line for line in ran.outlines if "PASSED" in line]
    assert [other in told[0], one in told[1]] == [True, True], told
