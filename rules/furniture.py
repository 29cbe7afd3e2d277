"""Site furniture: lines of a web page that came along when the article was copied from it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.checking.rule import Applicability, Edit, Hit, flag, rule
from checker.findings import Category, Severity
from checker.text.document import OPAQUE, Block, BlockKind, Document, Span
from checker.text.pattern import lazy

if TYPE_CHECKING:
    from collections.abc import Iterator

_LINE_KINDS = (BlockKind.PARAGRAPH, BlockKind.HEADING)
_LONGEST_LINE = 20


def _words(text: str) -> list[str]:
    return re.findall(r"[\w'’]+", text.lower())


def _line(doc: Document, block: Block) -> str | None:
    """The text of a block that is a short line without link, image or code.

    A line with a link still does what it says, and so is no leftover.
    """
    line_end = doc.masked.find("\n", block.end)
    after = doc.masked[block.end : line_end if line_end >= 0 else None].strip()  # code as a link's text is in no block
    if block.kind not in _LINE_KINDS or after or doc.touches_mask(Span(block.start - 1, block.end + 1)):
        return None
    text = doc.masked[block.start : block.end]
    return text if len(text.split(None, _LONGEST_LINE)) <= _LONGEST_LINE else None


def _remove(doc: Document, block: Block, message: str, *, certain: bool) -> Hit:
    """A hit on a whole block that takes it out; safely when it is sure to be furniture and nothing comes after it."""
    if certain and block == doc.blocks[-1]:
        return flag((block.start, block.end), message, safe="")
    return flag((block.start, block.end), message, unsafe="")


# -- Links and buttons -------------------------------------------------------------------------------------------------

_BUTTONS = frozenset(
    button.strip()
    for line in """\
    add a comment | add to bag | add to basket | add to cart | add to wishlist | advertisement | advertisements
    all rights reserved | also read | article continues below | back to top | buy it now | buy now | click here
    continue reading | continue reading below | copy link | don't miss | don't miss it | dont miss
    email this article | follow us | follow us on facebook | follow us on social media | follow us on twitter
    join the conversation | jump to recipe | jump to video | keep reading | leave a comment | leave a reply
    load more | load more comments | loading | more from this author | more like this | more news | more on this story
    more on this topic | more stories | most popular | most read | next article | next post | no comments
    no comments yet | pin recipe | post a comment | previous article | previous post | print recipe
    print this article | print this page | promoted content | read also | read more | read more news | read next
    recommended articles | recommended for you | recommended stories | related article | related articles
    related content | related coverage | related links | related news | related post | related posts | related reading
    related stories | related story | related topics | related videos | see also | see more | share
    share on facebook | share on twitter | share on whatsapp | share this | share this article | share this news
    share this page | share this post | share this story | share via email | show more | sign up now | skip to content
    skip to main content | sponsored | sponsored content | story continues below | story continues below advertisement
    subscribe | subscribe now | tap here | trending now | trending stories | up next | view comments | view more
    you may also like | you may like | you might also like
    """.splitlines()
    for button in line.split("|")
    if button.strip()
)
"""What a link or button of a page says, in lower case and without marks."""

_ONLY_LAST = frozenset(
    ("share", "subscribe", "see also", "sponsored", "loading", "follow us", "read more", "most popular")
)
"""Buttons that may be headings of an article's own when something follows."""

_BUTTON = lazy(
    r"""
      (?:(?:the[ ])?(?:article|story|text|report)[ ])?continue[sd]?(?:[ ]reading)?
      [ ](?:after|below)[ ](?:the[ ]|this[ ])?
      (?:ads?|advert|advertisement|advertising|advertisements|commercial|publicity|sponsored[ ]content)
    | (?:share|send|post)[ ](?:it[ ]|this[ ])?(?:on|via|with|by)[ ]
      (?:facebook|twitter|x|whatsapp|telegram|linkedin|reddit|pinterest|viber|vk|messenger|email|e[ ]mail|instagram)
    | (?:follow|find|like)[ ]us[ ]on[ ](?:facebook|twitter|x|whatsapp|telegram|instagram|google[ ]news|youtube|tiktok)
    """,
    re.VERBOSE,
)
"""The same of kinds of buttons, of which each page has its own."""

_COUNTER = lazy(r"\d+ (?:comments?|shares?|views?|likes?|replies)")

_POINTER = lazy(
    r"""
    (?:read[ ](?:also|more|next) | also[ ]read | see[ ]also
     | main[ ]articles? | (?:watch|listen)[ ]also
     | related(?:[ ](?:story|stories|articles?|news|posts?))?
     | more[ ]on[ ](?:this|the)[ ](?:story|topic|subject) | more[ ]on[ ]this | don['’]t[ ]miss | must[ ]read
     | you[ ]may[ ]also[ ](?:like|be[ ]interested[ ]in))
    \s?[:\N{EN DASH}-](?=\s?\S)
    """,
    re.IGNORECASE | re.VERBOSE,
)

_CALL = lazy(
    r"""
    (?: (?:listen[ ]to|watch|hear)[ ](?:the|his|her|our|this)[ ](?:full|complete|entire|whole)[ ]
          (?:report|interview|story|programme|program|video|audio|conversation|discussion|episode|speech|statement)
      | read[ ](?:the[ ]full|more[ ]in[ ]the)[ ].{0,60}?(?:report|story|article|interview|text)\b
      | subscribe[ ](?:to|for)[ ](?:our|the)\b
      | sign[ ]up[ ](?:for|to)[ ](?:our|the)[ ].{0,40}?(?:newsletter|updates|alerts|mailing[ ]list|e-?mail)
      | follow[ ](?:us|our[ ]page|our[ ]channel)[ ]on\b
      | join[ ](?:our|us[ ]on)[ ].{0,20}?(?:telegram|whatsapp|facebook|viber|channel|group)
      | (?:click|tap|press)[ ]here[ ](?:to|for)\b
      | (?:download|get|install)[ ](?:our|the)[ ].{0,20}?app\b
      | (?:like|share)[ ]us[ ]on\b
      | never[ ]miss[ ](?:an|any|important|the[ ]latest|our)\b
      | share[ ]this[ ](?:article|story|post|news|page)[ ](?:on|with|via)\b
      | (?:you[ ]can[ ])?(?:leave|write|post)[ ]your[ ]comments?[ ](?:below|here|in)\b
    )
    """,
    re.IGNORECASE | re.VERBOSE,
)


@rule(
    category=Category.LAYOUT,
    severity=Severity.MAJOR,
    bad=[
        "The harvest was good.\n\n[Related Posts -> ]",
        "The harvest was good.\n\n[READ ALSO: -> ]{ Farmers wait for rain -> }\n\nPrices fell.",
        "[READ MORE:  -> ]Farmers wait for rain\n\nThe harvest was good.",
        "The harvest was good.\n\n[Never miss our news!  -> ]Prices fell in May, and few farmers sold what they had.",
        "The harvest was good.\n\n[Listen to the full report by Anna Berg. -> ]",
        "The harvest was good.\n\n[3 comments -> ]",
        "The harvest was good.\n\n[Advertisement -> ]\n\nPrices fell.",
        "The harvest was good.\n\n[Subscribe to our newsletter for more. -> ]\n\nPrices fell.",
        "The harvest was good.\n\n[Story continues after the ad -> ]\n\nPrices fell.\n\n[Share on Telegram -> ]",
        "The harvest was good.\n\n[Main article: -> ]{ Farming in Malta -> }\n\nPrices fell.",
    ],
    good=[
        "The switch is new.\n\nSee also\n--------\n\nThe list of switches has more.",
        "## Related posts\n\n- One\n- Two",
        "<h2>Related posts</h2>\n\nThe list of switches has more.",
        "A switch is new.\n\n:::info See also\nThe list of switches.\n:::",
        "Read more: [the report](https://example.org/report)",
        "It is late.\n\nSee also: [`dawn`](https://example.org/dawn)",
        "She wrote a newsletter. Subscribe to our view, she said.",
        "“Listen to the full report by the police,” he said. “Then you may go.”",
        "Read more books and watch fewer films, teachers say.",
        "# Share\n\nThe share is 3 percent.",
        "- Read more",
        "They had three comments on the plan.",
    ],
)
def leftover_page_line(doc: Document) -> Iterator[Hit]:
    """A link, button or appeal of a web page was left in the article, where it leads nowhere.

    *Related Posts*, *Read also: …*, *Listen to the full report*, *3 comments*. A line that is a link,
    and a heading with a list under it, are left alone.
    """
    # Before a list of links alone a heading is not the end, though it is the last that is prose.
    last = doc.blocks[-1] if doc.blocks and OPAQUE not in doc.masked[doc.blocks[-1].end :] else None
    for block in doc.blocks:
        first = _FIRST_WORD.search(doc.masked, block.start, block.end)
        if not first or not (first.group()[0].isdigit() or first.group().lower() in _FIRST_WORDS):
            continue
        text = _line(doc, block)
        if text is None:
            if _CALL.match(doc.masked, block.start, block.end) and block.kind is BlockKind.PARAGRAPH:
                yield from _call(doc, block)
            continue
        if _is_marked_heading(doc, block) and block != last:
            continue
        if block.start == 0:
            if pointer := _POINTER.match(text):
                yield flag(
                    (block.start, block.start + len(text) - len(text[pointer.end() :].lstrip())),
                    "This label is left over from a link.",
                    unsafe="",
                )
            continue
        words = " ".join(_words(text)).replace("’", "'")
        if words in _BUTTONS or _BUTTON.fullmatch(words):
            if block == last or words not in _ONLY_LAST or not _leads_a_list(doc, block):
                yield _remove(doc, block, f"“{text}” is left over from a web page.", certain=True)
        elif _COUNTER.fullmatch(words):
            yield _remove(doc, block, "This counter is left over from a web page.", certain=True)
        elif pointer := _POINTER.match(text):
            yield _pointer(block, pointer.end())
        elif _CALL.match(text):
            yield from _call(doc, block)


def _pointer(block: Block, length: int) -> Hit:
    """A hit on the label before the title of another article, which takes out both."""
    label = Span(block.start, block.start + length)
    message = "This line points to something on a web page."
    return Hit(label, message, ("",), Applicability.UNSAFE, also=(Edit(label.end, block.end, ""),))


def _call(doc: Document, block: Block) -> Iterator[Hit]:
    """A hit on a call to the reader: a paragraph of its own, or the first sentence of one."""
    sentence = doc.sentence_at(block.start)
    if sentence is None or doc.touches_mask(Span(block.start - 1, sentence.end + 1)):
        return
    if sentence.end == block.end:
        yield _remove(doc, block, "This line points to something on a web page.", certain=False)
    elif sentence.text[-1] == "!":
        after = len(doc.masked[sentence.end : block.end]) - len(doc.masked[sentence.end : block.end].lstrip())
        yield flag((sentence.start, sentence.end + after), "This appeal is left over from a web page.", unsafe="")


_INSIDE = lazy(
    r"""
      (?P<edit> (?<=[\w.)”"]) [ ]? \[ [ ]? edit (?:[ ]source)? (?:[ ]?[|][ ]?edit[ ](?:source|code))? [ ]? \] )(?=\s*\Z)
    | (?P<photo> [ ]? \( (?:file[ ])?(?:photo|image|picture|pic) s?(?:[ ](?:credit|by|courtesy)s?)? [ ]?:
        [ ]? [^()\n]{2,60} \) )
    | (?<=[a-z0-9’”"][.!?”]) [ ]? (?P<credit> (?:photo|image|picture)s?[ ]?: [ ]?\w[\w.-]* )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_AFTER_PICTURE = r"s?(?:[ ](?:by|credit|courtesy)s?)?[ ]?:"
_GATES = (
    lazy(r"\[[ ]?[Ee]dit"),
    *(lazy(word + _AFTER_PICTURE) for word in ("hoto", "HOTO", "mage", "icture", "[( .][Pp]ic")),
)


@rule(
    category=Category.LAYOUT,
    severity=Severity.MINOR,
    bad=["## Early years[\\[edit\\] -> ]\n\nShe was born in Graz."],
    doubtful=[
        "The keeper left on a stretcher[ (Photo: Press Office) -> ]. The match went on.",
        "“We pick them at dawn,” said Eva Lang, a grower.[Photo: GPA] Her sons agreed.",
    ],
    good=[
        "Press \\[edit\\] to change the page. The map (image: north is up) is old.".replace("image: ", ""),
        "She took a photo: it shows the dam. See the photo. It is old.",
    ],
)
def leftover_inside_text(doc: Document) -> Iterator[Hit]:
    """What a web page had beside or in its text: *[edit]* after a heading, a photographer’s credit in a sentence."""
    if not any(gate.search(doc.masked) for gate in _GATES):
        return
    for block in doc.prose:
        for found in _INSIDE.finditer(doc.masked, block.start, block.end):
            if found["edit"]:
                if (
                    block.kind is BlockKind.HEADING
                    or len(doc.masked[block.start : found.start()].split()) <= _LONGEST_LABEL
                ):
                    yield flag(found, "This is a button of the page that the text was copied from.", unsafe="")
            elif not doc.is_technical:
                whole = bool(found["photo"])
                where = found.span() if whole else found.span("credit")
                message = "This credit belongs to a picture that is not here."
                yield flag(where, message, unsafe="" if whole else None, doubtful=True)


_FIRST_WORD = lazy(r"[\w'’]+")
_FIRST_WORDS = {
    *(_words(button)[0] for button in _BUTTONS),
    *(_words(button.replace("'", "’"))[0] for button in _BUTTONS),
    *"read also see related more don't don’t must you listen watch hear subscribe sign follow join click".split(),
    *"tap press download get install like share never leave write post main".split(),
    *"article story text report the continue continues continued send find".split(),
}
"""How lines of a page start, but for those that start with a count."""


def _is_marked_heading(doc: Document, block: Block) -> bool:
    line_start = doc.text.rfind("\n", 0, block.start) + 1
    return block.kind is BlockKind.HEADING and (
        doc.text.startswith(("#", "=", "<h", ":::"), line_start) or bool(_UNDERLINE.match(doc.text, block.end))
    )


_UNDERLINE = lazy(r"[ \t]*\n([=~^\"'*+.:`-])\1{2,}[ \t]*(?:\n|$)")


def _leads_a_list(doc: Document, block: Block) -> bool:
    following = next((other for other in doc.blocks if other.start > block.start), None)
    return following is not None and following.kind is BlockKind.LIST_ITEM


# -- Tags --------------------------------------------------------------------------------------------------------------

_TAGS = lazy(r"(?:tags?|keywords|labels|hashtags|topics|filed under|categories|category)\s?:\s?\S", re.IGNORECASE)
_NOT_IN_TAGS = frozenset(
    _words(
        """
        the a an of in on at to for from by with and or but
        not is are was were be been has have had do does did will would
        can could may might must should that this these those it its he she they we you i his her their our my your who
        which what when where why how said says as if than then there here after before over under about into let's
        """
    )
)
_TAG = lazy(r"[^\W\d_][\w'’-]*")
_FEWEST_TAGS = 3
_MOST_TAGS = 15
_LEAST_KNOWN = 0.6
_FEWEST_BLOCKS = 4
_LAST_LINES = 3
_LONGEST_LABEL = 6


@rule(
    category=Category.LAYOUT,
    severity=Severity.MAJOR,
    bad=[
        "Kenya sells tea\n\nKenya sold tea.\n\nPrices rose.\n\nGrowers sing.\n\n[Kenya tea prices growers Africa -> ]",
        "Kenya sells more tea\n\nKenya sold more tea than ever.\n\n[Tags: tea, Kenya -> ]\n\nRelated Posts",
    ],
    good=[
        "Kenya sells more tea\n\nKenya sold more tea than ever.\n\nPrices rose after a poor harvest.\n\nJane Mary Doe",
        "Kenya sells tea\n\nMary Ann Otieno sold more tea.\n\nPrices rose.\n\nAll is well.\n\nMary Ann Otieno",
        "Kenya sells tea\n\nKenya sold more tea than ever.\n\nPrices rose.\n\nTea prices rise in Kenya",
        "Kenya sells tea\n\nKenya sold more tea than ever.\n\nPrices rose.\n\n- Kenya tea prices",
    ],
)
def leftover_tags(doc: Document) -> Iterator[Hit]:
    """The keywords of a web page stand at the end of the article."""
    for block in _end_lines(doc):
        text = _line(doc, block)
        if text is not None and (_TAGS.match(text) or _is_keywords(doc, block, text)):
            yield _remove(doc, block, "These keywords are left over from a web page.", certain=False)


def _end_lines(doc: Document) -> list[Block]:
    """The last blocks, back to the first that is more than a few words."""
    lines: list[Block] = []
    for block in reversed(doc.blocks[-_LAST_LINES:]):
        lines.append(block)
        if len(doc.masked[block.start : block.end].split()) > _LONGEST_LABEL:
            break
    return [block for block in lines if block.start > 0]


def _is_keywords(doc: Document, block: Block, text: str) -> bool:
    """Whether a line is made of words of the article without making a sentence or repeating a name from it."""
    tags = [piece.strip(",;#") for piece in text.split()]
    if not _FEWEST_TAGS <= len(tags) <= _MOST_TAGS or len(doc.blocks) < _FEWEST_BLOCKS:
        return False
    if _is_marked_heading(doc, block):
        return False
    if not all(_TAG.fullmatch(tag) and tag.lower() not in _NOT_IN_TAGS for tag in tags):
        return False
    earlier = _words(doc.masked[: block.start])
    known = set(earlier)
    line = _words(text)
    is_quoted_from_text = f" {' '.join(line)} " in f" {' '.join(earlier)} "
    return not is_quoted_from_text and sum(word in known for word in line) >= _LEAST_KNOWN * len(line)


# -- Headlines ---------------------------------------------------------------------------------------------------------

_OUTLET = lazy(
    r"""
    (?i:newspapers? | radio | television | tv | news | agency | online | daily | gazette | herald | tribune | times
      | shimbun | website | broadcasting | network | media | digital | magazine | journal)
    """,
    re.VERBOSE,
)
_SITES = lazy(
    r"(?:xinhua(?: ?net| news(?: agency)?)?|yahoo! ?news|yahoo!|dw|rt in \w+|msn|bbc news \w+|voa \w+)", re.IGNORECASE
)
_AGENCIES = lazy(
    r"(?:reuters|ap|afp|bbc|cnn|voa|al jazeera|euronews|the guardian|bloomberg|tass|sputnik)", re.IGNORECASE
)
_DATE = lazy(r"\d{1,2}[./]\d{1,2}[./]\d{4}")
_TAIL = lazy(r"\s*(?P<dash>[-\N{EN DASH}\N{EM DASH}|])(?P<gap>\s*)(?P<name>[^-\N{EN DASH}\N{EM DASH}|]{2,50})\Z")
_NOT_AN_OUTLET = frozenset(
    _words("big good bad breaking latest more great hard fake the a an in on at and or for with to from")
)
_LONGEST_NAME = 5


@rule(
    category=Category.LAYOUT,
    severity=Severity.MINOR,
    bad=[
        "Rice is dearer again[ - Evening Herald Newspapers -> ]\n\nRice costs more.",
        "Rice is dearer again, says Dr. Omar[- harmony radio Ghana. -> ]\n\nRice costs more.",
        "# Rice is dearer again[ | Reuters -> ]\n\nRice costs more.",
        "Rice is dearer again[ - Xinhuanet -> ]\n\nRice costs more.",
        "Rice is dearer again[-Xinhua -> ]\n\nRice costs more.",
    ],
    good=[
        "Ship sinks off Malta, 20 saved - Report\n\nA ship sank.",
        "Ship sinks off Malta - Reuters\n\nA ship sank.",
        "The year in trains - Good News\n\nA year.",
        "Trains, ships - and the news\n\nA year.",
        "The well-known Daily News\n\nA year.",
        "Rice is dearer again\n\nThe report - Evening Herald",
    ],
)
def site_name_in_headline(doc: Document) -> Iterator[Hit]:
    """The headline ends with the name of the site that it was copied from."""
    first = doc.headline
    if first is None or first.kind not in (*_LINE_KINDS, BlockKind.FRONT_MATTER) or first.end - first.start > 300:
        return
    end = first.end
    while tail := _TAIL.search(doc.masked, first.start, end):
        name = tail["name"].rstrip(". ")
        is_site = bool(_SITES.fullmatch(name)) or (bool(tail["gap"]) and _is_outlet(name, tail["dash"]))
        is_date = end == first.end and bool(_DATE.fullmatch(name))
        if tail.start() == first.start or not (is_site or is_date):
            break
        end = tail.start()
    if end < first.end:
        yield flag((end, first.end), "The headline ends with the name of a site.", unsafe="")


def _is_outlet(name: str, dash: str) -> bool:
    if dash == "|" and _AGENCIES.fullmatch(name):
        return True
    words = name.split()
    return (
        2 <= len(words) <= _LONGEST_NAME
        and any(_OUTLET.fullmatch(word) for word in words)
        and any(word[0].isupper() for word in words)
        and words[0].lower() not in _NOT_AN_OUTLET
    )


# -- Credits -----------------------------------------------------------------------------------------------------------

_CREDIT = lazy(
    r"""
    [(\[]?
    (?: photos?[ ]?(?:by|credits?|caption|courtesy[ ]of|source)\b | (?:photo|image|picture|cover[ ]photo)s?\s?:
      | (?:media|image|video)[ ]caption\b | image[ ](?:source|copyright|credit)\b
      | (?:reporter|reported[ ]by|correspondent|edited[ ]by|translated[ ]by|translator|written[ ]by|author|source|by
        |text|(?:responsible[ ])?editor|editor[ ]in[ ]charge|interview[ ]by)\s?:\s?(?=["“]?[A-Z])
    | [-–—]{1,3}[ ]?(?:\(?[A-Z][\w.]+(?:[ ][A-Z][\w.]+)?\)?)$
    | \(?(?:end|ends|the[ ]end|finish)\)?\.?$ | (?:©|copyright\b|all[ ]rights[ ]reserved)
      | by[ ](?:our|a|staff)[ ](?:staff[ ])?(?:correspondent|reporter|writer|own[ ]correspondent)s?\b
    )
    """,
    re.IGNORECASE | re.VERBOSE,
)
_BYLINE = lazy(
    r"""
    (?: (?:by|reporter|correspondent|text|editor|journalist|staff[ ]writer|written[ ]by) [ ]?:?[ ] )?
    (?-i: [A-Z][\w'’-]+ (?:[ ][A-Z][\w.'’-]*){1,3} ) [ ]? [,/|=–-]? [ ]? [(<\[]? [\w.+-]{1,40} @ [\w.-]{3,60} \w [)>\]]?
    (?: [ ]? (?:reporter|correspondent) )? \.?
    """,
    re.IGNORECASE | re.VERBOSE,
)
_LONGEST_CREDIT = 12


@rule(
    category=Category.LAYOUT,
    severity=Severity.MINOR,
    doubtful=[
        "The tram is new.\n\n[-- Graz News -> ]\n\n[(End) -> ]",
        "The tram is new.\n\n[Source: City of Graz -> ]\n\n[© 2020 -> ]",
        "The tram is new.\n\n[Photo: City of Graz -> ]\n\nIt is red.",
        "The tram is new.\n\n[(Reporter: Eva Lang) -> ]",
        "The tram is new.\n\n[Reporter Eva Lang] eva.lang@example.org",
    ],
    good=[
        "The tram is new.\n\nPhotos by visitors hang in a long row on the wall of the old depot near the river.",
        "Photo: Graz",
        "> The tram is new.\n>\n> -- Vera",
    ],
)
def leftover_credit(doc: Document) -> Iterator[Hit]:
    """A photographer's, reporter's or translator's credit, or an agency's end mark, is left over in the text."""
    last = doc.blocks[-1:]
    if last and last[0].start > 0 and _BYLINE.fullmatch(doc.text[last[0].start :].strip()) and not doc.is_technical:
        yield flag((last[0].start, last[0].end), "This byline is left over from a web page.")
    for block in doc.blocks:
        text = _line(doc, block)
        if text and block.start > 0 and len(text.split()) <= _LONGEST_CREDIT and _CREDIT.match(text):
            if text[0] in "-–—" and (doc.is_technical or doc.text[block.start - 2 : block.start].strip() == ">"):
                continue  # who is quoted
            yield _remove(doc, block, "This credit is left over from a web page.", certain=False)
