"""The words by which a hostile reader knows what a sentence is about, in English, French, Arabic.

General knowledge of the field, not taken from a list somebody published: a mission that works in
another language gets less out of it. Words stand folded as `text.folded` folds them. A star at the
end stands for any ending; Arabic words are also found behind the letters that are written on to
them (and, the, by, for).
"""

MOVEMENT = """
patrol* convoy* escort* helicopter* flight flights cash salary salaries wage* payday payment* pay
payout* instalment* disburse* courier* visit visits visiting
walk walks drive drives travel travels
patrouill* convoi* escorte* helicopt* especes liquide salaire* paie paye paies payes payer
paiement* versement* verser decaissement* visite visites visiter
circule circulent circuler
دوريه دوريات قافله قوافل موكب مواكب حراسه مروحيه نقد نقدا نقود راتب رواتب اجور اجره دفع دفعه دفعات
صرف زياره زيارات يزور نزور تزور تسير نسير يسير
"""
"""Money on the way, patrols, staff who travel."""

DAYS = """
monday mondays tuesday tuesdays wednesday wednesdays thursday thursdays friday fridays saturday
saturdays sunday sundays tomorrow tonight
lundi lundis mardi mardis mercredi mercredis jeudi jeudis vendredi vendredis samedi samedis dimanche
dimanches demain
الاثنين الثلاثاء الاربعاء الخميس الجمعة السبت الاحد غدا
"""
"""Days that come round, or come next."""

MARKET_DAY = r"market days?|jours? de marche|(?:يوم|ايام) السوق"

INCIDENT = """
kill* murder* rape raped rapes abduct* kidnap* attack* shot shoot* gunm* gun guns armed militia*
rebel* wounded tortur* beat beaten loot* ambush* threat* massacr* recruit*
tue tues tuee tuees tuer meurtr* assassin* viol viols viole violee violees enlev* kidnapp* attaqu*
arme armes armee milice* rebelle* blesse* tortur* battu* pill* embuscade* menac*
قتل قتلي مقتل اغتصاب اغتصب اختطاف خطف هجوم هجمات مسلح مسلحون مسلحين ميليشيا متمرد متمردين جرحي
تعذيب ضرب نهب كمين تهديد تجنيد
"""

PEOPLE = """
woman women man men girl girls boy boys child children baby babies widow widows person persons
people family families household* soldier* fighter* survivor* victim* wounded injured dead
femme femmes homme hommes fille filles garcon garcons enfant enfants bebe veuve veuves personne*
famille familles menage* soldat* combattant* survivant* victime* blesse* mort morts
امراه نساء رجل رجال فتاه فتيات بنت بنات ولد اولاد طفل اطفال ارمله ارامل شخص اشخاص اسره اسر عائله
عائلات جندي جنود ضحيه ضحايا ناجيه ناجيات جريح جرحي
"""

FEW = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "sept": 7,
    "huit": 8, "neuf": 9, "ثلاث": 3, "ثلاثه": 3, "اربع": 4, "اربعه": 4, "خمس": 5, "خمسه": 5,
    "ست": 6, "سته": 6, "سبع": 7, "سبعه": 7, "ثماني": 8, "ثمانيه": 8, "تسع": 9, "تسعه": 9,
}  # fmt: skip
"""Small numbers in words. Arabic says two by an ending (امرأتان): `PAIRS`."""

MONTHS = (
    "january janvier يناير|كانون الثاني",
    "february fevrier فبراير|شباط",
    "march mars مارس|آذار",
    "april avril أبريل|نيسان",
    "may mai مايو|أيار",
    "june juin يونيو|حزيران",
    "july juillet يوليو|تموز",
    "august aout أغسطس|آب",
    "september septembre سبتمبر|أيلول",
    "october octobre أكتوبر|تشرين الأول",
    "november novembre نوفمبر|تشرين الثاني",
    "december decembre ديسمبر|كانون الأول",
)
"""In the order of the year, apart by a space or, where a name has two words, by a bar."""

CALL = """tel telephone* phone* mobile* whatsapp call calls appel* joindre portable* numero*
هاتف الهاتف تلفون جوال واتساب اتصل اتصلوا رقم"""
PAPERS = r"passport|passeport|id|identity|identite|carte|بطاقه|هويه|جواز|الرقم الوطني"

PAIRS = (
    "امراتان امراتين رجلان رجلين فتاتان فتاتين بنتان بنتين طفلان طفلين طفلتان طفلتين شخصان شخصين"
)

MONEY = """
usd eur xof xaf ssp cdf sdg etb cfa fcfa dollar dollars euro euros franc francs pound pounds
shilling* birr دولار دولارا دولارات يورو فرنك فرنكا فرنكات جنيه جنيها جنيهات
"""

TITLES = """m. mr mrs ms miss sheikh sheik shaykh monsieur madame mademoiselle mme mlle cheikh
cheick السيد السيده الانسه الشيخ الشيخه الدكتور الدكتوره الاستاذ الاستاذه الحاج الحاجه"""
"""Behind these stands a name, and nothing else that begins with a capital."""

RANKS = """chief dr doctor prof professor imam pastor reverend father sister brother elder sultan
emir mayor colonel captain commander general major lieutenant sergeant haji hajj hajja
docteur professeur chef maire pere soeur frere colonel capitaine commandant lieutenant sergent
العمده القس الامام العقيد النقيب اللواء المقدم الرائد القائد السلطان الامير الاب الاخت الاخ"""
"""Behind these a name may stand, or something else: Chief Justice, General Hospital."""

OFFICES = """رئيس رييس مدير وزير نائب نايب ممثل قائد قايد مندوب عضو امين حاكم محافظ قاضي ضابط
الرئيس الرييس المدير الوزير النائب الممثل القائد الحاكم المحافظ القاضي الضابط في من على علي الى الي
قال قالت هو هي الذي التي و ان"""
"""What follows an Arabic title and is no name: an office, or the sentence going on."""

NO_NAMES = """the a an in on at and or of for to with by from we you they it this that our your no
not who what when where why how one two three all if after before since until because but both
january february march april may june july august september october november december
janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre
le la les un une des du de et ou en au aux nous vous ils elles ce cette il elle pour par avec sans
apres avant arabic french english francais arabe anglais united nations mission council committee
office school market road river health post police district quarter court conseil comite bureau
ecole marche route riviere sante poste quartier tribunal"""
"""Words that have a capital at the beginning of a sentence or in the name of an office."""
