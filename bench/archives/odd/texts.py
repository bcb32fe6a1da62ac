"""Stories whose own words look like the frame around them: headlines that look like labels, bodies that quote
the heads of e-mails, field codes, rules of dashes, letters, corrections, live entries, lists, tables.

Nothing here is taken from a reader, or from the stories of the other sets.
"""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

from bench.archives.stories import Story

PEOPLE = {
    "en": ("Rosalind Ferne", "Colm Mac Giolla", "Winifred Tsang", "D. H. Okello", "Beatrix Saint-Clair", "Theo Lindqvist-Rowe"),
    "de": ("Ottilie Braack", "Henrik Freiherr von Stahl", "Gesine Mütze", "Dr. Falk Ahrend", "Swantje Öhler"),
    "fr": ("Maëlys Kerouédan", "Honoré d'Astier", "Inès Ouhaddou", "Rémi Le Goff"),
    "es": ("Pilar Echeverría Ruiz", "Manuel de la Hoz", "Carmiña Souto", "Xavi Roig"),
    "it": ("Fiammetta Dell'Orto", "Nicolò De Santis", "Ilaria Bonfà"),
    "pt": ("Graça Vilhena", "João Pedro dos Santos", "Lurdes Falcão"),
    "nl": ("Hanneke ter Braak", "Sjoerd van 't Hoff", "Loes Quispel"),
    "sv": ("Åsa Hellström", "Göran af Klint", "Maja Öberg"),
    "ru": ("Варвара Зимина", "Фёдор Щукин", "Юлия Ежова"),
}  # fmt: skip
OUTLETS = {
    "en": ("Tidewater Mercury", "The Upland Observer", "Carrick Evening News", "Prairie Sun-Herald"),
    "de": ("Wesermarsch-Kurier", "Allgäuer Blatt", "Der Tag am Sund"),
    "fr": ("Le Courrier du Plateau", "L'Indépendant des Caps", "Sud-Rivière"),
    "es": ("La Gaceta del Estero", "Diario de Montalbán", "El Correo Serrano"),
    "it": ("Il Mattino di Valle", "Gazzetta del Porto"),
    "pt": ("Jornal da Ria", "O Comércio do Vale"),
    "nl": ("Kennemer Courant", "De Maasbode"),
    "sv": ("Skärgårdsposten", "Dalabladet"),
    "ru": ("Озёрный листок", "Вечерняя Пристань"),
}
PLACES = {
    "en": ("the lighthouse", "the old brewery", "the county asylum", "the canal lock", "the observatory"),
    "de": ("den Leuchtturm", "die alte Brauerei", "die Sternwarte", "die Schleuse"),
    "fr": ("le phare", "la vieille brasserie", "l'écluse", "l'observatoire"),
    "es": ("el faro", "la antigua cervecera", "la esclusa", "el observatorio"),
    "it": ("il faro", "la vecchia birreria", "la chiusa"),
    "pt": ("o farol", "a antiga cervejaria", "a comporta"),
    "nl": ("de vuurtoren", "de oude brouwerij", "de sluis"),
    "sv": ("fyren", "det gamla bryggeriet", "slussen"),
    "ru": ("маяк", "старую пивоварню", "шлюз"),
}
SENTENCES = {
    "en": (
        "The trust that looks after {s} has {n} days left to find {m} thousand dollars, its chair said.",
        "{p} has climbed the {m} steps every morning since {y} and says that no two mornings were alike.",
        "\u201cYou cannot insure fog,\u201d said {p}, who keeps the log and counted {n} ships in it last winter.",
        "A survey found damp in {n} of {m} rooms; the surveyor advised against heating any of them.",
        "Schoolchildren painted {n} tiles for {s}, of which {m} chips have since been swept up.",
        "Neither the county nor the state would say who owns {s}, and a judge gave them until {y} plus fifty to agree.",
    ),
    "de": (
        "Der Verein will {s} für {n} Euro im Jahr pachten, heißt es in einem Papier, das {p} vorgelegt hat.",
        "„Im Nebel hört man mehr, als man sieht“, sagte {p} und zählte {m} Schiffe in {n} Nächten.",
        "Seit {y} ist der Putz ab; {n} von {m} Fenstern lassen sich nicht mehr schließen.",
        "Eine Umfrage unter {m} Haushalten ergab: {n} Prozent würden für den Erhalt spenden.",
    ),
    "fr": (
        "L'association veut louer {s} pour {n} euros par mois, selon un document signé de {p}.",
        "« On n'assure pas la brume », répond {p}, qui a compté {m} navires en {n} nuits.",
        "Depuis {y}, le toit fuit dans {n} pièces sur {m}, et personne ne veut payer l'échafaudage.",
        "Sur {m} foyers interrogés, {n} donneraient une journée de travail.",
    ),
    "es": (
        "La asociación quiere alquilar {s} por {n} euros al mes, según un escrito de {p}.",
        "«La niebla no se asegura», responde {p}, que contó {m} barcos en {n} noches.",
        "Desde {y} hay goteras en {n} de las {m} salas y nadie paga el andamio.",
        "De {m} hogares, {n} darían una jornada de trabajo, dice la encuesta.",
    ),
    "it": (
        "L'associazione vuole affittare {s} per {n} euro al mese, si legge in una lettera di {p}.",
        "«La nebbia non si assicura», risponde {p}, che ha contato {m} navi in {n} notti.",
        "Dal {y} piove in {n} stanze su {m} e nessuno paga il ponteggio.",
    ),
    "pt": (
        "A associação quer arrendar {s} por {n} euros por mês, lê-se numa carta de {p}.",
        "«O nevoeiro não se segura», responde {p}, que contou {m} navios em {n} noites.",
        "Desde {y} chove em {n} das {m} salas e ninguém paga o andaime.",
    ),
    "nl": (
        "De vereniging wil {s} huren voor {n} euro per maand, staat in een brief van {p}.",
        "„Mist verzeker je niet”, zegt {p}, die {m} schepen telde in {n} nachten.",
        "Sinds {y} lekt het in {n} van de {m} kamers en niemand betaalt de steiger.",
    ),
    "sv": (
        "Föreningen vill hyra {s} för {n} kronor i månaden, står det i ett brev från {p}.",
        "”Dimma går inte att försäkra”, säger {p}, som räknade {m} fartyg på {n} nätter.",
        "Sedan {y} regnar det in i {n} av {m} rum och ingen betalar ställningen.",
    ),
    "ru": (
        "Общество хочет снять {s} за {n} рублей в месяц, говорится в письме, которое подписала {p}.",
        "«Туман не застрахуешь», — отвечает {p}, насчитавшая {m} судов за {n} ночей.",
        "С {y} года течёт в {n} комнатах из {m}, и за леса никто не платит.",
    ),
}
HEADLINES = {
    "en": (
        "Length: why {n} metres was never enough", "Section {n}: the clause that tenants fear", "Subject: silence in room {n}",
        "By the numbers: {n} foggy mornings", "Documents: {n} of 300 boxes are missing", "Full text of the keeper's note no. {n}",
        "End of document: the last fax machine of street {n}", "Body of work: {n} years of tiles", "Author unknown, bill {n} paid",
        "From: the sea. To: whoever finds bottle {n}", "Copyright {n}: who owns a foghorn?", "Update: lock {n} shut again",
        "Page {n} of 500: a novel nobody ends", "Date with destiny for crane {n}", "RE: your letter of the {n}th",
    ),
    "de": (
        "Länge: {n} Meter, und kein Ende", "Rubrik {n}: Was im Formular fehlt", "Dokument {n} von 300 bleibt verschwunden",
        "Autor von Brief {n} bleibt unbekannt", "Update: Schleuse {n} wieder zu", "Von: unbekannt. Betreff: Kiste {n}",
    ),
    "fr": (
        "Longueur : {n} mètres, pas un de plus", "Rubrique {n} : ce que le formulaire oublie", "Document {n} introuvable",
        "Auteur de la lettre {n} : inconnu", "Texte intégral de la note {n}",
    ),
    "es": ("Longitud: {n} metros y ni uno más", "Sección {n}: lo que el impreso olvida", "Texto completo de la nota {n}", "Autor de la carta {n}: desconocido"),
    "it": ("Lunghezza: {n} metri e basta", "Autore della lettera {n}: ignoto", "Sezione {n}, il modulo che manca"),
    "pt": ("Extensão: {n} metros e mais nada", "Autor da carta {n}: desconhecido", "Secção {n}, o impresso que falta"),
    "nl": ("Lengte: {n} meter en geen stap verder", "Auteur van brief {n} onbekend", "Document {n} van 300 zoek"),
    "sv": ("Längd: {n} meter och inte mer", "Författaren till brev {n} okänd", "Dokument {n} av 300 borta"),
    "ru": ("Длина: {n} метров и ни шагу больше", "Автор письма {n} неизвестен", "Документ {n} из 300 пропал"),
}  # fmt: skip
ODD: dict[str, dict[str, tuple[str, ...]]] = {
    "mail": {
        "en": ("The message that the clerk read out is short. It is given here in full as number {n}:", "From: harbour office, desk {n}", "To: all keepers of list {n}", "Subject: lamp {n} goes out on Monday", "Date: 3 May 2021, and nobody signed sheet {n}.", "That was all, and it was enough for {n} people to leave."),
        "de": ("Die Nachricht {n}, die der Schreiber vorlas, ist kurz:", "Von: Hafenamt, Tisch {n}", "An: alle Wärter der Liste {n}", "Betreff: Lampe {n} geht am Montag aus", "Mehr stand auf Blatt {n} nicht, und es reichte."),
        "fr": ("Le message {n} lu par le greffier est bref :", "De : capitainerie, bureau {n}", "À : tous les gardiens de la liste {n}", "Objet : le feu {n} s'éteint lundi", "Rien d'autre sur la feuille {n}, et cela suffisait."),
    },
    "codes": {
        "en": ("TD Marine, the yard of berth {n}, has not answered a letter since spring.", "CO levels in hold {n} were twice what is allowed, the inspector wrote.", "IN 1974 the same hold, number {n}, was full of oranges.", "PD Hallam, who wrote the novel about berth {n}, would have smiled.", "RE the pier: pile {n} is sound, the diver said."),
        "de": ("IN Halle {n} roch es 1974 nach Orangen.", "CO-Werte in Raum {n} lagen doppelt so hoch wie erlaubt, schrieb der Prüfer.", "AN der Mole {n} wartet ein Taucher."),
    },
    "rules": {
        "en": ("The log of week {n} has three entries.", "The first of page {n} tells of ice on the inside of the glass.", "The second of page {n} was washed out, and the third is a drawing."),
        "de": ("Das Logbuch der Woche {n} hat drei Einträge.", "Der erste auf Seite {n} erzählt von Eis an der Scheibe.", "Der zweite auf Seite {n} ist verwaschen."),
        "fr": ("Le journal de la semaine {n} compte trois notes.", "La première, page {n}, parle de givre sur la vitre.", "La seconde, page {n}, est effacée."),
        "es": ("El diario de la semana {n} tiene tres notas.", "La primera, en la hoja {n}, habla de hielo en el cristal.", "La segunda, en la hoja {n}, se borró."),
    },
    "letters": {
        "en": ("Sir \u2013 Your report on pier {n} forgets the cormorants, who were there first and will be there last.", "Edwin Marsh, {n} Quay Row", "Sir \u2013 I have used gate {n} since it was a gap in a hedge, and the hedge was better.", "(Mrs) Dolores Whitby, Flat {n}", "The editor reserves the right to shorten letters; this week {n} came in."),
        "de": ("Zu „Steg {n}“: Der Bericht vergisst die Kormorane, die zuerst da waren.", "Edwin Marschall, Kaistraße {n}", "Das Tor {n} war früher eine Lücke in der Hecke, und die Hecke war besser.", "Dolores Witt, Haus {n}"),
    },
    "correction": {
        "en": ("Correction: An earlier version of this article gave the height of mast {n} in feet and called them metres.", "Clarification: The keeper of lamp {n} retired in spring and was not dismissed.", "This article, number {n} of its kind, was amended on 5 January 2022."),
        "fr": ("Rectificatif : une première version donnait la hauteur du mât {n} en pieds.", "Précision : le gardien du feu {n} a pris sa retraite au printemps."),
    },
    "live": {
        "en": ("10.42am, entry {n}", "The gate of basin {n} is open and the first boat is through.", "11.05am, entry {n}", "Boat {n} has turned back. The wind is at 40 knots, the harbour master writes.", "12.30pm, last of {n}", "We are closing live entry {n} here. Thank you for reading."),
        "de": ("10:42 Uhr, Eintrag {n}", "Das Tor von Becken {n} ist offen, das erste Boot ist durch.", "11:05 Uhr, Eintrag {n}", "Boot {n} kehrt um. Der Wind hat 40 Knoten, meldet der Hafenmeister."),
        "it": ("Ore 10.42, nota {n}", "La porta del bacino {n} è aperta, la prima barca è passata.", "Ore 11.05, nota {n}", "La barca {n} torna indietro: il vento soffia a 40 nodi."),
    },
    "list": {
        "en": ("What to bring to tower {n}, in the order of the keeper:", "1. A lamp that is not lamp {n}.", "2. Bread for {n} days.", "3. Somebody to talk to about door {n}."),
        "nl": ("Wat u meeneemt naar toren {n}:", "1. Een lamp die niet lamp {n} is.", "2. Brood voor {n} dagen.", "3. Iemand om mee te praten over deur {n}."),
        "sv": ("Det här tar du med till torn {n}:", "1. En lampa som inte är lampa {n}.", "2. Bröd för {n} dagar."),
    },
    "questions": {
        "en": ("Q: Who pays for stair {n}?", "A: Nobody yet. The trust has written {n} letters.", "Q: And who answers letter {n}?", "A: So far only the man who sold us stair {n}."),
        "es": ("P. ¿Quién paga la escalera {n}?", "R. Nadie todavía. Hemos escrito {n} cartas.", "P. ¿Y quién contesta a la carta {n}?", "R. Solo el hombre que nos vendió la escalera {n}."),
        "pt": ("P: Quem paga a escada {n}?", "R: Ninguém, por enquanto. Escrevemos {n} cartas."),
    },
    "diary": {
        "en": ("Monday, 3 May, watch {n}", "Ice on pane {n}, and a gull asleep on the rail.", "Tuesday, 4 May, watch {n}", "The gull has gone; pane {n} is cracked."),
        "ru": ("Понедельник, 3 мая, вахта {n}", "Лёд на стекле {n}, на перилах спит чайка.", "Вторник, 4 мая, вахта {n}", "Чайка улетела, стекло {n} треснуло."),
    },
    "frame": {
        "en": ("On the last sheet of file {n} somebody had typed the words End of Document and then gone on for a page.", "Her notes say that 1 of 3 documents in box {n} is a forgery, and does not say which.", "The stamp reads: printed in 1974, no. {n}, not to be reproduced.", "Length, section and load were the three words on form {n}."),
        "de": ("Auf dem letzten Blatt der Akte {n} stand: Ende des Dokuments, und dann ging es noch eine Seite weiter.", "Dokument 1 von 3 in Kiste {n} sei gefälscht, heißt es."),
    },
    "signs": {
        "en": ("NOTICE: STAIR {n} IS SHUT", "The sign has hung there for so long that visitor {n} asked whether it was art.", "By Friday somebody had painted over sign {n}.", "Photography at window {n} is allowed after dusk."),
        "fr": ("AVIS : L'ESCALIER {n} EST FERMÉ", "Par chance, la porte {n} était ouverte.", "Photo interdite devant la fenêtre {n}, prévient l'affiche."),
        "de": ("ACHTUNG: TREPPE {n} GESPERRT", "Von Montag an führt Weg {n} um den Turm herum.", "Foto am Fenster {n} nur nach Sonnenuntergang, mahnt das Schild."),
    },
}  # fmt: skip
RULES = ("* * *", "----------", "_" * 12, "***", "\u2014 \u2014 \u2014", "=" * 20, "- - - - -")
TABLE = (("Lamp", "Hours"), ("North", "1,204"), ("South", "988"))
MONTHS = {
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "sv": "januari februari mars april maj juni juli augusti september oktober november december",
}


def story(seed: int, language: str = "en", kind: str = "") -> Story:
    """The story of a seed. `kind` is what its body holds besides plain sentences ("rules", "table" too)."""
    draw = random.Random(f"odd {language} {seed} {kind}")
    people = list(PEOPLE[language])
    draw.shuffle(people)

    def fill(template: str) -> str:
        return template.format(
            s=draw.choice(PLACES[language]),
            n=draw.randrange(11, 99),
            m=draw.randrange(100, 999),
            y=draw.randrange(1961, 2015),
            p=people[-1],
        )

    sentences = list(SENTENCES[language])
    plain: list[str] = []
    for _ in range(draw.randrange(2, 5)):
        draw.shuffle(sentences)
        plain.append(" ".join(fill(t) for t in sentences[: draw.choice((1, 2, 2))]))
    plain = [f"{p[:-1]} ({language}{seed}-{n})." for n, p in enumerate(plain)]
    number = 100 + seed % 900
    odd = [t.format(n=number) for t in ODD.get(kind, {}).get(language, ())]
    cut = 1 if kind != "live" else len(plain)
    title = HEADLINES[language][seed % len(HEADLINES[language])].format(n=number)
    return Story(
        language,
        title,
        draw.choice(OUTLETS[language]),
        date(2018, 2, 1) + timedelta(days=draw.randrange(2300)),
        tuple(people[: draw.choice((0, 1, 1, 2))]),
        (*plain[:cut], *odd, *plain[cut:]),
        section=draw.choice(("News", "Coast", "Letters", "Comment")),
        page=draw.choice(("2", "B6", "17", "31")),
        number=seed,
        table=TABLE if kind == "table" else (),
        extra={"rule": draw.choice(RULES)} if kind == "rules" else {},
    )


KINDS = (*ODD, "table", "")


def some(start: int, count: int, languages: str = "en", *, tables: bool = True) -> tuple[Story, ...]:
    """`count` stories from a seed on, of one kind after the other, in these languages by turns."""
    found, tongues = [], languages.split()
    kinds = [k for k in KINDS if tables or k != "table"]
    for n in range(count):
        language = tongues[n % len(tongues)]
        fitting = [k for k in kinds if k in ("table", "") or language in ODD[k]]
        found.append(story(start + n, language, fitting[(start + n) % len(fitting)]))
    return tuple(found)


def bare(found: tuple[Story, ...]) -> tuple[Story, ...]:
    """The same without authors."""
    return tuple(replace(s, authors=()) for s in found)


def printed(s: Story) -> list[str]:
    """The paragraphs as the paper printed them: with its rules between them."""
    lines = list(s.paragraphs)
    if s.extra.get("rule"):
        lines[2:2] = [s.extra["rule"]]
        lines[-1:-1] = [s.extra["rule"]]
    return lines


def day_of(s: Story) -> str:
    """The day as papers of the language write it."""
    from bench.archives.words import plain_day

    if s.language not in MONTHS:
        return plain_day(s.day, s.language)
    name = MONTHS[s.language].split()[s.day.month - 1]
    return f"{s.day.day} {'de ' if s.language == 'pt' else ''}{name} {'de ' if s.language == 'pt' else ''}{s.day.year}"


def english_day(s: Story) -> str:
    """ "November 7, 2024 Thursday": the archive's own form, whatever the language of the paper."""
    return f"{s.day:%B} {s.day.day}, {s.day.year} {s.day:%A}"
