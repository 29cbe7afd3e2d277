"""What is not English is told, and neither checked nor repaired."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from checker.checking import catalog
from checker.checking.engine import Engine
from checker.lexicon import foreign_words
from checker.repairing import fixing
from checker.store import cache
from checker.text.document import Document
from checker.text.formats.languages import is_english, is_foreign, name_of, of_path
from checker.text.layout import LanguageMark

if TYPE_CHECKING:
    from collections.abc import Collection

ENGINE = Engine(catalog.load())

SENTENCES = [
    ("fr", "Le tribunal a rendu sa décision après plusieurs heures de débats."),
    ("fr", "Cliquez ensuite sur le bouton Enregistrer."),
    ("de", "Die Feuerwehr konnte den Brand erst am frühen Morgen löschen."),
    ("es", "Los vecinos llevan meses esperando una respuesta del ayuntamiento."),
    ("it", "Il treno per Bologna parte ogni mattina alle sette e mezza."),
    ("pt", "A prefeitura anunciou ontem que vai reabrir a biblioteca do bairro."),
    ("nl", "De bakker op de hoek verkoopt sinds vorige week ook taart."),
    ("sv", "Kommunen har bestämt att skolan ska byggas om nästa sommar."),
    ("da", "Færgen sejler ikke i dag, fordi vinden er for kraftig."),
    ("nb", "Fiskerne håper at været blir bedre før helgen kommer."),
    ("fi", "Kaupungin kirjasto pysyy suljettuna remontin vuoksi kevääseen asti."),
    ("is", "Fiskiskipið kom til hafnar í gærkvöldi með mikinn afla."),
    ("pl", "Mieszkańcy wsi od lat proszą o naprawę drogi do szkoły."),
    ("cs", "Obec letos opraví střechu školy a postaví nové hřiště."),
    ("sk", "Starosta povedal, že most otvoria až na budúci rok."),
    ("hu", "A falu lakói évek óta várnak az új hídra."),
    ("ro", "Primarul a spus că podul va fi deschis abia la anul."),
    ("ca", "L'ajuntament ha decidit tancar la biblioteca durant l'estiu."),
    ("hr", "Gradonačelnik je rekao da će most biti otvoren tek iduće godine."),
    ("sl", "Župan je povedal, da bodo most odprli šele prihodnje leto."),
    ("lt", "Meras sakė, kad tiltas bus atidarytas tik kitais metais."),
    ("lv", "Mērs teica, ka tiltu atklās tikai nākamgad pavasarī."),
    ("et", "Linnapea ütles, et sild avatakse alles järgmisel aastal."),
    ("tr", "Belediye başkanı köprünün ancak gelecek yıl açılacağını söyledi."),
    ("vi", "Thị trưởng nói rằng cây cầu sẽ chỉ được mở vào năm sau."),
    ("id", "Wali kota mengatakan jembatan itu baru akan dibuka tahun depan."),
    ("ms", "Datuk bandar berkata jambatan itu hanya akan dibuka tahun hadapan."),
    ("fil", "Sinabi ng alkalde na bubuksan lamang ang tulay sa susunod na taon."),
    ("eu", "Alkateak esan du zubia datorren urtean bakarrik irekiko dutela."),
    ("gl", "O alcalde dixo que a ponte non se abrirá ata o ano que vén."),
    ("ga", "Dúirt an méara nach n-osclófar an droichead go dtí an bhliain seo chugainn."),
    ("cy", "Dywedodd y maer na fydd y bont yn agor tan y flwyddyn nesaf."),
    ("sw", "Meya alisema kwamba daraja litafunguliwa mwaka ujao tu."),
    ("ha", "Magajin garin ya ce za a bude gadar ne a shekara mai zuwa."),
    ("yo", "Olórí ìlú náà sọ pé wọn yóò ṣí afárá náà ní ọdún tó ń bọ̀."),
    ("sq", "Kryetari i bashkisë tha se ura do të hapet vetëm vitin e ardhshëm."),
    ("af", "Die burgemeester het gesê dat die brug eers volgende jaar oopgemaak sal word."),
    ("az", "Şəhər meri dedi ki, körpü yalnız gələn il açılacaq."),
    ("eo", "La urbestro diris, ke la ponto malfermiĝos nur en la venonta jaro."),
    ("la", "Gallia est omnis divisa in partes tres, quarum unam incolunt Belgae."),
    ("so", "Duqa magaalada ayaa sheegay in buundada la furi doono sannadka soo socda."),
    ("mt", "Is-sindku qal li l-pont se jinfetaħ biss is-sena d-dieħla."),
    ("ru", "Мэр сказал, что мост откроют только в следующем году."),
    ("uk", "Міський голова сказав, що міст відкриють лише наступного року."),
    ("bg", "Кметът каза, че мостът ще бъде отворен едва догодина."),
    ("sr", "Градоначелник је рекао да ће мост бити отворен тек идуће године."),
    ("el", "Ο δήμαρχος είπε ότι η γέφυρα θα ανοίξει μόλις του χρόνου."),
    ("ar", "قال رئيس البلدية إن الجسر لن يفتح إلا في العام المقبل."),
    ("fa", "شهردار گفت که پل تنها سال آینده باز خواهد شد."),
    ("he", "ראש העיר אמר שהגשר ייפתח רק בשנה הבאה."),
    ("hi", "महापौर ने कहा कि पुल अगले साल ही खुलेगा।"),
    ("bn", "মেয়র বলেছেন যে সেতুটি আগামী বছরই খোলা হবে।"),
    ("ta", "பாலம் அடுத்த ஆண்டு மட்டுமே திறக்கப்படும் என்று மேயர் கூறினார்."),
    ("th", "นายกเทศมนตรีกล่าวว่าสะพานจะเปิดในปีหน้าเท่านั้น"),
    ("ko", "시장은 다리가 내년에야 개통될 것이라고 말했다."),
    ("ja", "市長は橋が来年まで開通しないと述べた。"),
    ("zh", "市长说，这座桥要到明年才能通车。"),
    ("ka", "მერმა თქვა, რომ ხიდი მხოლოდ მომავალ წელს გაიხსნება."),
    ("hy", "Քաղաքապետն ասաց, որ կամուրջը կբացվի միայն հաջորդ տարի։"),
]
"""A sentence in each of many languages, none of which anybody has published."""

BEFORE = "The council met on Monday evening in the old town hall. It had much to decide."
AFTER = "Most of the people who live near the river were pleased with what they heard. The mayor was not there."


def found(
    text: str, path: str = "a.md", *, language_marks: Collection[str] = tuple(LanguageMark)
) -> list[tuple[str, str]]:
    """Rule and excerpt of each finding."""
    doc = Document(text, path, language_marks=language_marks)
    return [(finding.rule, finding.excerpt) for finding in ENGINE.check(doc)]


def repaired(text: str, path: str = "a.md") -> str:
    """The text after all repairs that can be made."""
    return fixing.repair(Document(text, path), ENGINE, unsafe=True).doc.text


@pytest.mark.parametrize(("code", "sentence"), SENTENCES)
def test_a_foreign_sentence_in_an_english_article_is_one_finding(code: str, sentence: str) -> None:
    for text in (
        f"{BEFORE}\n\n{sentence}\n\n{AFTER}\n",  # a paragraph of its own
        f"{BEFORE} {sentence} {AFTER}\n",
        f"{BEFORE} {AFTER} {sentence}\n",
    ):
        if code == "th" and "\n\n" not in text:
            continue  # Thai ends its sentences with a blank, so it is one sentence with the English one after it
        assert found(text) == [("foreign-passage", sentence)], code
        assert repaired(text) == text, code


@pytest.mark.parametrize(
    "code", ["fr", "de", "es", "it", "pt", "nl", "sv", "fi", "pl", "tr", "id", "ru", "el", "ja", "ko"]
)
def test_the_language_is_named(code: str) -> None:
    sentence = dict(SENTENCES)[code]
    [passage] = Document(f"{BEFORE}\n\n{sentence}\n\n{AFTER}\n").passages
    assert passage.language == name_of(code)


NEAR_MISSES = [
    # a name, a title or a quotation in an English sentence
    "Her first book, “La casa de los vientos y otras historias del mar”, sold well in Peru.",
    "He ended with the words “Je ne sais pas quoi faire de tout cela” and sat down.",
    "The song *Die alte Mühle steht noch immer am Bach* is known to every child there.",
    "Jean-Pierre de la Tour and María del Carmen de los Santos met Jan van der Berg in Aix-en-Provence.",
    "Rue de la Paix, Place de la Bastille, Avenue des Ternes, Gare du Nord",
    "José García Márquez, Université de Genève",
    "The team of Bayern München beat Real Sociedad de Fútbol by two goals.",
    # words that English took over
    "The maître d’ served hors d’œuvres, foie gras, crème brûlée and café au lait à la carte.",
    "It was a fait accompli, a tour de force, a coup d’état par excellence.",
    # verse, dialect, an older English
    "O my luve’s like a red, red rose, that’s newly sprung in June.",
    "Wha hae ye seen the day, and wha’s like us? Gey few, and they’re a’ deid.",
    "Ye olde shoppe of curiosities, whereof thou hast heard, hath closed its doores.",
    # machine translation at its worst
    "Minister say yesterday work finish before end this school year, people of city much glad.",
    "The of in program Highlands to place which Historic building date sharp.",
    # lists, headings, technical words
    "Guide to Advanced Deployment Configuration Options",
    "Kubernetes, Docker, Terraform, Ansible, Prometheus, Grafana",
    "npm install webpack rollup vite esbuild parcel",
    "foo bar baz qux quux corge grault garply waldo fred plugh xyzzy thud",
    "Jakarta Bandung Surabaya Medan Semarang Makassar Palembang",
    "sugar, flour, butter, salt, yeast, vanilla, nutmeg",
    # a gloss in the original script
    "The envoy, Wei Lin (林伟), met Jun Seo (서준) and Anna Orlova (Анна Орлова) on Friday.",
    "In Greek the island is called Κέρκυρα, and its capital is called Πόλη της Κέρκυρας.",
    "The word 猫 means cat, and 犬 means dog.",
]


@pytest.mark.parametrize("text", NEAR_MISSES)
def test_names_titles_loans_verse_and_lists_are_no_other_language(text: str) -> None:
    assert Document(f"{text}\n").passages == ()
    assert Document(f"{BEFORE}\n\n{text}\n\n{AFTER}\n").passages == ()


@pytest.mark.parametrize("sentence", [sentence for code, sentence in SENTENCES if code in ("de", "ru", "tr", "hi")])
def test_a_link_or_emphasis_at_the_start_says_nothing_of_the_rest(sentence: str) -> None:
    text = f"{BEFORE}\n\n[Guide to the Archive](a.md): {sentence}\n\n{AFTER}\n"
    assert len(Document(text, "a.md").passages) == 1
    first, _, rest = sentence.partition(" ")
    text = f"{BEFORE}\n\n**{first}** {rest}\n\n{AFTER}\n"
    assert len(Document(text, "a.md").passages) == 1


def test_a_link_whose_text_ends_in_a_question_is_a_title() -> None:
    title = next(sentence for code, sentence in SENTENCES if code == "ru").replace(".", "?")
    text = f"{BEFORE}\n\n- Add a talk to [further reading](a.md): [{title}](b.md) by Anna Orlova.\n\n{AFTER}\n"
    assert Document(text, "a.md").passages == ()


def test_a_short_block_is_no_passage() -> None:
    assert Document(f"# Fin\n\n{BEFORE}\n\nMerci beaucoup.\n\n{AFTER}\n").passages == ()


GERMAN = "Die Feuerwehr konnte den Brand erst am frühen Morgen löschen. Verletzt wurde niemand."


def test_sentences_beside_each_other_are_one_finding() -> None:
    text = f"{BEFORE} {GERMAN} {AFTER}\n"
    assert found(text) == [("foreign-passage", GERMAN)]


def test_what_is_short_among_foreign_paragraphs_is_left_alone_too() -> None:
    text = f"{BEFORE}\n\n{AFTER}\n\n{GERMAN}\n\n## Teh Ende\n\n{GERMAN}\n\n{BEFORE}\n"
    assert [rule for rule, _ in found(text)] == ["foreign-passage"] * 2
    assert repaired(text) == text


def test_an_article_that_is_mostly_foreign_is_one_finding_without_a_score() -> None:
    text = f"# Der Brand\n\n{GERMAN}\n\nHe waited a hour.\n\n" + f"{GERMAN}\n\n" * 3
    doc = Document(text, "a.md")
    [finding] = ENGINE.check(doc)
    assert (finding.rule, finding.message) == (
        "foreign-passage",
        "Most of this article is German, so nothing else in it is checked.",
    )
    assert doc.not_scored == "most of it is German"
    assert doc.word_count == 0
    assert repaired(text) == text


def test_passages_in_several_languages_are_a_finding_each() -> None:
    some = [sentence for code, sentence in SENTENCES if code in ("es", "cs", "nl")]
    text = "\n\n".join([BEFORE, *some, "He waited a hour."]) + "\n"
    assert [excerpt for rule, excerpt in found(text) if rule == "foreign-passage"] == some
    assert ("wrong-indefinite-article", "a") in found(text)


def test_foreign_words_are_not_counted() -> None:
    assert Document(f"{BEFORE}\n\n{GERMAN}\n").word_count == Document(f"{BEFORE}\n").word_count


def test_a_directive_keeps_the_finding_away_and_the_passage_unread() -> None:
    text = f"{BEFORE}\n\n<!-- copydesk: ignore foreign-passage -->\n\n{GERMAN} A usar a.\n\n{AFTER}\n"
    assert found(text) == []


# -- Marks -------------------------------------------------------------------------------------------------------------

WRONG = "He waited a hour."
AN = ("wrong-indefinite-article", "a")


@pytest.mark.parametrize(
    ("text", "path"),
    [
        (f'<p lang="fr">{WRONG}</p>', "a.html"),
        (f"<p LANG=fr-CA>{WRONG}</p>", "a.html"),
        (f'<div xml:lang="de"><p>{WRONG}</p></div>', "a.html"),
        (f'<p translate="no">{WRONG}</p>', "a.html"),
        (f'<p class="x notranslate y">{WRONG}</p>', "a.html"),
        (f'<html lang="pt-BR"><body><ul><li>{WRONG}<li>{WRONG}</ul></body></html>', "a.html"),
        (f'<div lang="fr">\n\n{WRONG}\n\n</div>', "a.md"),
        (f"---\nlang: fr\n---\n\n{WRONG}\n", "a.md"),
        (f"---\nlanguage: 'pt-BR'\n---\n\n{WRONG}\n", "a.md"),
        (f'+++\nlocale = "zh_CN"\n+++\n\n{WRONG}\n', "a.md"),
        (f":lang: fr\n\n{WRONG}\n", "a.adoc"),
        (f'msgid ""\nmsgstr "Language: de\\n"\n\nmsgid "x"\nmsgstr "{WRONG}"\n', "a.po"),
        (f'<xliff><file target-language="de"><target>{WRONG}</target></file></xliff>', "a.xlf"),
        (f'<xliff trgLang="de"><file><segment><target>{WRONG}</target></segment></file></xliff>', "a.xlf"),
        (f'<xliff><file><target xml:lang="de">{WRONG}</target></file></xliff>', "a.xlf"),
    ],
)
def test_what_is_marked_as_foreign_is_passed_over_in_silence(text: str, path: str) -> None:
    assert found(text, path) == []
    assert repaired(text, path) == text
    assert Document(text, path).word_count == 0
    assert AN in found(text, path, language_marks=())


@pytest.mark.parametrize(
    ("text", "path"),
    [
        (f'<p lang="en-GB">{WRONG}</p>', "a.html"),
        (f'<html lang="fr"><body><p>Bonjour.</p><p lang="en">{WRONG}</p></body></html>', "a.html"),
        (f'<p><img lang="fr" alt="x"></p><p>{WRONG}</p>', "a.html"),
        (f'<p lang="fr">Bonjour.</p><p>{WRONG}</p>', "a.html"),
        (f'<ul><li lang="fr">Bonjour.<li>{WRONG}</ul>', "a.html"),
        (f'<p hreflang="fr" data-lang="fr" translate="yes" class="translate">{WRONG}</p>', "a.html"),
        (f"---\nlang: en_US\n---\n\n{WRONG}\n", "a.md"),
        (f"---\nlanguage: python\n---\n\n{WRONG}\n", "a.md"),
        (f"---\ntitle: Words\nlanguages: [fr, de]\n---\n\n{WRONG}\n", "a.md"),
    ],
)
def test_what_is_not_marked_as_foreign_is_checked(text: str, path: str) -> None:
    assert AN in found(text, path)


def test_a_marked_word_is_a_thing_in_its_sentence() -> None:
    text = '<p>She has a certain <i lang="fr">joie de de vivre</i>, he said, and waited a hour.</p>'
    assert found(text, "a.html") == [AN]


def test_an_english_part_of_a_page_that_is_marked_is_not_what_its_words_are_not() -> None:
    text = f'<html lang="en"><body><p>{GERMAN}</p></body></html>'
    assert found(text, "a.html") == [("foreign-passage", GERMAN)]


PATHS = {
    "docs/fr/page.md": "fr",
    "content/pt-BR/a.mdx": "pt-BR",
    "i18n/de/docusaurus-plugin-content-docs/current/intro.md": "de",
    "locale/uk/LC_MESSAGES/django.po": "uk",
    "locales/zh_CN/index.html": "zh_CN",
    "page.fr.md": "fr",
    "README.zh-CN.md": "zh-CN",
    "README_ja.md": "ja",
    "po/pl.po": "pl",
    "docs/fr/en/page.md": "",
    "docs/en/page.md": "",
    "docs/guide/page.md": "",
    "api/v1/page.md": "",
    "page.min.md": "",
    "notes_of_a_day.md": "",
    "stdin.md": "",
    "": "",
}


@pytest.mark.parametrize("path", PATHS)
def test_a_place_says_which_language_its_files_are_in(path: str) -> None:
    assert of_path(path) == PATHS[path]


def test_a_place_is_believed_where_the_text_is_not_plainly_english() -> None:
    assert found(f"{GERMAN}\n\n{GERMAN} A usar.\n", "docs/de/page.md") == []
    assert found("# Teh Einstellungen\n\nTeh Ende\n", "docs/de/page.md") == []
    english = f"{BEFORE} {WRONG} {AFTER}\n"
    for path in ("docs/de/page.md", "docs/it/page.md", "is/page.md", "page.no.md"):
        assert found(english, path) == [AN]
    assert AN in found(f"{WRONG} Foo bar.\n", "docs/it/page.md")


def test_a_glossary_in_a_folder_for_translations_is_not_read() -> None:
    glossary = "Use these words in all of the pages that you translate.\n\n" + "".join(
        f"* {english}: {german}\n"
        for english, german in {
            "the file": "die Datei",
            "to delete": "löschen",
            "the folder": "der Ordner",
            "between": "zwischen",
            "always": "immer",
            "without": "ohne",
        }.items()
    )
    assert Document(glossary, "docs/de/glossary.md").not_scored == "marked as German"
    assert Document(glossary, "docs/guide/glossary.md").not_scored == ""


def test_tags() -> None:
    assert all(map(is_english, ("en", "EN-gb", "en_US.UTF-8", "eng", "English")))
    assert all(map(is_foreign, ("fr", "pt-BR", "zh_Hans_CN", "de_DE.UTF-8", "fil", "French", "no")))
    assert not any(map(is_foreign, ("", "en", "und", "x-default", "python", "true", "C")))


# -- The command -------------------------------------------------------------------------------------------------------


def run(folder: Path, *arguments: str) -> str:
    command = [sys.executable, "-m", "checker", "check", "--isolated", "--exit-zero", "--no-cache", *arguments]
    environment = {"PYTHONPATH": str(Path(__file__).parent.parent), "PATH": "", "COLUMNS": "100", "HOME": str(folder)}
    done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", env=environment, check=True)
    return done.stdout


def test_reports_say_why_an_article_has_no_score(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(f"{GERMAN}\n\n" * 20, "utf-8")
    assert "not scored: most of it is German" in run(tmp_path, "a.md")
    [row] = json.loads(run(tmp_path, "a.md", "--output-format", "json"))
    assert (row["value"], row["grade"], row["not_scored"]) == (None, None, "most of it is German")
    assert len(row["findings"]) == 1


def test_marks_can_be_left_unheeded(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(f'<p lang="fr">{WRONG}</p>', "utf-8")
    assert run(tmp_path, "a.html", "--output-format", "concise") == ""
    for heeded in ("none", "translate,header", "path"):
        output = run(tmp_path, "a.html", "--output-format", "concise", "--language-marks", heeded)
        assert "wrong-indefinite-article" in output
    assert run(tmp_path, "a.html", "--output-format", "concise", "--language-marks", "lang") == ""


@pytest.mark.parametrize(
    ("text", "path", "mark"),
    [
        (f'<p lang="fr">{WRONG}</p>\n', "a.md", "lang"),
        (f'<p translate="no">{WRONG}</p>\n', "a.md", "translate"),
        (f'<p class="notranslate">{WRONG}</p>\n', "a.md", "translate"),
        (f'<div lang="fr"><p translate="no">{WRONG}</p></div>\n', "a.html", "lang"),
        (f"---\nlang: fr\n---\n\n{WRONG}\n", "a.md", "header"),
    ],
)
def test_each_mark_is_heeded_or_not(text: str, path: str, mark: str) -> None:
    others = set(LanguageMark) - {mark}
    assert found(text, path, language_marks={mark}) == []
    assert AN in found(text, path, language_marks=others)


# -- Hebrew abbreviations ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mark", ['"', "”", "״"])
def test_the_mark_inside_a_hebrew_abbreviation_is_no_quotation_mark(mark: str) -> None:
    text = f'The general, whom the radio called רמטכ{mark}ל, said: "We met the head of the רמ{mark}ט on Sunday."\n'
    assert {rule for rule, _ in found(text)} <= {"other-script"}
    assert {excerpt for _, excerpt in found(text)} <= {f"רמטכ{mark}ל", f"רמ{mark}ט"}


# -- The words of other languages --------------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_damaged_table_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COPYDESK_CACHE_DIR", str(tmp_path))
    cached = (cache.folder, foreign_words._table, foreign_words.said_by)
    for function in cached:
        function.cache_clear()
    try:
        known = foreign_words.said_by("müssen")
        assert dict(known.by_language)["de"] == known.at_most > 2
        (file,) = tmp_path.glob("languages-*.words")
        good = file.read_bytes()
        file.write_bytes(good[:-100])
        for function in cached[1:]:
            function.cache_clear()
        assert foreign_words.said_by("müssen") == known
        assert file.read_bytes() == good
    finally:
        for function in cached:
            function.cache_clear()


def test_without_the_lists_only_scripts_tell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(foreign_words, "_table", lambda: None)
    foreign_words.said_by.cache_clear()
    try:
        assert Document(f"{BEFORE}\n\n{dict(SENTENCES)['ru']}\n").passages
        assert not Document(f"{BEFORE}\n\n{dict(SENTENCES)['de']}\n").passages
    finally:
        foreign_words.said_by.cache_clear()
