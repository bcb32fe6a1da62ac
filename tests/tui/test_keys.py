from __future__ import annotations

import threading
from typing import Any

import pytest

from qa.errors import ModelUnavailableError
from qa.tui.screen.article import ArticleScreen
from qa.tui.screen.evidence import EvidencePane
from qa.tui.screen.turn import TurnView
from qa.tui.widgets.forms import Form
from qa.tui.widgets.help import HelpScreen, help_rows
from qa.tui.widgets.keys import BROWSING, EVERYWHERE
from qa.tui.widgets.picker import SessionPicker

Start = Any


async def test_enter_sends_and_shift_enter_or_ctrl_j_breaks_the_line(start: Start, desk: Any) -> None:
    async with start() as t:
        await t.press(*"Who", "ctrl+j", *"is", "shift+enter", "i", "t", "enter")
        await t.until(lambda: desk.asked)
        assert desk.asked[0][0] == "Who\nis\nit"
        assert t.chat.composer.text == ""


async def test_what_is_typed_before_the_library_is_open_is_asked_when_it_is(start: Start, desk: Any) -> None:
    async with start() as t:
        opened, t.chat.opened = t.chat.opened, None
        await t.type("Early?")
        assert desk.asked == []
        await t.chat.open(opened)
        await t.until(lambda: desk.asked)


async def test_up_and_down_go_through_what_was_asked(start: Start) -> None:
    async with start() as t:
        await t.ask("First?")
        await t.ask("Second?")
        await t.press(*"Third")
        await t.press("up")
        assert t.chat.composer.text == "Second?"
        await t.press("up")
        assert t.chat.composer.text == "First?"
        await t.press("up", "down", "down")
        assert t.chat.composer.text == "Third"


async def test_history_holds_what_was_asked_in_earlier_sessions(start: Start) -> None:
    async with start() as t:
        await t.ask("Long ago?")
    async with start() as t:
        await t.press("up")
        assert t.chat.composer.text == "Long ago?"


async def test_an_answer_shows_its_marks_support_and_how_it_was_made(start: Start) -> None:
    async with start() as t:
        await t.ask("Who is the captain?")
        seen = t.seen
        assert (
            "Mirela Sandhurst, the harbour office said. [1]" in " ".join(seen.split("│")[0].split())
            or "[1]" in seen
        )
        assert "~ It will be repaired, at a cost. [1] [2] partly supported" in seen
        assert "extractive engine (auto: no model is configured) · 0.4 s" in seen
        assert "1 drafted sentence not shown" in seen
        assert "Forty people" not in seen


async def test_x_unfolds_the_sentences_that_did_not_pass(start: Start) -> None:
    async with start() as t:
        await t.ask("Who?")
        await t.press("escape", "x")
        assert "Forty people died." in t.seen
        assert "number 40 is not in the cited text" in t.seen
        await t.press("x")
        assert "Forty people" not in t.seen


async def test_the_evidence_pane_shows_the_quote_in_its_paragraph(start: Start) -> None:
    async with start() as t:
        await t.ask("Who?")
        await t.until(
            lambda: "Mirela Sandhurst, the" in t.seen.replace("│", "") and "reading …" not in t.seen
        )
        assert "Brackwater Post · 2026-02-03" in t.seen
        assert "also in: Northern Ledger" in t.seen
        assert "»" not in t.seen
        await t.press("]")
        assert "»The captain of the ferry" in t.seen


async def test_brackets_go_to_the_next_and_previous_citation(start: Start) -> None:
    async with start() as t:
        await t.ask("Who?")
        assert t.chat.focused is t.chat.composer
        numbers = []
        for key in ("]", "]", "]", "]", "["):
            await t.press(key)
            numbers.append((t.chat.conversation.here.number, t.chat.conversation.view.current))
        assert numbers == [(1, 0), (1, 1), (2, 2), (1, 0), (2, 2)]


async def test_a_bracket_inside_a_question_is_only_a_character(start: Start) -> None:
    async with start() as t:
        await t.ask("Who?")
        await t.press("a", "]")
        assert t.chat.composer.text == "a]"


async def test_digits_jump_to_a_source(start: Start) -> None:
    async with start() as t:
        await t.ask("Who?")
        await t.press("escape", "2")
        assert t.chat.conversation.here.number == 2
        await t.press("9")
        assert t.chat.conversation.here.number == 2


async def test_o_opens_the_article_at_the_cited_sentence_and_comes_back(start: Start) -> None:
    async with start(size=(80, 24)) as t:
        await t.ask("Who?")
        await t.press("]", "]", "o")
        await t.until(lambda: isinstance(t.app.screen, ArticleScreen))
        await t.until(lambda: "▶ The ferry will be repaired" in t.seen)
        assert "citation 2 of 3" in t.seen
        await t.press("[")
        await t.until(lambda: "▶ The captain of the ferry" in t.seen)
        await t.press("o")
        await t.until(lambda: t.app.screen is t.chat)
        assert t.chat.conversation.here.number == 1


async def test_citations_lead_from_one_article_to_the_other(start: Start) -> None:
    async with start() as t:
        await t.ask("Who?")
        await t.press("]", "o")
        await t.until(lambda: isinstance(t.app.screen, ArticleScreen))
        await t.press("2")
        await t.until(lambda: "▶ The cost of 80 million" in t.seen)
        await t.press("]")
        await t.until(lambda: "▶ The captain of the ferry" in t.seen)
        await t.press("escape")
        await t.until(lambda: t.app.screen is t.chat)


async def test_the_article_view_searches_and_goes_from_match_to_match(start: Start) -> None:
    async with start(size=(80, 24)) as t:
        await t.ask("Who?")
        await t.press("]", "o")
        await t.until(lambda: isinstance(t.app.screen, ArticleScreen))
        await t.press("/", *"winter")
        await t.until(lambda: "37 paragraphs" in t.seen)
        first = t.app.screen.match
        await t.press("enter", "n", "n")
        assert t.app.screen.match == first + 2
        await t.press("N")
        assert t.app.screen.match == first + 1


async def test_the_article_view_shows_what_cleaning_removed_on_request(start: Start) -> None:
    async with start(size=(80, 24)) as t:
        await t.ask("Who?")
        await t.press("]", "o")
        await t.until(lambda: isinstance(t.app.screen, ArticleScreen))
        assert "newsletter" not in t.seen
        await t.press("x")
        await t.until(lambda: "Sign up for our newsletter" in t.seen)
        assert "share line" in t.seen


async def test_y_copies_the_answer_with_references(start: Start) -> None:
    async with start() as t:
        await t.ask("Who?")
        await t.press("escape", "y")
        await t.until(lambda: bool(t.app.clipboard))
        text = t.app.clipboard
        assert "It will be repaired, at a cost. [1] [2]" in text
        assert "[2] Council puts off the vote on the tram, Evening Lamp · 2026-02-05, council.md" in text


async def test_c_copies_the_sources_for_a_reference_manager(start: Start) -> None:
    async with start() as t:
        await t.ask("Who?")
        await t.press("escape", "c")
        assert t.app.clipboard.count("@") == 2
        assert "Council puts off the vote on the tram" in t.app.clipboard
        await t.press("C")
        assert t.app.clipboard.count("TY  - ") == 2
        await t.press("]", "o")
        await t.until(lambda: isinstance(t.app.screen, ArticleScreen))
        await t.press("c")
        assert t.app.clipboard.count("@") == 1
        assert "The captain of the ferry is Mirela Sandhurst" in t.app.clipboard


async def test_y_in_an_article_copies_the_cited_sentence(start: Start) -> None:
    async with start() as t:
        await t.ask("Who?")
        await t.press("]", "o")
        await t.until(lambda: isinstance(t.app.screen, ArticleScreen))
        await t.press("y")
        assert t.app.clipboard.startswith("“The captain of the ferry is Mirela Sandhurst")
        assert "Brackwater Post · 2026-02-03" in t.app.clipboard


async def test_w_in_an_article_opens_its_page_at_the_cited_words(start: Start) -> None:
    async with start() as t:
        await t.ask("Who?")
        await t.press("]", "o")
        await t.until(lambda: isinstance(t.app.screen, ArticleScreen))
        opened: list[str] = []
        t.app.open_url = lambda url, new_tab=True: opened.append(url)
        await t.press("w")
        (link,) = opened
        assert link.partition("#:~:text=")[2].startswith("The%20captain%20of%20the%20ferry")


async def test_escape_cancels_a_running_answer_at_once_and_the_next_one_need_not_wait(
    start: Start, desk: Any
) -> None:
    async with start() as t:
        desk.gate, desk.pieces = threading.Event(), ["A ", "draft"]
        await t.type("Slow?")
        await t.until(lambda: t.chat.running and "Draft, not checked yet" in t.seen)
        await t.press("escape")
        assert t.chat.running is None
        assert t.chat.talk.exchanges[-1].state == "cancelled"
        assert "cancelled" in t.seen
        waiting, desk.gate, desk.pieces = desk.gate, None, []
        await t.ask("Quick?")
        assert t.chat.talk.exchanges[-1].state == "done"
        waiting.set()


async def test_the_draft_is_shown_dimmed_and_gives_way_to_the_checked_answer(start: Start, desk: Any) -> None:
    async with start() as t:
        desk.engines.name = "llm"
        desk.gate, desk.pieces = threading.Event(), ["gone \f", "The **captain** ", "is named. \x1b[31m"]
        await t.type("Who?")
        await t.until(lambda: "Draft, not checked yet" in t.seen)
        desk.gate.set()
        await t.until(lambda: t.chat.running is None)
        assert "Draft" not in t.seen
        flat = " ".join(line.split("│")[0].strip(" ▌") for line in t.seen.split("\n"))
        assert "harbour office said. [1]✓ It will be repaired, at a cost. [1] [2] ~ partly supported" in flat
        assert "1,200 + 80 tokens · $0.0021" in t.seen
        assert "1,280 tokens · $0.0021" in t.seen.split("\n")[-1]


async def test_a_follow_up_is_asked_with_the_turns_before_it(start: Start, desk: Any) -> None:
    async with start() as t:
        await t.ask("Who is the captain?")
        await t.ask("Where does she live?")
        question, history, _ = desk.asked[1]
        assert question == "Where does she live?"
        assert [turn.question for turn in history] == ["Who is the captain?"]
        assert "Mirela Sandhurst" in history[0].answer


async def test_only_one_answer_runs_at_a_time(start: Start, desk: Any) -> None:
    async with start() as t:
        desk.gate = threading.Event()
        await t.type("One?")
        await t.until(lambda: desk.asked)
        await t.type("Two?")
        assert len(desk.asked) == 1
        assert t.chat.composer.text == "Two?"
        desk.gate.set()
        await t.until(lambda: t.chat.running is None)


async def test_nothing_found_says_what_was_searched_and_the_nearest_thing(start: Start) -> None:
    async with start() as t:
        await t.ask("nothing at all?")
        assert "The library does not answer this." in t.seen
        assert "Searched 3 articles from 2 outlets" in t.seen
        assert "not an answer" in t.seen
        await t.press("]", "o")
        await t.until(lambda: "▶ The council put off its vote" in t.seen)


async def test_an_error_of_the_model_is_said_with_its_hint_and_the_session_goes_on(
    start: Start, desk: Any
) -> None:
    async with start() as t:
        desk.problem = ModelUnavailableError("the server does not answer", "is it running?")
        await t.ask("Who?")
        assert "✗ the server does not answer" in t.seen
        assert "is it running?" in t.seen
        desk.problem = None
        await t.ask("Who?")
        assert t.chat.talk.exchanges[-1].state == "done"


async def test_ctrl_o_shows_and_hides_the_evidence_pane(start: Start) -> None:
    async with start() as t:
        pane = t.chat.query_one(EvidencePane)
        assert pane.region.width > 0
        await t.press("ctrl+o")
        assert pane.region.width == 0
        await t.press("ctrl+o")
        assert pane.region.width > 0


async def test_a_narrow_terminal_stacks_the_panes(start: Start) -> None:
    async with start(size=(80, 24)) as t:
        await t.ask("Who?")
        pane = t.chat.query_one(EvidencePane)
        assert pane.region.width == 0
        await t.press("]")
        assert pane.region.y > t.chat.conversation.region.y
        assert pane.region.width == 80
        await t.press("ctrl+o")
        assert pane.region.width == 0


async def test_j_and_k_select_another_answer_and_its_sources(start: Start) -> None:
    async with start() as t:
        await t.ask("Who?")
        await t.ask("nothing?")
        await t.press("escape", "k")
        assert t.chat.conversation.selected == 0
        await t.until(lambda: "Ferry hits the quay" in t.seen)
        await t.press("down")
        assert t.chat.conversation.selected == 1


async def test_slash_searches_the_conversation(start: Start) -> None:
    async with start() as t:
        await t.ask("Alpha?")
        await t.ask("nothing beta?")
        await t.ask("Gamma?")
        await t.press("escape", "/", *"beta", "enter")
        assert t.chat.conversation.selected == 1
        await t.press("n")
        assert t.chat.conversation.selected == 1
        await t.press("/", *"captain", "enter", "n")
        assert t.chat.conversation.selected in (0, 2)
        await t.press("/", "escape")
        assert all(view.words == "" for view in t.chat.query(TurnView))


async def test_i_enter_and_tab_lead_back_to_the_question_line(start: Start) -> None:
    async with start() as t:
        for key in ("i", "enter", "tab"):
            await t.press("escape")
            assert t.chat.focused is t.chat.conversation
            await t.press(key)
            assert t.chat.focused is t.chat.composer
        await t.press("tab")
        assert t.chat.focused is t.chat.conversation


async def test_ctrl_s_exports_to_a_file(start: Start, own_home: Any) -> None:
    async with start() as t:
        await t.ask("Who is it?")
        await t.press("ctrl+s")
        assert isinstance(t.app.screen, Form)
        await t.press("enter")
        await t.until(lambda: (own_home / "who-is-it.md").exists())
        await t.until(lambda: "Exported" in t.seen)


async def test_ctrl_n_begins_a_new_session(start: Start) -> None:
    async with start() as t:
        await t.ask("Who?")
        first = t.chat.talk.session
        await t.press("ctrl+n")
        await t.until(lambda: not t.chat.talk.exchanges)
        assert "3 articles from 3 outlets" in t.seen
        await t.ask("What?")
        assert t.chat.talk.session != first


async def test_ctrl_r_lists_searches_renames_deletes_and_resumes_sessions(start: Start) -> None:
    async with start() as t:
        await t.ask("Ferry question?")
        await t.press("ctrl+n")
        await t.until(lambda: not t.chat.talk.exchanges)
        await t.ask("nothing about trams?")
        await t.press("ctrl+r")
        assert isinstance(t.app.screen, SessionPicker)
        assert "2 sessions" in t.seen
        await t.press(*"Ferry")
        await t.until(lambda: "1 session" in t.seen)
        await t.press("f2")
        t.app.screen.query_one("#name").value = "The ferry"
        await t.press("enter")
        await t.until(lambda: "The ferry" in t.seen)
        await t.press("enter")
        await t.until(lambda: t.chat.talk.name == "The ferry")
        assert "Ferry question?" in t.seen
        await t.press("ctrl+r", "down", "f8", "f8")
        await t.until(lambda: "1 session" in t.seen)
        await t.press("escape")
        assert t.app.screen is t.chat


async def test_f2_sets_filters_and_chips_take_them_away(start: Start, desk: Any) -> None:
    async with start() as t:
        await t.press("f2")
        form = t.app.screen
        form.query_one("#outlet").value = "Evening Lamp, Brackwater Post"
        form.query_one("#since").value = "2026-02-01"
        await t.press("enter")
        await t.until(lambda: "Filters" in t.seen)
        assert " outlet Evening Lamp × " in t.seen
        assert " since 2026-02-01 ×" in t.seen
        await t.ask("Who?")
        assert desk.asked[0][2] == {"outlet": ("Evening Lamp", "Brackwater Post"), "since": "2026-02-01"}
        assert "only outlet Evening Lamp" in t.seen
        await t.pilot.click("#chips", offset=(12, 0))
        await t.until(lambda: "outlet Evening Lamp ×" not in t.seen)
        assert t.chat.talk.filters == {"outlet": ("Brackwater Post",), "since": "2026-02-01"}


async def test_a_filter_that_cannot_be_is_refused(start: Start) -> None:
    async with start() as t:
        await t.press("f2")
        t.app.screen.query_one("#since").value = "never"
        await t.press("enter")
        assert t.chat.talk.filters == {}


async def test_f3_adds_articles_with_progress_and_they_are_found_at_once(start: Start, desk: Any) -> None:
    desk.full = False
    async with start() as t:
        assert "The library is empty." in t.seen
        assert "/add PATH" in t.seen
        await t.type("Who?")
        await t.until(lambda: "Add articles first" in t.seen)
        desk.gate = threading.Event()
        await t.press("f3", *"news", "enter")
        await t.until(lambda: "Adding" in t.seen and "of 3" in t.seen)
        desk.gate.set()
        await t.until(lambda: "3 articles" in t.seen)
        assert desk.added == [["news"]]
        assert "b.txt: no text in it" in t.seen
        desk.gate = None
        await t.ask("Who?")
        assert t.chat.talk.exchanges[-1].state == "done"


async def test_f4_goes_through_the_looks(start: Start) -> None:
    async with start() as t:
        looks = []
        for _ in range(3):
            await t.press("f4")
            looks.append(t.app.theme)
        assert looks == ["light", "high-contrast", "dark"]


async def test_f1_shows_all_keys_and_commands(start: Start) -> None:
    async with start() as t:
        await t.press("f1")
        assert isinstance(t.app.screen, HelpScreen)
        assert "Shift+Enter, Ctrl+J" in t.seen
        await t.press("escape")
        assert t.app.screen is t.chat
    listed = " ".join(keys for _, rows in help_rows() for keys, _ in rows)
    assert all(key.shown in listed for key in (*EVERYWHERE, *BROWSING))


async def test_every_action_is_in_the_palette_and_the_palette_acts(start: Start) -> None:
    from qa.tui.widgets.palette import Actions

    async with start() as t:
        names = [name for name, _, _ in Actions(t.chat).entries()]
        missing = [
            k.label for k in (*EVERYWHERE, *BROWSING) if not any(n.startswith(k.label[:6]) for n in names)
        ]
        assert missing == []
        await t.press("ctrl+p")
        await t.until(lambda: "Search for commands" in t.seen)
        await t.press(*"high-contrast")
        await t.until(lambda: "Theme: high-contrast" in t.seen)
        await t.press("down", "enter")
        await t.until(lambda: t.app.theme == "high-contrast")


async def test_every_command_is_in_the_palette_and_waits_for_its_words(start: Start, desk: Any) -> None:
    from qa.tui.dialogue.commands import COMMANDS, usage
    from qa.tui.widgets.palette import HAVE_KEYS, Actions

    async with start() as t:
        names = [name for name, _, _ in Actions(t.chat).entries()]
        assert [name for name in COMMANDS if usage(name) not in names] == [*HAVE_KEYS]
        await t.press("ctrl+p")
        await t.until(lambda: "Search for commands" in t.seen)
        await t.press(*"timeline")
        await t.until(lambda: "/timeline TOPIC" in t.seen)
        await t.press("down", "enter")
        await t.until(lambda: t.chat.composer.text == "/timeline ")
        assert t.chat.focused is t.chat.composer


async def test_every_entry_of_the_palette_runs(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    from qa.tui.widgets.palette import Actions

    async with start() as t:
        await t.ask("Who?")
        monkeypatch.setattr(t.app, "action_suspend_process", lambda: None)
        for name, _, act in list(Actions(t.chat).entries()):
            if "Quit" in name:
                continue
            assert await act() is True, name
            await t.pilot.pause()
            while t.app.screen is not t.chat:
                await t.app.pop_screen()


async def test_ctrl_q_quits_and_ctrl_c_only_says_how(start: Start) -> None:
    async with start() as t:
        await t.press("escape", "ctrl+c")
        assert t.app.return_code is None
        await t.press("ctrl+q")
        assert t.app.return_code is not None


async def test_a_click_on_a_mark_goes_to_the_citation(start: Start) -> None:
    async with start() as t:
        await t.ask("Who?")
        rows = t.seen.split("\n")
        y = next(n for n, row in enumerate(rows) if "[2]" in row.split("│")[0][:70])
        await t.pilot.click(offset=(rows[y].index("[2]") + 1, y))
        await t.until(lambda: t.chat.conversation.here and t.chat.conversation.here.number == 2)


async def test_a_click_on_a_source_goes_to_it(start: Start) -> None:
    async with start() as t:
        await t.ask("Who?")
        await t.until(lambda: "Council puts off" in t.seen)
        rows = t.seen.split("\n")
        y = next(n for n, row in enumerate(rows) if "Council puts off" in row)
        await t.pilot.click(offset=(rows[y].index("Council"), y))
        await t.until(lambda: t.chat.conversation.here and t.chat.conversation.here.number == 2)


async def test_enter_does_not_overtake_the_letters_before_it(start: Start, desk: Any) -> None:
    from textual import events

    async with start() as t:
        for letter in "Who is it?":
            t.app.post_message(events.Key(letter, letter))
        t.app.post_message(events.Key("enter", "\r"))
        await t.until(lambda: desk.asked)
        assert desk.asked[0][0] == "Who is it?"


async def test_a_question_says_at_once_that_it_is_being_worked_on(start: Start, desk: Any) -> None:
    async with start() as t:
        desk.gate = threading.Event()
        await t.type("Slow?")
        await t.until(lambda: "● searching …" in t.seen)
        desk.gate.set()
        await t.until(lambda: t.chat.running is None)


async def test_quitting_in_the_middle_of_an_add_and_an_answer_is_quiet(start: Start, desk: Any) -> None:
    desk.gate = threading.Event()
    async with start() as t:
        t.chat.add(["news"])
        await t.type("Who?")
        await t.until(lambda: desk.asked and desk.added)
        await t.press("ctrl+q")
    desk.gate.set()


async def test_an_add_that_breaks_or_is_stopped_is_said(start: Start, desk: Any) -> None:
    async with start() as t:
        desk.problem = RuntimeError("boom")
        await t.type("/add news")
        await t.until(lambda: "unexpected RuntimeError: boom" in t.seen)
        desk.problem, desk.gate = None, threading.Event()
        await t.type("/add news")
        await t.until(lambda: "Adding" in t.seen)
        t.chat.action_stop_adding()
        desk.gate.set()
        await t.until(lambda: "Stopped adding" in t.seen)


async def test_the_selected_mark_is_in_view_in_an_answer_longer_than_the_pane(start: Start) -> None:
    async with start(size=(60, 20)) as t:
        for _ in range(3):
            await t.ask("Who is the captain of the ferry, and what will become of the ship after all?")
        for _ in range(4):
            await t.press("]")
            await t.pilot.pause(0.1)
            row = t.chat.conversation.view.mark_row
            region = t.chat.conversation.region
            assert region.y <= row < region.bottom, t.seen


async def test_a_reply_longer_than_the_pane_is_shown_from_its_beginning(start: Start) -> None:
    async with start(size=(60, 20)) as t:
        await t.ask("Who?")
        await t.ask(" ".join(["Who is the captain of the ferry?"] * 12))
        await t.pilot.pause(0.1)
        assert t.chat.conversation.view.region.y == t.chat.conversation.region.y
        await t.type("/settings")
        await t.until(lambda: "Settings" in t.seen)


async def test_the_line_of_keys_holds_whole_keys_and_ends_with_help(start: Start) -> None:
    for width in (40, 60, 80):
        async with start(size=(width, 20)) as t:
            line = t.seen.split("\n")[-1]
            assert line.endswith("F1 help")
            assert "^P" not in line or "^P palette" in line


async def test_an_outlet_that_no_article_is_from_is_refused_with_the_nearest_name(start: Start) -> None:
    async with start() as t:
        await t.type("/outlet evening  LAMP")
        await t.until(lambda: t.chat.talk.filters)
        await t.type("/outlet Evning Lamp")
        await t.until(lambda: "no article is from Evning Lamp" in t.seen)
        assert "did you mean Evening Lamp?" in t.seen
        await t.press("f2")
        t.app.screen.query_one("#outlet").value = "Nobody"
        await t.press("enter")
        assert t.chat.talk.filters == {"outlet": ("evening LAMP",)}


async def test_what_is_typed_right_after_enter_is_not_lost_nor_sent(start: Start, desk: Any) -> None:
    from textual import events

    desk.gate = threading.Event()
    async with start() as t:
        for letter in "One?\rTwo?\rThree":
            t.app.post_message(events.Key("enter" if letter == "\r" else letter, letter))
        await t.until(lambda: desk.asked and t.chat.composer.text.endswith("Three"))
        assert [question for question, _, _ in desk.asked] == ["One?"]
        assert t.chat.composer.text == "Two?\nThree"
        desk.gate.set()
        await t.until(lambda: t.chat.running is None)
        assert len(desk.asked) == 1


@pytest.mark.parametrize("command", ["/search ferry", "/summarize ferry", "/timeline ferry"])
async def test_no_command_asks_while_an_answer_is_being_written(
    start: Start, desk: Any, command: str
) -> None:
    desk.gate = threading.Event()
    async with start() as t:
        await t.type("One?")
        await t.until(lambda: desk.asked)
        await t.type(command)
        await t.until(lambda: t.chat.composer.text == command)
        assert len(t.chat.talk.exchanges) == 1
        desk.gate.set()
        await t.until(lambda: t.chat.running is None)
        assert t.chat.talk.exchanges[0].state == "done"


async def test_the_answer_to_a_question_longer_than_the_pane_is_in_view(start: Start) -> None:
    async with start(size=(60, 20)) as t:
        await t.ask(" ".join(["Who is the captain of the ferry?"] * 40))
        await t.pilot.pause(0.1)
        assert "✓ The captain of the ferry is Mirela" in t.seen


async def test_a_growing_draft_stays_in_view_unless_one_scrolls_away(start: Start, desk: Any) -> None:
    desk.gate, desk.pieces = threading.Event(), ["\n\n".join(f"Line {n}" for n in range(60))]
    async with start(size=(80, 24)) as t:
        await t.type("Who?")
        await t.until(lambda: "Line 59" in t.seen)
        t.chat.conversation.scroll_home(animate=False, immediate=True)
        await t.pilot.pause(0.2)
        assert "Line 59" not in t.seen
        desk.gate.set()
        await t.until(lambda: t.chat.running is None)


async def test_a_slash_lists_the_commands_and_tab_completes_them(start: Start) -> None:
    async with start() as t:
        await t.press("/")
        assert "/search  /summarize  /brief" in t.seen.split("\n")[-1]
        await t.press("o")
        assert "/overview  /open  /outlets  /outlet" in t.seen.split("\n")[-1]
        await t.press("u", "tab")
        assert t.chat.composer.text == "/outlet"
        await t.press("s", "tab")
        assert t.chat.composer.text == "/outlets "
        assert "/outlets the outlets in the library" in t.seen.split("\n")[-1]
        t.chat.composer.text = "Who?"
        await t.press("tab")
        assert t.chat.focused is not t.chat.composer


async def test_back_from_an_article_its_source_is_in_view(start: Start) -> None:
    async with start(size=(60, 20)) as t:
        await t.ask("Who?")
        await t.type("/open 2")
        await t.until(lambda: "citation 3 of 3" in t.seen)
        await t.press("escape")
        await t.until(lambda: "»The cost of 80 million crowns" in t.seen)
