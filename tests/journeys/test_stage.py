"""The stage between journeys and front ends: what it takes, and what it refuses without a trace."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

import pytest

from kiosk.domain.words import Text
from kiosk.journeys.stage import (
    STANDING,
    BadValues,
    ChoiceDisabled,
    SessionInfo,
    Settings,
    Snapshot,
    Stage,
    StaleView,
    UnknownChoice,
    WentBack,
)
from kiosk.journeys.view import Answer, Attention, Choice, Field, View


@dataclass(frozen=True, kw_only=True)
class Page(View):
    """A page of a form: 下一步 wants the name, 上一步 and 跳过 want nothing."""

    without_fields: ClassVar[frozenset[str]] = frozenset({"previous", "skip"})

    what: str = "page"

    @property
    def title(self) -> Text:
        return Text(self.what)

    @property
    def choices(self) -> tuple[Choice, ...]:
        closed = Choice("closed", Text("关着"), enabled=False, why_not=Text("今天不办", "Not today"))
        silent = Choice("silent", Text("关着"), enabled=False)
        open_ones = (Choice(name, Text(name)) for name in ("next", "previous", "skip"))
        return (*open_ones, closed, silent)

    @property
    def fields(self) -> tuple[Field, ...]:
        return (
            Field("name", Text("姓名"), "text", max_length=3),
            Field("more", Text("其他"), "text", required=False),
        )


@dataclass(frozen=True, kw_only=True)
class Plain(View):
    """A view with one choice."""

    what: str = "plain"

    @property
    def title(self) -> Text:
        return Text(self.what)

    @property
    def choices(self) -> tuple[Choice, ...]:
        return (Choice("ok", Text("好")),)


@dataclass(frozen=True, kw_only=True)
class Closed(Plain):
    """Neither back nor home leads out."""

    back = False
    home = False


def a_stage() -> tuple[Stage, list[Snapshot], list[str]]:
    """A stage, what a front end saw, and which standing choices the visit was told of."""
    stage = Stage(Plain(what="opening"))
    seen: list[Snapshot] = []
    told: list[str] = []
    stage.listen(seen.append)
    stage.on_standing = told.append
    return stage, seen, told


async def asked(stage: Stage, view: View, how: str = "ask") -> asyncio.Task[Answer]:
    """A journey that asks, or covers, and now waits."""
    task = asyncio.create_task({"ask": stage.ask, "cover": stage.cover}[how](view))
    await asyncio.sleep(0)
    assert stage.awaits_answer
    return task


async def test_an_answer_reaches_who_asked() -> None:
    stage, seen, _ = a_stage()
    question = await asked(stage, Page())
    stage.answer(stage.now.seq, "next", {"name": "张示例", "more": "无"})
    assert await question == Answer("next", {"name": "张示例", "more": "无"})
    assert not stage.awaits_answer
    assert [now.view for now in seen] == [Page()], "what follows is the journey's business"


REFUSED: dict[str, tuple[Callable[[Stage], None], type[Exception]]] = {
    "old view": (lambda stage: stage.answer(stage.now.seq - 1, "next", {"name": "张"}), StaleView),
    "view to come": (lambda stage: stage.answer(stage.now.seq + 1, "next", {"name": "张"}), StaleView),
    "old view, standing": (lambda stage: stage.answer(stage.now.seq - 1, "back"), StaleView),
    "no such choice": (lambda stage: stage.answer(stage.now.seq, "nxet"), UnknownChoice),
    "no choice": (lambda stage: stage.answer(stage.now.seq, ""), UnknownChoice),
    "disabled": (lambda stage: stage.answer(stage.now.seq, "closed", {"name": "张"}), ChoiceDisabled),
    "empty": (lambda stage: stage.answer(stage.now.seq, "next"), BadValues),
}


@pytest.mark.parametrize("kind", REFUSED)
async def test_what_is_refused_leaves_the_question_open_and_the_view_up(kind: str) -> None:
    stage, seen, told = a_stage()
    question = await asked(stage, Page())
    before = len(seen), stage.now
    act, error = REFUSED[kind]
    with pytest.raises(error):
        act(stage)
    assert (len(seen), stage.now) == before
    assert stage.awaits_answer
    assert told == []
    stage.answer(stage.now.seq, "next", {"name": "张"})
    assert (await question).choice == "next"


async def test_an_answer_counts_once() -> None:
    stage, _, _ = a_stage()
    question = await asked(stage, Plain())
    stage.answer(stage.now.seq, "ok")
    with pytest.raises(StaleView):
        stage.answer(stage.now.seq, "ok")
    assert (await question).choice == "ok"
    with pytest.raises(StaleView):
        stage.answer(stage.now.seq, "ok")


async def test_a_view_that_only_shows_takes_no_answer() -> None:
    stage, _, _ = a_stage()
    stage.show(Plain(what="shown"))
    assert not stage.awaits_answer
    with pytest.raises(StaleView):
        stage.answer(stage.now.seq, "ok")


async def test_a_disabled_choice_says_why() -> None:
    stage, _, _ = a_stage()
    question = await asked(stage, Page())
    with pytest.raises(ChoiceDisabled) as refused:
        stage.answer(stage.now.seq, "closed")
    assert refused.value.why == Text("今天不办", "Not today")
    with pytest.raises(ChoiceDisabled) as refused:
        stage.answer(stage.now.seq, "silent")
    assert refused.value.why.zh, "there is always a reason to show"
    question.cancel()


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({}, {"name": "还没填"}),
        ({"name": ""}, {"name": "还没填"}),
        ({"name": "张示例某"}, {"name": "最多 3 个字"}),
        ({"name": "张", "nmae": "x"}, {"nmae": "没有这一项"}),
        ({"nmae": ""}, {"name": "还没填", "nmae": "没有这一项"}),
    ],
)
async def test_every_field_that_does_not_fit_is_named(values: dict[str, str], wrong: dict[str, str]) -> None:
    stage, _, _ = a_stage()
    question = await asked(stage, Page())
    with pytest.raises(BadValues) as refused:
        stage.answer(stage.now.seq, "next", values)
    assert {name: text.zh for name, text in refused.value.errors.items()} == wrong
    assert all(text.en for text in refused.value.errors.values())
    assert "张" not in str(refused.value), "an error names fields, never what stood in them"
    question.cancel()


@pytest.mark.parametrize("choice", ["previous", "skip"])
@pytest.mark.parametrize("values", [{}, {"name": ""}, {"name": "张"}, {"more": "无"}])
async def test_a_way_out_demands_no_field(choice: str, values: dict[str, str]) -> None:
    stage, _, _ = a_stage()
    question = await asked(stage, Page())
    stage.answer(stage.now.seq, choice, values)
    assert await question == Answer(choice, values)


@pytest.mark.parametrize("values", [{"name": "张示例某"}, {"nmae": "x"}])
async def test_what_is_given_on_the_way_out_must_fit_all_the_same(values: dict[str, str]) -> None:
    stage, _, _ = a_stage()
    question = await asked(stage, Page())
    with pytest.raises(BadValues):
        stage.answer(stage.now.seq, "previous", values)
    question.cancel()


def test_views_demand_their_fields_unless_they_say_otherwise() -> None:
    assert View.without_fields == frozenset()


# Standing choices


@pytest.mark.parametrize("choice", ["home", "help", "end_session"])
async def test_standing_choices_go_to_the_visit(choice: str) -> None:
    stage, seen, told = a_stage()
    question = await asked(stage, Page())
    stage.answer(stage.now.seq, choice)
    assert told == [choice]
    assert stage.awaits_answer
    assert len(seen) == 1
    question.cancel()


async def test_back_is_told_to_who_asked() -> None:
    stage, _, told = a_stage()
    question = await asked(stage, Page())
    stage.answer(stage.now.seq, "back")
    with pytest.raises(WentBack):
        await question
    assert told == []


async def test_back_with_no_open_question_does_nothing() -> None:
    stage, seen, told = a_stage()
    stage.answer(stage.now.seq, "back")
    question = await asked(stage, Plain())
    stage.answer(stage.now.seq, "ok")
    stage.answer(stage.now.seq, "back")
    assert (await question).choice == "ok", "what was answered stays answered"
    assert told == []
    assert len(seen) == 1


async def test_more_time_only_touches() -> None:
    stage, seen, told = a_stage()
    touches: list[None] = []
    stage.on_touch = lambda: touches.append(None)
    stage.answer(stage.now.seq, "more_time")
    assert (len(touches), seen, told) == (1, [], [])


@pytest.mark.parametrize("choice", ["back", "home"])
async def test_a_view_that_cannot_be_left_says_so(choice: str) -> None:
    stage, _, told = a_stage()
    question = await asked(stage, Closed())
    with pytest.raises(ChoiceDisabled):
        stage.answer(stage.now.seq, choice)
    assert stage.awaits_answer
    assert told == []
    for always in set(STANDING) - {"back", "home"}:
        stage.answer(stage.now.seq, always)
    assert sorted(told) == ["end_session", "help", "maintenance"]
    question.cancel()


@dataclass(frozen=True, kw_only=True)
class OwnHome(Plain):
    """Has a choice with the name of a standing one."""

    @property
    def choices(self) -> tuple[Choice, ...]:
        return (Choice("end_session", Text("结束")),)


async def test_a_views_own_choice_comes_before_a_standing_one() -> None:
    stage, _, told = a_stage()
    question = await asked(stage, OwnHome())
    stage.answer(stage.now.seq, "end_session")
    assert (await question).choice == "end_session"
    assert told == []


# Numbers of views


async def test_the_same_words_asked_again_are_a_new_view() -> None:
    stage, _, _ = a_stage()
    view = Plain()
    first = await asked(stage, view)
    old = stage.now.seq
    stage.answer(old, "ok")
    await first
    again = await asked(stage, view)
    assert stage.now.seq > old
    with pytest.raises(StaleView):
        stage.answer(old, "ok")
    stage.answer(stage.now.seq, "ok")
    assert (await again).choice == "ok"


async def test_showing_the_same_again_changes_nothing() -> None:
    stage, seen, _ = a_stage()
    stage.show(Plain(what="new"))
    before = stage.now
    stage.show(Plain(what="new"))
    assert stage.now == before
    assert len(seen) == 1


async def test_a_view_shown_over_an_open_question_is_answered_as_that_question() -> None:
    stage, _, _ = a_stage()
    question = await asked(stage, Plain())
    old = stage.now.seq
    stage.show(Plain(what="reading"))
    assert stage.now.seq > old
    stage.answer(stage.now.seq, "ok")
    assert (await question).choice == "ok"


async def test_a_question_that_ends_late_does_not_close_the_one_that_took_its_place() -> None:
    stage, _, _ = a_stage()
    first = await asked(stage, Plain(what="first"))
    second = await asked(stage, Plain(what="second"))
    first.cancel()
    await asyncio.gather(first, return_exceptions=True)
    stage.answer(stage.now.seq, "ok")
    assert (await second).choice == "ok"


# Covers


async def test_a_cover_hides_the_question_and_gives_it_back() -> None:
    stage, seen, _ = a_stage()
    question = await asked(stage, Page())
    old = stage.now.seq
    cover = await asked(stage, Plain(what="cover"), "cover")
    assert stage.now.view == Plain(what="cover")
    assert stage.journey_view == Page()
    with pytest.raises(StaleView):
        stage.answer(old, "next", {"name": "张"})
    with pytest.raises(UnknownChoice):
        stage.answer(stage.now.seq, "next", {"name": "张"})
    stage.answer(stage.now.seq, "ok")
    assert (await cover).choice == "ok"
    assert not question.done()
    assert isinstance(stage.now.view, Page)
    numbers = [now.seq for now in seen]
    assert numbers == sorted(set(numbers)), "never an old number for what comes back"
    stage.answer(stage.now.seq, "next", {"name": "张"})
    assert (await question).choice == "next"


async def test_a_cover_over_a_cover() -> None:
    stage, _, _ = a_stage()
    question = await asked(stage, Plain(what="journey"))
    lower = await asked(stage, Plain(what="lower"), "cover")
    upper = await asked(stage, Plain(what="upper"), "cover")
    lower.cancel()
    await asyncio.gather(lower, return_exceptions=True)
    assert stage.now.view == Plain(what="upper"), "a lower cover goes unseen"
    stage.answer(stage.now.seq, "ok")
    await upper
    assert stage.now.view == Plain(what="journey")
    assert not question.done()
    question.cancel()


async def test_back_on_a_cover_leaves_the_question_under_it() -> None:
    stage, _, _ = a_stage()
    question = await asked(stage, Plain(what="journey"))
    cover = await asked(stage, Plain(what="cover"), "cover")
    stage.answer(stage.now.seq, "back")
    with pytest.raises(WentBack):
        await cover
    assert not question.done()
    assert stage.now.view == Plain(what="journey")
    question.cancel()


async def test_what_a_journey_shows_under_a_cover_comes_up_with_it() -> None:
    stage, seen, _ = a_stage()
    cover = await asked(stage, Plain(what="cover"), "cover")
    stage.show(Plain(what="next"))
    assert [now.view for now in seen] == [Plain(what="cover")]
    cover.cancel()
    await asyncio.gather(cover, return_exceptions=True)
    assert stage.now.view == Plain(what="next")


async def test_a_journey_that_ends_under_a_cover_leaves_the_cover_up() -> None:
    stage, _, _ = a_stage()
    question = await asked(stage, Plain(what="journey"))
    cover = await asked(stage, Plain(what="cover"), "cover")
    question.cancel()
    await asyncio.gather(question, return_exceptions=True)
    assert stage.now.view == Plain(what="cover")
    stage.answer(stage.now.seq, "ok")
    assert (await cover).choice == "ok"


async def test_a_cover_changes_its_words_and_keeps_its_question() -> None:
    stage, _, _ = a_stage()
    calling, called = Plain(what="calling"), Plain(what="called")
    cover = await asked(stage, calling, "cover")
    old = stage.now.seq
    stage.recover(calling, called)
    assert (stage.now.view, stage.awaits_answer) == (called, True)
    assert stage.now.seq > old
    stage.answer(stage.now.seq, "ok")
    assert (await cover).choice == "ok"


async def test_a_cover_that_is_gone_is_not_changed() -> None:
    stage, seen, _ = a_stage()
    calling = Plain(what="calling")
    cover = await asked(stage, calling, "cover")
    stage.answer(stage.now.seq, "ok")
    await cover
    before = len(seen)
    stage.recover(calling, Plain(what="called"))
    assert (len(seen), stage.now.view) == (before, Plain(what="opening"))


# What is not a view


async def test_settings_session_and_attention_change_without_a_new_view() -> None:
    stage, seen, _ = a_stage()
    question = await asked(stage, Plain())
    number = stage.now.seq
    stage.set_settings(Settings(language="en", elder=True))
    stage.set_session(SessionInfo(signed_in=True, who="张*例", level="L2", deadline=9.0))
    stage.set_attention(Attention("ticket_printer", "clear", Text("没纸了")))
    assert len(seen) == 4
    assert {now.seq for now in seen} == {number}, "what is being typed is not lost"
    assert (stage.now.settings.elder, stage.now.session.who) == (True, "张*例")
    stage.set_attention(None)
    stage.reset_settings()
    assert (stage.now.attention, stage.now.settings) == (None, Settings())
    question.cancel()


async def test_what_did_not_change_is_not_told() -> None:
    stage, seen, _ = a_stage()
    stage.reset_settings()
    stage.set_session(SessionInfo())
    stage.set_attention(None)
    assert seen == []


async def test_who_stopped_listening_hears_nothing() -> None:
    stage = Stage(Plain())
    seen: list[Snapshot] = []
    others: list[Snapshot] = []
    stop = stage.listen(seen.append)
    stage.listen(lambda _now: stop() if not others else None)  # leaving while being told is fine
    stage.listen(others.append)
    stage.show(Plain(what="one"))
    stage.show(Plain(what="two"))
    assert (len(seen), len(others)) == (1, 2)
