"""Names proposed to somebody who does not want to think one up: two words from quiet surroundings."""

import random
import secrets
from collections.abc import Callable

from safety.names import skeleton

_BY_CHANCE = secrets.SystemRandom()
_MOST_ROUNDS = 12

# every noun takes "de", so that the adjective keeps its -e
_QUALITIES = """
    Aandachtige Amberen Appelgroene Azuren Bedaarde Bedachtzame Behoedzame Bemoste Bescheiden Besneeuwde
    Bessenrode Blauwe Bloeiende Bonte Bosgroene Brede Bronzen Bruine Citroengele Eenvoudige Effen Fijne
    Fonkelende Frisse Geduldige Gele Gespikkelde Gestreepte Geurige Gevlekte Gladde Glanzende Glazen Gouden
    Goudgele Grasgroene Grijze Groene Grote Heldere Herfstige Hoge Honinggele IJsblauwe Indigo Ivoren Kalme
    Kleurrijke Koele Koperen Koperrode Korenblauwe Kruidige Landelijke Late Leigrijze Lentegroene
    Lichtblauwe Lichte Luchtige Luisterende Matte Milde Mistige Mosgroene Nabije Nachtblauwe Nevelige Nieuwe
    Noordelijke Nootbruine Okergele Olijfgroene Oostelijke Oranje Oude Paarse Parelgrijze Rode Roestbruine
    Ronde Roomwitte Ruime Ruisende Rustende Rustige Steenrode Stenen Sterke Stevige Stille Strogele Tinnen
    Verre Violette Vroege Wakkere Wandelende Warme Weidse Westelijke Wijde Winderige Winterse Witte Zachte
    Zandgele Zandige Zeeblauwe Zeegroene Zilte Zilveren Zomerse Zonnige Zuidelijke
"""
_THINGS = """
    Akelei Akker Anemoon Baai Barnsteen Beek Berg Berk Beuk Bever Boei Boomgaard Boterbloem Branding Brem
    Bries Bron Brug Buizerd Ceder Dageraad Das Dauw Delta Dijk Dolfijn Dreef Drempel Eekhoorn Eend Egel Eik
    Esdoorn Forel Fuut Golf Grot Grutto Haas Haven Hazelaar Heide Herfst Heuvel Hommel Horizon Hulst Hyacint
    IJsvogel Kaars Kade Kamille Kano Karper Kastanje Kei Kievit Kiezel Klaproos Klaver Klif Komeet Koolmees
    Korenbloem Kraanvogel Kreek Krekel Krokus Kruik Kust Lantaarn Lariks Lavendel Leeuwerik Leisteen Lente
    Libel Lijster Linde Lisdodde Lupine Maan Meerkoet Mees Meidoorn Mist Molen Morgenster Mus Nachtegaal
    Nevel Noordenwind Ochtend Oever Olijf Ooievaar Opaal Otter Paardenbloem Papaver Parel Pimpelmees Plataan
    Polder Poolster Poort Populier Putter Regen Regenboog Reiger Rivier Roeiboot Roodborst Rots Rozemarijn
    Saffier Salamander Salie Schelp Schildpad Sjaal Sleutelbloem Sneeuw Spar Specht Ster Theepot Tijm
    Tortelduif Tuin Tulp Uil Valk Vallei Varen Veranda Vijver Vink Vlieger Vlier Vlinder Vuurtoren Walvis
    Wandelstok Waterkan Waterlelie Weide Wilg Wind Wolk Wulp Zandsteen Zee Zeehond Zeester Zeilboot Zomer
    Zon Zonnebloem Zwaan Zwaluw
"""

QUALITIES, THINGS = tuple(_QUALITIES.split()), tuple(_THINGS.split())


def propose_names(taken: Callable[[set[str]], set[str]], count: int = 3, rng: random.Random = _BY_CHANCE) -> list[str]:
    """`count` different free names, drawn at random; fewer when nearly all are taken.

    `taken` gets skeletons and answers which of them are in use already.
    """
    free: dict[str, str] = {}
    for _ in range(_MOST_ROUNDS):
        drawn = {skeleton(name): name for name in (_draw(rng) for _ in range(4 * count))}
        in_use = taken(set(drawn))
        free |= {look: name for look, name in drawn.items() if look not in in_use}
        if len(free) >= count:
            break
    return list(free.values())[:count]


def _draw(rng: random.Random) -> str:
    return f"{rng.choice(QUALITIES)} {rng.choice(THINGS)}"
