"""Words that say the opposite of each other, as news uses them: a table of axes with two ends each.

Adjectives are given in their base form; their comparatives and superlatives follow from it. Only words that
can stand in the same place of a sentence belong here, and no word that is often used in another sense.
"""

from __future__ import annotations

from functools import cache

from qa.text import stem

# One axis a line: one end | the other. "*" marks an adjective that is also compared.
_TABLE = """
rise increase grow climb jump surge soar gain higher upward double raise boost expand widen ~ fall
  decrease decline drop shrink slide plunge slump lower downward halve cut reduce lose narrow dwindle
more greater ~ less fewer
*large *big *high ~ *small *low
*good *strong improve better best ~ *weak worsen deteriorate worse worst *poor bad
praise welcome hail applaud ~ criticize condemn blame slam denounce
accept approve adopt endorse uphold back grant ~ reject refuse veto dismiss dispute contest
clear ~ block bar
win victory gain ~ lose defeat loss
support back ~ oppose
open reopen ~ close shut
begin start launch ~ end finish conclude stop halt
arrive enter join return ~ leave depart quit
buy purchase acquire ~ sell
confirm admit acknowledge concede accept ~ deny dispute
allow permit legalize ~ ban forbid prohibit outlaw
guilty convict ~ innocent acquit
hire appoint ~ fire dismiss sack
first earliest ~ last latest final
maximum most highest largest biggest greatest ~ minimum least lowest smallest fewest
export ~ import
north northern northward ~ south southern southward
east eastern eastward ~ west western westward
*safe ~ unsafe dangerous
legal lawful ~ illegal unlawful
public publicly ~ private secret secretly privately
alive survive ~ dead die kill
*early ~ *late
remain stay ~ resign quit
all every always everyone everybody ~ none never nobody
likely possible ~ unlikely impossible
*dry drought ~ *wet
old elderly ~ *young
oldest ~ youngest
*hot *warm ~ *cold *cool
*rich wealthy ~ *poor
*fast *quick rapid rapidly quickly ~ *slow slowly
*long lengthen prolong extend ~ *short shorten
*heavy ~ *light
*close nearby narrow nearest ~ *far *wide clear clearest distant remote
calm smooth ~ rough stormy
*easy ~ difficult *hard
*cheap ~ expensive costly
full ~ empty
*deep ~ *shallow
*bright ~ *dark
*loud ~ quiet silent
*thick ~ *thin
*clean ~ *dirty polluted
good ~ poor bad
above over ~ below beneath under
inside ~ outside
forward ~ backward
away ~ toward towards
right true correct justified ~ wrong false untrue absurd baseless
true genuine ~ forged fake
male man boy ~ female woman girl
husband son father brother ~ wife daughter mother sister
domestic ~ foreign
temporary temporarily ~ permanent permanently
voluntary voluntarily ~ compulsory mandatory
major ~ minor
majority ~ minority
success succeed pass ~ fail failure
profit surplus ~ loss deficit
lend ~ borrow
peace ~ war
arrest detain jail imprison ~ release free
keep retain preserve ~ demolish scrap abandon discard return
hide conceal ~ reveal disclose publish discover find
renew restate reaffirm ~ withdraw revoke abandon
include ~ exclude
appear ~ disappear vanish
build construct ~ demolish destroy
lead ahead ~ trail behind
encourage ~ discourage
agree ~ disagree
ask request ~ refuse decline
unless ~ even regardless
optimistic confident hopeful ~ pessimistic
satisfied happy pleased ~ dissatisfied unhappy angry
tighten strict ~ loosen relax ease
hasten accelerate ~ delay postpone
resume continue ~ suspend halt interrupt
buyer ~ seller
winner ~ loser
incoming ~ outgoing
former ~ current
predecessor ~ successor
morning ~ evening
summer ~ winter
promise vow ~ refuse exclude
"""
# Things of one kind, of which one is never another: words with "/" between them may stand for each other.
_KINDS = """
court/judge party union government/state/cabinet parliament police/officer army/military
  company/firm/operator/maker
  council/town/city/municipality county ministry church school hospital bank university club
teacher pharmacist nurse doctor/physician lawyer farmer fisherman captain driver engineer/mechanic
  student/pupil
  journalist/reporter soldier baker carpenter scientist/biologist/researcher seaman/sailor pilot waiter
resident/inhabitant household/home passenger worker/employee/staff patient visitor/guest tourist
  child/pupil voter
  prisoner
ship/ferry/boat/vessel train tram bus plane/aircraft/jet lorry/truck car bicycle/bike helicopter
red blue green yellow white black brown orange grey purple pink
fire/blaze flood/flooding storm/hurricane earthquake/quake avalanche landslide explosion/blast drought
murder/homicide theft/robbery fraud arson bribery/corruption kidnapping rape smuggling espionage
gold silver copper iron/steel bronze coal oil gas uranium wood/timber stone concrete glass plastic
nitric sulphuric hydrochloric acetic phosphoric citric
wheat barley/corn rice maize potato apple milk cheese bread fish meat
football/soccer handball basketball tennis hockey rugby cricket swimming cycling
water electricity/power heating internet telephone
morning afternoon evening night
spring summer autumn winter
left right
king queen president mayor minister governor senator ambassador
head/skull arm leg foot hand back chest shoulder knee eye
son daughter brother sister father mother uncle aunt grandfather grandmother husband wife
cat dog horse cow pig sheep puffin bird rat whale
"""
_SOME = (("all every each entire whole", "some several few most many"),)


@cache
def axes() -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    """The axes as stems of both ends; the last ones are of quantity and hold stop words, too."""
    lines = [tuple(line.split(" ~ ")) for line in _TABLE.replace("\n  ", " ").strip().splitlines()]
    return tuple((_end(a), _end(b)) for a, b in (*lines, *_SOME))


@cache
def kinds() -> dict[str, frozenset[tuple[int, int]]]:
    """By stem, the kinds that a word belongs to, each with the number of its sense among them."""
    found: dict[str, set[tuple[int, int]]] = {}
    for kind, line in enumerate(_KINDS.replace("\n  ", " ").strip().splitlines()):
        for sense, words in enumerate(line.split()):
            for word in words.split("/"):
                found.setdefault(stem(word), set()).add((kind, sense))
    return {word: frozenset(senses) for word, senses in found.items()}


def _end(words: str) -> frozenset[str]:
    forms = set()
    for word in words.split():
        plain = word.lstrip("*")
        forms.add(stem(plain))
        if word.startswith("*"):
            forms |= {stem(form) for form in _compared(plain)}
    return frozenset(forms)


def _compared(word: str) -> tuple[str, str]:
    """The comparative and superlative: dry, drier, driest; big, bigger, biggest."""
    if word.endswith("y"):
        base = word[:-1] + "i"
    elif word.endswith("e"):
        base = word[:-1]
    elif len(word) <= 4 and word[-1] in "tgdnm" and word[-2] in "aeiou" and word[-3] not in "aeiou":
        base = word + word[-1]
    else:
        base = word
    return base + "er", base + "est"
