"""Word stems with fi, fl, ff, ft, fj, tt and ti, in bokmål and English, to know words by.

``^`` stands for the start of a word, ``$`` for its end; a stem without them may stand anywhere
in a compound.
"""

from __future__ import annotations

_FI = """
^fikk$ ^finn befinn gjenfinn oppfinn innfinn ^fin$ ^fint$ ^fine$ ^finere$ ^finest ^fire$ ^fiks
^film filosofi ^fisk ^finger firma finans ^figur ^fiende fiendtlig ^fiasko ^fiber ^fins$ ^fiske
vinterfisk klippfisk fingrane ^final semifinal ^filter filtrer ^firkant ^finland ^finsk ^finnmark
^fiktiv definer definisjon definitiv spesifi identifi klassifi kvalifi modifi sertifi verifi
signifi personifi intensifi grafisk geografi biografi fotografi profil profitt trafikk infinitiv
infiser konfidens defisit refinansier ^find ^first$ ^five$ ^fifty ^fifteen field definition
definitive undefined ^define ^refine ^prefix ^fix$ ^fixes ^fixture ^fill fulfil finance financial
^fit$ ^fits$ ^fitted ^file$ ^files$ benefi specific identify scientific significan artificial
confiden confirm configur ^fiction satisfi justifi clarifi simplifi unified terrific traffic
magnific beneficial qualifi certifi notifi ^fish ^fight ^firm ^fixed ^finish infinite deficit
deficien superficial
"""
_FL = """
^flere ^flest ^fleste$ ^fler$ flertall flerfaglig ^fly$ ^flyet$ flytt ^flyt ^flott ^flink ^flykt
flyktning ^flate overflat ^flau høflig ^flamme ^flaske ^fløy ^flom ^flokk fleksib ^fleip refleks
reflekt konflikt inflasjon overflød innflyt ^flagg ^flaks ^flekk ^flette ^flue ^flukt ^fløt
^flørt ^flat$ influer ^floke ^flora flyndre flyndra ^fleire blokkfløyte flow flexib reflect
conflict influen inflat ^flat ^float ^floor ^flying ^flight ^flood fluctuat fluent ^fluid ^flip
inflict ^flash ^flaw ^fled$ inflamm reflex
"""
_FF = """
effekt offentlig ^offer ^off$ kaffe stoff skuff straff treff ^traff$ skaff ^klaff ^puff ^tøff
siffer koffert differ differans tariff ^buffet sjåffør raffin offensiv biff vaffel truffet
treffer ^giraff bluff effect affect offer different difference diff ^staff stuff effort ^affair
afford suffer coffee buffer cliff offen ^offset stiff toffee sheriff
"""
_FFI = """
offisi offiser effisien koeffisi affinitet graffiti office official officer efficien sufficien
difficult coefficien affinity affiliat affirm traffic
"""
_FFL = """
^baffle shuffl ^muffle ^ruffle snuffl ^waffle ^raffle scuffle offline ^offload souffl
"""
_FT = """
^ofte$ ^oftest$ ^oftere$ kraft ^luft$ ^luften$ drift ^gift ^skift skrift løft ^loft heftig ^hefte
^saft ^hofte ^aften bekreft avkreft ^skaft ^stift stiftelse fornuft ^often$ ^after ^left$ shift
^draft ^lift ^soft software craft ^swift ^theft ^drift
"""
_FJ = """
fjell fjord ^fjern fjern ^fjor$ ^fjerde ^fjes ^fjær ^fjol ^fjøs ^fjas ^fjorten
"""
_TT = """
^ett$ ^etter etterpå ^dette$ ^rett ^nytt ^nett ^litt$ ^mitt$ ^ditt$ ^sitt$ ^natt ^satt ^sette
setter ^tatt$ mottatt ^fått$ ^gått$ ^stått$ ^hatt$ ^bitt$ slutt bytt støtt flytt ^mett ^lett
^mott mottak møtt fortsett oppsett ^åtte ^hytte kutt gutt skritt sitte ansatt tilsett ^sett$
^vett svett ^tett flott ^rått$ ^blått$ ^grått$ ^smått$ ^gitt$ ^sjette litteratur komitt attest
lytt ^nøtt forutsett skutt ^brått$ ^vått$ ^hvitt$ ^bitter ^katt ^fett forfatt oppfatt omfatt
^atten budsjett better ^little$ letter ^matter attitude attempt attend attent attrib attract
getting setting sitting putting cutting written bottom ^pattern ^butter committ committee admitt
permitt submitt forgotten
"""
_TI = """
^til$ ^tid$ ^tiden$ ^tider$ ^tidene$ tidlig tidspunkt samtid framtid fremtid alltid tilbud
tilbake ^tiltak tiltak tillit tilstand tilgang tilpass tilsvar tilsyn tilnærm tilhør tilknyt
tilrettel tillegg ^time$ ^timer$ ^timen$ ^ting$ ^tingen$ ^tingene$ ^ti$ aktiv positiv negativ
motiv politi praktisk kritisk kritikk statisti institusjon instituti identitet optimis realistis
faktisk ^parti deltid offentlig inntil initiativ alternativ kollektiv perspektiv objektiv
subjektiv effektiv relativ kreativ viktig riktig forsiktig dyktig kraftig tilfelle tilfeldig
tilby tilskudd kontinu bestilling stilling ^still ^time ^till$ until action nation relation
motion notion section question mention station function condition position situation tradition
education information communication motivat active positive negative patient practi critic
politic particip article continu multi estimat ^tired institut identity initiat optim essential
potential partial artistic statistic realistic
"""

STEMS: tuple[str, ...] = tuple(
    dict.fromkeys(f"{_FI}{_FL}{_FF}{_FFI}{_FFL}{_FT}{_FJ}{_TT}{_TI}".split())
)
