"""Facts about names: countries and their people, cities, people and organisations of the news, given names, titles.

A name that stands here is spelled right, and a spelling that looks like it is the variant. Two that both stand here are
two names.
"""

from __future__ import annotations

from functools import cache

from checker.english.words import word_set
from checker.store import word_lists

__all__ = [
    "ACRONYMS", "ALTERNATES", "BRANDS", "CITIES", "COMMON", "COUNTRIES", "DEMONYMS", "DIFFERENT", "DISTRICTS",
    "ENDONYMS", "EQUIVALENTS", "FEMALE", "GIVEN", "MALE", "MONTHS", "ONLY_PROPER", "PEOPLE", "TITLES", "TWINS",
    "districts", "is_known", "known",
]  # fmt: skip

DATA = word_lists.file_of(__file__, "gazetteer")
_LISTS = word_lists.read(__file__, "gazetteer")


COUNTRIES = word_set(_LISTS["countries"])
DEMONYMS = word_set(_LISTS["demonyms"])
CITIES = word_set(_LISTS["cities"])
_FAMILY = word_set(_LISTS["family"])
_ORGANISATIONS = word_set(_LISTS["organisations"])
MONTHS = word_set(
    """
    January February March April May June July August September October November December Monday Tuesday Wednesday
    Thursday Friday Saturday Sunday
    """
)

BRANDS = word_set(_LISTS["brands"])
"""Names with a capital letter inside."""

MALE = word_set(_LISTS["male"])
FEMALE = word_set(_LISTS["female"])
GIVEN = MALE | FEMALE

DIFFERENT = frozenset(
    frozenset(pair.split("/"))
    for pair in word_set(
        """
    pypi/pypy iran/iraq austria/australia niger/nigeria slovakia/slovenia khamenei/khomeini guinea/guyana gambia/zambia
    mali/malawi latvia/lithuania dominica/dominican ireland/iceland sweden/switzerland mauritania/mauritius
    moldova/moldavia bucharest/budapest medina/media jordan/jordon kirov/kyiv kursk/kurks hansen/hanson
    andersen/anderson petersen/peterson larsen/larson jensen/janson johansen/johanson olsen/olson nielsen/nelson
    moore/muir smith/smyth lewis/louis kassel/cassel kherson/kharkiv sumi/sumy shinto/shanto hebei/hubei
    shanxi/shaanxi henan/hunan guangxi/guangdong jiangxi/jiangsu jilin/julian lviv/liev tyre/tire bali/bale
    bihar/bahar basra/bosra gaza/giza libya/lebanon saudi/sudan taliban/talabani hashemi/hashimi sunni/sunny
    arab/arabia karbala/kerbela hamas/homs hama/homs hubert/herbert alan/ellen maria/mary marie/mary monet/manet
    hassan/hussein hasan/hussein kasparov/karpov gandhi/ghandour lima/lomé rome/roma milan/malan minsk/munsk
    oman/amman haiti/tahiti
    """
    )
)
"""Pairs of names that look alike and are two, folded."""

TWINS = frozenset(
    frozenset(pair.split("/"))
    for pair in word_set(
        """
    davis/davies philips/phillips phillip/philip gonzalez/gonzales rodriguez/rodrigues gomez/gomes stephens/stevens
    clark/clarke thomson/thompson thompson/tomson johnston/johnson brown/browne green/greene reid/reed read/reed
    allen/allan allan/alan neal/neil mcdonald/macdonald steven/stephen stephan/stephen sara/sarah catherine/katherine
    anne/anna ann/anne fernandez/fernandes perez/peres lopez/lopes alvarez/alvares martinez/martines sanchez/sanches
    nunez/nunes marquez/marques mendez/mendes henriquez/henriques hernandez/fernandez schmidt/schmitt meyer/meier
    meyer/maier mayer/meyer mayer/maier muller/miller hoffman/hofmann hoffmann/hofmann schulz/schultz fischer/fisher
    weber/webber petersson/peterson eriksson/ericsson erikson/ericson karlsson/carlson svensson/swenson olsson/olson
    jonsson/johnson nilsson/nelson simon/simone louis/luis marc/mark eric/erik carl/karl jon/john geoffrey/jeffrey
    lawrence/laurence francis/frances lesley/leslie hughes/hewes gray/grey wolf/wolfe moor/moore pearce/pierce
    rogers/rodgers barnes/barns stuart/stewart graham/graeme connor/conner connors/conners elliot/elliott
    barrett/barret matthews/mathews jenkins/jenkin watts/watt hart/heart shaw/schau wood/woods field/fields
    park/bark chung/chong jung/jang yang/yung ahmadi/ahmedi hamid/hamed rashid/rasheed karim/kareem salem/salim
    majid/majeed walid/waleed nasir/nasser tariq/tarek jamal/gamal aziz/azeez hosseini/husseini ivanov/ivanoff
    tanaka/tanuka yamada/yamato nakamura/nakamori kobayashi/kobayasi sato/saito ota/oda kato/goto suzuki/susuki
    """
    )
)
"""Family and given names that are common in both spellings, folded: two people, unless they share another name."""

EQUIVALENTS = tuple(
    frozenset(group.split("/"))
    for group in word_set(
        """
    abraham/ibrahim/avraham/ebrahim joseph/yusuf/youssef/yosef/iosif/jose moses/musa/moshe/moussa
    jacob/yaqub/yakub/yaakov john/yahya/ioann/ivan/juan/yohanna mary/maryam/miriam/mariam
    solomon/suleiman/sulaiman/shlomo david/dawud/dawood/daoud michael/mikhail/mikael/mykhailo
    george/georgy/georgi/heorhiy/jorge paul/pavel/pavlo/pablo peter/pyotr/petro/pedro andrew/andrei/andrey/andriy
    alexander/oleksandr/aleksandr/iskander vladimir/volodymyr nicholas/nikolai/nikolay/mykola alexei/oleksiy/alexey
    sergei/serhiy/sergey dmitry/dmytro/dmitri eugene/yevgeny/evgeny/yevhen basil/vasily/vasyl isaac/ishaq/yitzhak
    ishmael/ismail jesus/isa/issa noah/nuh aaron/harun elijah/elias/ilyas job/ayub/ayoub ahmed/ahmad
    mohammed/muhammad/mohamed/mohammad hussein/husain/hossein/husayn omar/umar osman/usman yuri/yury/yuriy
    natalia/natalya/nataliya tatiana/tatyana vitaly/vitali/vitaliy victor/viktor maxim/maksim denis/dennis
    khalid/khaled catherine/yekaterina/kateryna/ekaterina helen/elena/olena/yelena julia/yulia/yuliya gabriel/jibril
    lot/lut adam/adem
    """
    )
)
"""Given names that are one name carried into several languages: translators translate them where they should copy."""

ALTERNATES = tuple(
    frozenset(group.split("/"))
    for group in word_set(
        """
    kyiv/kiev odesa/odessa kharkiv/kharkov lviv/lvov zelensky/zelenskyy/zelenskiy gaddafi/qaddafi/qadhafi/kadhafi
    mumbai/bombay kolkata/calcutta isfahan/esfahan hezbollah/hizbullah/hizbollah/hezbullah taliban/taleban
    tehran/teheran quran/koran mecca/makkah xinjiang/sinkiang beijing/peking nagornokarabakh/nagornykarabakh
    alqaeda/alqaida/alqaidah hodeidah/hudaydah erbil/irbil kobani/kobane daraa/deraa roscosmos/roskosmos
    chernobyl/chornobyl macau/macao
    """
    )
)
"""Names with several accepted spellings, folded; an article keeps to one."""

ENDONYMS = frozenset(
    frozenset(pair.split("/"))
    for pair in word_set(
        """
        brasil/brazil italia/italy roma/rome milano/milan torino/turin lisboa/lisbon sevilla/seville napoli/naples
        geneve/geneva venezia/venice sicilia/sicily toscana/tuscany bretagne/brittany normandie/normandy
        roumanie/romania espana/spain praha/prague suomi/finland polska/poland beograd/belgrade bucuresti/bucharest
        """
    )
)
"""Places in their own language and in English, folded: what is called after one in its country keeps its name."""

TITLES = word_set(_LISTS["titles"])

_COMMON_WORDS = _LISTS["common-words"]
COMMON = word_set(_COMMON_WORDS)
"""Words that start sentences or make up titles and the names of bodies: capitalised, and no names of their own."""

_PLAIN_CITIES = word_set(_LISTS["plain-cities"])

ONLY_PROPER = frozenset(
    name
    for name in COUNTRIES | DEMONYMS | MONTHS | _PLAIN_CITIES | word_set("Muslim Muslims Jewish")
    if name
    not in word_set(
        """
        China Turkey Jordan Chad Georgia Guinea Japan Mali Monaco Panama Polish March May August Togo Niger Swiss French
        Roman Dutch Latin Republican Brazil Tonga Palau Danish Arabic Morocco Afghan Persian Wales English Barbados
        """
    )
)
"""Names of countries, peoples, languages, months and weekdays whose lower-case form is no English word of its own."""

ACRONYMS = word_set(_LISTS["acronyms"])

DISTRICTS = {
    "Iran": """
    Tehran Isfahan Mashhad Shiraz Tabriz Semnan Kerman Kermanshah Hormozgan Khuzestan Bushehr Mazandaran Golestan
    Gilan Qazvin Zanjan Ardabil Hamadan Lorestan Yazd Markazi Qom Ahvaz Abadan Bandar Natanz Fordow Isfahan Sanandaj
    Zahedan Urmia Rasht Gorgan
    """,
    "Iraq": """
    Baghdad Basra Mosul Kirkuk Karbala Najaf Fallujah Ramadi Tikrit Samarra Baqubah Erbil Sulaymaniyah Dohuk
    Nasiriyah Diwaniyah Amarah Samawah Kut Hillah Iskandariya al-Musayyib Nineveh Anbar Diyala Babil Wasit Muthanna
    Maysan Sinjar Taji Balad
    """,
    "Syria": """
    Damascus Aleppo Homs Hama Idlib Latakia Tartus Daraa Raqqa Palmyra Qamishli Hasakah Afrin Manbij Kobani Douma
    Quneitra
    """,
    "Afghanistan": """
    Kabul Kandahar Herat Jalalabad Kunduz Helmand Nangarhar Ghazni Paktia Paktika Badakhshan Balkh Bamiyan Baghlan
    Farah Faryab Jowzjan Kapisa Khost Kunar Laghman Logar Nimroz Nuristan Panjshir Parwan Samangan Takhar Uruzgan
    Wardak Zabul Badghis
    """,
    "Pakistan": """
    Islamabad Karachi Lahore Peshawar Quetta Rawalpindi Faisalabad Multan Hyderabad Sialkot Gujranwala Balochistan
    Sindh Swat Waziristan Abbottabad Mardan Sukkur Larkana Bahawalpur
    """,
    "Nigeria": """
    Abuja Lagos Kano Kaduna Katsina Sokoto Zamfara Borno Yobe Adamawa Taraba Bauchi Gombe Plateau Benue Nasarawa
    Kogi Kwara Niger Ogun Oyo Osun Ondo Ekiti Edo Delta Bayelsa Rivers Anambra Enugu Ebonyi Imo Abia Jigawa Kebbi
    Maiduguri Ibadan Zaria
    """,
    "Ukraine": """
    Kyiv Kharkiv Odesa Dnipro Donetsk Luhansk Zaporizhzhia Lviv Mykolaiv Kherson Poltava Chernihiv Cherkasy Sumy
    Zhytomyr Vinnytsia Rivne Ternopil Lutsk Uzhhorod Mariupol Melitopol Kramatorsk Bakhmut Avdiivka Kramatorsk
    Severodonetsk Lysychansk Kremenchuk Berdiansk
    """,
    "Russia": """
    Moscow Novosibirsk Yekaterinburg Kazan Chelyabinsk Samara Omsk Rostov Ufa Krasnoyarsk Voronezh Perm Volgograd
    Krasnodar Saratov Tyumen Togliatti Izhevsk Barnaul Irkutsk Khabarovsk Yaroslavl Vladivostok Makhachkala Tomsk
    Orenburg Kemerovo Ryazan Astrakhan Penza Lipetsk Kirov Kaliningrad Bryansk Kursk Belgorod
    """,
    "Israel": """
    Jerusalem Haifa Ashdod Ashkelon Beersheba Netanya Herzliya Nazareth Tiberias Eilat Sderot Ramla Rehovot Caesarea
    Safed Nahariya
    """,
    "India": """
    Delhi Mumbai Kolkata Chennai Bengaluru Hyderabad Ahmedabad Gujarat Maharashtra Rajasthan Karnataka Kerala
    Telangana Odisha Jharkhand Chhattisgarh Uttarakhand Haryana Punjab Bihar Assam Manipur Mizoram Nagaland Tripura
    Meghalaya Sikkim Surat Lucknow Jaipur Vadodara Rajkot Amritsar Srinagar
    """,
}
"""Provinces and larger towns by country."""

PEOPLE = tuple(
    tuple(name.split())
    for name in [
        "\n    Mark Esper",
        " Lloyd Austin",
        " Antony Blinken",
        " Mike Pompeo",
        " Joe Biden",
        " Donald Trump",
        " Barack Obama",
        " Hillary Clinton",
        "\n    Kamala Harris",
        " Vladimir Putin",
        " Sergey Lavrov",
        " Sergei Shoigu",
        " Dmitry Peskov",
        " Dmitry Rogozin",
        " Dmitry Medvedev",
        "\n    Alexei Navalny",
        " Yevgeny Prigozhin",
        " Ramzan Kadyrov",
        " Alexander Lukashenko",
        " Petro Poroshenko",
        " Dmytro Kuleba",
        "\n    Emmanuel Macron",
        " Angela Merkel",
        " Olaf Scholz",
        " Boris Johnson",
        " Rishi Sunak",
        " Keir Starmer",
        " Liz Truss",
        " Giorgia\n    Meloni",
        " Viktor Orban",
        " Andrzej Duda",
        " Donald Tusk",
        " Benjamin Netanyahu",
        " Benny Gantz",
        " Yair Lapid",
        " Naftali Bennett",
        "\n    Mahmoud Abbas",
        " Ismail Haniyeh",
        " Hassan Nasrallah",
        " Hassan Rouhani",
        " Ebrahim Raisi",
        " Qassem Soleimani",
        " Masoud\n    Pezeshkian",
        " Narendra Modi",
        " Imran Khan",
        " Nawaz Sharif",
        " Shehbaz Sharif",
        " Benazir Bhutto",
        " Ashraf Ghani",
        " Hamid Karzai",
        "\n    Fumio Kishida",
        " Shinzo Abe",
        " Rodrigo Duterte",
        " Joko Widodo",
        " Jacinda Ardern",
        " Justin Trudeau",
        " Elon Musk",
        " Jeff Bezos",
        "\n    Bill Gates",
        " Mark Zuckerberg",
        " Edward Snowden",
        " Julian Assange",
        " Muhammadu Buhari",
        " Goodluck Jonathan",
        " Olusegun\n    Obasanjo",
        " Nelson Mandela",
        " Jacob Zuma",
        " Cyril Ramaphosa",
        " Robert Mugabe",
        " Paul Kagame",
        " Yoweri Museveni",
        " Jair\n    Bolsonaro",
        " Nicolas Maduro",
        " Hugo Chavez",
        " Fidel Castro",
        " Antonio Guterres",
        " Kofi Annan",
        " Jens Stoltenberg",
        " Josep\n    Borrell",
        " Anthony Fauci",
        " Lionel Messi",
        " Cristiano Ronaldo",
        " Kylian Mbappe",
        " Roger Federer",
        " Rafael Nadal",
        " Novak\n    Djokovic",
        " Serena Williams",
        " Usain Bolt",
        " Mike Pence",
        " Nancy Pelosi",
        " Mitch McConnell",
        " John Kerry\n    ",
    ]
)
"""People much in the news, given name and family name."""


@cache
def known() -> frozenset[str]:
    """All names that stand in this module."""
    people = frozenset(part for name in PEOPLE for part in name)
    places = frozenset(place for listed in DISTRICTS.values() for place in listed.split())
    return COUNTRIES | DEMONYMS | CITIES | _FAMILY | _ORGANISATIONS | MONTHS | GIVEN | people | places


def is_known(name: str) -> bool:
    """Whether ``name`` (one word) stands here, in the singular or plural."""
    return name in known() or (name.endswith("s") and name[:-1] in known())


@cache
def districts(country: str) -> tuple[str, ...]:
    """Provinces and larger towns of ``country``."""
    return tuple(DISTRICTS[country].split())
