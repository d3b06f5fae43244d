"""Words that say nothing of a theme, and words that negate; bokmål, spoken Trøndelag, English."""

from __future__ import annotations

from typing import Final

_BOKMAAL: Final = """
    akkurat alle alt altså andre at av bare ble bli blir blitt både da dag de deg dem den denne
    der dere deres derfor det dette din dine disse dit ditt du egentlig eller en enda ene enn
    er et ett etter faktisk for fordi fra få får fått før gang ganger gikk gjorde gjort gjør
    gjøre gå går gått ha hadde han hans har hatt hele helt henne hennes her hit ho hos hun hva
    hvem hver hvilken hvis hvor hvordan hvorfor i igjen ikkesant inn innen ja jaja jeg jo kan
    kanskje kom komme kommer kunne langs ler liksom litt man mange med meg mellom men mens mer
    mest min mine mitt mot mye må måtte ned noe noen nok nå når og også om opp oss over på sa
    samme satt se seg selv sett si sier sin sine sitt skal skulle slik som sto står så sånn
    sånt ta tar til ting tok under ut uti var ved vel vi vil ville vår våre vårt være vært
"""
_NUMBERS: Final = """
    hundre to tre fire fem seks sju syv åtte ni ti elleve tolv halv halvt
"""
_SPOKEN: Final = """
    a bi blei denna detta di dokk dokker dæ dæm dær dæsse e ei ein fekk frå fåkk gjekk gjennom
    gjor hadd hainn hanj hen hu itte ka kem koffer kor kordan kæm mi mæ mæst nokka nokken nåkka
    nåkken sia sjø ska sku sæ te tel vart vorre våres vårres vårrå vær å åsså æ ætter
"""
_ENGLISH: Final = """
    a about again all am an and are as at be been but by can could did do does first for from
    get got had has have he her him his how i i'm if in in's into is it it's its just like me
    more my myself now of on one or our out she so some somebody someone something than that
    the their them then there they this to too up us was we went were what when which who who's
    will with would you your
"""
_NEGATING: Final = """
    aldri aller didn't don't hverken ikke ikkeno ikkje inga ingen ingenting intet itj itje
    itjnå ittj ittno ittnå knapt nei neppe never no none not uta uten verken without
"""
#: Words that turn what stands beside them into its opposite, or near it.
NEGATIONS: Final = frozenset(_NEGATING.split())
#: Left out of cues and of what is shown as alike; negations are flagged apart.
STOP_WORDS: Final = frozenset((_BOKMAAL + _NUMBERS + _SPOKEN + _ENGLISH).split()) | NEGATIONS
