"""The main screen: conversation, evidence, question line; and how one moves between them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal

from qa.show.words import count
from qa.tui.dialogue import replies
from qa.tui.dialogue.commands import COMMANDS, begun, usage
from qa.tui.dialogue.opening import Opened, short_holdings, stats_of
from qa.tui.dialogue.views import copied
from qa.tui.screen import dispatch, reading, turns
from qa.tui.screen.conversation import Conversation
from qa.tui.screen.evidence import EvidencePane
from qa.tui.screen.stage import Stage
from qa.tui.widgets.bars import Chips, Progress, Status, TitleBar
from qa.tui.widgets.composer import Composer
from qa.tui.widgets.find import FindBar
from qa.tui.widgets.keys import BROWSING, EVERYWHERE
from qa.tui.widgets.messages import ArticlesAdded, Progressed, QuestionAsked, Sought
from qa.tui.widgets.theme import THEMES
from qa.tui.widgets.welcome import Welcome
from qa.types import Usage

ASKING = (("Esc", "cancel"), ("^P", "palette"), ("F1", "help"))
WRITING = (
    ("Enter", "send"),
    ("] [", "citations"),
    ("Tab", "browse"),
    ("^O", "sources"),
    ("^P", "palette"),
    ("F1", "help"),
)
BROWSE = (
    ("] [", "citation"),
    ("o", "article"),
    ("y", "copy"),
    ("/", "search"),
    ("j k", "answer"),
    ("i", "ask"),
    ("c", "BibTeX"),
    ("F1", "help"),
)


class ChatScreen(Stage):
    """Everything but the dialogs. `talk` is None until the library has been opened."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(key.binding for key in (*EVERYWHERE, *BROWSING)),
        *(Binding(str(n), f"number({n})", show=False) for n in range(1, 10)),
        Binding("tab", "browse", "To the question line and back", show=False),
        Binding("n", "match(1)", "Next match", show=False),
        Binding("N", "match(-1)", "Previous match", show=False),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]

    def compose(self) -> ComposeResult:
        """Masthead, panes, chips, progress, question line, find bar, status."""
        yield TitleBar(id="masthead")
        with Horizontal(id="panes"):
            yield Conversation(id="conversation")
            yield EvidencePane(id="evidence")
        yield Chips(id="chips")
        yield Progress(id="progress")
        yield FindBar()
        yield Composer(id="composer")
        yield Status(id="status")

    def on_mount(self) -> None:
        """One can write at once; the library opens behind the first frame."""
        self.query_one(Chips).display = False
        self.query_one(Progress).display = False
        self.query_one(Welcome).opening()
        self.composer.focus()
        self.call_after_refresh(self.redraw)

    def on_resize(self) -> None:
        """The lines fit the width; a narrow screen shows the evidence when it is asked for."""
        self.call_after_refresh(self.redraw)

    # ---- opening

    async def open(self, opened: Opened) -> None:
        """The library is open: begin, or go on with the session."""
        self.opened = opened
        self.composer.recall(list(opened.past))
        self.stats = await self.reading.run(lambda: stats_of(opened.talk))
        await self.restart()
        waiting, self.waiting = self.waiting, []
        for text in waiting:
            self.post_message(QuestionAsked(text))

    async def restart(self) -> None:
        """Show the conversation as it is now, from its beginning."""
        talk = self.talk
        assert talk is not None
        await self.conversation.start(talk.exchanges)
        self.show_holdings()
        self.redraw()
        await self.show_evidence()

    def show_holdings(self) -> None:
        """The welcome says what there is."""
        welcome = self.query_one(Welcome)
        if self.opened is None:
            welcome.opening()
        elif self.stats is None:
            welcome.empty()
        else:
            welcome.ready(self.stats, self.opened.advice)

    # ---- asking

    def on_question_asked(self, message: QuestionAsked) -> None:
        """A line from the composer."""
        if self.opened is None:
            self.waiting.append(message.text)
            return
        self.composer.remember(message.text)
        self.run_worker(dispatch.line(self, message.text), group="line")

    async def ask(self, kind: str, text: str, refs: tuple[str, ...] = ()) -> None:
        """One turn from the question to the checked reply."""
        await turns.ask(self, kind, text, refs)

    def action_back(self) -> None:
        """Esc: cancel the running answer; else from the question line to the answer and back."""
        if self.running is None:
            self.action_browse()
        else:
            turns.cancel(self)

    def action_cancel(self) -> None:
        """Give the running answer up."""
        if self.running is not None:
            turns.cancel(self)

    # ---- moving

    def action_browse(self) -> None:
        """From the question line to the answer, or back."""
        if self.focused is self.composer:
            self.conversation.focus()
        else:
            self.composer.focus()
        self.redraw()

    def action_compose(self) -> None:
        """To the question line."""
        self.composer.focus()
        self.redraw()

    async def action_cite(self, step: int) -> None:
        """The next or previous citation of the selected answer."""
        view = self.conversation.view
        at = -1 if view is None or view.current is None else view.current
        await self._cite(at + step if at >= 0 or step > 0 else -1)

    async def action_number(self, number: int) -> None:
        """The first citation of source [n]."""
        view = self.conversation.view
        found = [i for i, mark in enumerate(view.marks) if mark.number == number] if view else []
        if found:
            await self._cite(found[0])
        else:
            self.notify(f"this answer has no source [{number}]", severity="warning")

    async def action_cited(self, turn: int, index: int) -> None:
        """A mark was clicked."""
        self.conversation.select(turn)
        await self._cite(index)

    async def _cite(self, index: int) -> None:
        if self.conversation.cite(index) is None:
            self.notify("no citation here: ask something first", severity="warning")
            return
        if self.focused is self.composer:
            self.conversation.focus()
        self.add_class("-evidence")
        self.remove_class("-no-evidence")
        self.redraw()
        await self.show_evidence()

    async def action_turn(self, step: int) -> None:
        """The answer before or after."""
        self.conversation.select(self.conversation.selected + step)
        if self.conversation.view:
            self.conversation.view.scroll_visible(animate=False)
        await self.show_evidence()

    def action_evidence(self) -> None:
        """Show or hide the evidence pane: hidden on a narrow screen, shown on a wide one, until asked."""
        shown = self.query_one(EvidencePane).styles.display != "none"
        self.set_class(not shown, "-evidence")
        self.set_class(shown, "-no-evidence")

    def action_fold(self) -> None:
        """Show or hide the sentences that did not pass the check."""
        if view := self.conversation.view:
            view.unfolded = not view.unfolded
            view.show()

    def action_find(self) -> None:
        """Open the find bar."""
        self.query_one(FindBar).begin()

    def action_match(self, step: int) -> None:
        """The next or previous turn with the words."""
        words = self.query_one(FindBar).value
        if words:
            self.conversation.find(words, step)

    def on_sought(self, message: Sought) -> None:
        """Look for the words as they are written."""
        self.conversation.find(message.words, 0)
        if not self.query_one(FindBar).display:
            self.conversation.focus()

    # ---- evidence and articles

    async def show_evidence(self) -> None:
        """The sources of the selected turn; articles not yet read are read in a lane."""
        await reading.show_evidence(self)

    async def action_article(self) -> None:
        """The article at the selected citation, or at the first one."""
        here = self.conversation.here or self.conversation.cite(0)
        if here is None:
            self.notify("no citation here: ask something first", severity="warning")
            return
        await self.show_evidence()
        await reading.open_article(self, here)

    # ---- adding

    def on_progressed(self, message: Progressed) -> None:
        """An add has come so far."""
        self.query_one(Progress).show(message.name, message.done, message.total)

    async def on_articles_added(self, message: ArticlesAdded) -> None:
        """An add has ended: what it added can be asked about at once."""
        self.query_one(Progress).display = False
        talk = self.talk
        if talk is not None:
            self.stats = await self.reading.run(lambda: stats_of(talk))
        self.articles.clear()
        self.show_holdings()
        await dispatch.show_report(self, message.report)
        self.redraw()

    def add(self, sources: list[str]) -> None:
        """Add articles in their lane; the conversation goes on."""
        turns.add(self, sources)

    # ---- lines around

    def redraw(self) -> None:
        """Masthead, chips and status, as they are now."""
        if not self.query(TitleBar):  # the app is being closed
            return
        talk = self.talk
        right = [short_holdings(self.stats), self.opened.engine] if self.opened else ["opening …"]
        self.query_one(TitleBar).show(talk.name if talk else "", right)
        self.query_one(Chips).show(talk.chips() if talk else ())
        keys: Sequence[tuple[str, str]] = ASKING if self.running else BROWSE
        if not self.running and self.focused is self.composer:
            keys = _commands(self.composer.text) or WRITING
        answers = [e for e in talk.exchanges if e.state == "done"] if talk else []
        if talk:
            self.query_one(Status).show(keys, talk.usage(), len(answers))
        else:
            self.query_one(Status).show(keys, Usage(), 0)

    def on_text_area_changed(self) -> None:
        """A line that begins with a slash is answered with the commands that it may become."""
        self.redraw()

    def on_screen_resume(self) -> None:
        """Back from an article: its source is in view."""
        if self.is_mounted and self.opened is not None:
            self.call_later(self.show_evidence)

    def on_descendant_focus(self) -> None:
        """Other keys matter now."""
        if self.is_mounted:
            self.redraw()

    # ---- dialogs and commands

    def action_dialog(self, name: str) -> None:
        """Open one of the dialogs."""
        dispatch.DIALOGS[name](self)

    def action_command(self, name: str) -> None:
        """A slash command that takes nothing."""
        self.post_message(QuestionAsked(f"/{name}"))

    def action_write(self, name: str) -> None:
        """A slash command to be completed in the question line."""
        self.composer.write(f"/{name} ")

    def action_stop_adding(self) -> None:
        """End a running add after the file it is at."""
        self.adding_stopped = True

    def action_theme(self) -> None:
        """The next look."""
        names = list(THEMES)
        self.app.theme = (
            names[(names.index(self.app.theme) + 1) % len(names)] if self.app.theme in names else names[0]
        )

    async def action_help(self) -> None:
        """All keys and commands."""
        await self.app.run_action("help")

    async def action_unchip(self, number: int) -> None:
        """Take the filter of this chip away."""
        if self.talk is not None and number < len(self.talk.chips()):
            name, value = self.talk.chips()[number]
            self.talk.widen(name, value)
            self.redraw()

    def action_copy(self) -> None:
        """The selected answer with its references, to the clipboard of the terminal (OSC 52)."""
        view = self.conversation.view
        if view is None or view.exchange.reply is None:
            self.notify("there is no answer to copy yet", severity="warning")
            return
        self.app.copy_to_clipboard(copied(view.exchange.reply))
        self.notify("copied the answer with its references")

    def action_references(self, form: str) -> None:
        """The sources of the selected answer for a reference manager, to the clipboard."""
        from qa.show.export.references import FORMS, references

        view = self.conversation.view
        found = replies.sources(view.exchange.reply) if view and view.exchange.reply else ()
        if not found:
            self.notify("there are no sources to copy yet", severity="warning")
            return
        self.app.copy_to_clipboard(references(found, form))
        self.notify(f"copied {count(len(found), 'source')} as {FORMS[form]}")


def _commands(line: str) -> list[tuple[str, str]]:
    """The commands that a line may become, for the line of keys; one alone with what it does."""
    names = begun(line)
    if len(names) == 1:
        return [(usage(names[0]), COMMANDS[names[0]][1])]
    return [*((f"/{name}", "") for name in names), ("Tab", "completes")] if names else []
