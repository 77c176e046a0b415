"""Words that would tell a bystander what this place is about."""

import re
import unicodedata

STARTS = {
    "nl": (
        "misbruik", "seksu", "seks", "pedo", "dader", "pleger", "slachtoffer", "minderjarig", "kinderen", "kinderp",
        "kindermis", "zeden", "delict", "misdrij", "misdaad", "verdacht", "verdenking", "veroordeel", "gevang",
        "gedetineerd", "reclassering", "politie", "justitie", "parket", "aangifte", "huiszoeking", "lotgeno", "forum",
        "naasten", "familielid", "familieleden", "incest", "ontucht", "hulplijn", "zelfdoding", "zelfmoord",
        "therap", "geweld", "recidiv", "schaamte",
    ),
    "en": (
        "abus", "sexual", "sex", "offend", "victim", "child", "minor", "paedo", "pedo", "perpetrat", "crime", "crimin",
        "convict", "prison", "inmate", "police", "suspect", "court", "peer group", "support group", "survivor",
        "relatives", "molest", "incest", "suicid", "therap", "violen", "probation", "forum",
    ),
    "fr": (
        "abus", "sexu", "agresseu", "agression", "délit", "delit", "victime", "mineur", "enfant", "pédo", "auteur de",
        "infraction", "prison", "détenu", "police", "parquet", "condamn", "soupçon", "groupe de parole", "proches",
        "inceste", "suicid", "thérap", "violen", "viol", "forum",
    ),
}  # fmt: skip
WHOLE = {"nl": ("kind", "naaste"), "en": (), "fr": ()}


def words_that_tell(text: str, *languages: str) -> set[str]:
    """Which of the words stand in `text`: at the start of a word, in any of the languages (all, when none is named)."""
    plain = unicodedata.normalize("NFC", text).casefold().replace("-", " ").replace("_", " ")
    found = set()
    for language in languages or STARTS:
        found |= {word for word in STARTS[language] if re.search(rf"(?<!\w){re.escape(word)}", plain)}
        found |= {word for word in WHOLE[language] if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", plain)}
    return found
