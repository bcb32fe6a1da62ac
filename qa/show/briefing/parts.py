"""The sections of a briefing page as HTML. Every text passes `escape`; only what stands here is markup."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from qa.show.briefing import words as words
from qa.show.briefing.quotes import Quotes, address, marks_html, when
from qa.show.briefing.svg import claims_svg, series_svg, timeline_svg
from qa.show.html import escape
from qa.show.words import also_in, count
from qa.types.briefing import (
    AnsweredQuestion,
    Briefing,
    BriefingSource,
    Change,
    Comparison,
    Development,
    Difference,
    Finding,
    Gap,
    Moment,
    Series,
    Side,
    Statement,
    TimelineEvent,
)

WIDE, NARROW = 680, 340
"""Widths that pictures are drawn for: a column of text, and a telephone. The style sheet shows one."""


def section_body(name: str, briefing: Briefing, quotes: Quotes) -> str:
    """The content of a section; a line that says so when there is none."""
    body = _BODIES[name](briefing, quotes)
    return body or f'<p class="none">{escape(words.EMPTY.get(name, ""))}</p>'


def _bottom_line(briefing: Briefing, quotes: Quotes) -> str:
    rows = []
    for sentence in briefing.bottom_line:
        told = words.told_when(briefing, sentence, words.short_day)
        when = f' <span class="told">{escape(told)}</span>' if told else ""
        rows.append(f"<p>{quotes.sentence(sentence)}{when}</p>")
    return "".join(rows)


def _developments(briefing: Briefing, quotes: Quotes) -> str:
    return _list("dated", [_development(d, quotes) for d in briefing.developments])


def _development(item: Development, quotes: Quotes) -> str:
    day = _moment(item.when)
    if item.when.first is None and not item.when.written and item.published:
        published = words.plain_day(item.published)
        day = f'<time datetime="{item.published}">{published}</time><span class="written">report</span>'
    return f'<div class="when">{day}</div><p>{quotes.sentence(item.sentence)}</p>'


def _moment(moment: Moment) -> str:
    """A day with the words it was counted from, or why there is none."""
    text = escape(words.plain_moment(moment))
    if moment.first and moment.first == moment.last and moment.precision == "day":
        text = f'<time datetime="{moment.first}">{text}</time>'
    elif moment.first is None:
        written = f"“{escape(moment.written)}”, " if moment.written else ""
        text = f'<span class="unknown">{written}date unknown</span>'
    written = words.as_written(moment)
    return f'{text}<span class="written">{escape(written)}</span>' if written else text


def timeline_body(events: Sequence[TimelineEvent], quotes: Quotes) -> str:
    """The picture in two widths, and the list that it is numbered like."""
    if not events:
        return ""
    drawn = _both("tl", lambda width, key: timeline_svg(events, width, key))
    legend = ['<span class="key held"></span> happened', '<span class="key planned"></span> announced']
    note = f"<figcaption>{' '.join(legend)} · numbered as in the list</figcaption>"
    rows = [_event(number, event, quotes) for number, event in enumerate(events, start=1)]
    return f'<figure class="timeline">{drawn}{note}</figure>{_list("dated events", rows)}'


def _event(number: int, event: TimelineEvent, quotes: Quotes) -> str:
    tags = [] if event.state == "happened" else [f'<span class="tag">{event.state}</span>']
    published = words.plain_day(event.published) if event.published else ""
    same = event.published and event.published == event.when.first
    if not same:
        tags.append(escape(f"reported {published}" if published else "report undated"))
    if event.also:
        tags.append("also told by " + "".join(quotes.buttons(s) for s in event.also))
    line = f'<p class="quiet">{" · ".join(tags)}</p>' if tags else ""
    badge = f'<span class="badge {"planned" if event.planned else "held"}">{number}</span>'
    return (
        f'<div class="when">{badge}<div>{_moment(event.when)}</div></div>'
        f"<div><p>{quotes.sentence(event.sentence)}</p>{line}</div>"
    )


def _statements(briefing: Briefing, quotes: Quotes) -> str:
    groups = []
    for name, rows in words.by_speaker(briefing.statements):
        role = f'<span class="role">{escape(words.role(rows))}</span>' if words.role(rows) else ""
        groups.append(f"<h3>{escape(name)}{role}</h3>" + "".join(_statement(row, quotes) for row in rows))
    return _list("speakers", groups)


def _statement(statement: Statement, quotes: Quotes) -> str:
    kind = statement.kind.replace(" ", "-")
    return (
        f'<div class="statement {kind}"><p>{quotes.sentence(statement.sentence)}</p>'
        f'<p class="quiet">{escape(words.statement_where(statement, words.plain_day))}</p></div>'
    )


def comparison_body(comparison: Comparison, quotes: Quotes) -> str:
    """The picture of who says it, differences side by side, figures, and what is confirmed or said by one."""
    if words.is_empty(comparison):
        return ""
    parts = [f'<p class="quiet">{escape(words.compared(comparison))}</p>']
    parts += [_difference(d, quotes) for d in comparison.differences]
    if comparison.series:
        drawn = "".join(_series(s, quotes, f"f{n}") for n, s in enumerate(comparison.series))
        parts.append(f'<h3>Figures that change</h3><div class="figures">{drawn}</div>')
    if claims_svg(comparison, WIDE, "claims"):
        drawn = _both("claims", lambda width, key: claims_svg(comparison, width, key))
        keys = (
            '<span class="key said"></span> says it · <span class="key side">A</span> '
            '<span class="key side other">B</span>'
            " its wording of a difference · – silent"
        )
        parts.append(
            f'<h3>Who says it, who is silent</h3><figure class="claims">{drawn}'
            f"<figcaption>{keys}</figcaption></figure>"
        )
    parts += _findings("Confirmed by independent sources", comparison.confirmed, quotes)
    parts += _findings("Said by one source only", comparison.single, quotes)
    return "".join(parts)


def _difference(difference: Difference, quotes: Quotes) -> str:
    kind = difference.kind.replace(" ", "-")
    sides = "".join(_side(words.letter(n), side, quotes) for n, side in enumerate(difference.sides))
    return (
        f'<div class="difference {kind}"><h3><span class="kind">{words.DIFFERENCES[difference.kind]}</span> '
        f'{escape(difference.about)}</h3><div class="sides">{sides}</div></div>'
    )


def _side(name: str, side: Side, quotes: Quotes) -> str:
    other = "" if name == "A" else " other"
    where = escape(words.side_where(side, words.plain_day))
    return (
        f'<div class="side"><p class="quiet"><span class="key side{other}">{name}</span> {where}</p>'
        f"<p>{quotes.sentence(side.sentence, marked=side.phrase)}</p></div>"
    )


def _series(series: Series, quotes: Quotes, key: str) -> str:
    rows = []
    for point in series.points:
        day = words.short_day(point.day) if point.day else "undated"
        newest = ' <span class="tag">newest</span>' if point.newest else ""
        cites = quotes.buttons(point.sentence) + "".join(quotes.buttons(s) for s in point.also)
        rows.append(
            f"<tr><td class=day>{day}</td><td><strong>{escape(point.written)}</strong>{cites}{newest}</td>"
            f"<td>{escape(point.outlet or words.UNKNOWN)}</td></tr>"
        )
    head = f"<thead><tr>{_heads('Published', 'Figure', 'Outlet')}</tr></thead>"
    return (
        f"<figure><h4>{escape(series.about)}</h4>{series_svg(series, 320, key)}"
        f"<table>{head}<tbody>{''.join(rows)}</tbody></table></figure>"
    )


def _findings(title: str, findings: Sequence[Finding], quotes: Quotes) -> list[str]:
    if not findings:
        return []
    rows = []
    for finding in findings:
        more = ""
        if finding.also:
            also = "".join(f"<li>{quotes.sentence(s)}</li>" for s in finding.also)
            many = count(len(finding.also), "other wording")
            more = f"<details><summary>{many}</summary><ul>{also}</ul></details>"
        rows.append(
            f"<p>{quotes.sentence(finding.sentence)}</p>"
            f'<p class="quiet">{escape(words.told_by(finding))}</p>{more}'
        )
    return [f"<h3>{title}</h3>", _list("findings", rows)]


def _changes(briefing: Briefing, quotes: Quotes) -> str:
    if not briefing.changes:
        return f'<p class="none">{escape(words.since_when(briefing))}</p>'
    rows = [_change(change, quotes) for change in briefing.changes]
    note = words.since_when(briefing)
    return (f'<p class="quiet">{escape(note)}</p>' if note else "") + _list("changes", rows)


def _change(change: Change, quotes: Quotes) -> str:
    now = f"<p>{quotes.sentence(change.now)}</p>" if change.now else ""
    before = ""
    if change.before:
        before = (
            f'<p class="before"><span class="quiet">before:</span> <del>{escape(change.before)}</del></p>'
        )
    tag = f'<span class="tag {change.kind}">{change.kind}</span>'
    return f"<p>{tag} {escape(words.change_note(change))}</p>{now}{before}"


def _answers(briefing: Briefing, quotes: Quotes) -> str:
    return _list("answers", [_answer(answer, quotes) for answer in briefing.answers])


def _answer(answer: AnsweredQuestion, quotes: Quotes) -> str:
    told = "".join(f"<p>{quotes.sentence(sentence)}</p>" for sentence in answer.sentences)
    return f"<h3>{escape(answer.question)}</h3>{told}"


def _not_covered(briefing: Briefing, quotes: Quotes) -> str:
    return _list("gaps", [_gap(gap, quotes) for gap in briefing.not_covered])


def _gap(gap: Gap, quotes: Quotes) -> str:
    nearest = ""
    if gap.nearest:
        nearest = (
            '<p class="quiet">Nearest thing found, <strong>not an answer</strong>:</p>'
            f"<blockquote>{escape(gap.nearest.quote)}{quotes.button(gap.nearest)}</blockquote>"
        )
    return f"<h3>{escape(gap.question)}</h3>{nearest}"


def _coverage(briefing: Briefing, quotes: Quotes) -> str:
    rows = "".join(
        f"<dt>{label}</dt><dd>{escape(value)}</dd>" for label, value in words.coverage_rows(briefing.coverage)
    )
    aside = briefing.coverage.set_aside
    if not aside:
        return f"<dl>{rows}</dl>"
    lines = "".join(
        f"<tr><td>{escape(a.title)}</td><td>{escape(a.outlet or words.UNKNOWN)}</td>"
        f"<td class=day>{words.short_day(a.published) if a.published else 'undated'}</td>"
        f"<td>{escape(a.reason)}</td></tr>"
        for a in aside
    )
    heads = _heads("Article", "Outlet", "Published", "Why")
    return (
        f"<dl>{rows}</dl><details><summary>{count(len(aside), 'article')} looked at and set aside</summary>"
        f'<div class="scroll"><table><thead><tr>{heads}</tr></thead>'
        f"<tbody>{lines}</tbody></table></div></details>"
    )


def _sources(briefing: Briefing, quotes: Quotes) -> str:
    quoted = words.quoted(briefing)
    rows = []
    for item in briefing.sources:
        number = item.source.number
        cited = "".join(f"<li>{escape(c.quote)}{quotes.button(c)}</li>" for c in quoted.get(number, ()))
        many = count(len(quoted.get(number, ())), "quoted passage")
        more = f"<details><summary>{many}</summary><ul>{cited}</ul></details>" if cited else ""
        rows.append(f'<li id="source-{number}" value="{number}">{_source(item)}{more}</li>')
    return f'<ol class="sources">{"".join(rows)}</ol>' if rows else ""


def _source(item: BriefingSource) -> str:
    source = item.source
    marks = marks_html(item)
    copies = f'<p class="quiet">{escape(also_in(source.also_in))}</p>' if source.also_in else ""
    outlet = escape(source.outlet or words.UNKNOWN)
    return (
        f'<p class="headline">{escape(source.title)}</p><p class="quiet">{outlet} · '
        f"{when(source)}{marks} {address(source)}</p>{copies}"
    )


def _heads(*names: str) -> str:
    return "".join(f"<th scope=col>{name}</th>" for name in names)


def _list(kind: str, rows: Sequence[str]) -> str:
    """A list of rows that are HTML already; empty without rows."""
    if not rows:
        return ""
    return f'<ol class="{kind}">' + "".join(f"<li>{row}</li>" for row in rows) + "</ol>"


def _both(key: str, draw: Callable[[int, str], str]) -> str:
    """A picture in both widths; the style sheet shows one, and the other is hidden from everyone."""
    return f'<div class="wide">{draw(WIDE, key)}</div><div class="narrow">{draw(NARROW, f"{key}-n")}</div>'


_BODIES: dict[str, Callable[[Briefing, Quotes], str]] = {
    "bottom_line": _bottom_line,
    "developments": _developments,
    "timeline": lambda briefing, quotes: timeline_body(briefing.timeline, quotes),
    "statements": _statements,
    "comparison": lambda briefing, quotes: comparison_body(briefing.comparison, quotes),
    "changes": _changes,
    "answers": _answers,
    "not_covered": _not_covered,
    "coverage": _coverage,
    "sources": _sources,
}
