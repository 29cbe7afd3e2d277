"""What the source text or the machine's workings left behind: foreign letters, broken encoding, placeholders."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from functools import lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING

from checker.checking.rule import Hit, flag, rule
from checker.findings import Category, Severity
from checker.lexicon.foreign_words import said_by
from checker.lexicon.wordlist import is_word, zipf
from checker.text.document import CLEAR, OPAQUE, Document, Sentence, Span
from checker.text.languages import UNKNOWN
from checker.text.pattern import lazy

if TYPE_CHECKING:
    from collections.abc import Iterator

# -- One look at the characters, for all rules about them --------------------------------------------------------------

_LETTERS = (
    "\u0370-\u0373\u0376-\u037d\u037f\u0386\u0388-\u03ff\u1f00-\u1fff"  # Greek
    "\u0400-\u052f\u0531-\u0556\u0561-\u0587"  # Cyrillic, Armenian
    "\u05d0-\u05ea\u0620-\u064a\u066e-\u06d3\u06d5\u06e5\u06e6\u06ee\u06ef\u06fa-\u06ff"  # Hebrew, Arabic
    "\u0710-\u07ff\u0840-\u085f\u08a0-\u08c9\ufb1d-\ufdff\ufe70-\ufefc"
    "\u0904-\u0939\u0958-\u0961\u0971-\u09e5\u09f0-\u0a65\u0a70-\u0ae5\u0af9-\u0b65\u0b71-\u0be5"  # India
    "\u0c05-\u0c65\u0c80-\u0ce5\u0cf1-\u0d65\u0d7a-\u0de5\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ecd\u0edc-\u0f1f"
    "\u0f40-\u103f\u1050-\u1360\u1380-\u17da\u1820-\u18ff"  # Tibetan to Mongolian, Georgian, Hangul, Ethiopic, Khmer
    "\u3005-\u3007\u3041-\u30fa\u30fc-\u318f\u31a0-\u31ff\u3400-\u9fff\ua000-\ua4cf\uac00-\ud7ff\uf900-\ufaff"  # Han
    "\U00020000-\U0003ffff"
)
_VOWEL_SIGNS = (
    "\u0300-\u036f\u064b-\u065f\u0670\u0900-\u0963\u0970-\u0dff\u0e31-\u0e4e\u102b-\u103e\u17b4-\u17d3\ufe00-\ufe0f"
)
_MARKS = (
    "\u060c\u061b\u061f\u06d4\u0964\u3001\u3002\u3008-\u3011\u3014-\u3017"
    "\uff01\uff08\uff09\uff0c\uff0e\uff1a\uff1b\uff1f"
)
_DIGITS = (
    "\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef\u0a66-\u0a6f\u0ae6-\u0aef\u0be6-\u0bef\u0c66-\u0c6f\u0ce6-\u0cef"
    "\u0d66-\u0d6f\u0e50-\u0e59\u0ed0-\u0ed9\u0f20-\u0f29\u1040-\u1049\u17e0-\u17e9\uff10-\uff19"
)
_WIDE = "\uff21-\uff3a\uff41-\uff5a\uff05\uff06\uff0b\uff0d\uff0f"
_SIGNS = "\u2103\u2109\u2116\u3380-\u33df\u301c\uff5e\u30fb\u2015"
"""Units, a number sign and dashes that are one character in the typesetting of East Asia and of Russian."""
_HIDDEN = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2061-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb"
_CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffd\ue000-\uf8ff"
_BROKEN = "\u0080-\u009f\u00c2-\u00c5\u00c8\u00e2\u00d0\u00d1\u00d8\u00d9\u00ef"
_HOOKED = "\u0181\u0253\u018a\u0257\u0198\u0199\u01b3\u01b4\u018f\u0259\u0186\u0254\u0190\u025b\u014a\u014b"

_HOOKED_LETTER = lazy(f"[{_HOOKED}]")
_FOREIGN_DIGIT = lazy(f"[{_DIGITS}]")
_BROKEN_CHARACTER = lazy(f"[{_BROKEN}]")
_ODD = lazy(f"[{_LETTERS}{_MARKS}{_DIGITS}{_WIDE}{_SIGNS}{_HIDDEN}{_CONTROLS}{_BROKEN}{_HOOKED}]")


@lru_cache(maxsize=1)
def _odd_characters(text: str) -> frozenset[str]:
    """The characters of an article that a rule here may have something to say about: mostly none."""
    unusual = "".join(set(_UNUSUAL.findall(text)))
    return frozenset(_ODD.findall(unusual)) if unusual else frozenset()


_UNUSUAL = lazy(
    "[^\n\t -~\u00a0-\u00ac\u00ae-\u00c1\u00c6\u00c7\u00c9-\u00cf\u00d2-\u00d7\u00da-\u00e1"
    f"\u00e3-\u00ee\u00f0-\u0149\u014c-\u0180“”‘’–—…€{OPAQUE}{CLEAR}]"
)
"""None of the characters of most articles in which nothing is odd; asked first, since ``_ODD`` is slow to compile."""


def _odd(
    doc: Document,
    pattern: re.Pattern[str],
    where: re.Pattern[str] | None = None,
    gate: re.Pattern[str] | None = None,
) -> Iterator[re.Match[str]]:
    """Matches of ``where`` in the article's prose, if the article has a character that ``pattern`` matches.

    ``gate`` finds fast whether there can be one.
    """
    odd = _odd_characters(doc.masked)
    if odd and any(map(pattern.match, odd)) and (gate is None or gate.search(doc.masked)):
        yield from (where or pattern).finditer(doc.masked)


# -- Letters -----------------------------------------------------------------------------------------------------------

_FOREIGN = lazy(f"[{_LETTERS}]")
_FOREIGN_RUN = lazy(
    rf"""
    [{_LETTERS}]
    (?: [{_LETTERS}{_VOWEL_SIGNS}]
      | (?<=[\u05d0-\u05ea]) ["'”’\u05f3\u05f4] (?=[\u05d0-\u05ea])    # in Hebrew abbreviations
      | [ \t\u00a0\u3000\u060c\u3001\uff0c{_DIGITS}{_HIDDEN},:;/·・«»-]{{1,4}} (?=[{_LETTERS}])   # between two words
    )*
    """,
    re.VERBOSE,
)
_LANGUAGE_LABEL = lazy(r"\((?:in )?[A-Z][a-z]+(?: [A-Z][a-z]+)?[:,] ?\W?\Z")
_OPENERS, _CLOSERS = "([{\"“‘«'（【「『〈", ")]}\"”’»'）】」』〉"

# Letters that look like Latin ones: what Unicode's table of confusable characters (confusables.txt) has for them.
_LOOKALIKES = str.maketrans(
    dict(
        zip(
            "АВСЕНІЈКМОРЅТХУаеіјорсухѕһԁԛԝкӧӓӱёїүΑΒΕΖΗΙΚΜΝΟΡΤΥΧονιΪϊό",
            "ABCEHIJKMOPSTXYaeijopcyxshdqwköäÿëïyABEZHIKMNOPTYXoviÏïó",
            strict=True,
        )
    )
)


@rule(
    category=Category.UNTRANSLATED,
    severity=Severity.MAJOR,
    local=True,
    bad=[
        "They met in [منطقہ] Khyber on Sunday.",
        "He works for [Водоснабжение и канализация] in town.",
        "The sign said “[出口]”.",
        "The winger Mika [Какко -> Kakko] scored.",
        "The title is [東京物語], they said.",
    ],
    good=[
        "The value of λ is small, the β-carotene and the 3 μm layer are not; Δx grows.",
        "Kyiv (Ukrainian: Київ) lies on the Dnieper.",
        "The café in Łódź served jalapeño crêpes to Şükrü and Nguyễn.",
        "Use `привет` here.",
        "It prints “Goodbye, 世界”, wrote Mei Chan (陈梅) and [Ivan Petrov (Иван)](https://example.com).",
        "Choose [日本語](https://example.com/ja) or हिन्दी / Hindi. The Hindi word नमस्ते is long.",
        "The town of Kharkiv (Харків) and the firm Яндекс (Yandex) grew. The word 犬 is short, as is the letter щ.",
        "He wrote 5 ÷ 2 ≈ 2.5 → 3 ★★★.",
        "Call `a`, `b`, `c`, `d` or `e` on “Зд” to cut it.",
    ],
)
def other_script(doc: Document) -> Iterator[Hit]:
    """A word or a passage that was left in the script of the source language.

    In brackets or quotation marks it may be meant, and weighs less. Left alone are a gloss in brackets after a name or
    after the name of its language, a short phrase quoted with it, and single Greek letters.
    """
    text = doc.masked
    for match in _odd(doc, _FOREIGN, _FOREIGN_RUN):
        run = match.group()
        before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        if _is_latin(before) or _is_latin(after) or _is_symbol(run):
            continue
        line = doc.line(doc.position(match.start())[0])
        if _LANGUAGE_LABEL.search(text, max(line.start, match.start() - 60), match.start()):
            continue
        sentence = doc.sentence_at(match.start())
        if _is_gloss(doc, Span(*match.span())) or (sentence and sentence.is_long_list):
            continue
        latin = run.translate(_LOOKALIKES)
        is_apart = bool(before and after) and before in _OPENERS and after in _CLOSERS
        if is_apart and doc.is_technical:
            continue  # an example of what a program reads
        yield flag(
            match,
            "Translate or transliterate this; it is in the script of another language.",
            unsafe=latin if latin.isascii() and len(latin) > 2 else None,
            severity=Severity.MINOR if is_apart else None,
        )


def _is_gloss(doc: Document, run: Span) -> bool:
    """Whether a passage in another script is there on purpose.

    It is a name after its Latin form, in brackets; all of a link or beside a gloss, as in lists of languages; part of a
    quoted string that has Latin words too; or the sentence says of which language it is.
    """
    text = doc.masked
    before, after = text[max(0, run.start - 40) : run.start], text[run.end : run.end + 40]
    if before[-1:] in ("(", "（") and after[:1] in (")", "）"):
        return bool(_NAME_BEFORE_BRACKET.search(before)) and run.end - run.start <= _LONGEST_NAME
    if _GLOSSED.match(after) or _SPOKEN_OF.search(before) or doc.is_set_off(run):
        return True
    opening = max(before.rfind("“"), before.rfind('"') if before.count('"') % 2 else -1)
    if opening >= 0 and _QUOTE_CLOSES.match(after) and _LATIN_WORD.search(before, opening):
        return True
    sentence = doc.sentence_at(run.start)
    return sentence is not None and bool(_OF_A_LANGUAGE.search(sentence.text))


_LONGEST_NAME = 12
_NAME_BEFORE_BRACKET = lazy(r"(?:[A-Z][\w'’-]*(?:[ ][A-Z][\w'’-]*)+|(?<=[a-z,][ ])[A-Z][\w'’-]*)[ ]?[(（]\Z")
_GLOSSED = lazy(r"[ ]?[/=][ ]?[A-Z][a-z]{2,}|[ ]?[(（][A-Z][\w'’ -]{2,30}[)）]|[ ]means[ ][“\"]")
_SPOKEN_OF = lazy(r"\b(?:word|letter|character|string|ideogram|glyph|root)s?[ ][“\"]?\Z")
_QUOTE_CLOSES = lazy(r"[^“”\"\n]{0,30}[”\"]")
_LATIN_WORD = lazy(r"[A-Za-z]{2,}")
_LANGUAGES = (
    "Arabic|Armenian|Bengali|Bulgarian|Burmese|Chinese|Cyrillic|Devanagari|Georgian|Greek|Hebrew|Hindi|Japanese|Kanji"
    "|Khmer|Korean|Mandarin|Persian|Russian|Sanskrit|Serbian|Tamil|Thai|Ukrainian|Unicode|Urdu"
)
_OF_A_LANGUAGE = lazy(
    rf"\b(?:in|to|into|from)[ ](?:the[ ])?(?:{_LANGUAGES})\b(?![ ][a-z]{{3}})"
    rf"|\b(?:{_LANGUAGES})[ ](?:words?|letters?|characters?|script|names?|texts?|strings?|translation|alphabet|for)\b"
)


def _is_latin(character: str) -> bool:
    return character.isalpha() and character < "\u0250"


def _is_symbol(run: str) -> bool:
    """Whether these are a few Greek letters, as sciences and fraternities use them."""
    return len(run) <= 3 and all("\u0370" <= letter <= "\u03ff" for letter in run)


_LATIN_AND_OTHER = lazy(
    r"""
    [\u0386-\u03ff\u0400-\u052f]
    (?: (?=[A-Za-z\u00c0-\u024f]) | (?<=[A-Za-z\u00c0-\u024f].) )
    """,
    re.VERBOSE,
)
_MIXED = lazy(
    r"""
    (?<![A-Za-z\u00c0-\u024f\u0386-\u03ff\u0400-\u052f])
    (?:[A-Za-z\u00c0-\u024f]+ [\u0386-\u03ff\u0400-\u052f] | [\u0386-\u03ff\u0400-\u052f]+ [A-Za-z\u00c0-\u024f])
    [A-Za-z\u00c0-\u024f\u0386-\u03ff\u0400-\u052f]*
    """,
    re.VERBOSE,
)


@rule(
    category=Category.ENCODING,
    severity=Severity.MAJOR,
    local=True,
    bad=[
        "He went to [K\u0430rb\u0430l\u0430 -> Karbala] on foot.",
        "The [\u0415uropean -> European] Union and [Bj\u04e7rn -> Björn] agreed.",
        "She read the [Moscжw] paper.",
    ],
    good=["Karbala and the European Union.", "A 5 kΩ resistor, a 3 μm layer, ΔT and λmax.", "Москва (Moscow)."],
)
def lookalike_letter(doc: Document) -> Iterator[Hit]:
    """A Latin word with Cyrillic or Greek letters in it, which only look the same.

    Nobody sees them, but a search does not find the word.
    """
    for match in _odd(doc, _FOREIGN, _MIXED, _LATIN_AND_OTHER):
        word = match.group()
        latin = word.translate(_LOOKALIKES)
        if latin == unicodedata.normalize("NFC", latin) and all(map(_is_latin, latin)):
            yield flag(match, "Write this word in Latin letters only.", safe=latin)
        elif not re.search("[\u0386-\u03ff]", word) and len(word) > 3:
            yield flag(match, "Write this word in Latin letters only.")


_HOOKED_WORD = lazy(rf"(?<![^\W\d_])[^\W\d_]*[{_HOOKED}][^\W\d_]*")
_PLAIN = str.maketrans("ƁɓƊɗƘƙƳƴƏəƆɔƐɛŊŋ", "BbDdKkYyAaOoEeNn")


@rule(
    category=Category.UNTRANSLATED,
    severity=Severity.MINOR,
    bad=[
        "The speaker, Bala [Maƙafi -> Makafi], denied it.",
        "[Ɗanlami -> Danlami] and Ilham [Əliyev -> Aliyev] met.",
    ],
    good=[
        "Makafi denied it.",
        "The sound is written “ə” or /fəˈnɛtɪk/ [ŋ].",
        "Beyoncé, Erdoğan, Čapek, Wałęsa and Gylfi Sigurðsson met.",
    ],
)
def source_letter(doc: Document) -> Iterator[Hit]:
    """A letter such as *ƙ*, *ɗ* or *ə* in a name, which English newspapers never print.

    Hausa, Fula, Azerbaijani and others write these; English has plain letters for them: *Maƙafi* is *Makafi*. Letters
    with accents, such as *é*, *ñ* or *č*, are not meant.
    """
    for match in _odd(doc, _HOOKED_LETTER, _HOOKED_WORD):
        word = match.group()
        plain = word.translate(_PLAIN)
        is_sound = len(word) < 3 or doc.masked[match.start() - 1 : match.start()] in ("/", "[", "ˈ")
        if not is_sound and (word[0].isupper() or is_word(plain)) and max(plain) < "\u0250":
            yield flag(match, f"Write “{plain}”.", unsafe=plain)


_WIDE_RUN = lazy(f"[{_WIDE}]+")


@rule(
    category=Category.ENCODING,
    severity=Severity.MINOR,
    local=True,
    bad=["The [ＮＢＡ -> NBA] season began.", "It rose by 20[％ -> %]."],
    good=["The NBA season began.", "It cost ¥500 and weighed ½ pound."],
)
def wide_letter(doc: Document) -> Iterator[Hit]:
    """A letter or sign in the full width of Chinese and Japanese typesetting."""
    for match in _odd(doc, _WIDE_RUN):
        plain = unicodedata.normalize("NFKC", match.group())
        yield flag(match, f"Write “{plain}”.", safe=plain)


_ANY_SIGN = lazy(f"[{_SIGNS}]")
_SIGN = lazy(
    r"(?P<unit>[\u2103\u2109\u3380-\u33df])|(?P<number>\u2116[ ]?)(?=\d)"
    r"|(?P<span>(?<=[\w%][ ])[\u301c\uff5e\u2015](?=[ ]\w)|(?<=[\w%])[\u301c\uff5e](?=\w))|(?<=\w)(?P<dot>\u30fb)(?=\w)"
)


@rule(
    category=Category.PUNCTUATION,
    severity=Severity.MINOR,
    local=True,
    bad=[
        "It was 30[℃ ->  °C] in a room of 20[㎡ ->  m²] at school [№ -> No. ]5.",
        "Open from 5[〜 -> –]6 on the Kato[・ ->  ]Ueda line [― -> –] all year.",
    ],
    good=["It was 30 °C in a room of 20 m² at school No. 5.", "The character ℃ is one."],
)
def foreign_sign(doc: Document) -> Iterator[Hit]:
    """A sign of another language's typesetting: *№* for *No.*, *℃* for *°C*, a wave for a dash, a dot between names."""
    for match in _odd(doc, _ANY_SIGN, _SIGN):
        before = doc.masked[match.start() - 1 : match.start()]
        if match["unit"]:
            plain = unicodedata.normalize("NFKC", match.group()).replace("m2", "m²").replace("m3", "m³")
            if not before.isdigit():
                continue
            plain = f" {plain}"
        else:
            plain = "No. " if match["number"] else "–" if match["span"] else " "
        yield flag(match, f"Write “{plain.strip()}”." if plain.strip() else "Write a space.", unsafe=plain)


# -- Marks and digits --------------------------------------------------------------------------------------------------

_MARK = lazy(f"[{_MARKS}]")
_ENGLISH_MARK = str.maketrans(
    "\u060c\u061b\u061f\u06d4\u0964\u3001\u3002《》〈〉「」『』【】〔〕（）！，．：；？",
    ",;?..,.“”“”“”“”[][]()!,.:;?",
)


@rule(
    category=Category.PUNCTUATION,
    severity=Severity.MINOR,
    bad=[
        "He came[، -> ,] sat down[؛ -> ;] and left.",
        "Will he come[؟ -> ?]",
        "It is late[。 -> . ]He left[， -> , ]and slept[。 -> .]",
        "He read [《 -> “]War and Peace[》 -> ”] twice.",
        "First[、 -> , ]`sort`[、 -> , ]then stop.",
    ],
    good=[
        "He came, sat down; and left. Will he come?",
        "The sign “出口。” means exit.",
        "Use `a、b` here.",
        "- [Ulla](/u) 是一款 CMS。\n\nIt is not English.",
    ],
)
def foreign_punctuation(doc: Document) -> Iterator[Hit]:
    """A comma, full stop, question mark, bracket or quotation mark of another script, as in *late。*"""
    text = doc.masked
    for match in _odd(doc, _MARK):
        start, end = match.span()
        around = text[max(start - 2, 0) : start] + text[end : end + 2]
        if _FOREIGN.search(around) or len(_FOREIGN.findall(text, *_line_around(text, start))) >= _FEW_LETTERS:
            continue
        plain = match.group().translate(_ENGLISH_MARK)
        if plain in ",.;?!:":
            if _is_word(text[end : end + 1]):
                plain += " "
        elif plain == "(" and _is_word(text[start - 1 : start]):
            plain = " ("
        elif plain == ")" and _is_word(text[end : end + 1]):
            plain = ") "
        yield flag((start, end), f"Write the English mark “{plain.strip()}”.", safe=plain)


_FEW_LETTERS = 2
"""So many letters of other scripts in a line, and its marks are theirs, be it full of English terms."""


def _line_around(text: str, at: int) -> tuple[int, int]:
    end = text.find("\n", at)
    return text.rfind("\n", 0, at) + 1, len(text) if end < 0 else end


def _is_word(character: str) -> bool:
    """Tell whether a mark is parted by a blank from what begins or ends so: code is read as a word."""
    return character.isalnum() or character == OPAQUE


def _english_digit(character: str) -> str:
    return str(unicodedata.digit(character)) if character.isdigit() else {"٫": ".", "٬": ","}.get(character, character)


_NUMBER = lazy(f"[{_DIGITS}]+(?:[.,٫٬][{_DIGITS}]+)*")


@rule(
    category=Category.NUMBER_FORMAT,
    severity=Severity.MINOR,
    bad=["It happened on [۲۰ -> 20] May.", "About [१२ -> 12] people and [２０００ -> 2000] cars came."],
    good=["It happened on 20 May.", "H₂O and 5² are fine, and so is Ⅳ."],
)
def foreign_digits(doc: Document) -> Iterator[Hit]:
    """A number in the digits of another script."""
    for match in _odd(doc, _FOREIGN_DIGIT, _NUMBER):
        plain = "".join(map(_english_digit, match.group()))
        yield flag(match, f"Write “{plain}”.", unsafe=plain)


# -- What nobody sees, and what nobody can read ------------------------------------------------------------------------

_UNSEEN = lazy(f"[{_HIDDEN}\x00-\x08\x0b\x0e-\x1f\x7f]+")


@rule(
    category=Category.ENCODING,
    severity=Severity.MINOR,
    local=True,
    bad=[
        "The values [\u200b\u200b -> ]of the past.",
        "A num[\u00ad -> ]ber of \u200eworks is wrong.".replace("\u200e", "[\u200e -> ]"),
    ],
    good=[
        "The values of the past 👩\u200d👩\u200d👧 family.",
        "The Persian word “می\u200cخواهم” has one.",
        "In Hebrew: \u200fשלום\u200f.",
    ],
)
def invisible_character(doc: Document) -> Iterator[Hit]:
    """A character that has no width, such as a zero-width space, a soft hyphen or a mark of writing direction. It makes
    searching, sorting and word counts go wrong. Those inside emoji and beside other scripts are needed there.
    """
    text = doc.masked
    for match in _odd(doc, _UNSEEN):
        around = text[max(match.start() - 2, 0) : match.start()] + text[match.end() : match.end() + 2]
        if not _FOREIGN.search(around) and not any(map(_is_picture, around)):
            in_markup = _BEGUN_MARKUP.search(text, max(match.start() - 300, 0), match.start())
            yield flag(match, "Remove this invisible character.", safe=None if in_markup else "")


_BEGUN_MARKUP = lazy(r"(?:<[^<>\n]*|[&{][^\s;}]{0,30})\Z")
"""An element, an entity or a template that an invisible character may keep from being one: it stays text."""


def _is_picture(character: str) -> bool:
    return unicodedata.category(character) == "So" or character == "\N{VARIATION SELECTOR-16}"


_LOST = lazy("[\ufffd\ue000-\uf8ff]+")


@rule(
    category=Category.ENCODING,
    severity=Severity.MAJOR,
    local=True,
    bad=["The caf[\ufffd] was closed.", "[\uf0b7] First, they met."],
    good=["The café was closed.", "• First, they met. ✓"],
)
def lost_character(doc: Document) -> Iterator[Hit]:
    """A character that was lost on the way: a sign for one that could not be read, or one that no font has."""
    for match in _odd(doc, _LOST):
        yield flag(match, "A character was lost here; look it up in the source.")


_BROKEN_BYTES = lazy(
    """
      [ÂÃÄÅÈÐÑØÙ][\u0080-\u00bf\u0152-\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]
    | â[€\u0080-\u00bf\u2020-\u2122] | ï[»¿¼½] | [\u0080-\u009f]
    """,
    re.VERBOSE,
)
_CHUNK = lazy(r"[^ \t\n]+")


@rule(
    category=Category.ENCODING,
    severity=Severity.MAJOR,
    local=True,
    bad=[
        "Itâ€™s late.".replace("â€™", "[â€™ -> ’]"),
        "The caf[Ã© -> é] in M[Ã¼ -> ü]nster was shut.",
        "From R[Ä« -> ī]ga and Klaip[Ä— -> ė]da to [Ã… -> Å]lesund.",
    ],
    good=[
        "It’s late in the café of Münster, says Ângela.",
        "São Paulo, PARANÁ, “NAÇÃO”, Â and Ã are letters; 5 Å… wide.",
        "“TJÄ”, he said. TJÄ… It is in “FALÈ”.",
    ],
)
def broken_encoding(doc: Document) -> Iterator[Hit]:
    """Letters that were read in the wrong encoding, as in *Itâ€™s* or *cafÃ©*."""
    for match in _odd(doc, _BROKEN_CHARACTER, _CHUNK, _BROKEN_BYTES):
        chunk = match.group()
        if _BROKEN_BYTES.search(chunk):
            right = _reencoded(chunk) or _reread(chunk)
            if right and right != chunk:
                start, end = _difference(chunk, right)
                at = match.start()
                whole = right[start : len(right) - (len(chunk) - end)]
                yield flag((at + start, at + end), f"Write “{whole}”: this was read in the wrong encoding.", safe=whole)


def _reencoded(text: str) -> str | None:
    """The text as it was before it was read in the wrong encoding, where ftfy is sure of that."""
    from ftfy import TextFixerConfig, fix_encoding

    right = fix_encoding(text, TextFixerConfig(unescape_html=False, uncurl_quotes=False, normalization=None))
    return right if right != text else None


_LETTER_IN_TWO = lazy(
    r"(?P<lead>[ÃÄÅÈ])(?P<rest>[\u00a0-\u00ba\u00bc-\u00bf\u0152-\u0192]|[\u00bb\u2013-\u203a\u20ac\u2122](?=[^\W\d_]))"
)


def _reread(chunk: str) -> str | None:
    """The chunk with its letters in two put right one by one, where others stand beside them: *Ã…lesund*."""
    if not re.search(r"[a-zA-Z]{3}", chunk):
        return None
    right = _LETTER_IN_TWO.sub(_one_letter, chunk)
    return right if right != chunk else None


def _one_letter(pair: re.Match[str]) -> str:
    try:
        letter = pair.group().encode("cp1252").decode()
    except UnicodeError:
        return pair.group()
    return letter if letter.isalpha() and (letter <= "\u017f" or letter in "ȘșȚț") else pair.group()


def _difference(old: str, new: str) -> tuple[int, int]:
    """The stretch of ``old`` that has to change to make it ``new``."""
    shorter = min(len(old), len(new))
    start = next((at for at in range(shorter) if old[at] != new[at]), shorter)
    same = next((at for at in range(shorter - start) if old[-1 - at] != new[-1 - at]), shorter - start)
    return start, len(old) - same


# -- What the machine's workings left ----------------------------------------------------------------------------------

_ENTITIES = frozenset(
    """
    nbsp quot amp lt gt apos lsquo rsquo ldquo rdquo ndash mdash hellip laquo raquo bull middot copy reg trade euro
    pound cent deg eacute egrave agrave aacute iacute oacute uacute ntilde ccedil uuml ouml auml szlig times frac12
    shy zwnj
    """.split()
)
_ENTITY = lazy(
    rf"""
    (?P<escaped>&amp;|(?<!{OPAQUE}){OPAQUE}++)? (?(escaped)|&)     # in Markdown, &amp; is masked
    (?:{"|".join(_ENTITIES)}|\#\d{{2,5}}|\#x[0-9A-Fa-f]{{2,5}});
    """,
    re.VERBOSE,
)


@rule(
    category=Category.MARKUP,
    severity=Severity.MINOR,
    cues={*_ENTITIES, "#"},
    bad=["The new[&amp;nbsp;]car and [&amp;#8220;]old one.", "He said [&amp;quot;]no."],
    good=["The new car; quot; AT&T; R&D; a copy; the euro; 5 times; #12; rock & roll."],
)
def html_entity(sentence: Sentence) -> Iterator[Hit]:
    """A code such as `&quot;` or `&nbsp;` that a browser should have turned into a character."""
    for match in sentence.search(_ENTITY):
        if match["escaped"]:
            yield flag(match, "Write the character itself.")
        else:
            from html import unescape

            plain = unescape(match.group()).replace("\N{NO-BREAK SPACE}", " ")
            message = f"Write “{plain}”." if plain.strip() else "Write a space."
            if plain in _OF_MARKUP or (plain == "&" and _END_OF_ENTITY.match(sentence.doc.masked, match.end())):
                yield flag(match, message, options=[plain])  # what was shown as text could become an element
            else:
                yield flag(match, message, safe=plain)


_OF_MARKUP = frozenset("<>{")
_END_OF_ENTITY = lazy(r"#?\w{1,30};")


_TAG = lazy(
    rf"""
    (?:<|&lt;|{OPAQUE}{{4}}) /?
    (?P<name>br|p|b|i|u|em|strong|span|div|font|a|sup|sub|li|ul|ol|h[1-6]|img|td|tr|table|blockquote|figure)\b
    (?:\s[\w:-]{{1,20}}=[^<>\n]{{0,300}})? \s? /? (?:>|&gt;|{OPAQUE}{{4}})
    """,
    re.VERBOSE,
)


@rule(
    category=Category.MARKUP,
    severity=Severity.MINOR,
    cues={"<", "br", "lt"},
    bad=["He left.[&lt;br&gt;] She stayed.", "It was [&lt;br /&gt;] late, [&lt;b&gt;]very[&lt;/b&gt;] late."],
    good=[
        "If a < b and b > c, stop.",
        "<Fukushima> is a place; 3 < p > 2.",
        "Put it in a &lt;div&gt; or between &lt;li&gt; elements. Lines end with &lt;br&gt; in it.",
    ],
)
def html_tag(sentence: Sentence) -> Iterator[Hit]:
    """A tag such as `<br>` that shows in the text."""
    tags = list(sentence.search(_TAG))
    closed = {_name_of(tag) for tag in tags if "/" in tag.group()}
    listed = len(_ANY_TAG.findall(sentence.text)) > len(tags)
    for match in tags:
        spoken = listed or _SPOKEN_TAG.search(sentence.doc.masked, max(0, match.start() - 40), match.start())
        if _name_of(match) not in closed | _VOID or (spoken and _name_of(match) in _VOID):
            continue  # what begins an element and has no end is spoken of
        yield flag(match, "Remove the tag.", unsafe="" if match.group()[0] == "<" else None)


def _name_of(tag: re.Match[str]) -> str:
    return tag["name"]


_VOID = frozenset({"br", "img"})
_ANY_TAG = lazy(r"<[A-Za-z][\w-]*(?:\s[^<>\n]{0,80})?/?>")
_SPOKEN_TAG = lazy(r"\b(?:the|an?|each|every|this|of|with|by|use|uses|using|and|or|to|tag|element)\s+\Z", re.IGNORECASE)


_PLACEHOLDER = lazy(
    r"""
      __[A-Z]{2,}_?\d*__ | \{\{?\d{1,3}\}?\} | [⟦⦅｟]\w{1,12}[⟧⦆｠] | (?<![\w%])%(?:\d\$|\([a-z_]+\))?s\b
    | </?(?:unk|pad|bos|eos|s|mask|ph\d*|extra_id_\d+|think|user|assistant|system)> | <\|[a-z_]{2,20}\|> | \[/?INST\]
    | \[(?:NAME|DATE|PLACE|LOCATION|PERSON|NUMBER|EMAIL|TIME|ORG|COUNTRY|CITY|COMPANY|TITLE)\]
    | \[(?i:your[ ]name|insert[ ][^\[\]\n]{1,40})\] | \b(?:PERSON|ENTITY|TERM|PLACEHOLDER|NUM|LOC|ORG)_?\d+\b
    | \[(?:UNK|PAD|MASK|SEP|CLS|PH\d+)\] | \bunk\b | \bUNK(?:[ ]UNK)+\b | ⁇
    | \b(?P<value> NaN(?:/\d+|[ ]?%) | (?<=:[ ])(?:NaN|undefined|null)(?:/\d+|[ ]?%)?(?=\s*(?:\n|\Z)) )
    | (?P<object> \[object[ ]Object\] )
    """,
    re.VERBOSE,
)


@rule(
    category=Category.UNINTELLIGIBLE,
    severity=Severity.MAJOR,
    cues={"_", "}", "⟧", "⦆", "｠", "%", "<", "unk", "⁇", "pad", "mask", "sep", "cls", "[", "nan", "undefined", "null"},
    bad=[
        "They paid [\\[NAME\\]] and [\\[insert date here\\]] for it.[<|endoftext|>]",
        "The minister met [⟦1⟧] in Rome.",
        "He paid [{0}] euros, about [%s].",
        "The [unk] of [unk] is [⁇] good.",
        "Rating: [NaN/5]\n\nPrice: [undefined]\n\nSeller: [\\[object Object\\]]",
    ],
    good=[
        "Use `a`, `b`, `c`, `d` and `e`. In the message, %s is the name and {0} the number.",
        "The minister met 5% of them; 20%s is odd.",
        "The set {1, 2} and {a}.",
        "The UNK Lopers won.",
        "A mask and a pad.",
        'Any "%s" is replaced by the number.',
    ],
)
def placeholder(sentence: Sentence) -> Iterator[Hit]:
    """A mark for something that should have been put back in its place: `⟦1⟧`, `{0}`, `%s`, `<unk>`."""
    masked = sentence.doc.masked
    for match in sentence.search(_PLACEHOLDER):
        if sentence.doc.is_technical and (match.group()[0] in "%{" or match["value"] or match["object"]):
            continue  # what a manual says of “%s”
        if masked[match.start() - 1 : match.start()] in _QUOTES and masked[match.end() : match.end() + 1] in _QUOTES:
            continue  # it is spoken of
        yield flag(match, "Replace this with what it stands for.")


_QUOTES = frozenset("\"'“”‘’")

_STANDS_FOR = (
    "PH|TAG|VAR|CODE|TERM|ENT|ENTITY|PLACEHOLDER|TOKEN|URL|LINK|NUM|NAME|HTML|KEEP|NT|ID|SYM|FMT|ARG|PARAM|X|G"
)
_OF_A_TOOL = lazy(
    rf"""
    (?<![\w`$])
    (?: __(?:{_STANDS_FOR})_?\d{{1,4}}__ | XX(?:{_STANDS_FOR})_?\d{{1,4}}XX | @@(?:{_STANDS_FOR})?_?\d{{1,4}}@@
      | %%(?:{_STANDS_FOR})_?\d{{1,4}}%% | \#\#(?:{_STANDS_FOR})_?\d{{1,4}}\#\# | §§?(?:{_STANDS_FOR})?_?\d{{1,4}}§§?
      | \[\[(?:{_STANDS_FOR})_?\d{{1,4}}\]\] | \{{\{{?(?:{_STANDS_FOR})_?\d{{1,4}}\}}\}}? )
    (?![\w`])
    """,
    re.VERBOSE | re.IGNORECASE,
)
_END_OF_TOOL = lazy(r"\d(?:__|XX|xx|@@|%%|\#\#|§|\]\]|\})")
_OF_A_TEMPLATE = lazy(r"(?<![\w`\"'“(/=$])\{\{[ ]?[a-z]+(?:_[a-z]+)*[ ]?\}\}(?![\w`])")
_ANY_TEMPLATE = lazy(r"\{[%<]|\{\{[^{}]*\}\}")
_MOST_OF_A_TEMPLATE = 2
_WORDS_TO_A_FIELD = 8


@rule(
    category=Category.UNINTELLIGIBLE,
    severity=Severity.MAJOR,
    bad=[
        "The message “Rate [__PH1__] is not set” appears, and XXX is [XXTAG2XX] a mark.",
        "The new tent stands up in two minutes, they say. [{{brand_name}}] is the one for you. It keeps out the rain.",
    ],
    good=[
        "The method `__PH1__` and `{{name}}` are code. Python has __init__ and __version__.",
        "Dear {{name}}, your {{thing}} is in {{town}}.",
        "---\ntitle: Tents\n---\n\nThe new tent stands up in two minutes, they say. {{brand}} is the one.",
    ],
)
def unfilled_template(doc: Document) -> Iterator[Hit]:
    """A mark that a translation tool put in for something and did not take out (`__PH1__`), or a field of a template
    that was never filled (`{{product_name}}`). Files that are templates are left alone.
    """
    text = doc.text
    if _END_OF_TOOL.search(text):
        for found in _OF_A_TOOL.finditer(text):
            if _is_read(doc, found.start()):
                yield flag(found, "A tool left this in: put back what it stands for.")
    if "{{" not in text or doc.is_technical or text.startswith(("---", "+++")) or not doc.layout.is_article:
        return
    fields = _ANY_TEMPLATE.findall(text)
    if len(fields) <= _MOST_OF_A_TEMPLATE and len(fields) * _WORDS_TO_A_FIELD <= doc.word_count:
        for found in _OF_A_TEMPLATE.finditer(text):
            if _is_read(doc, found.start()):
                yield flag(found, "This field was never filled: write what it stands for.")


def _is_read(doc: Document, at: int) -> bool:
    """Whether a place lies in a block of prose and not in code in it."""
    number = bisect_right(doc.blocks, at + 2, key=attrgetter("start")) - 1
    line = doc.text.rfind("\n", 0, at) + 1
    return number >= 0 and at < doc.blocks[number].end and doc.text.count("`", line, at) % 2 == 0


_OF_A_TEXT = r"(?:text|article|passage|paragraph|content|document|sentence|message|story|news)"
_SPEECH_OF_MACHINE = lazy(
    rf"""
    (?: (?:(?:sure|certainly|of[ ]course|absolutely|okay|ok|no[ ]problem)[!,.][ ])?
        (?:here[ ]is|here['’]s|here[ ]are|below[ ]is|the[ ]following[ ]is|this[ ]is)[ ]
        (?:the|an?|your|my)[ ](?:[a-z-]+[ ]){{0,3}}
        (?:translation|translated[ ]{_OF_A_TEXT}|english[ ]version|revised[ ]version|rewritten[ ]{_OF_A_TEXT}
          |{_OF_A_TEXT}[ ](?:in|into)[ ]english)\b
      | (?:the[ ])?(?:english[ ])?(?:translation|(?:translated|source|original)[ ]{_OF_A_TEXT})[ ]?:
      | translated[ ](?:from[ ][A-Z][a-z]+[ ])?(?:by|with|using)[ ]
        (?:google|deepl|microsoft|bing|yandex|chatgpt|gpt|ai\b)
      | (?:please[ ])?(?:let[ ]me[ ]know|feel[ ]free[ ]to[ ]ask)\b.{{0,40}}\b(?:if|any)\b
      | i[ ]hope[ ](?:this|that|it)[ ](?:[a-z]+[ ])?helps
      | as[ ]an[ ]ai\b | as[ ]a[ ](?:large[ ])?language[ ]model
      | i(?:['’]m|[ ]am)[ ](?:sorry|afraid|unable),?[ ](?:but[ ]|that[ ]|to[ ])?(?:i[ ])?
        (?:can(?:not|['’]t)|translate|assist|fulfil)
      | i[ ]can(?:not|['’]t)[ ](?:translate|assist|fulfil|help[ ]with)
      | (?:is[ ]there|do[ ]you[ ]have|would[ ]you[ ]like)[ ](?:any|me)\b.{{0,60}}\b(?:translat|text|question|help)
      | note[ ]?:[ ](?:the|this|some|i)\b.{{0,60}}\b(?:translat|original|source[ ]{_OF_A_TEXT}|literal)
      | (?:translator|translation)['’]?s?[ ](?:['’]s[ ])?notes?\b
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_SIGNED = lazy(
    r"""
    \W{0,3} (?:this[ ]\w+[ ]was[ ])? (?:machine[ -])?translated[ ](?:from[ ]\w+[ ])?(?:to[ ]english[ ])?
    (?:by|with|using|via)[ ]
    (?:(?:www\.)?deepl|google|microsoft|bing|yandex|baidu|papago|naver|chatgpt|gpt|claude|gemini|youdao) [^\n]{0,40}
    """,
    re.VERBOSE | re.IGNORECASE,
)
_NOTE_IN_BRACKETS = lazy(
    r"""
    [(\[] (?: (?:translator|translation)['’]?s?[ ]note | t/n\b | tn[ ]?: | note[ ](?:from|by)[ ]the[ ]translator
      | untranslated | (?:original|source)[ ]text[ ](?:missing|unclear|cut) | literally[ ]translated
      | no[ ]translation | translation[ ](?:unclear|uncertain|missing) )
    [^()\[\]\n]{0,200} [)\]]
    """,
    re.VERBOSE | re.IGNORECASE,
)


@rule(
    category=Category.ADDITION,
    severity=Severity.MAJOR,
    local=True,
    cues=[
        *"translation translated translator translator's translate version ai model helps sorry note know".split(),
        *"ask notes text article untranslated t tn original".split(),
    ],
    bad=[
        "[Sure, here is the translation of the article: -> ]\n\nThe bridge in Ulm is shut.",
        "The bridge in Ulm is shut.\n\n[Note: The original uses an idiom for a long wait. -> ]",
        "The bridge [(Translator’s note: a footbridge) -> ] in Ulm is shut.",
        "The bridge in Ulm is shut. [I hope this helps! -> ] [Let me know if you need anything else. -> ]",
        "[Translation: -> ] The bridge in Ulm is shut.",
    ],
    good=[
        "She published a translation of the article. The translator noted that it was hard.",
        "“As an AI, I cannot help,” the program wrote.",
        "Here is the new bridge. Note: the bridge is old.",
        "This is the first English version of the play, which was on in Ulm last year.",
    ],
)
def machine_speaks(doc: Document) -> Iterator[Hit]:
    """A program that was asked to translate speaks to whoever asked, or about its translation.

    *Here is the translation*, *Let me know if you need anything else*, *(Translator’s note: …)*.
    """
    if doc.is_technical:
        for block in doc.blocks[-1:]:
            if _SIGNED.fullmatch(doc.masked, block.start, block.end):
                yield flag((block.start, block.end), "This is not part of the article.", unsafe="")
        return
    for sentence in doc.sentences:
        found = _SPEECH_OF_MACHINE.match(doc.masked, sentence.start, sentence.end)
        if found and not _is_about(sentence, found):
            is_label = found.group().endswith(":")
            yield flag(found if is_label else sentence, "This is not part of the article.", unsafe="")
        for note in sentence.search(_NOTE_IN_BRACKETS):
            yield flag(note, "A note about the translation is not part of the article.", unsafe="")


def _is_about(sentence: Sentence, found: re.Match[str]) -> bool:
    """Whether a sentence tells of a translation, for it goes on for long after *this is the translation*."""
    start = found.group().lower()
    return start.startswith(("this is", "here are", "the following", "below")) and not sentence.text.endswith(":")


_PIECES = lazy(
    r"""
      (?P<start>(?<![^\s])▁)[ ]? | (?P<word>[ ]?▁[ ]?)
    | (?P<joint>(?<=[^\W_])@@[ ](?=[^\W_])) | [ ]@(?P<mark>[-,./:])@[ ]
    """,
    re.VERBOSE,
)


@rule(
    category=Category.LAYOUT,
    severity=Severity.MINOR,
    cues={"▁", "@"},
    bad=[
        "The pres[@@  -> ]ident spoke.",
        "A well[ @-@  -> -]known man, and 1[ @,@  -> ,]500 more.",
        "[▁ -> ]The[▁ -> \u0020]man ran.",
    ],
    good=["Write to ann@example.org or @ann.", "5 @ $2 each."],
)
def subword_mark(sentence: Sentence) -> Iterator[Hit]:
    """A mark by which a translation machine cuts words into pieces: `@@`, `@-@`, `▁`."""
    for match in sentence.search(_PIECES):
        plain = match["mark"] or (" " if match["word"] else "")
        yield flag(match, "Join the pieces that the machine cut here.", safe=plain)


_BRACKETS = {"lrb": "(", "rrb": ")", "lsb": "[", "rsb": "]", "lcb": "{", "rcb": "}"}
_CUT_OFF = lazy(
    r"""
      (?P<clitic>(?<=[A-Za-z])[ ](?:['’](?:s|re|ve|ll|m)|n['’]t)(?![\w'’]))
    | -(?P<left>L[RSC]B)-[ ]? | [ ]?-(?P<right>R[RSC]B)-
    | (?P<opening>``[ ]?)(?=[^`']{1,400}'') | (?P<closing>(?<=[\w.,!?])[ ]?''(?!\w))
    """,
    re.VERBOSE,
)


@rule(
    category=Category.LAYOUT,
    severity=Severity.MINOR,
    cues={"s", "re", "ve", "ll", "m", "n't", "`", *_BRACKETS, *(f"{name}-" for name in _BRACKETS)},
    bad=[
        "Iran[ 's -> 's] plan did[ n't -> n't] work.",
        "We[ ’re -> ’re] late, they[ 've -> 've] left.",
        "The group [-LRB- -> (]Unita[ -RRB- -> )] agreed.",
    ],
    good=[
        "Iran's plan didn't work.",
        "The boys' s-shaped path, the '80s and rock 'n' roll.",
        "He said: 's' is a letter, 're' a prefix.",
        "Plan S and size M; the 5 m wall.",
    ],
)
def tokenised_text(sentence: Sentence) -> Iterator[Hit]:
    """Text as a machine cuts it up, with endings set apart (*Iran 's*, *do n't*) and brackets spelt out (`-LRB-`)."""
    for match in sentence.search(_CUT_OFF):
        if match["clitic"]:
            plain = match["clitic"].strip()
        elif match["opening"] or match["closing"]:
            plain = "“" if match["opening"] else "”"
        else:
            plain = _BRACKETS[(match["left"] or match["right"]).lower()]
        yield flag(match, "Write this as it is printed.", safe=plain)


_BLANK_IN_ADDRESS = lazy(r"[ ]//|//[ ]|[Ww]{3}(?:[ ]\.|\.[ ])|\.[ ](?:com|org|edu|gov)")
_SPLIT_ADDRESS = lazy(
    r"""
      (?P<scheme>\bhttps?) (?:[ ]:[ ]?|:[ ])//[ ]?(?=\w) | (?P<slashes>\bhttps?://)[ ](?=\w)
    | \b(?P<www>[Ww]{3}) (?:[ ]\.[ ]?|\.[ ])(?=\w)
    | (?<=[a-z0-9]) [ ]?\.[ ] (?P<domain>com|org|edu|gov)(?![\w-])
    """,
    re.VERBOSE,
)


@rule(
    category=Category.LAYOUT,
    severity=Severity.MINOR,
    cues={"http", "https", "www", "com", "org", "edu", "gov"},
    bad=[
        "See [http: // -> http://]example.org for more.",
        "Look at example[. com -> .com] and example[ . org -> .org] today.",
    ],
    good=[
        "See http://example.org and www.example.com.",
        "The dot com boom; an org chart. Com is short.",
        "Names in .com and .gov are dear.",
    ],
)
def split_address(doc: Document) -> Iterator[Hit]:
    """A web address with spaces in it, which leads nowhere."""
    for match in _SPLIT_ADDRESS.finditer(doc.masked) if _BLANK_IN_ADDRESS.search(doc.masked) else ():
        if match["domain"]:
            plain = "." + match["domain"]
        elif match["www"]:
            plain = match["www"] + "."
        else:
            plain = (match["scheme"] or match["slashes"].removesuffix("://")) + "://"
        yield flag(match, "Remove the spaces from the address.", safe=plain)


# -- Marks of another language -----------------------------------------------------------------------------------------

_COMMON = 4.0
_SAYS_LITTLE = 1.0


def _is_english(word: str) -> bool:
    return zipf(word) >= _COMMON and said_by(word.lower()).at_most < _SAYS_LITTLE


_INVERTED = lazy(r"[¿¡](?=[^\n]{0,200}[?!])")


@rule(
    category=Category.PUNCTUATION,
    severity=Severity.MINOR,
    cues={"¿", "¡"},
    bad=["[¿ -> ]Where is the mill? It is old.", "The town is near. [¡ -> ]Come and see it!"],
    good=["“¿Dónde está?” he asked. The marks ¿ and ¡ are Spanish.", "She said “¡Hola!” and left."],
)
def inverted_mark(sentence: Sentence) -> Iterator[Hit]:
    """A question or exclamation mark on its head before an English sentence, as Spanish has it."""
    for found in sentence.search(_INVERTED):
        after = [token for token in sentence.tokens if token.start >= found.end()]
        words = [token.lower for token in after if token.text[0].isalpha()]
        if len(words) >= _FEWEST_WORDS and after[0].start == found.end() and all(map(_is_english, words[:3])):
            yield flag(found, "English has no mark before a question or a call.", safe="")


_FEWEST_WORDS = 3


# -- Passages in another language --------------------------------------------------------------------------------------


@rule(
    category=Category.UNTRANSLATED,
    severity=Severity.MAJOR,
    bad=[
        "[Le ministre a déclaré hier que les travaux seraient terminés avant la fin de cette année scolaire.]",
        "[Gwamnatin jihar ta bayyana cewa za ta gina sabbin makarantu guda biyar kafin karshen wannan shekara.]",
        "The bridge was closed in spring. [Die Brücke wird erst im Herbst wieder geöffnet.] Buses take another road.",
        "[昨日、彼は東京に行きました。]",
    ],
    good=[
        "The minister said yesterday that the works would be finished before the end of this school year.",
        "Ingredients: butter, flour, sugar, salt, vanilla, nutmeg, cinnamon, raisins, almonds, walnuts, yeast, milk.",
        "Jakarta Bandung Surabaya Medan Semarang Makassar Palembang Tangerang Depok Bogor Padang Malang Denpasar",
        "He sang “frère Jacques dormez-vous sonnez les matines” to the children of the village school.",
        "Henri Vasseur, “Les moulins à vent de la vallée et leurs meuniers”, 1931.",
    ],
)
def foreign_passage(doc: Document) -> Iterator[Hit]:
    """A paragraph, or a sentence in one, that is in another language altogether. Nothing else in it is flagged or
    repaired, and its words are not counted. An article that is mostly in another language gets this one finding and no
    score. What is marked as foreign, by a `lang` attribute or the front matter, is not flagged.
    """
    for passage in doc.passages:
        kind = "paragraph" if passage.is_block else "sentence"
        if doc.mostly:
            message = f"Most of this article is {doc.mostly}, so nothing else in it is checked."
        elif passage.language == UNKNOWN:
            message = f"Translate this {kind}; it is not English."
        else:
            message = f"This {kind} is {passage.language}: translate it."
        yield flag((passage.start, passage.end), message)
