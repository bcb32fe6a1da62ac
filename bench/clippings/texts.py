"""The words of the clippings: stories of places that do not exist, in many languages."""

# ruff: noqa: E501

from __future__ import annotations

MINE = (
    "The last shift at the Harrow Fell slate mine came up at noon on Thursday, ending 211 years of work underground.",
    "“My father told me never to go down there, and I went the week he retired,” said Dilys Prosser, who drove the winding engine.",
    "The owner, Cambrian Stone, said that it had lost 4.1 million pounds since the roofers of two large estates changed to tiles.",
    "About 60 miners will move to the quarry at Penmoel; another 25 have taken redundancy, according to the union.",
    "Councillors will meet on Monday to decide whether the galleries may be flooded.",
)
BEES = (
    "A swarm of about 20,000 bees settled on the signals at Corran Junction on Sunday and stopped trains for three hours.",
    "Passengers on the 10:42 to Lisburn Road shared sandwiches on the platform while a retired vicar was fetched from his garden.",
    "“They are not angry, they are house hunting,” said the Reverend Amos Tilley, who carried the queen away in a biscuit tin.",
    "The operator said that it would pay refunds to 312 people and had thanked Mr Tilley with a season ticket.",
)
CLINIC = (
    "The only maternity ward on the Osk peninsula will close in June because the hospital trust cannot find a second anaesthetist.",
    "Women will then have to travel 74 kilometres to give birth, most of it on a road that is shut by snow eleven days a year.",
    "Midwife Hanne Toft, who has worked on the ward for 26 years, called the decision “arithmetic without people”.",
    "The trust's director, Iver Sand, said that he had advertised the post nine times.",
    "A petition with 8,400 signatures will be handed to the ministry on Wednesday.",
)
BANK = (
    "Calder Mutual raised its savings rate to 4.2 percent on Tuesday, the first of the five large lenders to do so this year.",
    "Chief executive Ruth Abara told analysts that deposits had fallen by 3 percent since January.",
    "Shares in the lender fell 1.8 percent to 214 crowns before recovering most of the loss by the close.",
    "Consumer groups asked why borrowers had been made to wait only a day for the last increase and savers four months.",
)
MUSEUM = (
    "Thieves took four bronze bells from the Museum of Sound in Vintera during a power cut that lasted nine minutes.",
    "The bells, cast between 1588 and 1610, are insured for 900,000 crowns but could be melted for less than 4,000.",
    "“Whoever has them cannot ring them,” said curator Pavla Hron. “Every bell maker in Europe knows that note.”",
    "Police are looking for a white van with a ladder that was seen on Tanner Street at half past three.",
)
DE = (
    "Die Gemeinde Oberfurth verkauft ihr Freibad für einen Euro an einen Verein aus Badegästen.",
    "„Ein Euro ist zu viel für die Rohre und zu wenig für die Pappeln“, sagte Bürgermeisterin Ilka Rothmund am Montag.",
    "Der Verein hat 340 Mitglieder und will bis Mai 120.000 Euro für eine neue Pumpe sammeln.",
    "Im vergangenen Sommer kamen an 41 Tagen mehr als 500 Gäste, wie aus der Statistik der Kasse hervorgeht.",
)
FR = (
    "Le bac de Saint-Aubrac ne traversera plus la rivière après 20 heures, faute de pilotes.",
    "« On nous rend une île dont personne ne voulait », soupire Maud Cazenave, qui tient l'épicerie du quai nord.",
    "La préfecture promet une navette routière de 38 kilomètres, gratuite jusqu'à la fin de l'année.",
    "Quatre pilotes sur sept partent à la retraite avant l'été, selon le syndicat.",
)
ES = (
    "El ayuntamiento de Valdecuna cerrará el mercado de abastos durante catorce meses para cambiar la cubierta.",
    "«Nos mandan a un aparcamiento sin sombra», protesta Remedios Alcocer, que vende pescado desde 1988.",
    "La obra costará 3,4 millones de euros, de los que la región paga la mitad.",
    "Los 46 puestos se trasladarán a carpas el 2 de mayo, según el calendario municipal.",
)
IT = (
    "Il paese di Roccafosca ha perso la scuola elementare: gli alunni iscritti sono rimasti in sette.",
    "«Un paese senza ricreazione è un paese in silenzio», dice la maestra Ottavia Serreni.",
    "Lo scuolabus percorrerà 22 chilometri due volte al giorno e costerà al comune 31 mila euro.",
    "La decisione della provincia vale da settembre.",
)
PT = (
    "A prefeitura de Serra Mansa vai trocar 1.200 lâmpadas da avenida depois de três noites seguidas no escuro.",
    "“A gente fechava a padaria com lanterna”, contou Ivone Batalha, dona do comércio na esquina.",
    "O contrato anterior, de 2,8 milhões de reais, foi rescindido na segunda-feira.",
    "A nova empresa tem 45 dias para terminar o serviço.",
)
PL = (
    "Rada miejska w Dolnikach zgodziła się na rozbiórkę wieży ciśnień, która pęka od trzech lat.",
    "– Wieża stoi dłużej niż my wszyscy i przewróci się bez pytania – powiedziała burmistrz Halina Wrzos.",
    "Rozbiórka będzie kosztować 640 tysięcy złotych i potrwa do końca sierpnia.",
    "Mieszkańcy zebrali 1900 podpisów przeciwko tej decyzji.",
)
TR = (
    "Kızılova Belediyesi, üç yıldır kapalı olan hal binasını kütüphaneye çevirecek.",
    "Belediye başkanı Nermin Aktaş, binanın 18 milyon liraya onarılacağını söyledi.",
    "Esnaf ise hal binasının yeniden açılmasını istiyor ve 700 imza topladı.",
    "Çalışmalar ekim ayında başlayacak ve iki yıl sürecek.",
)
RU = (
    "Паром между Нижней Сосновкой и Каменным перестанет ходить с первого июня, сообщили в администрации района.",
    "«Нам предлагают объезд в сто сорок километров», — сказала фельдшер Нина Ярцева.",
    "Ремонт судна оценили в 86 миллионов рублей, таких денег в бюджете нет.",
    "Жители собрали под обращением 2300 подписей.",
)
JA = (
    "北浜市は、老朽化した市民プールを来年三月で閉鎖すると発表した。",
    "修繕には十二億円が必要で、市の試算では利用者一人当たりの負担が七百円増える。",
    "「子どもたちが泳ぎを覚えた場所です」と、指導員の川瀬みどりさんは話した。",
    "市議会は来月、跡地の利用について審議する。",
)
ZH = (
    "临河县决定从六月一日起停运东岸轮渡，县交通局周一宣布。",
    "“我们每天坐船去上学，以后要绕四十公里。”中学教师陈玉兰说。",
    "修理渡船需要八百六十万元，县财政今年没有安排这笔资金。",
    "当地居民已有两千三百人签名请愿。",
)
KO = (
    "강변시는 오는 6월 1일부터 동쪽 선착장의 도선 운항을 중단한다고 월요일 밝혔다.",
    "“아이들이 매일 배를 타고 학교에 갑니다”라고 교사 박서연 씨는 말했다.",
    "선박 수리에는 86억 원이 필요하지만 시 예산에는 편성되지 않았다.",
    "주민 2300명이 반대 서명에 참여했다.",
)
AR = (
    "أعلنت بلدية رأس النخيل يوم الاثنين إغلاق جسر السوق القديم لمدة تسعة أشهر.",
    "وقالت رئيسة البلدية سلمى الخياط إن الإصلاح سيكلف أربعة ملايين دينار.",
    "ويخشى التجار خسارة نصف زبائنهم، وقد جمعوا ألفي توقيع ضد القرار.",
    "وستسير حافلات مجانية بين ضفتي النهر كل عشرين دقيقة.",
)
EL = (
    "Ο δήμος Πετροχωρίου κλείνει τη γέφυρα του ποταμού για εννέα μήνες, ανακοίνωσε τη Δευτέρα.",
    "«Θα κάνουμε σαράντα χιλιόμετρα για ένα ψωμί», είπε η δασκάλα Ελένη Μαυρίδη.",
    "Η επισκευή θα κοστίσει 4,2 εκατομμύρια ευρώ, τα μισά από την περιφέρεια.",
    "Οι κάτοικοι μάζεψαν 2.300 υπογραφές.",
)
