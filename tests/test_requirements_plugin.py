import pytest

TESTS = """
    import os
    import pytest

    @pytest.mark.req("CH-01")
    def test_proves(): pass

    @pytest.mark.req("CH-02", "CH-06")
    @pytest.mark.parametrize("fine", [True, False])
    def test_proves_by_half(fine): assert fine

    @pytest.mark.req("CH-03")
    def test_says_nothing(): pytest.skip("no device")

    @pytest.fixture
    def unclean():
        yield
        raise RuntimeError

    @pytest.mark.req("CH-04")
    def test_leaves_a_mess(unclean): pass

    @pytest.mark.req("ID-04")
    def test_proves_a_should(): pass
"""


@pytest.fixture
def run(
    pytester: pytest.Pytester, pytestconfig: pytest.Config, monkeypatch: pytest.MonkeyPatch
) -> pytest.Pytester:
    # Each process would load every plugin there is: most of its time.
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    monkeypatch.setenv("PYTEST_ADDOPTS", "-p xdist.plugin")
    pytester.makeconftest('pytest_plugins = ("tests.requirements_plugin",)')
    pytester.makeini(f"[pytest]\nmarkers = req\npythonpath = {pytestconfig.rootpath}")
    return pytester


@pytest.mark.parametrize("processes", ["0", "2"])
def test_only_what_wholly_passed_is_proven(run: pytest.Pytester, processes: str) -> None:
    run.makepyfile(TESTS)
    last = run.runpytest_subprocess("-n", processes).outlines[-1]
    assert last == "requirements proven: 1 of 122 MUST (CH-01); and ID-04"


def test_a_process_that_dies_proves_nothing(run: pytest.Pytester) -> None:
    run.makepyfile("""
        import os
        import pytest

        @pytest.mark.req("CH-01")
        def test_proves(): pass

        @pytest.mark.req("CH-01")
        def test_dies(): os._exit(1)
    """)
    last = run.runpytest_subprocess("-n", "1", "--max-worker-restart=0").outlines[-1]
    assert last == "requirements proven: 0 of 122 MUST"


def test_an_unknown_id_is_an_error(run: pytest.Pytester) -> None:
    run.makepyfile("""
        import pytest

        @pytest.mark.req("XX-99")
        def test_proves(): pass
    """)
    result = run.runpytest_subprocess()
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*no requirement XX-99*"])
