"""Names that would make a member look like somebody who works here, in Dutch, English and French.

Compared by skeleton, so case, accents and separators do not matter. A caller adds its own organisations.
"""

_NAMES = """
    admin | admins | administrator | administratie | administration | administrateur | administratrice
    beheer | beheerder | moderator | moderators | moderatie | moderation | moderateur | moderatrice | mod
    mods | modo | supervisor | superviseur | begeleider | begeleidster | begeleiding | facilitator
    facilitateur | facilitatrice | accompagnateur | accompagnatrice | animateur | animatrice | coördinator
    coördinatie | coordinateur | coordinatrice | coordination | verantwoordelijke | responsable | medewerker
    medewerkster | collega | staff | team | equipe | ploeg | personeel | personnel | employee | vrijwilliger
    volunteer | benevole | directie | directeur | direction | bestuur | manager | officieel | official
    officiel | organisatie | organisation | redactie | hulp | hulplijn | hulpverlener | hulpverlening | help
    helpdesk | helpline | helper | support | ondersteuning | aide | assistance | contact | therapeut
    therapist | therapeute | psycholoog | psychologe | psychologen | psychologist | psychologue | coach | coaches |
    psychiater | psychiatrist
    psychiatre | arts | dokter | counsellor | counselor | counseling | maatschappelijk werker
    social worker | assistant social | assistante sociale | advocaat | lawyer | avocat | politie | police
    rechter | judge | juge | parket | justitie | justice | naast | forum | systeem | system | systeme
    server | service | root | webmaster | postmaster | security | beveiliging | sysop | bot | info
    gast | guest | invite | anoniem | anonymous | anonyme | verwijderd | deleted | supprimé
    onbekend | unknown | inconnu | iedereen | everyone | tout le monde | lid | member | membre | gebruiker
    user | utilisateur | null | undefined | none
"""
RESERVED_NAMES = frozenset(name.strip() for line in _NAMES.split("\n") for name in line.split("|")) - {""}
