"""Words that speakers are called by in transcripts, and words that are never a name."""

from __future__ import annotations

_CERTAIN = (
    "intervjuer intervjuar interviewer int informant deltaker deltakar respondent participant "
    "moderator ordstyrer fasilitator facilitator interviewee intervjuobjekt"
)
_ROLE = (
    "bruker brukar pasient klient ansatt tilsett leder leiar forsker forskar "
    "erfaringskonsulent likeperson pårørende person kvinne mann jente gutt speaker taler "
    "talar snakker stemme svar spørsmål spm alle begge flere ukjent unknown all both several "
    "inf resp del delt mod inv researcher user staff patient client leader manager peer woman "
    "man question answer voice tolk interpreter observatør observer veileder gruppe group"
)
_INTERVIEWER = (
    "intervjuer intervjuar interviewer int inv moderator mod ordstyrer fasilitator "
    "facilitator forsker forskar researcher spørsmål spm question q"
)
_CROWD = "alle begge flere ukjent unknown all both several"
_NOT_NAMES = (
    "ja nei jo nja mm mhm hm ok okei okay så men og eller altså eksempel eksempelvis merk nb "
    "obs ps note kommentar tema poeng poenget konklusjon oppsummering først dessuten tanken "
    "problemet problem resultat resultater mål målet kilde kjelde figur tabell del kapittel "
    "refleksjon observasjon beskrivelse tid sted her stad dato varighet situasjon fakta "
    "svaret spørsmålet saken sant akkurat nettopp punkt agenda innhold bakgrunn metode funn "
    "diskusjon litteratur vedlegg avslutning innledning pause slutt start opptak lyd lydfil "
    "transkripsjon intervju case egen yes no well so but and or example conclusion summary "
    "first figure table part chapter reflection observation description time place date "
    "duration situation source result results goal aim background method discussion appendix "
    "introduction end recording interview the a an i'm he she they we you it this that there "
    "det den de han hun vi dere du jeg eg æ en et ei der da nå når hvis fordi for til på av "
    "med om hva hvem hvor hvordan hvorfor what who where how why when if because regel regler "
    "merknad notat viktig husk tips råd"
)

#: Nobody writes these before a colon for another reason.
CERTAIN_WORDS = tuple(_CERTAIN.split())
#: Roles; with a number as certain as a code, alone only where they recur.
ROLE_WORDS = tuple(_ROLE.split())
#: Whoever asks the questions.
INTERVIEWER_WORDS = frozenset(_INTERVIEWER.split())
#: Several people at once, or nobody knows who; no person of their own.
CROWD_WORDS = frozenset(_CROWD.split())
#: Words that often stand first in a line and before a colon, and are no one's name.
NOT_NAMES = frozenset(_NOT_NAMES.split())
