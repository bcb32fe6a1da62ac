"""The names of wire agencies, as they stand in datelines and credits."""

from __future__ import annotations

import re

# The name readers know -> the ways it stands in datelines and credits.
_AGENCIES = {
    "AP": ("AP", "The Associated Press", "Associated Press"),
    "Reuters": ("Reuters", "Thomson Reuters"),
    "AFP": ("AFP", "Agence France-Presse", "Agence France Presse"),
    "dpa": ("dpa", "Deutsche Presse-Agentur"),
    "PA": ("PA", "PA Media", "Press Association"),
    "ANSA": ("ANSA",),
    "TASS": ("TASS", "ITAR-TASS"),
    "RIA Novosti": ("RIA Novosti", "RIA"),
    "Interfax": ("Interfax", "Interfax-Ukraine"),
    "Ukrinform": ("Ukrinform",),
    "Xinhua": ("Xinhua", "Xinhua News Agency"),
    "Kyodo": ("Kyodo", "Kyodo News"),
    "Jiji": ("Jiji", "Jiji Press"),
    "Yonhap": ("Yonhap", "Yonhap News Agency"),
    "EFE": ("EFE", "Agencia EFE"),
    "Europa Press": ("Europa Press",),
    "Lusa": ("Lusa",),
    "UPI": ("UPI", "United Press International"),
    "Bloomberg News": ("Bloomberg", "Bloomberg News"),
    "PTI": ("PTI", "Press Trust of India"),
    "ANI": ("ANI",),
    "IANS": ("IANS",),
    "APA": ("APA", "Austria Presse Agentur"),
    "SID": ("SID",),
    "Belga": ("Belga",),
    "ANP": ("ANP",),
    "Ritzau": ("Ritzau",),
    "TT": ("TT",),
    "NTB": ("NTB",),
    "STT": ("STT",),
    "PAP": ("PAP",),
    "CTK": ("CTK", "ČTK"),
    "Anadolu": ("Anadolu", "AA", "Anadolu Agency"),
    "SPA": ("SPA",),
    "WAM": ("WAM",),
    "Canadian Press": ("The Canadian Press", "Canadian Press", "CP"),
    "AAP": ("AAP",),
}
BY_NAME = {name.casefold(): agency for agency, names in _AGENCIES.items() for name in names}
# Capitals in a dateline that name an outlet, not an agency.
_BROADCASTERS = frozenset(
    ("BBC", "CNN", "CBC", "CBS", "CNBC", "CTV", "DW", "ITV", "MSNBC", "NBC", "NPR", "PBS", "RAI", "RT", "VOA")
)
GENERIC_AGENCY = re.compile(
    r"\b(?:news agency|press agency|newswire|wire service|news service|nachrichtenagentur|presseagentur"
    r"|agence de presse|agencia de noticias|agência de notícias|agenzia di stampa|persbureau)\b",
    re.I,
)


def known_agency(name: str) -> str | None:
    """The agency a credited name stands for: "Associated Press" -> "AP"; None for a newspaper."""
    name = re.sub(r"\s+", " ", name).strip(" .,:;|()[]")
    for piece in (name, *re.split(r"\s*[/,|&]\s*|\s+(?:and|und|et|y)\s+", name)):
        if piece.casefold() in BY_NAME:
            return BY_NAME[piece.casefold()]
        if GENERIC_AGENCY.search(piece) and len(piece.split()) <= 6 and piece[:1].isupper():
            return piece
        if re.fullmatch(r"[A-ZÀ-Þ]{2,5}", piece) and piece not in _BROADCASTERS:
            return piece
    return None


def is_agency(name: str) -> bool:
    """Whether a name is that of an agency in the list, and nothing more."""
    return name.casefold().strip(" .()[]") in BY_NAME
