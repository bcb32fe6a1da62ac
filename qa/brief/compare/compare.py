"""Agreement and difference across the sources of a sheet, each sentence shown where it says most."""

from __future__ import annotations

from dataclasses import dataclass

from qa.brief.compare.denials import ClaimReader
from qa.brief.compare.differences import differences
from qa.brief.compare.figures import series
from qa.brief.compare.findings import findings
from qa.brief.read.sheet import Sheet, cited, independent_articles
from qa.types.briefing import Comparison


@dataclass(frozen=True, slots=True)
class Limits:
    """How many rows of each kind are shown."""

    confirmed: int
    single: int
    differences: int
    series: int


def compared(sheet: Sheet, stories: dict[str, int], reader: ClaimReader | None, most: Limits) -> Comparison:
    """What the sources share and where they differ. `stories`: article id -> story, compared within each."""
    apart = differences(sheet, stories, reader, most.differences)
    changing = series(sheet, stories, most.series)
    told = cited(
        *(side.sentence for one in apart for side in one.sides),
        *(point.sentence for one in changing for point in one.points),
    )
    shared, single = findings(sheet, reader, confirmed=most.confirmed, single=most.single, told=told)
    return Comparison(
        confirmed=tuple(shared),
        single=tuple(single),
        differences=tuple(apart),
        series=tuple(changing),
        independent=independent_articles(sheet, (item.article for item in sheet.items)),
    )
