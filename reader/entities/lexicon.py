"""Small word lists of the language: titles before names, heads of organisations, events and laws, verbs of speech."""

CAPITAL = "A-ZÀ-ÖØ-ÞĀŠŽÇĞİŞ"
"""The capitals of Latin scripts that names in news begin with, for a class of a pattern."""
TITLES = tuple(
    title.strip()
    for title in """
    President | Prime Minister | Vice President | Deputy Prime Minister | Foreign Minister | Defence Minister |
    Defense Minister | Finance Minister | Trade Minister | Interior Minister | Energy Minister | Minister | Deputy Minister |
    Secretary of State | Secretary-General | Secretary General | Secretary | Chancellor | Premier | Senator | Sen. |
    Congressman | Congresswoman | Rep. | Representative | Governor | Gov. | Mayor | King | Queen | Prince | Princess | Crown
    Prince | Sheikh | Emir | Sultan | Pope | Cardinal | Bishop | Archbishop | Patriarch | Father | General | Gen. |
    Lieutenant General | Lt. Gen. | Colonel | Col. | Major | Maj. | Captain | Capt. | Sergeant | Sgt. | Admiral | Commander
    | Judge | Justice | Attorney General | Ambassador | Chairman | Chairwoman | Chief | Director | CEO | Professor | Prof. |
    Dr. | Dr | Mr. | Mr | Mrs. | Mrs | Ms. | Ms | Sir | Lord | Lady | Dame | Speaker | Commissioner | spokesman |
    spokeswoman | spokesperson | analyst | columnist | economist | journalist | coach | captain | leader | lawyer |
    researcher | historian | singer | actor | actress | writer | author | president | chancellor | premier | mayor |
    governor | ambassador | expert | director""".replace("\n    ", "").split("|")
)
TITLE_WORDS = frozenset(
    word.lower().rstrip(".") for title in TITLES for word in title.replace("-", " ").split() if word != "of"
) | frozenset(
    """mr mrs ms dr president minister premier chancellor spokesman spokeswoman senator king queen prince emir sheikh ayatollah
    imam reverend ambassador envoy coach striker midfielder defender goalkeeper captain mp mps cardinal sgt lt col gen capt
    sir lady lord justice judge detective inspector activist lawmaker candidate""".split()
)
RANK_WORDS = TITLE_WORDS | frozenset(
    """rear vice adm commodore brigadier marshal corporal cpl lance constable sheriff deputy superintendent cmdr commander
    pm vp mla mep prosecutor attorney counsel chairperson archbishop pastor rabbi mufti dean correspondent reporter
    photographer editor manager rep sen rev supt det""".split()
)
"""Titles known when reading, not when learning."""
RANKS_BEFORE_NAMES = frozenset(
    """PM VP Mr Mrs Ms Dr President Minister Premier Chancellor Senator Governor Mayor King Queen Prince Princess Pope Cardinal
    General Gen Colonel Col Major Maj Captain Capt Sergeant Sgt Admiral Adm Commander Judge Justice Ambassador Professor Prof
    Sen Rep Gov Lt Commissioner Sheriff Detective Coach""".split()
)
ROLES_IN_SPORT = frozenset(
    """captain goalkeeper keeper striker midfielder defender winger forward skipper coach manager batsman bowler spinner opener
    quarterback pitcher guard center""".split()
)
ORGANISATION_HEADS = frozenset(
    """Organization Organisation Union University Institute Ministry Bank Council Court Party Corporation Corp Inc Ltd Company
    Co Group Agency Authority Association Commission Committee Foundation Federation Fund Bureau Department Office Center
    Centre Academy College School Society Assembly Parliament Senate League Alliance Army Navy Police Guard Forces Times
    Post Journal News Gazette Tribune Herald Daily Press Airlines Airways Motors Industries Holdings Partners Club FC United
    Community Network Coalition Movement Front Brigade Service Services Board Chamber Congress Initiative""".split()
)
EVENT_HEADS = frozenset(
    """War Summit Games Olympics Cup Forum Revolution Uprising Election Elections Festival Day Conference Championship
    Championships Expo Accords Prix Intifada Holocaust Spring""".split()
)
LAW_HEADS = frozenset(
    """Treaty Agreement Accord Convention Protocol Pact Act Law Constitution Charter Declaration Bill Amendment Directive
    Memorandum Plan""".split()
)
PLACE_HEADS = frozenset(
    """River Lake Sea Ocean Bay Strait Straits Peninsula Island Islands Mountain Mountains Hills Valley Desert Plateau Province
    Oblast Region District County Prefecture Airport Highway Motorway Street Avenue Boulevard Square Bridge Canal Corridor Route
    Stadium Cemetery Beach Creek Falls Forest Reef Delta Basin Lagoon Monument Memorial Complex Tower Tunnel Dam Plaza Cathedral
    Mosque Glacier Volcano Governorate Wilaya Voivodeship Archipelago Gorge Shoal Shoals Reefs Atoll Cay Cays Heights Fjord Township
    Prison Jail Borough Expressway Freeway Turnpike""".split()
)
FACILITY_HEADS = frozenset(
    """Monument Memorial Stadium Arena Airport Cathedral Basilica Mosque Synagogue Square Bridge Tower Tunnel Dam Plaza Lagoon
    Complex Glacier Volcano Canyon Peninsula River Lake Mountains Desert Valley Province Oblast Prefecture Governorate
    Highway Motorway Street Avenue Boulevard Canal Strait Cemetery Shoal Shoals Reef Atoll Township Prison
    Expressway Freeway Turnpike""".split()
)
PLACE_BEGINNINGS = frozenset("Mount Lake Fort Cape Hotel Camp Playa Plaza".split())
NO_FACILITIES = frozenset("National Natural Cultural Historic Ancient State County City Main Public".split())
"""Before the head of a facility these alone make no name: "Natural Monument"."""
COMPANY_HEADS = ORGANISATION_HEADS | frozenset(
    """Studios Entertainment Media Pictures Records Airline Systems Technologies Technology Pharmaceuticals Pharma Energy Capital
    Ventures Software Solutions Labs Laboratories Robotics Foods Insurance Securities Hospital Museum Telecom Petroleum Oil
    Minerals Mining Steel Electronics Semiconductor Communications Broadcasting Television Radio Publishing Books Bancorp
    Trust Brothers Enterprises Logistics Shipping Railways Railway Institution Orchestra Church""".split()
)
SPEECH = frozenset(
    """said says told added say adds noted argued warned explained tweeted insisted stated announced wrote writes believes
    thinks replied""".split()
)
PLACE_PREPOSITIONS = frozenset("in at near from".split())
FUNCTION_WORDS = frozenset(
    """The A An In On At By For From To Of And But Or If As It He She They We You I This That These Those There Here What When
    Where Who Why How After Before During While Since Until Despite However Moreover Meanwhile Indeed Finally Also Not No
    Yes Mr Mrs Ms Dr President Minister Today Yesterday Tomorrow His Her Its Their Our My Your With Under Over Between
    Although Though Because So Yet Then Now Last Next One Two Three Some Many Most Both All Even Only""".split()
)
LEGAL_FORMS = (
    r"Inc|Ltd|LLC|Corp|Company|Co|PLC|plc|AG|SA de CV|SA|S\.A|SE|GmbH|NV|N\.V|SpA|S\.p\.A|AB|ASA|Oyj|Sdn\.? Bhd|Bhd|Berhad|Pty|Pte"
    r"|LLP|Pvt|Limited|Corporation|Incorporated|PJSC|JSC|OAO|OOO|KG|KK"
)
"""What stands behind a company's name and says what it is in law; alternatives of a pattern."""
NO_ORGANISATIONS = frozenset(
    """CEO GDP COVID AM PM TV AI IT OK II III IV VI VII VIII IX XI XII HIV DNA VAT USD EUR GMT QR AED PhD NGO NGOS CFO COO ATM
    SMS FAQ PDF URL USB GPS LNG LPG HIV AIDS MP MPS QA PR HR ID DJ VIP DUI DWI IED IEDs ICBM ICBMs SUV SUVs WMD RPG EST EDT BST
    UTC UPDATE BREAKING THE AND FOR NOT EBITDA EBIT GAAP EPS ETF IPO ESG CAGR ROI FY Q1 Q2 Q3 Q4 ODI VAR KO OT API CV NGC""".split()
)
MONTHS = frozenset(
    """January February March April May June July August September October November December Jan Feb Mar Apr Jun Jul Aug Sept Sep
    Oct Nov Dec""".split()
)
CALENDAR = MONTHS | frozenset("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())
AGENCIES = frozenset(
    """AP AFP EPA EFE EPA-EFE UPI Reuters REUTERS PA DPA dpa ANSA TASS Tass Xinhua Kyodo Yonhap ANP NTB APA MTI CTK PAP IANS PTI ANI
    Getty Shutterstock Bloomberg Anadolu Ritzau Lehtikuva Keystone Belga Sipa NurPhoto Magnum Alamy Imago Corbis""".split()
) | frozenset(("Getty Images", "Ritzau Scanpix", "Zuma Press", "SOPA Images", "Rex Features", "Associated Press"))
"""Agencies of news and photographs, as credits and datelines name them."""
AGENCIES_IN_FULL = {
    "AP": "Associated Press",
    "AFP": "Agence France-Presse",
    "EPA": "European Pressphoto Agency",
    "UPI": "United Press International",
    "PA": "PA Media",
    "DPA": "Deutsche Presse-Agentur",
    "dpa": "Deutsche Presse-Agentur",
    "PTI": "Press Trust of India",
}
"""Letters that name an agency in a credit or a dateline, and may be something else elsewhere."""
STATES_IN_FULL = {
    form: state
    for state, forms in (
        row.strip().split(":")
        for row in """Alabama:Ala.,AL / Alaska:AK / Arizona:Ariz.,AZ / Arkansas:Ark.,AR / California:Calif.,CA /
        Colorado:Colo.,CO / Connecticut:Conn.,CT / Delaware:Del.,DE / Florida:Fla.,FL / Georgia (state):Ga.,GA /
        Hawaii:HI / Idaho:ID / Illinois:Ill.,IL / Indiana:Ind.,IN / Iowa:IA / Kansas:Kan.,KS / Kentucky:Ky.,KY /
        Louisiana:La.,LA / Maine:ME / Maryland:Md.,MD / Massachusetts:Mass.,MA / Michigan:Mich.,MI /
        Minnesota:Minn.,MN / Mississippi:Miss.,MS / Missouri:Mo.,MO / Montana:Mont.,MT / Nebraska:Neb.,NE /
        Nevada:Nev.,NV / New Hampshire:N.H.,NH / New Jersey:N.J.,NJ / New Mexico:N.M.,NM / New York:N.Y.,NY /
        North Carolina:N.C.,NC / North Dakota:N.D.,ND / Ohio:OH / Oklahoma:Okla.,OK / Oregon:Ore.,OR /
        Pennsylvania:Pa.,PA / Rhode Island:R.I.,RI / South Carolina:S.C.,SC / South Dakota:S.D.,SD /
        Tennessee:Tenn.,TN / Texas:Tex.,TX / Utah:UT / Vermont:Vt.,VT / Virginia:Va.,VA /
        Washington (state):Wash.,WA / West Virginia:W.Va.,WV / Wisconsin:Wis.,WI / Wyoming:WY / Washington:DC""".split("/")
    )
    for form in forms.split(",")
}
"""The short forms of states behind the name of a town; two states share their name with a country and a city."""
