"""What a translation left out, added or turned round, against its source: sentences, negations, end marks, entries."""

from __future__ import annotations

from collections import Counter, defaultdict
from statistics import median
from typing import TYPE_CHECKING

from checker.checking.mending import mend, mend_at_end
from checker.checking.rule import Hit, Related, flag, rule
from checker.english.grammar import AUXILIARIES, PREPOSITIONS, is_singular_noun, singular_of
from checker.english.words import is_plural
from checker.findings import Category, Severity
from checker.lexicon.foreign_words import said_by
from checker.lexicon.wordlist import zipf
from checker.text import negation
from checker.text.document import Document, fact
from checker.text.languages import look_closely
from checker.text.pattern import lazy
from checker.text.quantities import in_words, numbers, plain_digits
from checker.text.translation import Pair, language_of_sources, pairs

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORD = lazy(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_OTHER_LETTER = lazy(r"[^\W\d_\u0000-\u024f]")


# --- Entries ----------------------------------------------------------------------------------------------------------


@rule(
    category=Category.UNTRANSLATED,
    severity=Severity.MAJOR,
    bad=[
        (
            "Die Mühle steht am Fluss.\n\nSie gehört der Stadt. => "
            "The mill stands by the river.\n\n[Sie gehört der Stadt.]"
        ),
        (
            "Die Mühle steht am Fluss.\n\nDiese gehört Thamsdorf nicht => "
            "The mill stands by the river.\n\n[Diese gehört Thamsdorf nicht]"
        ),
        "水车在河边。\n\n它属于城市。 => The mill stands by the river.\n\n[它属于城市。]",
    ],
    good=[
        "Die Mühle steht am Fluss.\n\n%u GiB => The mill stands by the river.\n\n%u GiB",
        "Die Mühle steht am Fluss.\n\nAdobe Photoshop => The mill stands by the river.\n\nAdobe Photoshop",
        "Die Mühle steht am Fluss.\n\nUpdate: Version 3 => The mill stands by the river.\n\nUpdate: Version 3",
    ],
)
def entry_not_translated(doc: Document) -> Iterator[Hit]:
    """An entry of a catalogue, or a paragraph, that is still the source text."""
    if not (doc.source or doc.laid_out.pairs):
        return
    for pair in pairs(doc):
        text = pair.text.strip()
        if text and text == pair.source.strip() and _is_of_source(pair):
            yield flag(pair.whole, "This is still the source text.")


def _is_of_source(pair: Pair) -> bool:
    """Whether a translation is in the language of the sources and not in English."""
    shown = pair.bare_text
    words = _WORD.findall(shown)
    if not words:
        return False
    letters = sum(map(len, words))
    if 2 * letters < len(_NOT_BLANK.findall(shown)):
        return False
    if len(_OTHER_LETTER.findall(shown)) * 2 > letters > 1:
        return True
    if not any(word[1:].islower() for word in words):
        return False  # units, abbreviations
    if look_closely(shown).language:
        return True
    words[0] = words[0].lower() if words[0].istitle() else words[0]
    strange = [word for word in words if _is_word_of(word, pair.language)]
    # Words that nobody knows may be of the source's language, but prove nothing.
    unknown = sum(word.islower() and not zipf(word) for word in words if word not in strange)
    is_sure = len(strange) == len(words) or any(zipf(word) < _RARE for word in strange)
    return bool(strange) and is_sure and (len(strange) + unknown) * 2 > len(words)


_NOT_BLANK = lazy(r"\S")


def _is_word_of(word: str, language: str) -> bool:
    """Whether a word is one of a language and hardly one of English."""
    return any(tag == language and score > 1 for tag, score in said_by(word).by_language) and zipf(word) < _KNOWN


_KNOWN = 4.2
_RARE = 2.9


@rule(
    category=Category.UNTRANSLATED,
    severity=Severity.MAJOR,
    bad=[
        (
            "Die alte Mühle steht am Fluss, weil dort das Wasser schnell fließt. => "
            "The old mill stands by the river, [weil dort das Wasser schnell fließt]."
        ),
    ],
    good=[
        "Er las „Die Leiden des jungen Werther“ am Abend. => He read “Die Leiden des jungen Werther” in the evening.",
        "Er fuhr nach Bad Homburg vor der Höhe. => He went to Bad Homburg vor der Höhe.",
    ],
)
def part_not_translated(pair: Pair) -> Iterator[Hit]:
    """A part of a sentence that is still in the language of the source, word for word."""
    text = pair.bare_text
    # Of words in a row those inside stand between blanks.
    if len(set(text.split()).intersection(pair.bare_source.split())) < _RUN - 2:
        return
    ours = list(_WORD.finditer(text))
    if len(ours) <= _RUN:
        return
    words = _WORD.findall(pair.bare_source)
    if len({word[0] for word in ours}.intersection(words)) < _RUN - 1:
        return
    theirs = {tuple(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1)}
    at = 0
    while at + _RUN <= len(ours):
        end = at
        while end + _RUN <= len(ours) and tuple(word[0] for word in ours[end : end + _RUN]) in theirs:
            end += 1
        if end > at:
            run = ours[at : end + _RUN - 1]
            span = run[0].start(), run[-1].end()
            around = pair.text[max(0, span[0] - 1) : span[0]] + pair.text[span[1] : span[1] + 1]
            said = text[slice(*span)]
            small = sum(word[0][0].islower() for word in run)
            if not set(around) & set("\"'“”‘’«»„*_`/") and 2 * small > len(run) and look_closely(said).language:
                yield flag(pair.span(*span), "This is still in the language of the source.")
            at = end + _RUN
        else:
            at += 1


_RUN = 4
"""So many words of the source one after another are no name."""


_SPACES = lazy(r"[\W_]+")


@fact
def _by_text(doc: Document) -> dict[str, list[Pair]]:
    found: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs(doc):
        if pair.is_translated:
            found[pair.text.strip()].append(pair)
    return found


@rule(
    category=Category.MISTRANSLATION,
    severity=Severity.MAJOR,
    bad=[
        (
            "Die Mühle gehört der Stadt.\n\nDie Brücke wurde 1950 gebaut. => "
            "The mill belongs to the town.\n\n[The mill belongs to the town.]"
        ),
    ],
    good=[
        (
            "Es war einmal.\n\nDie Mühle gehört der Stadt.\n\nDer Stadt gehört die Mühle. => "
            "It was long ago.\n\nThe mill belongs to the town.\n\nThe mill belongs to the town."
        ),
        "Gut.\n\nJa.\n\nJawohl. => Good.\n\nYes.\n\nYes.",
    ],
)
def translation_of_another_entry(doc: Document) -> Iterator[Hit]:
    """The translation of another entry, whose source has hardly a word in common with this one."""
    if not (doc.source or doc.laid_out.pairs):
        return
    for text, found in _by_text(doc).items():
        if len(found) == 1 or len(_WORD.findall(text)) < _RUN:
            continue
        first = found[0]
        for other in found[1:]:
            if _unlike(first.source, other.source):
                related = Related(first.whole, "The same translation stands here.")
                yield flag(
                    other.whole, "This is the translation of another entry with another source.", related=[related]
                )


def _unlike(one: str, other: str) -> bool:
    """Whether two texts have hardly anything in common."""
    from rapidfuzz import fuzz  # only where two translations are the same

    return fuzz.token_sort_ratio(one.lower(), other.lower()) < _ALIKE


_ALIKE = 62


@rule(
    category=Category.INCONSISTENT_TERM,
    severity=Severity.MINOR,
    preview=True,
    bad=[
        (
            "Die Mühle gehört der Stadt.\n\nSie ist alt.\n\nDie Mühle gehört der Stadt. => "
            "The mill belongs to the town.\n\nIt is old.\n\n[The windmill is owned by the city.]"
        ),
    ],
    good=[
        (
            "Es war einmal.\n\nDie Mühle ist alt.\n\nDie Mühle ist alt. => "
            "It was long ago.\n\nThe mill is old.\n\nThe mill is old."
        )
    ],
)
def source_translated_in_two_ways(doc: Document) -> Iterator[Hit]:
    """The same source text with two translations."""
    if not (doc.source or doc.laid_out.pairs):
        return
    first: dict[tuple[str, bool], Pair] = {}
    for pair in pairs(doc):
        if not pair.is_translated or len(_WORD.findall(pair.source)) < _RUN - 1:
            continue
        before = first.setdefault((pair.source.strip(), pair.is_one), pair)
        if _SPACES.sub(" ", before.text.lower()) != _SPACES.sub(" ", pair.text.lower()):
            related = Related(before.whole, "Here it is translated otherwise.")
            yield flag(pair.whole, "The same source is translated differently elsewhere.", related=[related])


@rule(
    category=Category.UNTRANSLATED,
    severity=Severity.MAJOR,
    bad=[
        ('msgid "%d Mühle"\nmsgid_plural "%d Mühlen"\nmsgstr\\[0\\] "[%d mill]"\nmsgstr\\[1\\] ""'),
    ],
    good=['msgid "%d Mühle"\nmsgid_plural "%d Mühlen"\nmsgstr\\[0\\] "%d mill"\nmsgstr\\[1\\] "%d mills"'],
)
def plural_form_not_translated(pair: Pair) -> Iterator[Hit]:
    """An entry with plural forms of which some have no translation: gettext refuses it, or shows the source."""
    if pair.is_alone:
        yield flag(pair.whole, "Another plural form of this entry has no translation.")


@rule(
    category=Category.GRAMMAR,
    severity=Severity.MAJOR,
    bad=[
        'msgid "%d Mühle"\nmsgid_plural "%d Mühlen"\nmsgstr\\[0\\] "[%d mills]"\nmsgstr\\[1\\] "%d mills"',
        'msgid "%d Tag"\nmsgid_plural "%d Tage"\nmsgstr\\[0\\] "%d day"\nmsgstr\\[1\\] "[%d day] is left"',
    ],
    good=[
        'msgid "%d Mühle"\nmsgid_plural "%d Mühlen"\nmsgstr\\[0\\] "%d mill"\nmsgstr\\[1\\] "%d mills"',
        'msgid "%d Schaf"\nmsgid_plural "%d Schafe"\nmsgstr\\[0\\] "%d sheep"\nmsgstr\\[1\\] "%d sheep"',
        'msgid "%d gewählt"\nmsgid_plural "%d gewählt"\nmsgstr\\[0\\] "%d selected"\nmsgstr\\[1\\] "%d selected"',
        'msgid "%d von %d"\nmsgid_plural "%d von %d"\nmsgstr\\[0\\] "%d of %d mills"\nmsgstr\\[1\\] "%d of %d mills"',
        'msgid "%d Minute"\nmsgid_plural "%d Minuten"\nmsgstr\\[0\\] "%d minute ago"\nmsgstr\\[1\\] "%d minute marks"',
    ],
)
def plural_form_in_wrong_number(pair: Pair) -> Iterator[Hit]:
    """The form for one thing that names several, or the form for several that names one: *1 mills*."""
    if not (pair.is_one or pair.is_many):
        return
    counted = [each for each in pair.placeholders[1] if each.key.endswith((":d", ":u", ":ld", ":lu", ":i", ":n"))]
    if len(counted) != 1:
        return
    found = _NOUN.match(pair.bare_text, counted[0].end)
    if not found:
        return
    noun = found["noun"]
    # What stands behind a number and has the form of a plural is one, be it known as a verb, too: *1 files*.
    names_many = is_plural(noun) and zipf(singular_of(noun)) > _COMMON
    if names_many if pair.is_one else is_singular_noun(noun) and _ends_phrase(found["next"]):
        wanted = "one thing" if pair.is_one else "several things"
        yield flag(pair.span(counted[0].start, found.end("noun")), f"This is the form for {wanted}.")


def _ends_phrase(following: str) -> bool:
    return not following.isalpha() or following in AUXILIARIES or following in PREPOSITIONS


_COMMON = 3.5
_NOUN = lazy(r" +(?P<noun>[a-z]+)(?![\w-])(?= *(?P<next>\S*))")


# --- Ends of sentences ------------------------------------------------------------------------------------------------

_CLOSERS = " \t\n\r\f\v\u00a0\u202f\u3000\"'“”‘’«»„)]）】」』*_`"
_MARKS = frozenset(".…?!:;。．！？：；؟।։")
_KINDS = {"。": ".", "．": ".", "।": ".", "։": ".", "！": "!", "？": "?", "؟": "?", "：": ":", "；": ";"}


def _end_of(text: str, language: str = "") -> str:
    stripped = text.rstrip(_CLOSERS)
    mark = stripped[-1:]
    if mark not in _MARKS or not mark:
        return ""
    if mark == "…" or stripped.endswith(".."):
        return "…"
    if mark in ";;" and language == "el":
        return "?"
    return _KINDS.get(mark, mark)


@rule(
    category=Category.PUNCTUATION,
    severity=Severity.MAJOR,
    bad=[
        "Wo steht die Mühle? => Where the mill stands[. -> ?]",
        "风车在哪里？ => Where is the mil[l -> l?]",
    ],
    good=[
        "Wo steht die Mühle? => Where does the mill stand?",
        "水車はどこですか。 => Where is the mill?",
        "Η πόρτα είναι ανοιχτή; => Is the door open?",
        "Was tun? Wir warten. => What can we do? We wait.",
        "„Wer kommt?“, fragte sie. => “Who is coming?” she asked.",
    ],
)
def question_of_source_lost(pair: Pair) -> Iterator[Hit]:
    """A question in the source that ends as a statement."""
    if _end_of(pair.source, pair.language) != "?" or "?" in pair.text:
        return
    yield from _with_end(pair, "?", "The source asks a question here.")


@rule(
    category=Category.PUNCTUATION,
    severity=Severity.MAJOR,
    bad=["Die Mühle steht am Fluss. => Does the mill stand by the river[?]"],
    good=[
        "Die Mühle steht am Fluss. => The mill stands by the river.",
        "水車は川のそばですか。 => Is the mill by the river?",
        "Fragen Sie, wo die Mühle steht. => Where does the mill stand? Ask.",
    ],
)
def question_without_source(pair: Pair) -> Iterator[Hit]:
    """A statement in the source that ends as a question."""
    if pair.language in _WITHOUT_QUESTION_MARK or not pair.language:
        return
    if _end_of(pair.text) == "?" and _end_of(pair.source, pair.language) == "." and "?" not in pair.source:
        at = pair.text.rindex("?")
        yield flag(pair.span(at, at + 1), "The source makes a statement here.")


_WITHOUT_QUESTION_MARK = frozenset({"ja", "zh", "ko", "th", "el"})


@rule(
    category=Category.PUNCTUATION,
    severity=Severity.MINOR,
    bad=[
        "Name des Besitzers: => Name of the owne[r -> r:]",
        "Die Seite wird geladen … => Loading the pag[e -> e…]",
        "请输入名字： => Enter your nam[e -> e:]",
    ],
    good=[
        "Name des Besitzers: => Name of the owner:",
        "Die Seite wird geladen … => Loading the page...",
        "Die Seite wird geladen... => Loading the page…",
        "Zum Beispiel: {name} => For example: {name}",
        "Das geht so: => That works as follows.",
    ],
)
def end_mark_of_source_lost(pair: Pair) -> Iterator[Hit]:
    """A colon or an ellipsis that is missing at the end, where the source says that more is to come."""
    wanted = _end_of(pair.source)
    if wanted not in {":", "…"} or pair.source.rstrip()[-2:] == "::" or pair.text[-1:].isspace():
        return
    if pair.source.lstrip().startswith(_MARKS_OF_BLOCKS) or not pair.source.rstrip().endswith(_MORE_TO_COME):
        return  # it belongs to what is quoted
    if not _end_of(pair.text):
        ends_in_dots = wanted == "…" and "…" in pair.source
        mark = ":" if wanted == ":" else ("…" if ends_in_dots and "..." not in pair.doc.text else "...")
        yield from _with_end(pair, mark, "The source ends with this mark, since more is to come.")


_MORE_TO_COME = (":", "：", ".", "…")
_MARKS_OF_BLOCKS = ("#", "* ", "- ", "> ", "|", "=")


@fact
def _ends(doc: Document) -> Counter[tuple[str, str]]:
    """How often sources that end with a mark have translations that end with another."""
    return Counter(
        (_end_of(pair.source, pair.language), _end_of(pair.text)) for pair in pairs(doc) if pair.is_translated
    )


def _is_exception(pair: Pair, theirs: str, ours: str) -> bool:
    """Whether an article keeps a mark elsewhere, so that a translation without it is no matter of style."""
    if pair.source.count("\n\n") != pair.text.count("\n\n"):
        return False  # paragraphs of which nobody knows which go together
    ends = _ends(pair.doc)
    return ends[theirs, ours] <= max(1, (ends[theirs, ours] + ends[theirs, theirs]) * _SELDOM)


_SELDOM = 0.05


@rule(
    category=Category.PUNCTUATION,
    severity=Severity.MINOR,
    bad=[
        "Die Mühle steht am Fluss. => The mill stands by the rive[r -> r.]",
        "Mühle am Fluss => The mill by the river[. -> ]",
        'msgid "Seite %d."\nmsgstr "Page %[d -> d.]"',
    ],
    good=[
        "Die Mühle steht am Fluss. => The mill stands by the river!",
        "Mühle am Fluss => The mill by the river",
        "Fertig.\n\nGut.\n\nBereit. => Done\n\nGood\n\nReady",
    ],
)
def full_stop_unlike_source(pair: Pair) -> Iterator[Hit]:
    """A full stop at the end that only the source or only the translation has, where others agree with their source."""
    theirs, ours = _end_of(pair.source, pair.language), _end_of(pair.text)
    if theirs == "." and not ours and pair.text.rstrip()[-1:] not in _MARKS_AT_END:
        if _is_exception(pair, ".", ""):
            yield from _with_end(pair, ".", "The source ends with a full stop.")
    elif ours == "." and not theirs and pair.language not in {"th", "ja"} and _is_exception(pair, "", "."):
        at, source = len(pair.text.rstrip()) - 1, pair.source.rstrip()
        is_phrase = " " in source or _OTHER_LETTER.search(
            source
        )  # and not the name of a string, as some catalogues have
        is_plain = pair.text[at] == "." and source[-1:] not in _MARKS_AT_END and not _ABBREVIATED.search(pair.text)
        if is_phrase and is_plain:
            yield mend(pair, at, at + 1, "", "The source ends without a full stop.", safe=False)


_MARKS_AT_END = ("", ",", "-", "–", "—", "/", "=", "|", "\\")


@rule(
    category=Category.PUNCTUATION,
    severity=Severity.MINOR,
    bad=["Danke für Ihren Besuch! => Thank you for your visit[. -> !]", "Willkommen! => Welcom[e -> e!]"],
    good=[
        "Danke für Ihren Besuch! => Thank you for your visit!",
        "Los!\n\nHalt!\n\nAchtung! => Go.\n\nStop.\n\nLook out.",
    ],
)
def exclamation_mark_of_source_lost(pair: Pair) -> Iterator[Hit]:
    """An exclamation that ends as a statement, where others keep their mark."""
    ours = _end_of(pair.text)
    if ours in {"", "."} and "!" not in pair.text and _end_of(pair.source) == "!" and _is_exception(pair, "!", ours):
        yield from _with_end(pair, "!", "The source ends with an exclamation mark.")


_ABBREVIATED = lazy(r"(?:\.\w{1,4}|\b(?:etc|al|Inc|Ltd|Co|Jr|Sr|No))\.\s*\Z")


def _with_end(pair: Pair, mark: str, message: str, *, safe: bool = False) -> Iterator[Hit]:
    """A hit on the end of a translation with another mark there, or one where none is."""
    stripped = pair.text.rstrip()
    last = stripped[-1:]
    if last in tuple(".:;,") and not stripped.endswith(".."):
        yield mend(pair, len(stripped) - 1, len(stripped), mark, message, safe=safe)
    elif last.isalnum() and len(stripped) == len(pair.text):
        yield mend_at_end(pair, mark, message, safe=safe)
    elif stripped:
        yield flag(pair.span(len(stripped) - 1, len(stripped)), message)


# --- Negations --------------------------------------------------------------------------------------------------------

_LONGEST = 25
"""In a sentence of more words, what denies may be anywhere."""
_END_OF_CLAUSE = 8
"""Characters: where Japanese denies what a sentence says, and not what a noun in it is like."""
_TURNED_ROUND = frozenset({"ru", "uk", "be", "zh", "ja", "ko"})
"""Languages so far from English that one clause of several is often said the other way round."""
_CLAUSES = lazy(r"[,;，；、]\s*\S")
_ASIDE = lazy(r"[(（][^()（）]*[)）]")


@rule(
    category=Category.MISTRANSLATION,
    severity=Severity.MAJOR,
    bad=[
        "Die Brücke ist nicht sicher. => [The bridge is safe.]",
        "Мост не открыт для машин. => [The bridge is open to cars.]",
        "这座桥不能通行。 => [This bridge can be crossed.]",
        "No se puede abrir la puerta. => [The door can be opened.]",
        "--name-only n’est pas permis. => [--name-only is permitted here.]",
    ],
    good=[
        "Die Brücke ist nicht sicher. => The bridge is unsafe.",
        "Die Brücke ist nicht nur alt, sondern auch schön. => The bridge is old and beautiful.",
        "Das Tor wurde nicht geöffnet. => The gate stayed closed.",
        "Il ne dit rien. => He keeps silent.",
        "Er kam nicht. => He failed to come.",
        "Vergessen Sie nicht, die Datei zu sichern. => Remember to save the file.",
        "No solo la puerta es alta. => The door is high, and more than that.",
        "Вы не видели мельницу? => Have you seen the mill?",
        "Мельница нужна как никогда. => The mill is needed more than at any time.",
        "誰も知らない川の水車は古い。 => The mill by the hidden river is old.",
        "La puerta (no es de madera) está abierta. => The door is open to all.",
    ],
)
def negation_of_source_lost(pair: Pair) -> Iterator[Hit]:
    """A sentence that is negative in the source and positive in the translation."""
    if not negation.is_known(pair.language):
        return
    if "?" in pair.source or "？" in pair.source:
        return  # a polite question denies nothing: *Не хотите ли чаю?*
    if pair.language in _TURNED_ROUND and _CLAUSES.search(pair.source):
        return
    source = _ASIDE.sub(" ", _OPTION.sub(" ", pair.bare_source))
    found = negation.denials(source, pair.language)
    if pair.language == "ja" and found and found[-1] not in source[-_END_OF_CLAUSE:]:
        return
    if len(found) != 1 or not _RUN <= len(_WORD.findall(pair.text)) <= _LONGEST or _sentences(pair.source) > 1:
        return
    text = _OPTION.sub(" ", pair.text)
    if not (negation.may_deny(text, "en") or _denies_by_word(text) or _ANSWERS.search(text)):
        yield flag(pair.whole, f"The source denies this: it has “{found[0]}”.")


_OPTION = lazy(r"(?<!\w)--?\w[\w-]*")
_ANSWERS = lazy(r"\[[^\]]{0,20}\b[nN]\b")
_OPPOSITES = frozenset(
    """
    closed shut silent stayed stay stays remains remain remained keep unknown independent instead alone dead
    """.split()
)


def _denies_by_word(text: str) -> bool:
    words = [word.lower() for word in _WORD.findall(text)]
    return not _OPPOSITES.isdisjoint(words) or any(
        word.startswith(_PREFIXES) and len(word) > _LONG_WORD and zipf(word[2:]) > _RARE for word in words
    )


_PREFIXES = ("in", "im", "il", "ir")
_LONG_WORD = 7


@rule(
    category=Category.MISTRANSLATION,
    severity=Severity.CRITICAL,
    preview=True,
    bad=["Die Brücke steht offen. => The bridge is [not] open."],
    good=[
        "Die Brücke ist unsicher. => The bridge is not safe.",
        "Die Brücke ist geschlossen. => The bridge is closed.",
        "Er kam ohne Hut. => He had no hat.",
    ],
)
def negation_without_source(pair: Pair) -> Iterator[Hit]:
    """A sentence that is positive in the source and negative in the translation."""
    if pair.language not in _DENY_BY_WORDS or len(_WORD.findall(pair.text)) > _LONGEST:
        return
    text = pair.bare_text
    found = negation.denies_plainly(text)
    if found and text[found.end() : found.end() + 1] in tuple("-]/|,"):
        return  # an option, or an answer
    if found and not negation.may_deny(pair.source, pair.language):
        yield flag(pair.span(*found.span()), "The source has no negation here.")


_DENY_BY_WORDS = frozenset({"de", "fr", "es", "it", "pt", "nl", "sv", "ru", "uk", "pl"})


# --- Sentences --------------------------------------------------------------------------------------------------------

_SENTENCE_END = lazy(r"[.!?…]+[\"'”’»)\]]*(?=\s+\S)|[。！？؟।]+[」』”’）]*(?=\s*\S)")
_USUAL = {"zh": 3.0, "ja": 2.2, "ko": 2.0, "ar": 1.15, "he": 1.25, "fa": 1.1, "hi": 1.0, "th": 1.1}
"""How much longer English is, for sources of which there are too few to tell."""
_ENOUGH_PAIRS, _LONG_ENOUGH = 20, 60


@fact
def _stretch(doc: Document) -> float:
    """How much longer the translations of an article are than their sources."""
    ratios = [
        len(pair.text) / len(pair.source)
        for pair in pairs(doc)
        if pair.is_translated and len(pair.text) > _LONG_ENOUGH / 2
    ]
    return median(ratios) if len(ratios) >= _ENOUGH_PAIRS else _USUAL.get(language_of_sources(doc), 0.95)


@rule(
    category=Category.MISTRANSLATION,
    severity=Severity.MAJOR,
    bad=[
        (
            "Die Mühle steht seit langem am Fluss. Sie gehört der Stadt und hat viele Gäste. => "
            "[The mill has long stood by the river.]"
        ),
        (
            "Die Mühle steht seit langem am Fluss. Im Jahr 1874 kam ein Rad dazu. => "
            "[The old mill has stood by the river for a long time.]"
        ),
        "Bitte geben Sie den Namen des Besitzers und die Adresse der Mühle ein. => [Please]",
    ],
    good=[
        (
            "Die Mühle steht seit langem am Fluss. Sie gehört der Stadt. => "
            "The mill, which has long stood by the river, belongs to the town."
        ),
    ],
)
def sentence_of_source_lost(pair: Pair) -> Iterator[Hit]:
    """A text of several sentences whose translation has fewer, and is too short; or any that says next to nothing."""
    expected = len(pair.source) * _stretch(pair.doc)
    if expected <= _LONG_ENOUGH or len(pair.text) >= expected * _SHORTER:
        return
    theirs, ours = _sentences(pair.source), _sentences(pair.text)
    if len(pair.text) >= expected * _TOO_SHORT:
        if theirs > ours and _DIGIT.search(pair.source) and (lost := _without_its_numbers(pair)):
            yield flag(pair.whole, f"The source has a sentence that is missing here: “{lost[:_SHOWN]}”")
    elif theirs > ours:
        yield flag(pair.whole, f"The source has {theirs} sentences and says more than this.")
    elif expected > _LONG_ENOUGH and len(pair.text.strip()) < expected * _NEXT_TO_NOTHING:
        yield flag(pair.whole, "The source says much more than this.")


@rule(
    category=Category.ADDITION,
    severity=Severity.MAJOR,
    bad=[
        (
            "Die Mühle steht seit langem am Fluss. => "
            "[The mill has long stood by the river. It belongs to the town, and many come to see it each summer.]"
        ),
    ],
    good=["Die Mühle steht am Fluss; sie gehört der Stadt. => The mill stands by the river. It belongs to the town."],
)
def sentence_without_source(pair: Pair) -> Iterator[Hit]:
    """A translation with more sentences than its source, and much longer."""
    if len(pair.text) <= max(_LONG_ENOUGH, len(pair.source) * _stretch(pair.doc) * _TOO_LONG):
        return
    if _sentences(pair.text) > _sentences(pair.source):
        yield flag(pair.whole, "This says more than the source does.")


_NEXT_TO_NOTHING, _TOO_SHORT, _SHORTER, _TOO_LONG = 0.2, 0.55, 0.85, 1.9
_DIGIT = lazy(r"\d")
_SHOWN = 60


def _without_its_numbers(pair: Pair) -> str:
    """A sentence of the source with numbers of which the translation has none."""
    text = plain_digits(pair.bare_text)
    there = {value for number in numbers(text, "en") for value in number.values} | in_words(text, "en")
    for sentence in _SENTENCE_END.split(plain_digits(pair.bare_source)):
        said = [number.values for number in numbers(sentence, pair.language) if number.values and len(number.text) > 1]
        if len(sentence) > _LONG_ENOUGH / 3 and said and there.isdisjoint(frozenset().union(*said)):
            return sentence.strip()
    return ""


def _sentences(text: str) -> int:
    return len(_SENTENCE_END.findall(text.strip())) + 1


# --- Brackets ---------------------------------------------------------------------------------------------------------

_BRACKETS = str.maketrans("（）［］【】「」", "()[][][]")


@rule(
    category=Category.PUNCTUATION,
    severity=Severity.MINOR,
    bad=["Die Mühle (am Fluss) ist alt. => The mill [(]by the river is old."],
    good=[
        "Die Mühle (am Fluss) ist alt. => The mill by the river is old.",
        "水车（河边）很老。 => The mill (by the river) is old.",
        "a) die Mühle => a) the mill",
    ],
)
def bracket_of_source_lost(pair: Pair) -> Iterator[Hit]:
    """A bracket without its partner, where the source has both."""
    if sum(map(pair.text.count, "([")) == sum(map(pair.text.count, ")]")):
        return  # (0, 1], say
    for opens, closes in ("()", "[]"):
        if (opens in pair.text) is (closes in pair.text) and pair.text.count(opens) == pair.text.count(closes):
            continue
        theirs = pair.source.translate(_BRACKETS)
        if theirs.count(opens) != theirs.count(closes) or not theirs.count(opens):
            continue
        depth = [(1 if mark == opens else -1, at) for at, mark in enumerate(pair.text) if mark in (opens, closes)]
        lone = _lone(depth)
        if (
            lone is not None
            and not _NUMBERED.search(pair.text, 0, lone + 1)
            and not any(each.start <= lone < each.end for each in pair.placeholders[1])
        ):
            yield flag(pair.span(lone, lone + 1), "The partner of this bracket is missing; the source has both.")


_NUMBERED = lazy(r"(?<!\w)(?:\d{1,2}|[a-zA-Z])\)\Z")


def _lone(marks: list[tuple[int, int]]) -> int | None:
    """Where the first bracket without the other stands."""
    is_open: list[int] = []
    for sign, at in marks:
        if sign > 0:
            is_open.append(at)
        elif is_open:
            is_open.pop()
        else:
            return at
    return is_open[0] if is_open else None
