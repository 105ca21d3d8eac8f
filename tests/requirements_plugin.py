"""Counts the requirements that the tests prove: `@pytest.mark.req("BK-05")`.

A requirement is proven when every test that names it ran and passed. The ids travel in each report's
`user_properties`, so the count also holds when the tests run in several processes.
"""

import tomllib
from collections.abc import Generator
from pathlib import Path

import pytest

LIST = Path(__file__).with_name("requirements.toml")
PROPERTY = "req"


class Requirements:
    """The known requirements and what this run says of them."""

    def __init__(self) -> None:
        known = tomllib.loads(LIST.read_text("utf-8"))
        self.levels: dict[str, str] = {name: entry["level"] for name, entry in known.items()}
        self.passed: dict[str, dict[str, bool]] = {}  # id -> test -> passed so far

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        for item in items:
            for name in [name for mark in item.iter_markers(PROPERTY) for name in mark.args]:
                if name not in self.levels:
                    raise pytest.UsageError(f"{item.nodeid}: no requirement {name} in {LIST.name}")
                item.user_properties.append((PROPERTY, name))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        for key, value in report.user_properties:
            if key != PROPERTY:
                continue
            tests = self.passed.setdefault(str(value), {})
            if report.when == "call":
                tests[report.nodeid] = report.passed
            elif not report.passed:
                tests[report.nodeid] = False
            else:
                tests.setdefault(report.nodeid, False)  # began; a process that dies here proves nothing

    def summary(self) -> str:
        proven = sorted(name for name, tests in self.passed.items() if all(tests.values()))
        must = [name for name in proven if self.levels[name] == "MUST"]
        others = [name for name in proven if self.levels[name] != "MUST"]
        total = list(self.levels.values()).count("MUST")
        line = f"requirements proven: {len(must)} of {total} MUST"
        line += f" ({' '.join(must)})" if must else ""
        return line + (f"; and {' '.join(others)}" if others else "")

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> Generator[None]:
        yield  # pytest's own last line first
        terminal = session.config.pluginmanager.get_plugin("terminalreporter")
        if terminal is not None:
            terminal.write_line(self.summary())


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(Requirements(), "requirements")
