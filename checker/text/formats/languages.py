"""What a file says of the languages in it: tags such as ``pt-BR``, and what elements say by their attributes.

A format that has such marks makes ``Marked`` stretches of them for ``Layout.marked``: by ``marked``, from the tags in a
text, or by ``Marks``. What a file says of itself as a whole goes to ``Layout.language``. What is marked as foreign is
passed over in silence.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from functools import lru_cache
from pathlib import PurePath
from typing import TYPE_CHECKING

from checker.text.layout import Marked, Says
from checker.text.pattern import lazy

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = [
    "NAMES",
    "Marks",
    "is_english",
    "is_foreign",
    "is_unmistakable",
    "marked",
    "name_of",
    "of_attributes",
    "of_path",
    "primary",
]

NAMES = dict(
    pair.split("=")
    for pair in """
    aa=Afar ab=Abkhazian ae=Avestan af=Afrikaans ak=Akan am=Amharic an=Aragonese ar=Arabic as=Assamese av=Avaric
    ay=Aymara az=Azerbaijani ba=Bashkir be=Belarusian bg=Bulgarian bi=Bislama bm=Bambara bn=Bengali bo=Tibetan br=Breton
    bs=Bosnian ca=Catalan ce=Chechen ch=Chamorro co=Corsican cr=Cree cs=Czech cu=Church_Slavonic cv=Chuvash cy=Welsh
    da=Danish de=German dv=Divehi dz=Dzongkha ee=Ewe el=Greek en=English eo=Esperanto es=Spanish et=Estonian eu=Basque
    fa=Persian ff=Fulah fi=Finnish fj=Fijian fo=Faroese fr=French fy=Western_Frisian ga=Irish gd=Scottish_Gaelic
    gl=Galician gn=Guarani gu=Gujarati gv=Manx ha=Hausa he=Hebrew hi=Hindi ho=Hiri_Motu hr=Croatian ht=Haitian_Creole
    hu=Hungarian hy=Armenian hz=Herero ia=Interlingua id=Indonesian ie=Interlingue ig=Igbo ii=Sichuan_Yi ik=Inupiaq
    io=Ido is=Icelandic it=Italian iu=Inuktitut iw=Hebrew ja=Japanese jv=Javanese ka=Georgian kg=Kongo ki=Kikuyu
    kj=Kuanyama kk=Kazakh kl=Greenlandic km=Khmer kn=Kannada ko=Korean kr=Kanuri ks=Kashmiri ku=Kurdish kv=Komi
    kw=Cornish ky=Kyrgyz la=Latin lb=Luxembourgish lg=Ganda li=Limburgish ln=Lingala lo=Lao lt=Lithuanian
    lu=Luba-Katanga lv=Latvian mg=Malagasy mh=Marshallese mi=Maori mk=Macedonian ml=Malayalam mn=Mongolian mr=Marathi
    ms=Malay mt=Maltese my=Burmese na=Nauru nb=Norwegian nd=North_Ndebele ne=Nepali ng=Ndonga nl=Dutch nn=Norwegian
    no=Norwegian nr=South_Ndebele nv=Navajo ny=Chichewa oc=Occitan oj=Ojibwa om=Oromo or=Odia os=Ossetian pa=Punjabi
    pi=Pali pl=Polish ps=Pashto pt=Portuguese qu=Quechua rm=Romansh rn=Rundi ro=Romanian ru=Russian rw=Kinyarwanda
    sa=Sanskrit sc=Sardinian sd=Sindhi se=Northern_Sami sg=Sango si=Sinhala sk=Slovak sl=Slovenian sm=Samoan sn=Shona
    so=Somali sq=Albanian sr=Serbian ss=Swati st=Sotho su=Sundanese sv=Swedish sw=Swahili ta=Tamil te=Telugu tg=Tajik
    th=Thai ti=Tigrinya tk=Turkmen tl=Tagalog tn=Tswana to=Tongan tr=Turkish tt=Tatar tw=Twi ty=Tahitian ug=Uyghur
    uk=Ukrainian ur=Urdu uz=Uzbek ve=Venda vi=Vietnamese vo=Volapük wa=Walloon wo=Wolof xh=Xhosa yi=Yiddish yo=Yoruba
    za=Zhuang zh=Chinese zu=Zulu ast=Asturian ceb=Cebuano ckb=Kurdish cmn=Chinese deu=German dsb=Lower_Sorbian
    fil=Filipino fra=French fur=Friulian gsw=Swiss_German haw=Hawaiian hsb=Upper_Sorbian ita=Italian jpn=Japanese
    kab=Kabyle kmr=Kurdish kor=Korean lij=Ligurian nds=Low_German pap=Papiamento por=Portuguese prs=Dari rus=Russian
    sah=Yakut scn=Sicilian sco=Scots sgs=Samogitian spa=Spanish szl=Silesian tzm=Tamazight vec=Venetian yue=Cantonese
    zho=Chinese
    """.split()
)
"""English names of languages by the first part of their tag (ISO 639), with ``_`` for a blank."""


def primary(tag: str) -> str:
    """The first part of a language tag in lower case: ``pt`` of ``pt-BR``, ``zh`` of ``zh_CN.UTF-8``."""
    return re.split(r"[-_.@]", tag.strip().lower(), maxsplit=1)[0]


def is_english(tag: str) -> bool:
    """Whether a tag, or the name of a language, says English: ``en``, ``en-GB``, ``en_US.UTF-8``, ``English``."""
    return primary(tag) in {"en", "eng", "english"}


def is_foreign(tag: str) -> bool:
    """Whether a tag says a language that is known and not English; ``python``, ``x-default`` and ``und`` do not."""
    return not is_english(tag) and bool(name_of(tag))


def name_of(tag: str) -> str:
    """The English name of the language of a tag, or of one that is named in full; empty when it is not known."""
    first = primary(tag)
    name = NAMES.get(first) or (first.capitalize() if first.capitalize() in NAMES.values() else "")
    return name.replace("_", " ")


def of_attributes(attributes: Mapping[str, str]) -> Says | None:
    """What an element's attributes say of the text in it; ``None`` for nothing.

    The names of ``attributes`` are in lower case. ``translate="no"`` and the class ``notranslate`` mean text that is to
    stay as it is in every language, so it is no more to be checked than what is foreign.
    """
    if attributes.get("translate", "").strip().lower() == "no" or "notranslate" in attributes.get("class", "").split():
        return Says.KEPT
    tag = attributes.get("lang") or attributes.get("xml:lang") or ""
    if is_english(tag):
        return Says.ENGLISH
    return Says.FOREIGN if is_foreign(tag) else None


_TAG = lazy(r"[A-Za-z]{2,3}(?:[-_](?:[A-Za-z]{2}|[A-Za-z]{4}|\d{3})){0,2}")
_OF_FILE = lazy(
    r"(?:.*\.|(?:readme|index|changelog|contributing|license|faq)[-_]|.*_)(?P<tag>[A-Za-z]{2}(?:[-_][A-Za-z]{2,4})?)",
    re.IGNORECASE,
)
_WORDS = frozenset(
    """
    aa ab ae am an as av ba be bi ca co dv ee ff ga gd go he ho ht hz ia id ie ii ik in io is it la lo lu ma me
    mi ml mo ms mt my na nb nd ne no nr nv om or os pa pi ps rm rn sa sc sd se sg si sm so ss st su ta te ti tk
    to ts tt tw ug ve vo wa wo za ast fur kab lij pap sah sco szl
    """.split()
)
"""Tags that are words, abbreviations or the names of technologies too, so that a folder may be named for these."""


def of_path(path: str) -> str:
    """The language that a place says its file is in, as the tag that says so; empty where none does.

    That is a folder named for a language (``docs/fr/page.md``, ``locales/zh_CN``, ``de/LC_MESSAGES/site.po``), the
    innermost where there are several, or the end of a file's name (``page.fr.md``, ``README_ja.md``, ``fr.po``).
    """
    folder, file = os.path.split(path)
    stem, _ = os.path.splitext(file)  # noqa: PTH122 -- a path is made of each article's name else, to ask this alone
    named = _OF_FILE.fullmatch(stem)
    tag = named["tag"] if named else stem
    known = tag if _names_language(tag) else _of_folder(folder)
    return "" if is_english(known) else known


@lru_cache(maxsize=1024)
def _of_folder(folder: str) -> str:
    return next((part for part in reversed(PurePath(folder).parts) if _names_language(part)), "")


def _names_language(tag: str) -> bool:
    return bool(_TAG.fullmatch(tag)) and (is_english(tag) or is_foreign(tag))


def is_unmistakable(tag: str) -> bool:
    """Whether a folder or file of that name is named for a language: ``fr`` is, ``it`` or ``os`` need not be."""
    return tag.lower() not in _WORDS


_MAY_SAY = lazy(r"lang|translate", re.IGNORECASE)
_ATTRIBUTE = lazy(
    r"""(?<=[\s"'/])(?P<name>[A-Za-z][\w:-]{0,30})\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s>"']+))"""
)


_TAG_NAME = lazy(r"<(?P<slash>/?)(?P<name>[A-Za-z][\w:.-]{0,30})")


def marked(text: str, tags: Iterable[tuple[int, int]]) -> tuple[Marked, ...]:
    """The stretches that HTML elements say are English, or are not: ``<p lang="fr">``.

    ``tags`` are the spans of the tags in reading order; others, such as those of comments, do no harm.
    """
    spans = list(tags)
    if not any(_MAY_SAY.search(text, *span) for span in spans):
        return ()
    marks = Marks()
    for start, end in spans:
        tag = _TAG_NAME.match(text, start, end)
        if not tag:
            continue
        name = tag["name"].lower()
        if tag["slash"]:
            marks.close(name, start)
        elif (
            text[end - 2] != "/" and text.find("</", start + 1, end) < 0
        ):  # else an element without text, or a whole one
            marks.open(name, end, _said_by(text[start:end]))
    return marks.all(len(text))


def _said_by(tag: str) -> Says | None:
    if not _MAY_SAY.search(tag):
        return None
    attributes = {
        found["name"].lower(): found["double"] or found["single"] or found["bare"] or ""
        for found in _ATTRIBUTE.finditer(tag)
    }
    return of_attributes(attributes)


class Marks:
    """Makes ``Marked`` stretches of the elements of a text, as their tags are met in reading order.

    What an element says holds for those in it that say nothing themselves.
    """

    def __init__(self, *, says: Says | None = None) -> None:
        self._open: list[tuple[str, Says | None]] = [("", says)]
        self._counts: Counter[str] = Counter()
        self._start = 0
        self._found: list[Marked] = []

    def open(self, name: str, at: int, says: Says | None) -> None:
        """An element begins: ``at`` is where its start tag ends, ``says`` what that says, by ``of_attributes``."""
        if name in _EMPTY:
            return
        if name == self._open[-1][0] and name in _END_THEMSELVES:
            self._end_innermost(at)
        now = self._open[-1][1]
        if says is Says.KEPT and now is Says.FOREIGN:
            says = now
        if says is not None and says is not now:
            self._turn(at)
        self._open.append((name, now if says is None else says))
        self._counts[name] += 1

    def close(self, name: str, at: int) -> None:
        """An element ends, and those in it that were not closed: ``at`` is where its end tag begins."""
        if self._counts[name]:
            while self._open[-1][0] != name:
                self._end_innermost(at)
            self._end_innermost(at)

    def all(self, end: int) -> tuple[Marked, ...]:
        """The stretches in reading order; ``end`` is where the text ends."""
        self._turn(end)
        return tuple(self._found)

    def _end_innermost(self, at: int) -> None:
        said = self._open[-1][1]
        if said is not self._open[-2][1]:
            self._turn(at)
        name, _ = self._open.pop()
        self._counts[name] -= 1

    def _turn(self, at: int) -> None:
        """What held so far ends here."""
        says = self._open[-1][1]
        if says is not None and self._start < at:
            self._found.append(Marked(self._start, at, says))
        self._start = at


_END_THEMSELVES = frozenset("p li dt dd td th tr option".split())
"""Elements that need no end tag before the next of their kind."""

_EMPTY = frozenset("area base br col embed hr img input link meta param source track wbr".split())
"""Elements without an end tag, which hold nothing."""
