"""Who speaks: the grammar of news, in every order, without a speaker rather than with a wrong one."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from qa.brief.read.quoting import quoted_spans
from qa.brief.read.roles import is_person, people_of, role_of
from qa.brief.read.sheet import SentenceReadings, make_sheet
from qa.brief.read.speakers import Speakers
from qa.brief.read.statements import said_in
from qa.brief.read.voices import voice_of
from qa.text import sentence_spans
from qa.types import Article


class NoMeaning:
    """An embedder for what needs no vectors."""

    name = "none"

    def embed(self, texts: list[str]) -> np.ndarray:
        return np.zeros((len(texts), 1), np.float32)


def said(text: str) -> list[tuple[str, str]]:
    """(speaker, role) of each statement that the outlet does not make itself."""
    article = Article.make("A title", text, "The Courier", published=date(2026, 3, 4))
    sheet = make_sheet([article], SentenceReadings(NoMeaning()))  # type: ignore[arg-type]
    return [(s.speaker, s.role) for s in said_in(sheet, article) if s.kind != "outlet"]


@pytest.mark.parametrize(
    ("text", "speaker", "role"),
    [
        ("The mill will be rebuilt, the company's chief executive Ana Reisberg said.",
         "Ana Reisberg", "chief executive"),
        ("The mill will be rebuilt, the firm’s managing director Rolf Oster told reporters on Friday.",
         "Rolf Oster", "managing director"),
        ("The bank’s head of lending Pavel Dorn called the loan a risk.", "Pavel Dorn", "head of lending"),
        ("“We lost forty jobs,” said the union's local secretary Mia Holt.", "Mia Holt", "local secretary"),
        ("“We lost forty jobs,” warned the school’s deputy head Jonas Ekberg, who had seen the plan.",
         "Jonas Ekberg", "deputy head"),
        ("“It keeps getting worse,” cautioned Relief Watch’s Country Director Nasir Mufla.",
         "Nasir Mufla", "Relief Watch’s Country Director"),
        ("“It is a kind of prevention,” says Ostrow Policy Center’s Andrei Kolen.",
         "Andrei Kolen", "Ostrow Policy Center"),
        ("The Executive director of the Ask Well Society, Bob Hughes, told the Herald that it was late.",
         "Bob Hughes", "Executive director of the Ask Well Society"),
        ("Mara Lindt, the mayor of Varn, said the bridge was safe.", "Mara Lindt", "mayor of Varn"),
        ("Dr. Ole Tamm of Varn College, a tide researcher with a boat, explained to reporters that it sank.",
         "Ole Tamm", "Varn College"),
        ("Ida Prell, CEO of lock maker Ferrum Works, who once ran the port, said the gate would hold.",
         "Ida Prell", "CEO of lock maker Ferrum Works"),
        ("Harbour Press Secretary Rear Adm. Jon Kerb said the exercise was off.",
         "Jon Kerb", "Harbour Press Secretary"),
        ("Harbour spokesman Coast Guard Capt. Odo Venn told reporters that it was over.",
         "Odo Venn", "Harbour spokesman"),
        ("Harbour spokesman Otto Cook said Monday that the quay was safe.", "Otto Cook", "Harbour spokesman"),
        ("The lock maker Ferrum.com, has said that it will pay.", "Ferrum.com", ""),
        ("Lock maker Ferrum Corp. announced it will pay.", "Ferrum Corp", ""),
        ("The water rises, Builders Without Frontiers warned Wednesday.", "Builders Without Frontiers", ""),
        ("The bridge gave way, according to state television.", "state television", ""),
        ("Silver Tide cancelled a concert, saying the law was a disgrace.", "Silver Tide", ""),
        ("The Office of Locks notes, “Rust does more harm than all tides together.”", "Office of Locks", ""),
        ("Retired police captain and traffic specialist Ali Sofan told the radio that it was dark.",
         "Ali Sofan", "Retired police captain and traffic specialist"),
        ("According to Foreign Minister Ilse Kray, the talks go on.", "Ilse Kray", "Foreign Minister"),
        ("The bomb was left outside a shop, stated Minister of Works Omar Eryan, and went off at noon.",
         "Omar Eryan", "Minister of Works"),
        ("First Minister of Ostland Nora Sturge said a fare rise could be avoided.",
         "Nora Sturge", "First Minister of Ostland"),
        ("Odo Brask, speaking for the county's road service, said that 12 roads were shut.",
         "Odo Brask", "road service"),
        ("“I have no dream of it,” said Mariam, a student at the gate.", "Mariam", "student at the gate"),
        ("Chief Executive of North Varn Ada Lemm said the strike was over.",
         "Ada Lemm", "Chief Executive of North Varn"),
        ("“It rains,” said study co-author Ted Skamb of Oldmoor's Institute for Tides.",
         "Ted Skamb", "study co-author"),
        ("“She was brave,” said University of Varn, Oskerry's chancellor, Pia Koss.",
         "Pia Koss", "Oskerry's chancellor"),
        ("Ali Tamm, a noted journalist who has written on the war, said it was lost.",
         "Ali Tamm", "noted journalist"),
        ("“No,” wrote Chief Justice John G. Robbs.", "John G. Robbs", "Chief Justice"),
        ("Last week provincial police chief Charlan told reporters it was late.",
         "Charlan", "provincial police chief"),
        ("According to Oskerry's first selectman, Kris Kerv, ten were on board.",
         "Kris Kerv", "Oskerry's first selectman"),
        ("Odo Brask, deputy head of the Institute for U.S. Studies, said it was late.",
         "Odo Brask", "deputy head of the Institute for U.S. Studies"),
        ("Harbour Prime Minister Ilse Kray and Tide Prime Minister Omar Eryan said they agreed.",
         "Ilse Kray and Omar Eryan", ""),
        ("The claim was denied by Irma Tchad, the runner's lawyer.", "Irma Tchad", "lawyer"),
        ("One of the victims said the men laughed.", "One of the victims", ""),
        ("One locksmith said the door was open.", "One locksmith", ""),
        ("The US software giant said on Tuesday that it was late.", "The US software giant", ""),
        ("Researchers at security firm Varn Micro say it spreads.", "Researchers", ""),
        ("Sen. Odo Brask on Thursday, Feb. 1, announced three new members of his staff.",
         "Odo Brask", "Sen."),
        ("“No,” said Mia Holt, one of the mayor's sons from a previous marriage.", "Mia Holt", ""),
        ("State lawmakers supporting the law argued it was needed.", "State lawmakers", ""),
        ("Researchers from Varn College (VC) in Oskerry and the Institute of Tides in Lemm reported a leak.",
         "Researchers", ""),
        ("The Iron Guard Corps (IGC), which led the march, declared that it was over.",
         "Iron Guard Corps", ""),
        ("According to the Ministry of Public Works it sank at Lemm Inn.", "Ministry of Public Works", ""),
        ("“It is late,” Odo Brask, deputy head for tides in the Harbour Board’s Science Mission Directorate, "
         "said in a call with reporters.", "Odo Brask", "deputy head for tides in the Harbour Board’s "
         "Science Mission Directorate"),
        ("Nora A. Zelin, Brask’s attorney, told the Herald that her client did not mean harm.",
         "Nora A. Zelin", "Brask’s attorney"),
        ("“It was late,’’ Odo Brask, chief executive of the tide website Full Tide, told the radio.",
         "Odo Brask", "chief executive of the tide website Full Tide"),
        ("“If we were higher we would be Ostland,” one user quipped.", "one user", ""),
        ("Both sides said they hoped for peace.", "Both sides", ""),
        ("Silver Tide have twice denied doing anything wrong.", "Silver Tide", ""),
        ("The US welcomed the exchange, saying the hostages had suffered.", "US", ""),
        ("They found water on the moon, a new study reports.", "a new study", ""),
        ("It weighs about 2,300 tons, according to the researchers' calculations.", "researchers", ""),
        ("According to United Harbours estimates, 400 people fled.", "United Harbours", ""),
        ("In a sign of doubt, the Tide Commission, which counts the boats, issued a statement warning "
         "that the "
         "quay was full.", "Tide Commission", ""),
        ("“It was late,” Will Moyle, chief executive of Full Tide, told the radio.",
         "Will Moyle", "chief executive of Full Tide"),
        ("“Water is rare,” study lead author Odo Brask, a tide scientist at the Harbour Board's Tide "
         "Center in "
         "Greenby, Ostland, and Varn College in Lemm, O.L., said in a statement.",
         "Odo Brask", "study lead author"),
        ("The fishermen are alleging that the quay is unsafe.", "The fishermen", ""),
        ("Odo Brask characterized the alliance as a chance for both firms.", "Odo Brask", ""),
        ("The quay held even on the tidal front, and the losses were small, say experts.", "experts", ""),
        ("The Tide Office said one person was arrested on Friday.", "Tide Office", ""),
        ("“It will end,” said Ostland's ambassador to Varn Li Xiam.", "Li Xiam", "Ostland's ambassador "
         "to Varn"),
        ("Lemm-based McClain said its debts were high.", "McClain", ""),
        ("On Monday, the Tide Daily, the voice of the party, warned that there is “no room”.", "Tide "
         "Daily", ""),
        ("The premier wants to leave, but General Mark Mill, chairman of the Joint Heads of Staff, told "
         "the radio "
         "this month that the ships stay.", "Mark Mill", "General"),
        ("When prosecutor Seth Goldm asked whether she fell, Nora Armst quietly answered, “Yes.”",
         "Nora Armst", ""),
        ("A family friend, Kevin Blacks, 33, said he was not surprised.", "Kevin Blacks", ""),
        ("Yesterday evening, the Ostland Ministry of Public Health in Lemm, Ostland confirmed a case of "
         "fever.",
         "Ostland Ministry of Public Health", ""),
        ("Odo Brask, from Lemm, Ostland, on Tuesday admitted that it was late.", "Odo Brask", ""),
        ("WHO said they are uncertain.", "WHO", ""),
        ("With the Tide army short of men, there are questions over its ability to stay, warned Solmar.",
         "Solmar", ""),
        ("The Project on Harbour Oversight has called it “a textbook case of favour to one firm”.",
         "Project on Harbour Oversight", ""),
        ("Secretary of the Tide Force Jon Roch: “No, save it and send him away.”",
         "Jon Roch", "Secretary of the Tide Force"),
        ("Tidologist Odo Brask of Varn Research said it was late.", "Odo Brask", "Tidologist"),
        ("It would be seen more often, Brask and his team wrote in the paper.", "Brask", ""),
    ],
)  # fmt: skip
def test_a_person_is_named_with_the_office_that_the_sentence_gives(
    text: str, speaker: str, role: str
) -> None:
    assert said(text) == [(speaker, role)]


@pytest.mark.parametrize(
    "text",
    [
        "Pavel Dorn, who leads the bank, called the loan a risk.\n\n“We lost forty jobs,” said the union's "
        "local secretary Mia Holt. “We want them back.”",
        "Lena Fuchs spoke first. “It is a risk,” she said.\n\n“We lost forty jobs,” said union secretary "
        "Mia Holt. “We want them back.”",
    ],
)
def test_nobody_is_given_the_words_of_another(text: str) -> None:
    found = said(text)
    assert [name for name, _ in found][-2:] == ["Mia Holt", "Mia Holt"]
    assert [name for name, _ in found].count("Mia Holt") == 2


def test_a_quotation_of_several_sentences_has_one_speaker() -> None:
    text = (
        "“There are too many people here and not enough water. Every five steps you find a family,” said "
        "camp director Ahmed Basel. “There is no more room.”"
    )
    assert {name for name, _ in said(text)} == {"Ahmed Basel"}
    assert len(said(text)) >= 2


def test_he_is_the_person_whom_the_sentences_before_were_about() -> None:
    text = "Ben Radnor conceded that his side was tired. “We had our chances,” he said."
    assert [name for name, _ in said(text)] == ["Ben Radnor", "Ben Radnor"]


@pytest.mark.parametrize(
    "text",
    [
        "Violence continued through the evening.",
        "The storm of 2017, estimated to have cost a billion, is not forgotten.",
        "A mother called the police on Sunday morning.",
        "It is the mayor's stated aim to close the road.",
        "The train had banners on it which named the “Festival of the River Boats”.",
        "The video showed one person at the gate.",
        "Losses are not reported in Varn.",
        "The law would let the port hand over people accused of theft.",
        "No group claimed the attack.",
        "He met a woman who says she saw the fire.",
        "The two presidents agreed to issue orders.",
    ],
)
def test_what_nobody_says_stays_without_a_speaker(text: str) -> None:
    assert said("The road was shut on Monday. " + text) == []


def test_the_county_in_a_clause_aside_does_not_speak_for_the_chair() -> None:
    text = (
        "Repairs cost 4 million, of which the county has promised half, the board's chair Tilda Marsk said."
    )
    assert said(text)[0][0] == "Tilda Marsk"


def test_marks_that_a_file_lost_quote_no_more_than_a_sentence() -> None:
    text = "“It is late. The rest is missing here.\n\nThe board met on Friday. It voted."
    (span,) = quoted_spans(text)
    assert text[slice(*span)] == "“It is late."


def test_persons_are_known_by_their_full_names_and_bodies_are_none() -> None:
    people = people_of("Ricardo Rosell Navares met John R. Bolt. Rosell left. The Harbour Board spoke.")
    assert people["Rosell"] == people["Navares"] == "Ricardo Rosell Navares"
    assert people["Bolt"] == "John R. Bolt"
    assert is_person("Andriy Lysen")
    assert not is_person("Harbour Board")


def test_a_role_is_that_of_any_mention_and_none_is_made_up() -> None:
    text = "Odo Brask left. Brask, the county's treasurer, had no comment. Mia Holt stayed."
    assert role_of(text, "Odo Brask") == "treasurer"
    assert role_of(text, "Mia Holt") == ""


def test_the_transcript_of_an_interview_gives_each_answer_to_whoever_stands_before_it() -> None:
    text = (
        "Herald: Will the storm weaken?\n\nMia Holt: Yes. It loses its heat over land.\n\nHerald: When?\n\n"
        "Odo Brask: Within a day, I think. The rain stays.\n\nHerald: Thank you."
    )
    assert [who for who, _ in said(text)] == ["Mia Holt", "Mia Holt", "Odo Brask", "Odo Brask"]


def test_what_they_reject_in_a_clause_aside_is_nothing_they_say() -> None:
    text = "Officials said it was late. The union had sent a plan for the march, which they rejected."
    assert [who for who, _ in said(text)] == ["Officials"]


def test_a_son_of_the_same_name_is_known_by_his_surname() -> None:
    text = (
        "Pat Carline Jr. was fined. Mia Holt, his lawyer, said it was late. Carline was arrested for a "
        "call in "
        "which he said he would come."
    )
    assert said(text)[-1][0] == "Pat Carline Jr."


def test_a_quotation_goes_on_where_the_next_paragraph_opens_with_marks_again() -> None:
    text = (
        "“It was proposed long ago,” explains team leader Nora Ngo.\n\n“If we were able to, we would "
        "save much. "
        "Most ports have rules for it.\n\n“We aim to build on this.”"
    )
    assert [who for who, _ in said(text)] == ["Nora Ngo"] * 4


def test_a_word_that_joins_sentences_is_no_first_name() -> None:
    text = (
        "Although Ostland said it was late, Varn stayed. Ostland moved quickly, saying it was fired on first."
    )
    assert "Ostland" in {who for who, _ in said(text)}
    assert "Although Ostland" not in {who for who, _ in said(text)}


def test_a_role_has_no_day_and_no_verb() -> None:
    text = (
        "The order of March 11 allows Interior Secretary Ken Salz to act. Salz said it was late. A "
        "friend gave me "
        "an address for Brask’s sister, Mia Fry. Fry said it was early."
    )
    assert said(text) == [("Ken Salz", "Interior Secretary"), ("Mia Fry", "Brask’s sister")]


def test_he_is_whoever_spoke_last_though_only_a_surname_is_known() -> None:
    text = (
        "President Odo Zelk met President Trumm. Trumm said that he was late but denied that he knew of "
        "it. “I "
        "put no pressure on them,” he told the press."
    )
    assert [who for who, _ in said(text)] == ["Trumm", "Trumm"]


def test_he_is_nobody_where_the_last_speaker_may_be_a_person_or_not() -> None:
    text = (
        "“My thoughts are with them,” local resident Lucia Cavi told us. Curcio said it is late. “It "
        "is,” he held."
    )
    assert [who for who, _ in said(text)][:2] == ["Lucia Cavi", "Curcio"]
    assert ("Lucia Cavi", "local resident") not in said(text)[1:]


def test_an_unnamed_speaker_keeps_the_words_from_whoever_spoke_before() -> None:
    text = (
        "“A palm branch,” wrote student Josh Wonn on Friday. “They come with a grip.”\n\n“She is just "
        "doing this "
        "to end it,” said a protester using the name Kat. “It is past the point.”"
    )
    assert [who for who, _ in said(text)] == ["Josh Wonn", "Josh Wonn", "a protester", "a protester"]


def test_it_is_no_body_of_several() -> None:
    text = "Executives of both firms said it was late. It announced an order of ten ships."
    assert [who for who, _ in said(text)] == ["Executives"]


def test_whom_a_sentence_begins_with_is_meant_by_the_next_he() -> None:
    text = (
        "Premier Beno Natan was moved. The High Commissioner for Tides said it was late. Natan visited "
        "the Gusht "
        "Ezion block in Varn on Tuesday. “Here we are,” he told them, according to a statement."
    )
    assert said(text)[-1][0] == "Beno Natan"


def test_the_office_of_somebody_set_off_behind_a_party_and_a_comma_is_nobodys_role() -> None:
    text = (
        "He threatened Rep. Ilse Omber (D-Varn), the Tide Attorney’s Office for Western Ostland "
        "announced. Omber "
        "said it was late."
    )
    assert said(text)[-1] == ("Ilse Omber", "Rep.")


@pytest.mark.parametrize(
    "text",
    [
        "The video had been altered to show Brask failing to answer, when in fact he responded quickly.",
        "Brask and Holt attacked each other’s plans for the port.",
        "Odo Brask and Mia Holt, a top aide, testified before the committee.",
        "It has a ratio R0 estimated in the range of two to three.",
        "The only two Arab states to have signed a treaty with Ostland - Varn and Lemm - were named.",
    ],
)
def test_verbs_that_tell_of_no_words_make_nobody_speak(text: str) -> None:
    assert said(f"Odo Brask met Mia Holt. {text}") == []


def test_whom_somebody_speaks_to_does_not_say_it() -> None:
    text = "Ilse Kray left early. Speaking to Martin Oll of the Herald, she said it was done."
    assert said(text)[-1][0] == "Ilse Kray"


def test_a_newspaper_does_not_say_what_a_statement_says_behind_a_colon() -> None:
    text = (
        "The Varn Herald reported that rockets fell. In a statement the ministry justified the raid: “It was "
        "needed. The port was at risk. We shall act again.”"
    )
    assert [who for who, _ in said(text)].count("The Varn Herald") <= 1


def test_a_title_keeps_the_stops_of_its_abbreviations() -> None:
    text = "U.S. President Oto Ilmar met state Rep. Mia Holt. Ilmar said it was late. Holt said it was not."
    assert [role for _, role in said(text)] == ["U.S. President", "state Rep."]


def test_words_said_to_somebody_are_read_too() -> None:
    assert said("Ilse Kray left. “It is late,” said to be her last words, was heard.") == []
    assert said("Ilse Kray rose. “It is late,” she said to the crowd.") == [("Ilse Kray", "")]


def test_a_clause_is_nobody() -> None:
    assert voice_of("The Maid of Oskerry was late") is None
    assert voice_of("") is None


@pytest.mark.parametrize(
    "text",
    [
        "They were among the few refugees admitted by the border guards.",
        "The council issued a subpoena for documents from Secretary of State Ilse Kray.",
        "The comments followed the release of a private email kept by the secretary of state.",
        "The governor responded to intense criticism of the law by signing an order.",
    ],
)
def test_what_is_done_to_somebody_is_nothing_they_say(text: str) -> None:
    assert said(f"The harbour reopened. {text}")[0:] == []


def test_a_role_is_no_clause_that_stands_before_a_title() -> None:
    text = "The film mocks the west, praising President Oto Ilmar. Ilmar denied that he had seen it."
    assert said(text)[-1] == ("Oto Ilmar", "President")


def test_a_person_called_by_the_first_name_keeps_the_full_one() -> None:
    text = "Graham Tolk, an analyst, said it would rain. “It may even snow,” said Graham."
    assert [who for who, _ in said(text)] == ["Graham Tolk", "Graham Tolk"]


def test_each_sentence_gets_its_speech_in_order_and_nobody_where_the_outlet_speaks() -> None:
    text = "The quay is shut. “It is old,” said Nora Vellin. “It leaks.” Ships wait outside."
    spans = [(a, b) for a, b, *_ in sentence_spans(text)]
    found = Speakers(text, people_of(text)).read(spans)
    assert [s.voice.name if s.voice else None for s in found] == [None, "Nora Vellin", "Nora Vellin", None]
    assert [s.quoted for s in found] == [False, True, True, False]
