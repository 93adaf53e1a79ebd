"""Words of news that mean the same for comparing: irregular forms, and groups of near synonyms.

Two reporters of one event choose different words; without this a passage that
says "troops were dispatched" has nothing in common with "soldiers were sent".
Kept to words whose common sense in news is one; a word with several is left out.
"""

_IRREGULAR = """
arise arose arisen|become became|begin began begun|blow blew blown|break broke broken|bring brought|build built|
burn burnt|buy bought|catch caught|choose chose chosen|cling clung|come came|creep crept|cut|deal dealt|
draw drew drawn|drive drove driven|drown drowned|eat ate eaten|fall fell fallen|feed fed|feel felt|fight fought|
find found|flee fled|fly flew flown|forbid forbade forbidden|forget forgot forgotten|freeze froze frozen|
give gave given|grow grew grown|hang hung|hear heard|hide hid hidden|hold held|keep kept|know knew known|lay laid|
lead led|leave left|lend lent|light lit|lose lost|make made|mean meant|meet met|pay paid|rise rose risen|run ran|
seek sought|sell sold|send sent|shake shook shaken|shoot shot|shrink shrank shrunk|shut|sing sang sung|sink sank sunk|
sit sat|sleep slept|speak spoke spoken|spend spent|spread|stand stood|steal stole stolen|stick stuck|
strike struck stricken|swear swore sworn|swim swam swum|take took taken|teach taught|tear tore torn|think thought|
throw threw thrown|understand understood|wake woke|wear wore worn|win won|withdraw withdrew withdrawn|
write wrote written|man men|woman women|child children|life lives|wife wives|foot feet|mouse mice|crisis crises|
analysis analyses|thief thieves
"""
_GROUPS = """
kill dead death deaths die died dying fatality fatalities perish victim victims deadly fatal slain drown drowned
hurt injure injured injuries wounded injury
soldier soldiers troop troops army military
police policeman policemen officer officers
send sent dispatch dispatched deploy deployed
earthquake quake tremor tremors seismic
hit struck shook rattle rattled jolt jolted
destroy destroyed flatten flattened level levelled leveled wreck wrecked ruin ruined ruins
collapse collapsed toppled topple
house houses home homes dwelling dwellings
rescue rescued rescuer rescuers saved
ship vessel vessels
capsize capsized overturn overturned
hospital hospitals clinic
doctor doctors physician physicians medic medics
worker workers employee employees staff workforce labourer labourers laborer laborers
job jobs
company companies firm firms
boss chief director chairman chairwoman
strike walkout stoppage
protest protests protester protesters demonstrate demonstration demonstrator demonstrators demonstrators rally
union unions
timetable schedule
wage wages pay salary salaries
talks negotiations negotiation negotiate negotiated negotiator negotiators
treaty accord pact agreement agreements agree agreed deal deals
sign signed signing
cancel cancelled canceled scrapped
postpone postponed delay delayed
president presidential
minister ministers ministry
lawmaker lawmakers deputy deputies legislator legislators
parliament legislature parliamentary
election elections vote votes voted voter voters voting poll polls ballot ballots referendum
opposition opponents opponent opposed oppose
court courts tribunal
law laws legislation bill
judge judges justice justices
lawyer lawyers attorney attorneys
jail jailed prison imprisoned imprison
arrest arrested detain detained detention custody
inquiry investigation investigate investigated investigators investigator probe examine examined examination
buy bought purchase purchased acquire acquired acquisition takeover
sell sold sale sales
price prices cost costs
money funds funding
loan loans lend lent
rise rose risen increase increased climbed climb grow grew gain gained
fall fell fallen drop dropped decline declined decrease decreased plunge plunged
build built construct constructed construction building
rebuild rebuilt rebuilding reconstruction
factory factories plant plants
close closed closure shut shuts shutting
begin began begun start started
end ended ending finish finished
flee fled escape escaped
border frontier
town towns village villages
city cities
fire fires blaze
storm gale gales
rain rains rainfall
road roads highway
car cars vehicle vehicles
plane planes aircraft jet airliner
train trains rail railway
student students pupil pupils
exam exams examinations
farmer farmers grower growers
coast shore beach
sea ocean
wave waves
electricity power
gas
oil petroleum
warn warned warning warnings alarm alert
help aid assistance
offer offered
promise promised pledge pledged vow vowed
demand demanded demands insist insisted
refuse refused reject rejected decline
accuse accused blame blamed
deny denied
resign resigned resignation quit
appoint appointed named
attack attacks attacked assault
weapon weapons arms
war conflict fighting
peace truce ceasefire
bomb bombs bombing explosion blast exploded
shoot shot shooting gunfire
threaten threatened threat threats
visit visits visited trip
invite invited invitation
meet met meeting meetings
summit conference
currency peso dollar
share shares stock stocks
shareholder shareholders investor investors
bank banks
trade commerce commercial
import imports imported
export exports exported
customer customers client clients
passenger passengers traveller travellers traveler travelers commuter commuters
refugee refugees migrant migrants
people persons inhabitants residents resident
child children kid kids
mother mum mom
father dad
family families relatives relative
crash crashed collision collided
search searched searching
drought
flood floods flooded flooding
dam dams reservoir
river rivers
damage damaged damages
crack cracks cracked
repair repairs repaired renovation renovate renovated
tent tents
cold frost freezing
dawn daybreak
autumn fall
film movie
match game
team side
illegal unlawful
permit permitted licence license licensed allowed allow
expert experts scientist scientists specialist specialists
analyst analysts
spokesman spokeswoman spokesperson
inspect inspected inspection inspections inspector inspectors
replace replaced replacement
ambassador ambassadors envoy envoys diplomat diplomats
neighbour neighbours neighbor neighbors neighbouring neighboring
shortage lack lacks lacking
majority
narrow slim
budget
debt debts
profit profits earned
loss losses
tax taxes
launch launched
halt halted stopped stop
widow
guarantee guaranteed
"""


def irregular_forms() -> dict[str, str]:
    """Return irregular forms with their base forms."""
    groups = (group.split() for group in _IRREGULAR.replace("\n", "").split("|"))
    return {form: base for base, *forms in groups for form in forms}


def synonym_groups() -> tuple[tuple[str, ...], ...]:
    """Return groups of words taken for the same; a word belongs to the first group that has it."""
    return tuple(tuple(line.split()) for line in _GROUPS.strip().split("\n"))
