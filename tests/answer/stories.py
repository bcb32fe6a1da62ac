"""Invented articles, and faithful and faulty sentences about them: (text, ids, fault)."""

from __future__ import annotations

from datetime import date

from qa.text import sentence_spans
from qa.types import Article, Evidence, EvidenceSentence, Passage

BRIDGE = Article.make(
    "Kessel bridge closed after cracks found",
    "The Kessel bridge in Orlau was closed on Tuesday after engineers found 40 cracks in its northern "
    "pillars. "
    "“We will not take risks with people's lives,” said Mayor Ilse Kord, who ordered the closure. "
    "Deputy Mayor Jan Pohl told reporters that the repairs would cost $2.5 million and take three months. "
    "The bridge did not collapse, and no one was hurt. "
    "About 12,000 drivers cross it every day, and they now face a detour of 18 km. "
    "Transport Minister Dana Rell criticized the city on Wednesday, warning that “this was known for years”. "
    "The council rejected a request to inspect the bridge in May 2023.",
    "Orlau Courier",
    published=date(2025, 3, 6),
)
STEEL = Article.make(
    "Varn Steel to cut jobs",
    "Varn Steel will cut 350 jobs at its plant in Tolmar by 30 June 2026, the company said on Monday. "
    "Profits fell by 5 per cent to €84 million last year, Chief Executive Petra Lund told investors. "
    "“Demand has collapsed faster than anyone expected,” Lund said. "
    "Union leader Marek Doss denied that workers had agreed to the plan. "
    "Lund had hosted Doss at the company's headquarters two days earlier. "
    "The plant opened in 1962 and employs more than 2,000 people. "
    "Lund said the plant would stay open, while Doss said it would close within two years. "
    "Six of its ten furnaces have not been used since 14 August 2024.",
    "Tolmar Post",
    published=date(2025, 9, 16),
)
STORM = Article.make(
    "Storm Ada leaves islands without power",
    "Storm Ada killed three people and injured 27 on the Sarn Islands, the coastguard said. "
    "Winds reached 160 km per hour at 2:30 pm on Friday. "
    "Some 9,000 homes had no electricity on Saturday, down from 15,000 on Friday night. "
    "Governor Lena Marsh did not declare a state of emergency. "
    "“The worst is behind us,” she said. "
    "The harbour at Port Elin reopened after two weeks, and ferries resumed before noon.",
    "Island Wire",
    published=date(2025, 11, 9),
)
ARTICLES = (BRIDGE, STEEL, STORM)


def evidence_of(*articles: Article) -> tuple[Evidence, ...]:
    """Every sentence of the articles as numbered evidence."""
    found = []
    for number, article in enumerate(articles, start=1):
        spans = sentence_spans(article.text, article.language)
        rows = tuple(EvidenceSentence(f"{number}.{i}", a, b) for i, (a, b) in enumerate(spans, start=1))
        passage = Passage(article.id, 0, len(article.text))
        found.append(Evidence(number, article, (passage,), rows))
    return tuple(found)


FAITHFUL = (
    (
        "The Kessel bridge in Orlau was closed on Tuesday after 40 cracks were found in its pillars.",
        ["1.1"],
    ),
    ("Engineers found forty cracks in the northern pillars of the Kessel bridge in Orlau.", ["1.1"]),
    ("The bridge was closed on 4 March 2025 after engineers found cracks.", ["1.1"]),
    ("Mayor Kord said: “We will not take risks with people's lives.”", ["1.2"]),
    ("Ilse Kord ordered the closure.", ["1.2"]),
    ("The repairs would cost 2.5 million dollars and take 3 months, Jan Pohl said.", ["1.3"]),
    ("Pohl told reporters the repairs would take three months.", ["1.3"]),
    ("No one was hurt and the bridge did not collapse.", ["1.4"]),
    ("About 12,000 drivers cross the bridge every day.", ["1.5"]),
    ("Drivers now face a detour of 18 kilometres.", ["1.5"]),
    ("Rell warned that “this was known for years”.", ["1.6"]),
    ("In May 2023 the council rejected a request to inspect the bridge.", ["1.7"]),
    ("Varn Steel said it will cut 350 jobs in Tolmar by 30 June 2026.", ["2.1"]),
    ("350 jobs will be cut by Varn Steel at its Tolmar plant.", ["2.1"]),
    ("Profits fell 5% to 84 million euros last year, Petra Lund told investors.", ["2.2"]),
    ("“Demand has collapsed faster than anyone expected,” said Petra Lund.", ["2.3"]),
    ("Doss denied that workers had agreed to the plan.", ["2.4"]),
    ("Doss was hosted by Lund at the company's headquarters.", ["2.5"]),
    ("The plant, opened in 1962, employs more than 2,000 people.", ["2.6"]),
    ("Lund said the plant would stay open.", ["2.7"]),
    ("Doss said the plant would close within two years.", ["2.7"]),
    ("6 of the 10 furnaces have not been used since August 14, 2024.", ["2.8"]),
    ("Storm Ada killed three people and injured 27 on the Sarn Islands.", ["3.1"]),
    (
        "Three people were killed and 27 injured by Storm Ada on the Sarn Islands, the coastguard said.",
        ["3.1"],
    ),
    ("Winds reached 160 km per hour at 14:30 on Friday.", ["3.2"]),
    ("Some 9,000 homes had no electricity on Saturday.", ["3.3"]),
    ("Governor Marsh did not declare a state of emergency.", ["3.4"]),
    ("“The worst is behind us,” Marsh said.", ["3.5"]),
    ("The harbour at Port Elin reopened after a fortnight.", ["3.6"]),
    ("Ferries resumed before noon.", ["3.6"]),
)

FAULTS = (
    (
        "wrong number",
        "Engineers found 45 cracks in the northern pillars of the Kessel bridge.",
        ["1.1"],
        "45",
    ),
    (
        "wrong number",
        "The repairs would take four months, Deputy Mayor Jan Pohl told reporters.",
        ["1.3"],
        "four",
    ),
    ("wrong number", "Varn Steel will cut 530 jobs at its plant in Tolmar.", ["2.1"], "530"),
    (
        "wrong number",
        "Storm Ada killed 27 people and injured three on the Sarn Islands.",
        ["3.1"],
        "something else",
    ),
    ("wrong number", "The plant employs fewer than 2,000 people.", ["2.6"], "fewer than"),
    ("wrong name", "Mayor Anna Brandt ordered the closure.", ["1.2"], "Anna Brandt"),
    (
        "wrong name",
        "The Kessel bridge in Tolmar was closed on Tuesday after engineers found 40 cracks.",
        ["1.1"],
        "Tolmar",
    ),
    ("wrong name", "Transport Minister Carl Rell criticized the city on Wednesday.", ["1.6"], "Carl"),
    ("wrong name", "Governor Lena Hart did not declare a state of emergency.", ["3.4"], "Hart"),
    ("wrong name", "Doss hosted Lund at the company's headquarters.", ["2.5"], "Lund"),
    (
        "swapped speaker",
        "“We will not take risks with people's lives,” said Deputy Mayor Jan Pohl.",
        ["1.2"],
        "Pohl",
    ),
    ("swapped speaker", "Kord told reporters that the repairs would cost $2.5 million.", ["1.3"], "Kord"),
    ("swapped speaker", "Doss said: “Demand has collapsed faster than anyone expected.”", ["2.3"], "Doss"),
    ("swapped speaker", "Doss said the plant would stay open.", ["2.7"], "Doss"),
    ("swapped speaker", "Kord warned that “this was known for years”.", ["1.6"], "Kord"),
    (
        "altered quotation",
        "“We will never take risks with people's lives,” said Mayor Ilse Kord.",
        ["1.2"],
        "quoted words",
    ),
    ("altered quotation", "Rell warned that “this was known for decades”.", ["1.6"], "quoted words"),
    (
        "altered quotation",
        "“Demand has collapsed far faster than expected,” Lund said.",
        ["2.3"],
        "quoted words",
    ),
    ("altered quotation", "Kord “ordered the closure”, the mayor said.", ["1.2"], "quotation"),
    ("dropped not", "The bridge did collapse.", ["1.4"], "not"),
    ("dropped not", "Governor Lena Marsh declared a state of emergency.", ["3.4"], "not"),
    ("dropped not", "Six of its ten furnaces have been used since 14 August 2024.", ["2.8"], "not"),
    (
        "dropped not",
        "“We will take risks with people's lives,” said Mayor Ilse Kord.",
        ["1.2"],
        "quoted words",
    ),
    ("added not", "Profits did not fall by 5 per cent last year.", ["2.2"], "not"),
    ("invented source", "According to Reuters, the bridge was closed on Tuesday.", ["1.1"], "Reuters"),
    (
        "invented source",
        "The Kessel bridge was inspected by NASA engineers, a report by Deloitte said.",
        ["9.1"],
        "9.1",
    ),
    ("invented source", "The prime minister will visit Orlau next week.", ["4.2"], "4.2"),
    (
        "date shifted",
        "The Kessel bridge was closed on Wednesday after engineers found 40 cracks.",
        ["1.1"],
        "Tuesday",
    ),
    (
        "date shifted",
        "Varn Steel will cut 350 jobs at its plant in Tolmar by 1 July 2026.",
        ["2.1"],
        "1 July 2026",
    ),
    (
        "date shifted",
        "The Kessel bridge was closed on 5 March 2025 after engineers found cracks.",
        ["1.1"],
        "5 March 2025",
    ),
    (
        "date shifted",
        "Six of its ten furnaces have not been used since 15 August 2024.",
        ["2.8"],
        "15 August",
    ),
    ("date shifted", "Winds reached 160 km per hour at 3:30 pm on Friday.", ["3.2"], "3:30"),
    ("unit changed", "They now face a detour of 18 miles.", ["1.5"], "18 km"),
    (
        "unit changed",
        "The repairs would cost €2.5 million, Jan Pohl told reporters.",
        ["1.3"],
        "$2.5 million",
    ),
    ("unit changed", "Profits fell by €5 million to €84 million last year.", ["2.2"], "5 million"),
    ("unit changed", "The harbour at Port Elin reopened after two days.", ["3.6"], "two"),
    ("opposite", "Profits rose by 5 per cent last year, Petra Lund told investors.", ["2.2"], "fell"),
    ("opposite", "The council accepted a request to inspect the bridge in May 2023.", ["1.7"], "rejected"),
    ("opposite", "Ferries resumed after noon.", ["3.6"], "before"),
)

MISPLACED = (
    ("Engineers found 40 cracks in the northern pillars of the Kessel bridge.", ["3.2"], "1.1"),
    ("Varn Steel will cut 350 jobs at its plant in Tolmar.", ["2.6"], "2.1"),
    ("Storm Ada killed three people and injured 27.", [], "3.1"),
    ("The harbour at Port Elin reopened after two weeks.", ["8.8"], "3.6"),
    ("Transport Minister Dana Rell criticized the city on Wednesday.", ["1.2", "1.3"], "1.6"),
)
