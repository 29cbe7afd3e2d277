"""Small words of languages of which wordfreq has no list: the articles, pronouns, particles and verbs of every page."""

from __future__ import annotations

__all__ = ["FUNCTION_WORDS"]

FUNCTION_WORDS = {
    "af": "die van en het nie is dat hy sy vir met om te wat was deur ook sal kan word aan na by uit sou hulle "
    "ons ek jou hierdie daar maar nog net moet oor voor toe hom haar tot wees soos waar wanneer baie "
    "ander een",
    "az": "və bir bu ki ilə üçün də da olan o isə daha çox hər edir ən sonra kimi var idi olub deyil qədər görə "
    "onun bunu edən olaraq ya necə həm öz artıq lakin amma biz siz onlar mən sən",
    "be": "і ў на не што з да як ён гэта але за па яго ад або яна яны былі быў была для пры таксама калі толькі "
    "яшчэ мы вы",
    "br": "ar an eo ha hag e en ur a da gant evit zo ket ne met war eus o pe evel bet oa int mat bras pa ma hon "
    "all holl n'eo c'hoazh ivez c'hwi ni",
    "ceb": "ang sa nga ug mga usa ka kini siya ni dili kay sila unsa mao apan alang kon niini iyang ako ikaw "
    "kita adunay wala",
    "cy": "y yr yn a i o ar bod mae ei am gan wedi fod oedd eu ac fydd hyn ond nid na ni nad wrth dros cael un "
    "fel sydd hefyd mewn bydd roedd chi fe nhw eich ein gyda beth pan rhaid maer hwn hon ddim",
    "eo": "la de kaj en estas al ne ke kiu ĝi por li mi ni vi ili sed kun pri kiel per tio ĉi estis pli tiu el "
    "kiuj sur ankaŭ nur aŭ ĝis se oni povas tiuj kiam unu ŝi",
    "et": "ja on ei et see oli mis ka kui aga oma ta tema selle nii või siis kes seda ma me te nad ning kuid "
    "välja pärast enne mida veel juba väga üle olid olla saab võib peab alles kõik ainult järgmisel iga "
    "sest",
    "eu": "eta da ez bat du ere dira izan zen egin dute baina hau hori behar edo bere den zuen dela duen nola "
    "batean beste honek esan dutela zuten egiten baita oso gero ditu gure zure bi nahi hemen orain bezala",
    "fy": "de en it fan in is dat te hy net mei foar op wie sy oan by as dy har ek wurdt om fanôf troch út "
    "wurde hat nei mar oer binne syn noch mear ús hawwe",
    "ga": "an na a i is ar agus go le ag do de tá bhí sé sí siad nach ní níl leis faoi seo sin ó mar ach gur "
    "chun bhfuil don sna dá dúirt nuair féidir raibh iad beidh againn agat dom duit aon gach chuig anseo "
    "roimh",
    "gd": "an na a i is agus gu le air do de tha bha e iad nach chan mar ach gun ann aig bho anns seo sin dha "
    "robh bhith sinn thu mi às cha gach airson fhèin",
    "gl": "o a os as de do da dos das en no na nos nas e que un unha unhas uns por para con non se máis ao á "
    "aos como pero foi son está esta este súa seu ata tamén sobre xa moi ten ser pola polo hai cando onde "
    "entre ou nin lle ano vén",
    "ha": "da ta na ya ba a ga wannan ne ce don cewa su sun kuma mai an yi shi za bayan wata wani amma daga kan "
    "cikin har sai ko ina shekara sa masu wanda wadda suka aka yana tana mutane domin kafin yadda duk ita "
    "biyu",
    "ht": "la a nan yo ki li pou ak se pa te sa mwen ou nou gen yon men fè moun tout sou lè epi ap kòm plis tou "
    "pral si ke kapab sèlman",
    "ig": "na nke ndị ya bụ nwere maka o ha ma ga mgbe ka site dị onye nọ ime ihe ahụ ọ anyị gị m otu",
    "jv": "ing lan kang sing iku saka karo ora wis ana iki uga dadi dening kanthi kanggo utawa marang nalika "
    "dheweke aku kowe",
    "kk": "және бұл бір да де үшін мен бар ол болып деп емес туралы кейін еді екен қазақ оның осы сол бойынша болды өз",
    "ku": "û li di de ku ji bi ye bo ev jî ew ne ên wê wî me min te hatiye her wekî dike lê heye hemû dibe",
    "la": "et in est non ad ut cum quod qui quae sed ex si per esse sunt nec ab atque enim hoc quam eius autem "
    "aut erat quibus eo sic iam ipse tamen omnis partes quarum unam quem ac neque nam quo",
    "lb": "an de den d' vun ass fir op mat dat ze net eng en si hien ech mir och dës gëtt huet sinn wéi déi bei "
    "nach awer duerch no vum iwwer sech wann",
    "mg": "ny sy amin ho dia fa izy tsy ao ka ary izay no eo izany ireo aho isika ianao tamin hoe misy ity",
    "mi": "te o he ki i ka ko ngā nga me e a kua mo tenei tēnei ana ia ratou rātou nei hoki koe ahau ā mō nā "
    "kei hei tana tāna kaore kāore",
    "mr": "आहे आणि या हे नाही ते की तो होते होता होती ही व त्या असे केले केली मध्ये साठी पण आहेत तर हा त्याने म्हणून",
    "mt": "il- li ta' u ma ta fil- f'dan huwa kien hija dan din għal lill- tal- mill- bl- minn biss kif jew "
    "meta kienet dwar qal wara fuq għandu iktar aktar ukoll tkun jkun is- l- d- fis- bħala permezz ħafna",
    "ne": "छ र को मा हो भने पनि यो गर्न गरेको थियो छन् लागि तर गर्ने भएको उनले एक छैन यस गरिएको हुन्छ",
    "sn": "uye kuti kana iyi izvi nokuti asi pane nezve wake vanhu ari ane zvino ndiye munhu yake kubva mukati "
    "ava zvakare chete",
    "so": "waa oo iyo ka u ku in ah la soo kale si ma waxaa ayaa uu ay loo leh waxay isaga iyada badan kala ee "
    "dadka lagu wuxuu inay kaas sheegay inuu soco doono markii",
    "sq": "të e në dhe për një me që nga i se është si do nuk më ka por ai kjo ky edhe ishte janë duke ose "
    "vetëm tha kur mund ura këtë tij saj kanë tyre ne ju pas deri pa",
    "sr": "је да се у на и ће су са за од као што није био који би то из о али по до или ово само ја ми они "
    "након где када",
    "su": "jeung nu di ka anu dina ieu teu ku keur geus bisa ti téh éta urang aya pikeun saurna kuring lamun sareng",
    "sw": "na ya wa kwa ni katika la za cha hii kuwa kwamba yake pia huo hiyo si lakini au kama watu wake ambao "
    "baada hadi hivyo sana tu wengi huyo hapa kuna leo yao wao sisi mimi wewe kila moja ili kutoka zaidi "
    "bila alisema wakati",
    "tk": "we bir bu üçin bilen hem şol ol diýip edip bolan däl ýaly boýunça soň ýok has olar men siz öz bar",
    "uz": "va bu bir bilan uchun ham bo'lgan ushbu o'z deb emas kerak edi yoki qilish haqida bo'ldi esa yil har "
    "bo'lib keyin mumkin siz men ular lekin eng",
    "xh": "kwaye ukuba kodwa okanye kunye ngoku wakhe xa yakhe into abantu kakhulu apho ndi ukuze njengoko nje bonke",
    "yo": "ni ti sí àwọn ń tí fún náà kan wọn ó pé yìí bí wà láti sì nínú lórí ṣe jẹ́ ẹ sọ ní yóò kò rẹ̀ bá kí "
    "mo èyí àti ilé ọdún bọ̀",
    "zu": "ukuthi futhi kodwa noma nge uma lapho kanye wakhe yakhe manje abantu kakhulu ngoba ngemva kusho "
    "bonke kule into uthe kwe lokhu umuntu emva",
}
"""By the language's tag; of each some thirty to fifty words, most of which stand in any of its paragraphs."""
