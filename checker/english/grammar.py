"""Sentence knowledge without a model: verb forms, closed word classes, countability, and where clauses begin."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from checker.english.words import IRREGULAR_PLURALS, NOT_PLURAL, NUMBER_WORDS, is_plural, word_set
from checker.text.document import BlockKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from checker.text.document import Document, Sentence, Token


# -- Closed classes ----------------------------------------------------------------------------------------------------

MODALS = word_set(
    """
    can could may might must shall should will would cannot can't couldn't won't wouldn't shouldn't mustn't
    """
)
BE = word_set("am is are was were isn't aren't wasn't weren't")
HAVE = word_set("has have had hasn't haven't hadn't")
DO = word_set("do does did don't doesn't didn't")
CONTRACTED = word_set(
    """
    i'm you're he's she's it's we're they're i've you've we've they've i'd you'd he'd she'd we'd they'd i'll
    you'll he'll she'll it'll we'll they'll that's there's here's what's who's let's that'll there'll
    """
)
"""A subject and its verb in one word."""
AUXILIARIES = MODALS | BE | HAVE | DO | CONTRACTED
"""Words that make a clause finite whatever follows them."""
SUBJECT_PRONOUNS = word_set("i you he she it we they")
OBJECT_PRONOUNS = word_set("me him her us them")
POSSESSIVES = word_set("my your his her its our their")
ARTICLES = word_set("a an the")
DEMONSTRATIVES = word_set("this that these those")
QUANTIFIERS = word_set(
    """
    some any no every each all both many much several few more most other another enough
    """
)
DETERMINERS = ARTICLES | DEMONSTRATIVES | POSSESSIVES | QUANTIFIERS
PREPOSITIONS = word_set(
    """
    of in to for with on at by from about into over after under between through during before against among
    without within toward towards upon across behind beyond near despite amid amidst via per off onto inside
    outside above below beside besides along around concerning regarding throughout until till since
    """
)
CONJUNCTIONS = word_set("and or but nor so yet")
SUBORDINATORS = word_set(
    """
    that if because although though while whereas when where who which whom whose what how why whether unless as
    than once
    """
)

# -- Verbs -------------------------------------------------------------------------------------------------------------

_IRREGULAR = """
arise arose arisen; awake awoke awoken; bear bore borne; beat beat beaten; become became become; begin began begun;
bend bent bent; bet bet bet; bind bound bound; bite bit bitten; bleed bled bled; blow blew blown; break broke broken;
bring brought brought; broadcast broadcast broadcast; build built built; burst burst burst; buy bought bought; cast
cast cast; catch caught caught; choose chose chosen; cling clung clung; come came come; cost cost cost; creep crept
crept; cut cut cut; deal dealt dealt; dig dug dug; draw drew drawn; drink drank drunk; drive drove driven; eat ate
eaten; fall fell fallen; feed fed fed; feel felt felt; fight fought fought; find found found; flee fled fled; fly flew
flown; forbid forbade forbidden; foresee foresaw foreseen; forget forgot forgotten; forgive forgave forgiven; freeze
froze frozen; give gave given; go went gone; grow grew grown; hang hung hung; hear heard heard; hide hid hidden; hit
hit hit; hold held held; hurt hurt hurt; keep kept kept; know knew known; lay laid laid; lead led led; leave left
left; lend lent lent; let let let; lie lay lain; lose lost lost; make made made; mean meant meant; meet met met;
mislead misled misled; overcome overcame overcome; overthrow overthrew overthrown; pay paid paid; put put put; quit
quit quit; read read read; ride rode ridden; ring rang rung; rise rose risen; run ran run; say said said; see saw
seen; seek sought sought; sell sold sold; send sent sent; set set set; shake shook shaken; shine shone shone; shoot
shot shot; show showed shown; shrink shrank shrunk; shut shut shut; sing sang sung; sink sank sunk; sit sat sat; sleep
slept slept; slide slid slid; speak spoke spoken; spend spent spent; split split split; spread spread spread; stand
stood stood; steal stole stolen; stick stuck stuck; strike struck struck; strive strove striven; swear swore sworn;
sweep swept swept; swim swam swum; swing swung swung; take took taken; teach taught taught; tear tore torn; tell told
told; think thought thought; throw threw thrown; understand understood understood; undertake undertook undertaken;
undergo underwent undergone; upset upset upset; wake woke woken; wear wore worn; weep wept wept; win won won; withdraw
withdrew withdrawn; withstand withstood withstood; write wrote written
"""

_ONLY_VERBS = """
accept accommodate accompany accomplish achieve acknowledge acquire activate adapt add address adhere adjust admit
adopt affirm afford agree aggravate alleviate allocate allow analyze analyse announce anticipate apologize apologise
appear appoint appreciate apprehend argue arrange arrive ascertain ask aspire assassinate assemble assert assess
assign assume assure attain attend attract avoid await ban base become begin behave believe belong betray boost bring
build bury carry cease celebrate characterize choose cite clarify classify coincide collaborate collapse collect
combine commemorate commence commend commit communicate compel compensate compete compile complain complement comply
comprise conceal conceive conclude condemn conduct confess confirm confiscate confront confuse connect consider
consist consolidate constitute construct consult consume contain contend continue contribute convene convert convey
convince cooperate coordinate cope correspond create criticize criticise cultivate deal decide declare decorate
dedicate deem defeat defend define defy delegate delete deliver demolish demonstrate deny depart depend depict deploy
deprive derive descend describe deserve destroy detain detect deteriorate determine develop devote die differ diminish
disagree disappear disband disconnect discern disclose discover discuss dismiss disrupt dissolve distinguish
distribute disturb donate earn elect eliminate embrace emerge emphasize emphasise employ enable enact encompass
encounter encourage endanger endorse endure enforce engage enhance enjoy enlarge enroll ensure entail enter entertain
escalate establish evacuate evaluate evolve examine exceed exclude execute exist expand expect expel explain explode
exploit explore expose express extend extract facilitate fail fasten feel fill find finish flee follow forbid forget
forgive formulate foster fulfil fulfill gain gather generate get give go govern grant grow guarantee happen hear help
hide hinder identify ignore illustrate imagine implement imply import impose improve incorporate increase incur
indicate induce infect inflict influence inform inherit inhibit initiate injure inspect inspire install instruct
integrate intend intensify interact interfere interpret intervene introduce invade invent invest investigate invite
involve join justify keep kidnap kill know lack launch lay learn leave liberate listen live locate lose maintain make
manage manifest marry mention merge mitigate modify motivate neglect negotiate nominate notify obey oblige observe
obtain occupy occur offend omit operate oppose oppress organize organise originate overcome oversee overthrow owe
participate perceive perform permit persecute persist persuade portray possess postpone praise pray preach precede
predict prefer prepare prescribe preserve pretend prevail prevent proceed proclaim prohibit promote propose prosecute
protect prove provide provoke publish punish pursue qualify realize realise reassure rebuild receive recognize
recognise recommend reconcile recover recruit reduce refer refuse register regulate reinforce reject relate relax
relocate rely remain remember remind remove render renounce repeat replace represent require resemble reside resign
resist resolve respond restore restrict resume retain retire retrieve reveal ruin satisfy say seem seize select sell
send serve settle shorten signify solve speak specialize specify stabilize stimulate strengthen struggle submit
succeed suffer suggest supervise suppose suppress surround survive suspend sustain symbolize tell tend terminate
testify thank threaten tighten tolerate transform transmit treat try undergo underline undermine understand undertake
append configure decode disable encode initialize initialise invoke iterate parse validate
advertise aggravate apologize appease bury calculate circulate clarify collide complicate conquer contaminate criticise
dissatisfy educate emigrate emit enclose equip erase erode evaporate exaggerate excavate excite fascinate flourish
fluctuate glorify illuminate immigrate incline inflate inject insult interrupt intimidate irritate isolate kneel
lament lengthen magnify memorise memorize migrate modernise modernize multiply navigate nourish nullify obstruct
outnumber overestimate oversee pollute populate predict presume privatise privatize prolong pronounce propel purify
recite reconsider redeem regain reiterate rejoice relieve reschedule reunite revise revive revoke rotate scold
scrutinise scrutinize simplify simulate socialise socialize speculate stipulate subscribe subtract summarise summarize
surpass synchronise synchronize translate underestimate vaccinate visualise visualize
abduct abstain administer affect allege alter assist browse cater certify compose concentrate concur contemplate
contradict defer derail designate detonate devastate discriminate enlighten enrich exacerbate hesitate imprison include
pertain refrain renew renovate revert revisit sue uncover unlock weaken
unify unite unveil urge utilize vanish verify violate visit wait want warn widen withdraw withstand worsen write
"""

_NOUNS_TOO = """
abandon abuse accelerate access account accuse act adore advance advise aid aim air alarm alert ally amount anger
answer appeal apply approach approve arise arm arrest attach attack attempt back balance bar battle bear beat benefit
bend bet bid bill bind bite blame bleed block blow board bomb book border borrow bother break breed broadcast burn
burst buy call calm campaign cancel care cast catch cause challenge change charge chart chase check cheer claim clash
clean clear climb cling close clothe coach come comment compare complete compromise concern conflict contact contest
contract contrast control cook copy cost count cover crack crash credit creep cross cry cure cut damage dance dare
date debate debut decline decrease defeat delay demand design desire despair detail diagnose dig direct disappoint
discount dislike dispatch display dispute divide divorce do doubt draft drag draw dream dress drift drill drink drive
drop dry ease eat echo edit embarrass empty end escape estimate evade exchange excuse exercise exhaust experience
experiment export face fade fall favor favour fear feature feed fight figure file film finance fire fit fix flash
float flood flow fly focus fold force forecast form found frame free freeze frighten fuel function fund gamble gauge
glance grab grade greet grip guard guess guide halt hand handle hang harm harvest hate have head heat highlight hint
hire hit hold hope host house hunt hurt impact inch injure insist interest interview issue jail judge jump kick knock
label land last laugh lead lean leak lean lend let lie lift light like limit link list load lobby lock look love lower
mail mark market master match matter mean measure meet melt mind mine miss mistake mix mourn move murder name near
need note notice number object offer open order outline overlap own pack paint park part pass pause pay perform phone
pick pile pin place plan plant play plead pledge plot plunge point pool pop pose position post pour practice practise
press print prize process produce profit progress project promise protest pull pump purchase push put question quit
quote race raid rain raise range rank rate reach react read rebel recall record reflect reform regard regret rehearse
release remark rent repair reply report request rescue research reserve respect rest result retreat return review
reward ride ring rise risk roll rule run rush sacrifice sail sanction save scale scare schedule score scream search
secure see seek sense sentence separate set shake shape share shed shift shine ship shock shoot shop shout show shrink
shut side sign signal sing sink sit sleep slide slip slow smell smile smoke sort sound spare spark spend spill spin
split sponsor spot spread spring spy stage stand start starve state stay steal stem step stick stop store storm strain
stretch strike strip strive study subject supply support surge surprise surrender suspect swap swear sweep swim swing
switch tackle take talk target taste tax teach team tear test think throw tie torture total touch tour trace track
trade trail train transfer transport trap travel trigger trouble trust turn twist use value vary veto view visit
voice award capture deposit exhibit mount rally stress update upgrade volunteer
vote vow wage wake walk warm wash waste watch wave wear weep weigh welcome win wipe wish witness wonder work worry
wound
"""

_DOUBLING = word_set(
    """
    admit ban bar begin bet commit compel control cut dig drag drop equip expel fit forget get grab hit incur kidnap
    knit let occur omit permit pin plan plot prefer put quit refer regret rob run set shed ship shop shut sit skip slip
    snap spin split spot stem step stop strip submit swap swim tap top transfer transmit trap win wrap beg rebel
    patrol
    """
)


class Verb(NamedTuple):
    """The forms of a verb: *take, takes, took, taken, taking*."""

    base: str
    third: str
    past: str
    participle: str
    ing: str


@cache
def verb(base: str) -> Verb:
    """The forms of the verb ``base``, irregular ones from the list and others by rule."""
    if base == "be":
        return Verb("be", "is", "was", "been", "being")
    if base == "have":
        return Verb("have", "has", "had", "had", "having")
    if base == "do":
        return Verb("do", "does", "did", "done", "doing")
    past, participle = _IRREGULAR_PASTS.get(base) or (_regular(base, "ed"),) * 2
    return Verb(base, _third(base), past, participle, _regular(base, "ing"))


def _third(base: str) -> str:
    if base.endswith(("s", "x", "z", "ch", "sh")) or base in ("go", "veto", "echo"):
        return base + "es"
    if base.endswith("y") and base[-2] not in "aeiou":
        return base[:-1] + "ies"
    return base + "s"


def _regular(base: str, suffix: str) -> str:
    if base.endswith("ie") and suffix == "ing":
        return base[:-2] + "ying"
    if base.endswith("e") and not (suffix == "ing" and base.endswith(("ee", "ye", "oe"))):
        return base[:-1] + suffix
    if base.endswith("y") and base[-2] not in "aeiou" and suffix == "ed":
        return base[:-1] + "ied"
    if base in _DOUBLING:
        return base + base[-1] + suffix
    return base + suffix


_IRREGULAR_PASTS: Mapping[str, tuple[str, str]] = {
    base: (past, participle) for base, past, participle in (entry.split() for entry in _IRREGULAR.split(";"))
}
BASES = word_set(_ONLY_VERBS) | word_set(_NOUNS_TOO) | frozenset(_IRREGULAR_PASTS) | {"get"}
_IRREGULAR_PASTS = {**_IRREGULAR_PASTS, "get": ("got", "got")}


def _index(slot: int) -> Mapping[str, str]:
    return {verb(base)[slot]: base for base in sorted(BASES)}


THIRDS = _index(1)
PASTS = _index(2)
PARTICIPLES = _index(3)
INGS = _index(4)
"""Forms of known verbs and the verbs they belong to."""

_ONLY_PASTS = frozenset(
    past
    for base, (past, participle) in _IRREGULAR_PASTS.items()
    if past not in (participle, base) and past not in BASES
) - {"saw", "bore", "bit", "rose", "fell", "showed", "froze"}


def is_base(word: str) -> bool:
    """Whether ``word`` is the base form of a known verb."""
    return word in BASES


VERBS_ONLY = word_set(_ONLY_VERBS) - word_set(
    """
    address ban base collapse defeat finish gain grant help import increase influence lack launch lay live
    manifest praise recruit register struggle visit wait want express extract exploit convert contract elect
    read select live find like appropriate separate deliberate delegate associate complement compound conduct
    cross decorate lower content tender die go get try say feel leave exhaust surround ruin guarantee dismay
    repeat boost retire corporate attain treat urge relate coordinate implement
    """
)
"""Base forms of verbs that are hardly ever a noun or an adjective: *promote*, not *plan*."""


def is_verb_only(word: str) -> bool:
    """Whether ``word`` is in ``VERBS_ONLY``."""
    return word in VERBS_ONLY


def is_verb_only_or_go(word: str) -> bool:
    """Whether ``word`` is the base form of a verb and no noun here (*to go*, *to leave*)."""
    return is_verb_only(word) or word in ("go", "leave", "be", "do", "have", "see", "take", "come", "stay")


def is_only_past(word: str) -> bool:
    """Whether ``word`` is a past tense and neither a participle nor a base form (*went*, *took*; not *made*, *put*)."""
    return word in _ONLY_PASTS


def is_participle(word: str) -> bool:
    """Whether ``word`` can be a past participle: a known one, or any other word in -ed."""
    return (
        word in PARTICIPLES or word.endswith("ed") or word in ("been", "born", "got", "gotten", "proven", "done", "had")
    )


def bases_of(word: str) -> tuple[str, ...]:
    """The known verbs that ``word`` is a form of."""
    found = [word] if word in BASES else []
    found += [index[word] for index in (THIRDS, PASTS, PARTICIPLES, INGS) if word in index]
    return tuple(dict.fromkeys(found))


def may_be_finite(word: str) -> bool:
    """Whether ``word`` could be the verb of a clause: an auxiliary, a known verb in a finite form, or a word in -ed."""
    return word in _FINITE or word.endswith(
        ("ed", "'s", "n't", "'d", "'ll", "'re", "'ve", "izes", "ises", "ates", "ifies")
    )


def none_may_be_finite(words: Sequence[str]) -> bool:
    """Whether no word of ``words`` could be the verb of a clause."""
    return _FINITE.isdisjoint(words) and not any(map(may_be_finite, words))


_FINITE = frozenset().union(AUXILIARIES, ("be", "let"), BASES, THIRDS, PASTS)


def is_finite(word: str) -> bool:
    """Whether ``word`` is surely a finite verb: an auxiliary or a past that is no participle, or *says*, *remains*."""
    if word in AUXILIARIES or word in _ONLY_PASTS or word in ("said", "told", "says", "tells", "thought", "felt"):
        return True
    return word in THIRDS and is_verb_only(THIRDS[word])


# -- Nouns -------------------------------------------------------------------------------------------------------------

UNCOUNTABLE = word_set(
    """
    advice information equipment furniture luggage baggage homework housework knowledge software hardware
    traffic machinery ammunition weaponry clothing jewellery jewelry footage electricity rainfall wildlife
    legislation merchandise countryside bloodshed artillery
    """
)
"""Nouns that take neither *a* nor a plural."""

PLURALS_OF_UNCOUNTABLE = {
    "informations": "information",
    "advices": "advice",
    "equipments": "equipment",
    "furnitures": "furniture",
    "luggages": "luggage",
    "baggages": "baggage",
    "homeworks": "homework",
    "knowledges": "knowledge",
    "softwares": "software",
    "hardwares": "hardware",
    "machineries": "machinery",
    "ammunitions": "ammunition",
    "weaponries": "weaponry",
    "jewelleries": "jewellery",
    "footages": "footage",
    "electricities": "electricity",
    "legislations": "legislation",
    "sceneries": "scenery",
    "sheeps": "sheep",
    "aircrafts": "aircraft",
    "spacecrafts": "spacecraft",
    "offsprings": "offspring",
    "childrens": "children",
    "mens": "men",
    "womens": "women",
    "fishs": "fish",
    "deers": "deer",
}

COUNTABLE_PEOPLE = word_set(
    """
    people persons men women children boys girls soldiers civilians workers students officials residents voters
    patients refugees protesters protestors demonstrators passengers players fans tourists visitors teachers
    farmers doctors nurses journalists lawmakers members citizens employees migrants prisoners victims
    casualties deaths fighters troops officers militants inhabitants participants policemen believers delegates
    candidates families households couples kids pupils guests customers users followers readers viewers
    volunteers immigrants settlers injuries fatalities cases infections
    """
)

ORGANISATIONS = word_set(
    """
    organization organisation company corporation firm bank ministry agency department committee commission
    government university institute association federation movement militia army navy parliament alliance
    coalition airline newspaper broadcaster senate bureau foundation charity regiment battalion brigade
    manufacturer publisher retailer startup start-up conglomerate consortium syndicate cartel nonprofit
    non-profit regulator think-tank subsidiary carrier network
    """
)

COLLECTIVE = word_set(
    """
    team group party family club crew band couple pair company government committee council staff public police
    army navy class cast audience crowd firm board community majority minority number range variety series lot
    handful host total media population generation parliament court jury press union agency coalition
    association organisation organization bank tribe department embassy institution network village school
    university set city country nation town delegation business store league side half quarter rest tour section
    section sector board faction opposition few great
    """
)
"""Nouns that British English, or their sense, lets go with a plural verb."""

MEASURES = word_set(
    """
    seconds minutes hours days weeks months years decades centuries quarters seasons semesters nights weekends
    generations metres meters kilometres kilometers km kms kilometer miles mile feet inches yards acres hectares
    grams kilograms kilos kg tonnes tons pounds ounces litres liters gallons barrels degrees percent percentage
    points dollars cents euros pounds pence rupees roubles rubles yuan yen francs shillings naira pesos dinars
    rials lira crowns times knots volts watts megawatts kilowatts gigawatts bytes megabytes gigabytes characters
    words lines pages square cubic millimetres millimeters centimetres centimeters calories bucks quid lakhs
    crores thirds fifths tenths stops steps bars watts hertz pixels bits columns kilobytes ms mb gb mph knots
    kph strokes runs laps goals seats
    """
)
"""Plurals that stand for an amount, of which *less than* is said."""

_PLURALS = {singular: plural for plural, singular in IRREGULAR_PLURALS.items()} | {
    "lawmaker": "lawmakers",
    "person": "people",
}
_VES = word_set("wolf thief half shelf knife wife life leaf loaf calf")

# Singular nouns that news counts again and again; each is neither an adjective nor an uncountable noun.
COUNT_NOUNS = word_set(
    """
    accident account achievement act action activist activity actor adviser agency agreement airline airport
    album ally ambassador analyst anniversary apartment application area argument arrangement article artist
    aspect assault association athlete attack attempt author award bank battle bird book border boy brand bridge
    brother building business bus candidate car case castle celebration century challenge champion change
    chapter character child church citizen city civilian claim clash clause club coach coalition colleague
    college comment commander committee community company competition complaint component concept concert
    condition conference conflict consequence contract controversy country couple course court crime crisis
    critic culture custom customer daughter day deal death decade decision defendant delegation demand
    demonstration demonstrator department deputy development difference difficulty director disease dispute
    district doctor document dog door driver earthquake economist editor effort election element embassy
    employee employer enemy engineer enterprise episode event example exercise exhibition expert explosion
    facility fact factor factory family fan farm farmer father feature festival fighter figure film firm flag
    flight foreigner forest form friend function game girl goal government governor group guest guideline gun
    hospital hotel hour house idea image incident individual industry inhabitant initiative institution
    instrument investigation investor island item job journalist judge key kilometer kilometre king kingdom lake
    language lawmaker lawyer leader lesson letter limit line loss machine magazine man manager manufacturer
    match measure medal meeting member message method migrant militant minister minute missile mistake model
    moment month mosque mother mountain movement movie murder museum name nation neighbour neighbor network
    newspaper night novel number nurse object observer occasion offer office officer official operation opponent
    opportunity organisation organization owner page parent part participant party passenger patient period
    person phone photo photograph picture piece place plan plane planet player poem poet point politician port
    position president prisoner prize problem product professor program programme project protest protester
    province question race reader reason rebel reform refugee region relative report reporter representative
    republic requirement researcher resident resolution restaurant restriction result right risk river road
    rocket role room rule school scientist season section sector seat session settlement ship shop singer sister
    site situation skill soldier solution son song speaker species spokesman stadium stage star state statement
    station statue step store story strategy street student subject suspect symptom system target task tax
    teacher team technique temple term territory terrorist theory thing threat ticket title tool topic tourist
    town tradition trail train treaty tree trend tribe trip troop type unit university user vehicle version
    victim video village villager visit visitor volunteer vote voter war way weapon website week window winner
    woman word worker writer year
    airplane animal appointment artery assistant banana barrier basket battery beach bicycle bike birthday boat
    bone bottle bowl branch bullet bush businessman butterfly button cabin cable cake calendar camel camera carpet cat
    cave ceiling chair channel chef cherry chief cigarette cinema circle circumstance classmate classroom client clinic
    clock cloud coin collection compound computer congress container continent conversation corner corridor cottage
    cousin cow creature curtain customer cyclist dancer dealer decision definition dentist designer desk destination
    detective device diamond dictionary diplomat disaster discovery doll dollar donkey duty dynasty ear egg elephant
    emotion emperor entrepreneur envelope equation era error essay exam eye ferry finger fisherman flower folder
    fortress fountain fox frog gallery garage garden gate generation gentleman ghost gift goat grandfather grandmother
    grandson grave habit harbour hat helicopter hero highway hill hobby hole holiday horse husband illness immigrant
    impression injury innovation insect instruction invention invitation jacket jar jewel joke journey kitchen lady lamp
    lane laptop laboratory leg lecture library lie lion lip location lorry mango map marriage mechanic melody memory
    microphone miner monk monkey monument mosquito motorcycle mouth musician neck nephew niece nose notebook novelist
    obligation obstacle ocean onion orchestra organ orphan owl package painter palace panel paragraph parent parcel
    peasant pen pencil penalty peninsula personality philosopher photographer pianist pig pilot pipe pirate planet plate
    platform pocket pole policeman policy pond potato prayer prediction prince princess priority privilege probability
    procedure profession proposal prophet province publication publisher pupil purpose pyramid quantity queen quotation
    rabbit rat recipe recommendation referee relationship reptile reservoir revolution rifle rival robot roof rope
    ruler sailor salad salary sandwich satellite scandal scene scholar scholarship sculptor sculpture sensor servant
    shark sheet shepherd shirt shoe shoulder sibling signature skirt slave slogan smartphone snake soul source spider
    spoon statue stone stranger street structure studio suburb suggestion suitcase supermarket supplier supporter
    surgeon survivor sword syllable symbol table tablet tail tank taxi tenant theatre theater tiger tongue tooth
    tower toy tractor tragedy traveller traveler truck tunnel twin umbrella uncle vaccine valley vegetable vessel villa
    virtue volcano wall wallet warehouse warrior waterfall wedding wheel wife wing wolf workplace workshop yacht zoo
    """
) - {"species", "right", "key", "subject", "object", "individual", "deputy", "representative", "official", "relative"}


def is_plural_noun(word: str) -> bool:
    """Whether ``word`` is a plural of a known count noun."""
    return word in COUNTABLE_PEOPLE or (word not in COUNT_NOUNS and singular_of(word) in COUNT_NOUNS)


def is_singular_noun(word: str) -> bool:
    """Whether ``word`` is a known count noun in the singular."""
    return word in COUNT_NOUNS


def is_sure_plural(word: str) -> bool:
    """Whether ``word`` is a plural noun and no verb (*soldiers*, not *attacks*)."""
    return is_plural_noun(word) and word not in THIRDS and singular_of(word) not in COLLECTIVE


def plural_of(noun: str) -> str:
    """The plural of a singular noun in lower case."""
    if noun in _PLURALS:
        return _PLURALS[noun]
    if noun in _VES:
        return noun.removesuffix("fe").removesuffix("f") + "ves"
    if noun.endswith(("man",)) and noun not in ("human", "german", "roman", "woman"):
        return noun[:-2] + "en"
    if noun.endswith("sis"):
        return noun[:-2] + "es"
    return _third(noun)


def singular_of(plural: str) -> str:
    """The singular of a plural noun in lower case; the word itself when it has not the form of a plural."""
    if plural in IRREGULAR_PLURALS:
        return IRREGULAR_PLURALS[plural]
    if not is_plural(plural) or plural in NOT_PLURAL:
        return plural
    if plural.endswith("ies") and len(plural) > 4 and plural != "movies":
        return plural[:-3] + "y"
    if plural.endswith(("sses", "xes", "ches", "shes", "zes")):
        return plural[:-2]
    return plural[:-1]


def is_figure(word: str) -> bool:
    """Whether ``word`` is a number in figures."""
    return word[:1].isdigit()


def is_number(token: Token) -> bool:
    """Whether ``token`` is a figure or a number word."""
    return token.kind == "number" or token.lower in NUMBER_WORDS


# -- Clauses -----------------------------------------------------------------------------------------------------------


def inside_quotation(sentence: Sentence, offset: int) -> bool:
    """Whether ``offset`` lies in double or single curly quotation marks that are open in its paragraph."""
    text = sentence.doc.masked[sentence.block.start : offset]
    return text.count("“") > text.count("”") or text.count('"') % 2 == 1


_CODE_NOUNS = word_set(
    """
    namespace package module branch theme user account repository repo folder directory tag label locale host cluster
    bucket container keyword option class variable field value database schema table column key job queue topic channel
    profile environment endpoint parameter property attribute project username login handle alias identifier codename
    """
)
"""What is given names that are spelled as programs want them."""
_QUOTES = frozenset("\"'“”‘’`")


def is_label(doc: Document, word: Token) -> bool:
    """Whether a word in lower case is what something is called rather than a word of the sentence.

    It is set off by markup, alone in a cell, behind a key (*lang: german*) or between quotation marks, beside what is
    given such names (*the paris branch*), or in a list with a name that no English word is like (*lakto, paris, and
    tim-b*).
    """
    text = doc.masked
    if doc.is_set_off(word) or (
        text[word.start - 1 : word.start] in _QUOTES and text[word.end : word.end + 1] in _QUOTES
    ):
        return True
    sentence = doc.sentence_at(word.start)
    if sentence is None:
        return False
    tokens = sentence.tokens
    if len(tokens) == 1 and sentence.block.kind is BlockKind.CELL:
        return True
    if [token.text for token in tokens[1:]] == [":", word.text] and tokens[0].text.islower():
        return True
    at = next(number for number, token in enumerate(tokens) if token.start == word.start)
    before, after = tokens[at - 1] if at else None, tokens[at + 1] if at + 1 < len(tokens) else None
    if (before and before.lower in _CODE_NOUNS) or (after and after.lower in _CODE_NOUNS):
        return True
    listed = (before is not None and before.text == ",") or (after is not None and after.text == ",")
    return listed and any(_is_handle(token.text) for token in tokens[max(0, at - 6) : at + 7])


def _is_handle(text: str) -> bool:
    """Whether a word in lower case is no English word."""
    from checker.lexicon.wordlist import is_word

    return text.islower() and len(text) > 3 and text.isascii() and text.isalpha() and not is_word(text)


FUNCTION_WORDS = PREPOSITIONS | CONJUNCTIONS | SUBORDINATORS | BE | HAVE | DO | MODALS
"""Words that end a noun phrase before them."""


def ends_phrase(tokens: Sequence[Token], at: int) -> bool:
    """Whether a noun phrase ends before ``at``: at the sentence's end, at a mark, or before a function word."""
    if at >= len(tokens):
        return True
    token = tokens[at]
    return (
        token.lower in FUNCTION_WORDS
        or is_only_past(token.lower)
        or (token.kind == "mark" and token.text in '.,;:!?)"”')
    )


def starts_clause(tokens: Sequence[Token], at: int) -> bool:
    """Whether a clause can start at ``at``: first in the sentence, or after a mark, *that*, *because* or *but*."""
    if at == 0:
        return True
    before = tokens[at - 1]
    return before.lower in _BEFORE_CLAUSE or (before.kind == "mark" and before.text in ',;:"“—–')


_BEFORE_CLAUSE = word_set("that because although though while when where if but so whether since unless")


def skip_adverbs(lowers: Sequence[str], at: int) -> int:
    """The first place from ``at`` on that holds neither *not* nor an adverb."""
    while at < len(lowers) and is_inside_verb(lowers[at]):
        at += 1
    return at


def is_inside_verb(word: str) -> bool:
    """Whether ``word`` is *not* or an adverb, which can stand between an auxiliary and its verb."""
    return word in _INSIDE_VERBS or (word.endswith("ly") and len(word) > 5)


_INSIDE_VERBS = word_set(
    """
    not never always also already still just only even often now then thus therefore ever soon
    """
) - {"only"}


def is_only_participle(word: str) -> bool:
    """Whether ``word`` is a past participle and neither a past tense nor a base form (*taken*, *seen*)."""
    return word in PARTICIPLES and word not in PASTS and word not in BASES


def past_of(participle: str, subject: str) -> str | None:
    """The past tense for a participle, with *been* by the number of ``subject``; ``None`` for an unknown verb."""
    if participle == "been":
        return "were" if subject in ("they", "we", "you") or is_plural(subject) else "was"
    base = PARTICIPLES.get(participle)
    return verb(base).past if base else participle if participle.endswith("ed") else None
