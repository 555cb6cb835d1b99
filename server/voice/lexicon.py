"""How words sound where espeak-ng would stress them wrongly, and what letters are called.

Phonemes are those of espeak-ng's Ukrainian table, as written between ``[[`` and ``]]``: ``'`` stands before the
stressed vowel, ``t[`` is hard т, ``t;`` soft, ``i`` і, ``I`` и, ``E`` е, ``R`` р, ``h`` г, ``v`` в. An unknown phoneme
silently ends the word (``[[t%al'On]]`` says "tal"), so a test asks espeak-ng whether each of them comes out whole.
Every number word is forced, right or wrong in espeak-ng, so that one release of it does not sound unlike another.
"""

from collections.abc import Mapping
from types import MappingProxyType

from server.contract.terms import Language

# Stress by the spelling dictionary of the Ukrainian Lingua-Information Fund; тс, тдц run together as in speech.
_NUMBERS = {
    "нуль": "n'ul^",
    "один": "od'In",
    "одна": "odn'a",
    "два": "dv'a",
    "дві": "dv'i",
    "три": "t[R'I",
    "чотири": "tSot['IRI",
    "п’ять": "pj'at;",
    "шість": "S'ist;",
    "сім": "s'im",
    "вісім": "v'isim",
    "дев’ять": "d'Evjat;",
    "десять": "d'Esjat;",
    "одинадцять": "odIn'attsjat;",
    "дванадцять": "dvan'attsjat;",
    "тринадцять": "t[RIn'attsjat;",
    "чотирнадцять": "tSot[IRn'attsjat;",
    "п’ятнадцять": "pjat[n'attsjat;",
    "шістнадцять": "Sisn'attsjat;",
    "сімнадцять": "simn'attsjat;",
    "вісімнадцять": "visimn'attsjat;",
    "дев’ятнадцять": "dEvjat[n'attsjat;",
    "двадцять": "dv'attsjat;",
    "тридцять": "t[R'Ittsjat;",
    "сорок": "s'oRok",
    "п’ятдесят": "pjaddEsj'at[",
    "шістдесят": "SizdEsj'at[",
    "сімдесят": "simdEsj'at[",
    "вісімдесят": "visimdEsj'at[",
    "дев’яносто": "dEvjan'ost[o",
    "сто": "st['o",
    "двісті": "dv'ist[i",
    "триста": "t[R'Ist[a",
    "чотириста": "tSot['IRIst[a",
    "п’ятсот": "pjatts'ot[",
    "шістсот": "Siss'ot[",
    "сімсот": "sims'ot[",
    "вісімсот": "visims'ot[",
    "дев’ятсот": "dEvjatts'ot[",
    "тисяча": "t['IsjatSa",
    "тисячі": "t['IsjatSi",
    "тисяч": "t['IsjatS",
    "мільйон": "mil^j'on",
    "мільйони": "mil^j'onI",
    "мільйонів": "mil^j'oniv",
}

_WORDS = {
    "талон": "t[al'on",
    "талони": "t[al'onI",
    "підійдіть": "pidijd'it;",
    "до": "do",
    "вікно": "vikn'o",
    "вікна": "vikn'a",
    "номер": "n'omER",
    "номера": "n'omERa",
    "каси": "k'asI",
    "кабінету": "kabin'Et[u",
    "кімнати": "kimn'at[I",
    "залу": "z'alu",
    "столу": "st[ol'u",
    "стійки": "st['ijkI",
    "рецепції": "REts'Eptsiji",
    "пройдіть": "pRojd'it;",
    "зачекайте": "zatSEk'ajt[E",
    "увага": "uv'aha",
    "повітряна": "pov'it[Rjana",
    "тривога": "t[RIv'oha",
    "укриття": "ukRIttj'a",
    "сховище": "sx'ovIStSE",
    "відбій": "vidb'ij",
    "сховища": "sx'ovIStSa",
    "бомбосховище": "bombosx'ovIStSE",
    "паркінгу": "p'aRkinhu",
    "підвал": "pidv'al",
    "цокольний": "ts'okol^nIj",
    "цокольному": "ts'okol^nomu",
    "поверсі": "p'ovERsi",
    "поверху": "p'ovERxu",
    "першому": "p'ERSomu",
    "вихід": "v'Ixid",
    "виходу": "v'Ixodu",
    "сходами": "sx'odamI",
    "праворуч": "pRav'oRutS",
    "ліворуч": "liv'oRutS",
    "метро": "mEt[R'o",
    "перехід": "pEREx'id",
    "евакуаційний": "Evakuats'ijnIj",
    "зберігайте": "zbERih'ajt[E",
    "поверніться": "povERn'itsja",
    "повернетеся": "pov'ERnEt[Esja",
    "зміниться": "zm'inItsja",
    "виклик": "v'IklIk",
    "виклику": "v'IklIku",
    "прийом": "pRIj'om",
    "призупинено": "pRIzup'InEno",
    "перерва": "pER'ERva",
    "черга": "tS'ERha",
    "електроенергії": "ElEkt[RoEn'ERhiji",
    "адміністратор": "admin'ist[Rat[oR",
    "адміністратора": "admin'ist[Rat[oRa",
}

FORCED: Mapping[Language, Mapping[str, str]] = MappingProxyType(
    {Language.UKRAINIAN: MappingProxyType(_NUMBERS | _WORDS), Language.ENGLISH: MappingProxyType({})}
)
"""Phonemes by word, in lower case with the apostrophe ’."""

LABEL_LETTERS = "АБВГДЕЄЖЗИІЇКЛМНОПРСТУФХЦЧШЩЮЯ"
"""Letters a label may begin with: never Ь, Ґ, Й."""

# How the alphabet is recited; the second of a pair is its phonemes.
_UKRAINIAN_LETTERS = {
    "А": ("А", "'a"),
    "Б": ("бе", "b'E"),
    "В": ("ве", "v'E"),
    "Г": ("ге", "h'E"),
    "Ґ": ("ґе", "g'E"),
    "Д": ("де", "d'E"),
    "Е": ("Е", "'E"),
    "Є": ("Є", "j'E"),
    "Ж": ("же", "Z'E"),
    "З": ("зе", "z'E"),
    "И": ("И", "'I"),
    "І": ("І", "'i"),
    "Ї": ("Ї", "j'i"),
    "Й": ("йот", "j'ot["),
    "К": ("ка", "k'a"),
    "Л": ("ел", "'El"),
    "М": ("ем", "'Em"),
    "Н": ("ен", "'En"),
    "О": ("О", "'o"),
    "П": ("пе", "p'E"),
    "Р": ("ер", "'ER"),
    "С": ("ес", "'Es"),
    "Т": ("те", "t['E"),
    "У": ("У", "'u"),
    "Ф": ("еф", "'Ef"),
    "Х": ("ха", "x'a"),
    "Ц": ("це", "ts'E"),
    "Ч": ("че", "tS'E"),
    "Ш": ("ша", "S'a"),
    "Щ": ("ща", "StS'a"),
    "Ь": ("м’який знак", "mjak'Ij zn'ak"),
    "Ю": ("Ю", "j'u"),
    "Я": ("Я", "j'a"),
}

# Who reads no Cyrillic sees "B" in В and "H" in Н on the ticket and waits for that; the rest go by their own name.
_ENGLISH_LETTERS = {
    "А": ("A", "'eI"),
    "Б": ("beh", "b'E"),
    "В": ("B", "b'i:"),
    "Г": ("heh", "h'E"),
    "Ґ": ("geh", "g'E"),
    "Д": ("deh", "d'E"),
    "Е": ("E", "'i:"),
    "Є": ("yeh", "j'E"),
    "Ж": ("zheh", "Z'E"),
    "З": ("zeh", "z'E"),
    "И": ("ih", "'I"),
    "І": ("I", "'aI"),
    "Ї": ("yee", "j'i:"),
    "Й": ("yot", "j'0t"),
    "К": ("K", "k'eI"),
    "Л": ("el", "'El"),
    "М": ("M", "'Em"),
    "Н": ("H", "'eItS"),
    "О": ("O", "'oU"),
    "П": ("peh", "p'E"),
    "Р": ("P", "p'i:"),
    "С": ("C", "s'i:"),
    "Т": ("T", "t'i:"),
    "У": ("Y", "w'aI"),
    "Ф": ("eff", "'Ef"),
    "Х": ("X", "'Eks"),
    "Ц": ("tseh", "ts'E"),
    "Ч": ("cheh", "tS'E"),
    "Ш": ("sha", "S'A:"),
    "Щ": ("shcha", "StS'A:"),
    "Ь": ("soft sign", "s'0ft s'aIn"),
    "Ю": ("yu", "j'u:"),
    "Я": ("ya", "j'A:"),
}

LETTERS: Mapping[Language, Mapping[str, tuple[str, str]]] = MappingProxyType(
    {Language.UKRAINIAN: MappingProxyType(_UKRAINIAN_LETTERS), Language.ENGLISH: MappingProxyType(_ENGLISH_LETTERS)}
)
"""Name and phonemes of each letter of the Ukrainian alphabet."""
