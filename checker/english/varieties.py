"""British and American spelling: words spelled in two ways, and on which side of the Atlantic each is at home."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from checker.english.words import word_set
from checker.lexicon.wordlist import zipf
from checker.store.kept import Told
from checker.text.pattern import lazy

if TYPE_CHECKING:
    from checker.text.document import Sentence

__all__ = ["TWO_WORDS", "VARIETIES", "Variety", "is_quoted", "may_be_a_name"]

_OUR = (
    "arb ard arm behavi cand clam col demean discol endeav enam ferv flav fav harb hon dishon hum lab neighb od parl "
    "ranc rig rum savi splend succ tum val vap vig misdemean"
)
_AFTER_OUR = "s ed ing ings er ers ful fully less able ably ite ites hood hoods ly al ally ist ists edly"
_BRITISH_ALONE = """
    centre/center centres/centers centred/centered metre/meter metres/meters kilometre/kilometer kilometres/kilometers
    centimetre/centimeter centimetres/centimeters millimetre/millimeter millimetres/millimeters litre/liter
    litres/liters theatre/theater theatres/theaters fibre/fiber fibres/fibers calibre/caliber sombre/somber
    spectre/specter lustre/luster meagre/meager sabre/saber sabres/sabers manoeuvre/maneuver manoeuvres/maneuvers
    manoeuvring/maneuvering defence/defense defences/defenses offence/offense offences/offenses pretence/pretense
    jewellery/jewelry marvellous/marvelous woollen/woolen fulfil/fulfill fulfils/fulfills fulfilment/fulfillment
    enrol/enroll enrols/enrolls enrolment/enrollment enrolments/enrollments instalment/installment
    instalments/installments skilful/skillful skilfully/skillfully wilful/willful wilfully/willfully distil/distill
    aluminium/aluminum grey/gray greyish/grayish plough/plow ploughed/plowed ploughing/plowing
    sceptical/skeptical sceptic/skeptic sceptics/skeptics scepticism/skepticism mould/mold moulds/molds mouldy/moldy
    smoulder/smolder smouldering/smoldering moustache/mustache moustaches/mustaches pyjamas/pajamas kerb/curb
    kerbs/curbs tyre/tire tyres/tires cosy/cozy axe/ax
    anaesthetic/anesthetic anaesthesia/anesthesia anaemia/anemia paediatric/pediatric paediatrician/pediatrician
    paediatricians/pediatricians haemorrhage/hemorrhage leukaemia/leukemia orthopaedic/orthopedic
    gynaecologist/gynecologist gynaecologists/gynecologists oestrogen/estrogen diarrhoea/diarrhea oesophagus/esophagus
    mum/mom mums/moms aeroplane/airplane aeroplanes/airplanes
    catalogue/catalog catalogues/catalogs dialogue/dialog dialogues/dialogs analogue/analog
    judgement/judgment judgements/judgments acknowledgement/acknowledgment ageing/aging archaeology/archeology
    archaeologist/archeologist archaeologists/archeologists archaeological/archeological encyclopaedia/encyclopedia
    foetus/fetus programme/program programmes/programs cheque/check cheques/checks
"""
_ON_BOTH_SIDES = word_set(
    "program programs check checks tire tires curb curbs meter meters saber sabers dialogue dialogues dialog dialogs "
    "catalogue catalogues catalog catalogs analogue analog judgement judgements judgment judgments acknowledgement "
    "acknowledgment ageing aging archaeology archeology archaeologist archeologist archaeologists archeologists "
    "archaeological archeological encyclopaedia encyclopedia foetus fetus theatre theatres theater theaters axe ax "
    "mum mums mom moms cosy distil pyjamas moustache moustaches armor armored enrol airplane airplanes fulfil"
)
"""Spellings that both sides write, or that mean something else too: they tell nothing of an article's own."""
TWO_WORDS = word_set(
    "programme programmes program programs cheque cheques check checks tyre tyres tire tires kerb kerbs curb curbs "
    "metre metres meter meters mum mums mom moms axe ax analogue analog dialogue dialogues dialog dialogs"
)
"""Of a pair that an article may need both of: a *programme* of events and a *program* of code."""


def _american_forms() -> dict[str, str]:
    """The American form of each British one that is no -ise, -yse or -lled."""
    listed = dict(pair.split("/") for pair in _BRITISH_ALONE.split())
    return listed | {
        f"{stem}our{ending}": f"{stem}or{ending}" for stem in _OUR.split() for ending in ("", *_AFTER_OUR.split())
    }


_AMERICAN_OF = _american_forms()
_AMERICAN = frozenset(_AMERICAN_OF.values())
_ENDS_IN_TWO_WAYS = lazy(
    r"(?P<stem>\w{3,}?)(?:(?P<ise>is|iz)(?P<e>e[ds]?|ers?|ing|ations?|ational|able)|(?P<yse>ys|yz)(?P<y>ed?|ers?|ing)"
    r"|(?<=\w[aeiou])(?P<ll>ll?)(?P<l>ed|ing|ers?|ors?))"
)
_SOME_END_SO = ("e", "ed", "es", "er", "ers", "ing", "ation", "ations", "ational", "able", "or", "ors")
_AS_COMMON = 0.9
"""How far the ``zipf`` of two spellings may differ where both are right; of *exercize* it is far below *exercise*."""
_LEAST_COMMON = 1.5


class Variety(NamedTuple):
    """On which side of the Atlantic a spelling is at home, and the American spelling of the word.

    ``side`` is ``ise`` or ``ize`` for the endings of which British English has both (Oxford writes *-ize*), and empty
    where the spelling tells nothing.
    """

    american: str
    british: str
    is_american: bool
    side: str


def _variety_of(form: str) -> Variety | None:
    if american := _AMERICAN_OF.get(form):
        return Variety(american, form, is_american=False, side="" if form in _ON_BOTH_SIDES else "british")
    if form in _AMERICAN:
        british = next(british for british, american in _AMERICAN_OF.items() if american == form)
        return Variety(form, british, is_american=True, side="" if form in _ON_BOTH_SIDES else "american")
    found = _ENDS_IN_TWO_WAYS.fullmatch(form) if form.isalpha() and form.endswith(_SOME_END_SO) else None
    if not found:
        return None
    stem, ending = found["stem"], found["e"] or found["y"] or found["l"]
    one, other = ("is", "iz") if found["ise"] else ("ys", "yz") if found["yse"] else ("ll", "l")
    if found["ll"] and not _TWO_SYLLABLES.search(stem):
        return None
    british, american = f"{stem}{one}{ending}", f"{stem}{other}{ending}"
    levels = sorted((zipf(british), zipf(american)))
    if levels[0] < _LEAST_COMMON or levels[1] - levels[0] > _AS_COMMON:
        return None
    is_american = form == american
    side = ("ize" if is_american else "ise") if found["ise"] else "american" if is_american else "british"
    if found["ll"] and not is_american:
        side = ""  # many an American writes *cancelled*
    return Variety(american, british, is_american, side)


_TWO_SYLLABLES = lazy(r"[aeiouy]+[^aeiouy]+[aeiou]$")
VARIETIES = Told(_variety_of)
"""What is known of the spelling of a word."""


def may_be_a_name(sentence: Sentence, number: int) -> bool:
    """Whether the word may be part of a name, or in a manual of a message or a title."""
    text = sentence.texts[number]
    if sentence.doc.is_technical and _is_cited(sentence, number):
        return True
    if not text[0].isupper():
        return False
    following = sentence.texts[number + 1 : number + 2]
    return bool(number) or sentence.is_title_case or bool(following and following[0][:1].isupper())


def _is_cited(sentence: Sentence, number: int) -> bool:
    """Whether a word stands between quotation marks, or in brackets alone."""
    word, masked = sentence.tokens[number], sentence.doc.masked
    alone = masked[word.start - 1 : word.start] == "(" and masked[word.end : word.end + 1] == ")"
    return alone or is_quoted(sentence, word.start)


def is_quoted(sentence: Sentence, at: int) -> bool:
    before = sentence.doc.masked[sentence.start : at]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1
