"""Facts about names: countries and their people, cities, people and organisations of the news, given names, titles.

A name that stands here is spelled right, and a spelling that looks like it is the variant. Two that both stand here are
two names.
"""

from __future__ import annotations

from functools import cache

from checker.english.words import word_set

__all__ = [
    "ACRONYMS", "ALTERNATES", "BRANDS", "CITIES", "COMMON", "COUNTRIES", "DEMONYMS", "DIFFERENT", "DISTRICTS",
    "ENDONYMS", "EQUIVALENTS", "FEMALE", "GIVEN", "MALE", "MONTHS", "ONLY_PROPER", "PEOPLE", "TITLES", "TWINS",
    "districts", "is_known", "known",
]  # fmt: skip


COUNTRIES = word_set(
    """
    Afghanistan Albania Algeria Andorra Angola Argentina Armenia Australia Austria Azerbaijan Bahamas Bahrain
    Bangladesh Barbados Belarus Belgium Belize Benin Bhutan Bolivia Bosnia Herzegovina Botswana Brazil Brunei
    Bulgaria Burundi Cambodia Cameroon Canada Chad Chile China Colombia Comoros Congo Croatia Cuba Cyprus Czechia
    Denmark Djibouti Dominica Ecuador Egypt Eritrea Estonia Eswatini Ethiopia Fiji Finland France Gabon Gambia
    Georgia Germany Ghana Greece Grenada Guatemala Guinea Guyana Haiti Honduras Hungary Iceland India Indonesia Iran
    Iraq Ireland Israel Italy Jamaica Japan Jordan Kazakhstan Kenya Kiribati Korea Kosovo Kuwait Kyrgyzstan Laos
    Latvia Lebanon Lesotho Liberia Libya Liechtenstein Lithuania Luxembourg Madagascar Malawi Malaysia Maldives Mali
    Malta Mauritania Mauritius Mexico Micronesia Moldova Monaco Mongolia Montenegro Morocco Mozambique Myanmar Burma
    Namibia Nauru Nepal Netherlands Nicaragua Niger Nigeria Norway Oman Pakistan Palau Palestine Panama Paraguay
    Peru Philippines Poland Portugal Qatar Romania Russia Rwanda Samoa Senegal Serbia Seychelles Singapore Slovakia
    Slovenia Somalia Spain Sudan Suriname Sweden Switzerland Syria Taiwan Tajikistan Tanzania Thailand Togo Tonga
    Tunisia Turkey Türkiye Turkmenistan Tuvalu Uganda Ukraine Uruguay Uzbekistan Vanuatu Venezuela Vietnam Yemen
    Zambia Zimbabwe England Scotland Wales Britain America Europe Asia Africa Antarctica Arabia Catalonia Crimea
    Donbas Kurdistan Kashmir Punjab Tibet Xinjiang Chechnya Dagestan Abkhazia Ossetia Caledonia
    """
)
DEMONYMS = word_set(
    """
    Afghan Albanian Algerian American Angolan Argentine Argentinian Armenian Australian Austrian Azerbaijani
    Bahraini Bangladeshi Belarusian Belgian Bolivian Bosnian Brazilian British Bulgarian Cambodian Cameroonian
    Canadian Chadian Chilean Chinese Colombian Congolese Croatian Cuban Cypriot Czech Danish Djiboutian Dutch
    Ecuadorian Egyptian Emirati English Eritrean Estonian Ethiopian European Fijian Filipino Finnish French Gambian
    Georgian German Ghanaian Greek Guatemalan Guinean Haitian Honduran Hungarian Icelandic Indian Indonesian Iranian
    Iraqi Irish Israeli Italian Jamaican Japanese Jordanian Kazakh Kenyan Korean Kosovar Kurdish Kuwaiti Kyrgyz
    Laotian Latvian Lebanese Liberian Libyan Lithuanian Malaysian Malian Maltese Mauritanian Mexican Moldovan
    Mongolian Montenegrin Moroccan Mozambican Namibian Nepalese Nepali Nicaraguan Nigerian Nigerien Norwegian Omani
    Pakistani Palestinian Panamanian Paraguayan Peruvian Polish Portuguese Qatari Romanian Russian Rwandan
    Salvadoran Saudi Scottish Senegalese Serbian Singaporean Slovak Slovenian Somali Spanish Sudanese Swedish Swiss
    Syrian Taiwanese Tajik Tanzanian Thai Tibetan Togolese Tunisian Turkish Turkmen Ugandan Ukrainian Uruguayan
    Uyghur Uzbek Venezuelan Vietnamese Welsh Yemeni Zambian Zimbabwean African Asian Arab Arabic Persian Hebrew
    Latin Hindi Urdu Pashto Hausa Yoruba Igbo Fulani Chechen Crimean Soviet Roman Republican
    """
)
CITIES = word_set(
    """
    Abuja Accra Algiers Amman Amsterdam Ankara Antananarivo Ashgabat Asmara Astana Asuncion Athens Baghdad Baku
    Bamako Bangkok Bangui Banjul Beijing Beirut Belgrade Berlin Bern Bishkek Bissau Bogota Brasilia Bratislava
    Brazzaville Brussels Bucharest Budapest Cairo Canberra Caracas Chisinau Conakry Copenhagen Dakar Damascus Dhaka
    Dodoma Doha Dublin Dushanbe Freetown Gaborone Georgetown Hanoi Harare Havana Helsinki Honiara Islamabad Jakarta
    Jerusalem Kabul Kampala Kathmandu Khartoum Kigali Kingston Kinshasa Kyiv Kiev Libreville Lilongwe Lima Lisbon
    Ljubljana Lome London Luanda Lusaka Madrid Male Managua Manama Manila Maputo Maseru Minsk Mogadishu Monrovia
    Montevideo Moscow Muscat Nairobi Nassau Niamey Nicosia Nouakchott Oslo Ottawa Ouagadougou Paris Podgorica Prague
    Pretoria Pristina Pyongyang Quito Rabat Reykjavik Riga Riyadh Rome Sanaa Santiago Sarajevo Seoul Singapore
    Skopje Sofia Stockholm Sucre Suva Taipei Tallinn Tashkent Tbilisi Tegucigalpa Tehran Thimphu Tirana Tokyo
    Tripoli Tunis Ulaanbaatar Vaduz Valletta Victoria Vienna Vientiane Vilnius Warsaw Washington Wellington Windhoek
    Yaounde Yerevan Zagreb Aleppo Alexandria Almaty Amritsar Antwerp Barcelona Basra Benghazi Birmingham Boston
    Bremen Brisbane Calcutta Kolkata Chennai Chicago Chongqing Cologne Dallas Delhi Denver Detroit Dubai Dusseldorf
    Edinburgh Florence Frankfurt Fukushima Gaza Geneva Glasgow Guangzhou Haifa Hamburg Hamilton Hiroshima Homs
    Houston Hyderabad Istanbul Izmir Jeddah Johannesburg Karachi Kandahar Kharkiv Kherson Kirkuk Krakow Kyoto Lagos
    Lahore Leipzig Liverpool Lviv Lyon Macao Macau Manchester Mandalay Marseille Mariupol Mecca Medina Melbourne Miami
    Milan Montreal Mosul Mumbai Munich Nagasaki Nagoya Nanjing Naples Odesa Odessa Osaka Palermo Peshawar
    Philadelphia Quetta Rangoon Yangon Ramallah Rotterdam Salzburg Sapporo Seattle Sevastopol Seville Shanghai
    Shenzhen Stuttgart Sydney Tianjin Toronto Toulouse Turin Valencia Vancouver Venice Vladivostok Wuhan Zurich
    Zaporizhzhia Jacksonville Charlotte Florida California Texas Virginia Carolina Pennsylvania Michigan Wisconsin
    Minnesota Arizona Nevada Ohio Iowa Oregon Missouri Mississippi Montana Dakota Kremlin Pentagon Columbia
    Marseilles Granada Mauretania Esthonia Rumania
    """
)
_FAMILY = word_set(
    """
    Trump Biden Obama Clinton Bush Harris Pence Pompeo Esper Austin Blinken Pelosi McConnell Kissinger Putin
    Medvedev Lavrov Shoigu Peskov Rogozin Navalny Prigozhin Kadyrov Lukashenko Zelensky Zelenskyy Zelenskiy
    Poroshenko Kuleba Zaluzhny Klitschko Macron Merkel Scholz Johnson Sunak Starmer Truss Thatcher Blair Cameron
    Meloni Berlusconi Draghi Sanchez Orban Duda Tusk Erdogan Netanyahu Gantz Lapid Bennett Sharon Abbas Arafat
    Haniyeh Nasrallah Assad Khamenei Khomeini Rouhani Raisi Zarif Pezeshkian Soleimani Rafsanjani Ahmadinejad
    Mousavi Sistani Maliki Kadhimi Abadi Barzani Talabani Saddam Hussein Qaddafi Gaddafi Sisi Mubarak Morsi
    Bouteflika Tebboune Modi Gandhi Nehru Shah Khan Sharif Bhutto Zardari Musharraf Ghani Karzai Xi Jinping Mao
    Zedong Deng Kishida Abe Suga Koizumi Ishiba Moon Yoon Duterte Marcos Widodo Prabowo Mahathir Anwar Suu Guterres
    Annan Ban Tedros Ghebreyesus Fauci Musk Bezos Gates Zuckerberg Jobs Cook Buffett Snowden Assange Buhari Tinubu
    Jonathan Obasanjo Ganduje Mandela Zuma Ramaphosa Mugabe Kagame Museveni Ruto Kenyatta Abiy Bolsonaro Lula
    Rousseff Maduro Chavez Castro Milei Trudeau Stoltenberg Leyen Borrell Michel Lagarde Einstein Darwin Newton
    Shakespeare Dostoevsky Tolstoy Chekhov Pushkin Stalin Lenin Gorbachev Yeltsin Brezhnev Khrushchev Churchill
    Hitler Roosevelt Lincoln Kennedy Nixon Reagan Carter Truman Eisenhower Messi Ronaldo Neymar Mbappe Federer Nadal
    Djokovic Medvedev Alcaraz
    """
)
_ORGANISATIONS = word_set(
    """
    Hezbollah Hamas Taliban Houthi Houthis Fatah Likud Knesset Mossad Hashd Peshmerga Wagner Gazprom Rosneft
    Roscosmos Kommersant Interfax Huawei Xinhua Alibaba Tencent Samsung Toyota Nissan Honda Hyundai Google Microsoft
    Facebook Twitter Starlink Tesla Boeing Airbus Amazon Netflix Reuters Bloomberg Jazeera Guardian Pfizer Moderna
    AstraZeneca Sputnik Gazeta Maccabi Hapoel Barcelona Juventus Arsenal Chelsea Everton Bundestag Duma Verkhovna
    Rada Sejm Majlis Congress Senate Democrat Democrats Democratic Republicans Labour Conservative Christian
    Christians Muslim Muslims Islam Islamic Jewish Jew Jews Hindu Hindus Buddhist Sikh Sikhs Sunni Shia Shiite
    Ramadan Easter Christmas Quran Bible Torah Allah Catholic Orthodox Protestant Kurds Turks Arabs Jihad Instagram
    Wikimedia YouTube Telegram WhatsApp TikTok Wikipedia Bitcoin Ethereum Omicron
    """
)
MONTHS = word_set(
    """
    January February March April May June July August September October November December Monday Tuesday Wednesday
    Thursday Friday Saturday Sunday
    """
)

BRANDS = word_set(
    """
    DeSantis YouTube TikTok WhatsApp LinkedIn PayPal GitHub JavaScript SpaceX OpenAI ChatGPT BuzzFeed FedEx
    AstraZeneca BioNTech SoftBank PlayStation HarperCollins McDonald's AliExpress DreamWorks MasterCard JPMorgan
    ExxonMobil ConocoPhillips BlackRock BlackBerry PowerPoint PetroChina StarCraft LeBron McConnell McCarthy
    McGregor McCain McLaren MacArthur O'Brien
    """
)
"""Names with a capital letter inside."""

MALE = word_set(
    """
    Abdul Abdullah Abraham Adam Ahmad Ahmed Akira Alan Albert Alec Alejandro Alex Alexander Alexei Alexey Ali
    Alistair Amir Anatoly Andre Andreas Andrei Andrew Andrey Anthony Anton Antonio Arkady Arthur Artur Ashraf Barack
    Ben Benjamin Bernard Bill Bob Boris Brian Bruce Carl Carlos Charles Chris Christian Christopher Claude Colin
    Craig Daniel Danil David Dennis Denis Dmitri Dmitry Dominic Donald Douglas Eduard Edward Edwin Emmanuel Eric
    Erik Ernest Ethan Eugene Evgeny Felix Fernando Francis Francisco Franz Fred Frederick Gary Gavin Gennady
    Geoffrey George Gerald Giovanni Gleb Gordon Graham Greg Gregory Guy Hamid Hans Haruki Hasan Hassan Henry Hideki
    Hiroshi Howard Hugh Hugo Hussein Ibrahim Igor Ilya Imran Isaac Ismail Ivan Jack Jacob Jaime James Jamie Jan
    Jason Javier Jean Jeff Jeffrey Jerry Jim Joe Joel Johan Johannes John Jon Jonathan Jorge Jose Josef Joseph Juan
    Julian Junior Karim Karl Keith Ken Kenji Kenneth Kevin Khalid Klaus Kyle Larry Lars Laurent Lawrence Leon Leonid
    Lewis Liam Lloyd Louis Luca Lucas Luis Luke Mahmoud Makoto Manuel Marc Marcel Marco Mario Mark Markus Martin
    Masato Mateo Matt Matthew Max Maxim Mehdi Michael Michel Miguel Mikhail Mike Mohamed Mohammad Mohammed Muhammad
    Musa Mustafa Nathan Neil Nicholas Nick Nicolas Nikita Nikolai Nikolay Noah Oleg Oleh Oleksandr Oleksiy Oliver
    Olivier Omar Oscar Osman Pablo Patrick Paul Pavel Pavlo Pedro Peter Petr Petro Philip Philippe Phillip Pierre
    Pyotr Rafael Ralph Ramon Raymond Reinhard Reza Ricardo Richard Rick Robert Roberto Roger Roland Roman Ronald
    Ruslan Ryan Said Salim Salman Sam Samuel Satoshi Saul Scott Sean Sebastian Sergei Sergey Serhiy Shinzo Simon
    Stanislav Stefan Stephen Steve Steven Stewart Stuart Takashi Takeshi Taro Taras Terry Theodore Thomas Tim
    Timothy Tom Tony Umar Usman Vadim Valentin Valery Vasily Victor Viktor Vincent Vitaly Vitali Vladimir Vladislav
    Volodymyr Walter Warren William Winston Yakov Yakub Yahya Yasir Yasser Yevgeny Yitzhak Yosef Youssef Yuri Yury
    Yusuf Zachary
    """
)
FEMALE = word_set(
    """
    Abigail Ada Agnes Aisha Alexandra Alice Alina Amanda Amelia Amy Ana Anastasia Andrea Angela Anita Anna Anne
    Annie Audrey Barbara Beatrice Bella Betty Bridget Camilla Carol Caroline Catherine Cecilia Charlotte Chloe
    Christina Christine Claire Clara Claudia Cynthia Daria Deborah Diana Dorothy Elena Eleanor Elisabeth Elizabeth
    Ella Ellen Emily Emma Erika Esther Eva Evelyn Fatima Fiona Florence Frances Gabriela Galina Gloria Grace Greta
    Hannah Helen Helena Hillary Inna Irene Irina Isabel Isabella Jacqueline Jane Janet Jennifer Jessica Joan Joanna
    Josephine Joyce Julia Juliana Julie Karen Karina Katarina Kate Katherine Kathleen Katya Khadija Ksenia Larisa
    Laura Lara Leila Lena Leyla Lidia Liliya Lily Linda Lisa Liz Louise Lucia Lucy Ludmila Lydia Lyudmila Madeleine
    Maria Mariam Marie Marina Martha Mary Maryam Maya Megan Melania Melissa Michelle Mila Miriam Monica Nadia Nancy
    Natalia Natalie Natalya Nina Nora Oksana Olena Olga Olivia Pamela Patricia Paula Polina Rachel Rebecca Rose Ruth
    Samantha Sandra Sara Sarah Sharon Sofia Sonia Sophia Sophie Stella Stephanie Susan Susanna Svetlana Tamara
    Tatiana Teresa Theresa Ursula Valentina Valeria Vera Veronica Victoria Viktoria Virginia Yekaterina Yelena
    Yevgenia Yulia Zahra Zainab Zoe
    """
)
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

TITLES = word_set(
    """
    Mr Mrs Ms Miss Dr Prof Sir Lord Lady Dame President Vice Prime Minister Chancellor King Queen Prince Princess
    Sheikh Emir Sultan Ayatollah Imam Mullah Mufti Rabbi Pope Bishop Archbishop Cardinal Father Reverend Pastor
    General Gen Colonel Col Lieutenant Lt Major Maj Captain Capt Sergeant Sgt Admiral Commander Marshal Brigadier
    Secretary Senator Sen Rep Representative Congressman Congresswoman Governor Gov Mayor Ambassador Judge Justice
    Attorney Chairman Chairwoman Chief Director Professor Doctor Coach Officer Inspector Spokesman Spokeswoman
    Spokesperson Alhaji Hajiya Malam Mallam Haji Chief Comrade Engineer Barrister Deputy Foreign Defense Defence
    Interior Former Honourable Honorable Hon Madam Master
    """
)

_COMMON_WORDS = """
    a an the this that these those there their they them then than when where what which while who whom whose why
    how he she it its his her him we our you your i my me us and or but nor so yet for of to in on at by with from
    as is are was were be been being has have had do does did will would can could may might must shall should not
    no yes if after before since until during under over above below between among against about into through across
    along around behind beyond despite except inside near off onto outside per upon within without according also
    although because both each either even ever every few first further here however indeed instead just last later
    least less like many more most much neither never new next now often old once one only other others own perhaps
    rather same several some soon still such though thus together too two three four five six seven eight nine ten
    very well yesterday today tomorrow meanwhile earlier moreover nevertheless therefore otherwise finally recently
    currently following another all any anyone everyone someone nothing something everything let please thank thanks
    good great best better high low long short big small large little full open free early late young real right
    left wrong strong main major minor local former current recent various different important public private
    general special special certain clear possible able human people person man men woman women child children boy
    girl family families father mother brother sister son daughter friend friends life live lives living death dead
    work working worker workers job time times year years month months week weeks day days night morning hour hours
    minute world country countries nation nations city cities town village street road house home place area region
    regions part parts side water land sea river lake island islands mountain north south east west northern
    southern eastern western central upper lower air fire food money war peace power law order party group groups
    team teams game games match player players club league cup season school student students teacher university
    college book books story word words name names number question answer problem case cases way ways thing things
    fact point end start state states government president minister ministers ministry prime vice secretary
    department office officer official officials court police army navy force forces military defense defence
    security council committee commission parliament congress senate assembly union united national international
    federal republic republican kingdom empire province provincial district county governor mayor chairman director
    chief head leader leaders member members public center centre market bank company companies business industry
    trade economy economic social political policy system program programme project plan plans development service
    services health medical hospital science technology research institute education culture foundation organization
    organisation association federation agency authority bureau board court justice rights human news report reports
    media press television radio internet online video photo show film movie music song art museum theater theatre
    festival award prize church mosque temple saint holy god black white red blue green yellow brown gold golden
    silver iron stone star stars sun moon bird birds dog cat horse bear light dark hot cold spring summer autumn
    winter north movement front action attack attacks battle bridge brigade campaign capital change charter
    coalition coast conference constitution convention cooperation corps crisis data declaration democracy
    directorate division election elections embassy emergency energy environment event events executive express
    export finance financial fund gas global green hall heritage history hotel housing import independence
    information initiative institution intelligence interior investment journal labor labour land liberal liberation
    management marine maritime mission model modern monitor motor network nuclear object ocean oil operation
    operations opposition park peoples petroleum planet port post presidential production property province quality
    railway regional relations relief resistance resources response review revolution revolutionary royal rural
    safety school section sector share shadow society space special sports stadium standard station statement
    strategic strategy strike supreme support tax technical territory terrorism title tour tourism traffic transport
    treaty tribunal troops trust university unit units urban valley victory village virus voice wall water wave
    weapon weapons welfare wildlife wind world youth zone mainland metro master grand gulf garden square tower gate
    palace castle hill bay beach cape strait canal dam forest desert plain plateau peak dear hello sorry nice happy
    watch listen read see look make take give get go come put say says said tell told ask asked call called know
    think want need use used find found keep show shown seen made given taken speaking talking looking coming going
    being having doing making giving taking finding based born died held won lost
    """
COMMON = word_set(_COMMON_WORDS)
"""Words that start sentences or make up titles and the names of bodies: capitalised, and no names of their own."""

_PLAIN_CITIES = word_set(
    """
    Abuja Addis Amsterdam Ankara Athens Baghdad Bangkok Barcelona Beijing Beirut Belgrade Berlin Brussels Bucharest
    Budapest Cairo Canberra Chicago Copenhagen Damascus Delhi Dhaka Doha Dubai Dublin Geneva Hanoi Helsinki
    Islamabad Istanbul Jakarta Jerusalem Kabul Karachi Kathmandu Khartoum Kyiv Lagos Lahore Lisbon London Madrid
    Melbourne Minsk Moscow Mumbai Munich Nairobi Oslo Ottawa Peshawar Prague Pyongyang Riyadh Seoul Shanghai
    Stockholm Sydney Taipei Tashkent Tbilisi Tehran Tokyo Tripoli Tunis Vienna Warsaw Washington Wuhan Yerevan
    Zagreb Zurich Putin Biden Obama Netanyahu Erdogan Zelensky Hezbollah Hamas Gazprom Huawei Reuters
    """
)

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

ACRONYMS = word_set(
    """
    TRNC UN EU US USA UK UAE USSR NATO OPEC OSCE UNESCO UNICEF UNHCR WHO WTO IMF IAEA ICC ICJ ILO FAO WFP OECD BRICS
    ASEAN APEC CIA FBI NSA NASA FEMA FDA CDC EPA FAA NBA NFL NHL MLB NCAA FIFA UEFA IOC WADA KGB FSB GRU SVR MI5 MI6
    BBC CNN NBC CBS ABC AFP AP RIA TASS IRNA ISNA PTI ANI BJP PKK YPG YPJ SDF FARC ETA IRA PLO IDF ISIS ISIL IRGC
    MSF DPRK PRC ROC CCP CPC PLA KMT DPP LDP SPD CDU CSU AfD FDP PSOE ANC EFF ZANU NPC CPPCC CEO CFO GDP CPI PPP DNA
    RNA PCR HIV AIDS SARS MERS COVID GMT UTC AM PM TV PC IT AI VR USB HTML HTTP API LGBT LGBTQ NGO NGOs SUV VIP FAQ
    GPS LED HTS PMU PUBG SBU DVD CD PDF SMS SIM URL XML CSV SQL CSS SEO PhD MBA BA MA MP MPs PM VPN ID OK USD EUR
    CNY RMB JPY DC LA NY SOS R&D B2B AKP CHP HDP MHP PTI PML PPP JUI TTP
    """
)

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
