"""Stories that no rule was made for, in six languages: what the archives' layouts are filled with.

A story is made from a seed: names, figures and sentences are drawn, so that each of 2,000 differs from the others.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from datetime import date, timedelta


@dataclass(frozen=True)
class Story:
    """A story as its paper printed it, and what an archive knows of it."""

    language: str
    title: str
    outlet: str
    day: date
    authors: tuple[str, ...]
    paragraphs: tuple[str, ...]
    section: str = "News"
    page: str = "4"
    edition: str = ""
    url: str = ""
    number: int = 0
    table: tuple[tuple[str, ...], ...] = ()
    subhead: str = ""
    footnote: str = ""
    extra: dict[str, str] = field(default_factory=dict)

    @property
    def words(self) -> int:
        return sum(len(p.split()) for p in self.paragraphs)


PEOPLE = {
    "en": ("Ada Brook", "Miles Tarrant", "Orla O'Dowd", "Peter van Dyke", "Jo-Ann McCrae", "Sam Lee"),
    "de": ("Jörg Weiß", "Anke von Thal", "Uwe Sänger", "Heike Groß-Lund", "Till Bär"),
    "fr": ("Élodie Garnier", "Noël de La Tour", "Agnès Lévêque", "Jean-Luc Morin"),
    "nl": ("Sanne de Wit", "Joris van den Berg", "Fenna IJsselmuiden", "Bram Kok"),
    "es": ("Núria Peña", "Íñigo Sáenz", "Lola del Río", "José Ángel Cobo"),
    "ru": ("Анна Соколова", "Пётр Ёлкин"),
}
OUTLETS = {
    "en": ("Harbour Post", "The Mill Town Echo", "Eastern Ledger"),
    "de": ("Küstenbote", "Neue Hügeler Zeitung", "Die Warte"),
    "fr": ("L'Écho des Dunes", "La Dépêche du Val", "Le Phare"),
    "nl": ("De Polderbode", "Dagblad van het Wad"),
    "es": ("El Faro de Ría", "La Crónica del Páramo"),
    "ru": ("Северный вестник", "Речная газета"),
}
SUBJECTS = {
    "en": ("the swimming pool", "the tram depot", "the county library", "the wool mill", "the fish market"),
    "de": ("das Hallenbad", "das Straßenbahndepot", "die Bücherei", "die Tuchfabrik", "der Fischmarkt"),
    "fr": ("la piscine", "le dépôt des trams", "la médiathèque", "la filature", "la criée"),
    "nl": ("het zwembad", "de tramremise", "de bibliotheek", "de wolfabriek", "de visafslag"),
    "es": ("la piscina", "las cocheras", "la biblioteca", "la hilatura", "la lonja"),
    "ru": ("бассейн", "трамвайное депо", "библиотека", "прядильня", "рыбный рынок"),
}
TITLES = {
    "en": (
        "Council wants {n} million for {s}",
        "Why {s} stays shut until week {n}",
        "{n} jobs at risk in {s}",
    ),
    "de": (
        "Stadtrat will {n} Millionen für {s}",
        "Warum {s} bis Woche {n} schließt",
        "{n} Stellen in Gefahr: {s}",
    ),
    "fr": (
        "La ville veut {n} millions pour {s}",
        "Pourquoi {s} ferme {n} semaines",
        "{n} emplois menacés : {s}",
    ),
    "nl": (
        "Raad wil {n} miljoen voor {s}",
        "Waarom {s} {n} weken dicht blijft",
        "{n} banen op de tocht: {s}",
    ),
    "es": (
        "El pleno pide {n} millones para {s}",
        "Por qué cierra {n} semanas {s}",
        "{n} empleos en riesgo: {s}",
    ),
    "ru": ("Совет просит {n} миллионов на {s}", "Почему {s} закрыт {n} недель", "{n} мест под угрозой: {s}"),
}
SENTENCES = {
    "en": (
        "The plan for {s} will cost {n} million pounds, the treasurer told the meeting on Monday evening.",
        "{p} said that {n} of the {m} members had asked for another report before the vote.",
        "\u201cNobody has counted the {n} families who walk there,\u201d said {p}, who has run it since {y}.",
        "An engineer found {n} cracks in the north wall, and the insurer gave the owners {m} days to answer.",
        "The ministry paid {n} percent of the bill in {y}; it has not said whether it will do so again.",
        "Work was to begin in {y}, but two bidders withdrew and the third asked for {n} thousand more.",
        "Residents collected {n} signatures against the sale and handed them to {p} on the town hall steps.",
    ),
    "de": (
        "Die Pläne für {s} kosten {n} Millionen Euro, sagte der Kämmerer am Montagabend im Ausschuss.",
        "{p} erklärte, dass {n} der {m} Mitglieder vor der Abstimmung ein weiteres Gutachten verlangt hätten.",
        "„Niemand hat die {n} Familien gezählt, die zu Fuß kommen“, sagte {p}, seit {y} verantwortlich.",
        "Ein Ingenieur fand {n} Risse in der Nordwand, und die Versicherung gab den Eignern {m} Tage Zeit.",
        "Das Land zahlte {y} noch {n} Prozent der Rechnung; ob es das wieder tut, ließ es bisher offen.",
        "Anwohner sammelten {n} Unterschriften gegen den Verkauf und übergaben sie {p} vor dem Rathaus.",
    ),
    "fr": (
        "Le projet pour {s} coûtera {n} millions d'euros, a indiqué lundi soir le trésorier au conseil.",
        "{p} a précisé que {n} des {m} élus avaient demandé un nouveau rapport avant le vote.",
        "« Personne n'a compté les {n} familles qui viennent à pied », a dit {p}, en poste depuis {y}.",
        "Un ingénieur a relevé {n} fissures dans le mur nord, et l'assureur a laissé {m} jours aux propriétaires.",
        "L'État avait payé {n} % de la facture en {y} ; il n'a pas dit s'il le ferait de nouveau.",
        "Les riverains ont réuni {n} signatures contre la vente et les ont remises à {p} devant la mairie.",
    ),
    "nl": (
        "Het plan voor {s} kost {n} miljoen euro, zei de penningmeester maandagavond in de vergadering.",
        "{p} zei dat {n} van de {m} leden voor de stemming om een nieuw rapport hadden gevraagd.",
        "“Niemand heeft de {n} gezinnen geteld die lopend komen”, zei {p}, die er sinds {y} werkt.",
        "Een ingenieur vond {n} scheuren in de noordmuur en de verzekeraar gaf de eigenaren {m} dagen.",
        "Het rijk betaalde in {y} nog {n} procent van de rekening; of dat weer gebeurt, is niet gezegd.",
        "Bewoners haalden {n} handtekeningen op tegen de verkoop en gaven die aan {p} bij het stadhuis.",
    ),
    "es": (
        "El plan para {s} costará {n} millones de euros, dijo el lunes por la noche el tesorero al pleno.",
        "{p} explicó que {n} de los {m} concejales habían pedido otro informe antes de la votación.",
        "«Nadie ha contado las {n} familias que van a pie», dijo {p}, que lo dirige desde {y}.",
        "Un ingeniero halló {n} grietas en el muro norte y la aseguradora dio {m} días a los dueños.",
        "El ministerio pagó en {y} el {n} por ciento de la factura; no ha dicho si volverá a hacerlo.",
        "Los vecinos reunieron {n} firmas contra la venta y se las entregaron a {p} ante el ayuntamiento.",
    ),
    "ru": (
        "План для города, где стоит {s}, обойдётся в {n} миллионов рублей, сказал казначей в понедельник вечером.",
        "{p} отметила, что {n} из {m} членов совета попросили новый отчёт перед голосованием.",
        "«Никто не посчитал {n} семей, которые ходят туда пешком», — сказала {p}, работающая там с {y} года.",
        "Инженер нашёл {n} трещин в северной стене, и страховщик дал владельцам {m} дней на ответ.",
        "Жители собрали {n} подписей против продажи и передали их {p} у здания администрации.",
    ),
}


def story(seed: int, language: str = "en", *, paragraphs: int | None = None) -> Story:
    """The story of a seed. Paragraph lengths, authors and figures differ from seed to seed."""
    draw = random.Random(f"{language}{seed}")
    subject = draw.choice(SUBJECTS[language])
    people = list(PEOPLE[language])
    draw.shuffle(people)

    def fill(template: str) -> str:
        n, m = draw.randrange(13, 99), draw.randrange(100, 400)
        return template.format(s=subject, n=n, m=m, y=draw.randrange(1990, 2023), p=people[-1])

    count = paragraphs or draw.randrange(3, 7)
    sentences = list(SENTENCES[language])
    body: list[str] = []
    while len(body) < count:
        draw.shuffle(sentences)
        text = " ".join(fill(t) for t in sentences[: draw.choice((1, 1, 2))])
        text = f"{text[:-1]} ({seed}-{len(body)})."
        body.append(text)
    title = draw.choice(TITLES[language]).format(n=100 + seed, s=subject)
    outlet = draw.choice(OUTLETS[language])
    return Story(
        language,
        title[0].upper() + title[1:],
        outlet,
        date(2019, 1, 3) + timedelta(days=draw.randrange(2000)),
        tuple(people[: draw.choice((0, 1, 1, 1, 2))]),
        tuple(body),
        section=draw.choice(("News", "Business", "Front", "Region")),
        page=draw.choice(("1", "4", "A7", "23")),
        edition=draw.choice(("", "", "Final Edition")),
        url=f"https://paper.example/{language}/{seed}",
        number=seed,
    )


def stories(start: int, count: int, language: str = "en", **fields: object) -> list[Story]:
    """`count` stories from a seed on; `fields` replace what was drawn."""
    return [replace(story(start + n, language), **fields) for n in range(count)]  # type: ignore[arg-type]
