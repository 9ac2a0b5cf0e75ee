// SPDX-License-Identifier: AGPL-3.0-or-later

/// Words that sound like somebody's given name and, where a text begins a sentence with them or names a day, a month or a people, are
/// none: without this list "When Osechkin left" named Mr. Wen Osechkin, and with him every Osechkin of the text was somebody else.
///
/// Collected by asking, for the 2,500 most frequent words of each language (counted by wordfreq 3.1), which of them hide a surname that
/// they stand before; names of people were taken out by hand.
enum OrdinaryWords {
    static func holds(_ letters: Letters) -> Bool { all.contains(LetterKey(letters)) }

    private static let words = """
        a an so when who see any said look per cause huge sea fan choose luck coffee lie valley fail pool way say may can in on one
        there also high house case class close idea ready chance won enjoy poor choice race loss allow author floor highly lots
        teacher theory foot pull variety pair homes causes worried chosen chairman when why how what this that these those
        monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
        october november december russian ukrainian belarusian german french polish finnish estonian czech georgian armenian
        chechen american british soviet european muslim
        zu sie an so ganz paar vielen hinter idee hause mai wann per juli juni wiener willen hessen russe ukrainer
        montag dienstag mittwoch donnerstag freitag samstag sonntag januar februar märz oktober dezember
        en ce par se elle si chose fais vais cause sait mars voit mai facile lien pire fera avenir con juge soi île élu su haine
        verra achat lundi mardi mercredi jeudi vendredi samedi dimanche janvier février avril juin juillet août
        septembre octobre novembre décembre russe
        con su han sea sí sé van hacen haya calle cara jefe lucha gana niña roja cae peor allá fácil
        per sia mai hai cose sarà sì ce luce giovani facile idee verrà cerco nonna cause laurea
        een aan ze zo zou zij jullie zie één leuk leuke zee gegaan hoog roze
        się są ze sie mają ile inne ani moja inny całe idzie muszą całym jakim góry pół tzw języka serce idę św małych rada
        oceny marsz pol
        roce její pár navíc ráda rádi rady řada řady malých zabít zima jakým kým
        så han än varit ännu vänner fyra själva igår förra inne vän ställa vann chans rädda idé sälja vinner såhär ljus
        vända låtsas fira ön hann
        hän vaan eli yli hänet voit jäi minulla jälleen emme syy elää ala alan lukea homma sä yle syö asuu suuren lukee millään
        lailla ääni yönä samat yllä jäsen sovi väärä monissa ajat hae sää eilen
        seda aga siis kui eile täna
        ile güzel yine gelen gece kim geçen ana ele yanı ön kasım ölü gider yan süren sabit hariç hali ölen göze
        eli
        én első idő során szó jön ide élő éve elő alá annyi álló elleni hülye jövő július elé jelen hajó jogi alsó nál
        gali dieną sau diena gana idėja savā gaisa maijā pār māja sia saki nāca
        seu ele ela só sou março ideia cima pior irmã meia folha haja
        за он еще ещё или они она оно со россии россия россией россию ему моя нельзя мои мае пор моей моё мое мою января
        январе августе июля июле сайт сайте раза поле иначе кем ради пару пара идея идею идеи огонь моря ряда класс
        меры азии ага край края верить иди иду ужин война войну
        це цей ці цю має маю зі раді росії росія росію мати якими хай сайті сайту йде іде разів разі рази пари пір ін клас
        волі капітан майна русі краю полі їжі ніколи ён яны гэта калі
        gonna france germany raise victory achieve arrest irish sight chances highway korean choices loose chase dragon poetry idiot
        arrive regard arena romance franchise wages essay rubber jury marks rail marry vital poll lion safely specific traffic
        scientific pacific sacrifice
        einen schon immer gegen eines sowie jeder allem schön sogar ganze seite allein essen augen eigene siehe zuvor alleine reise
        heissen fällen fühlen damen autor polen theorie nazis ganzes marke hauses humor vereins klima schien kapitän weinen laune
        muslime börse rief hose allzu hassen
        jamais français année genre choses hommes semaine heures terre venir marche rouge sinon connu cherche morts russie boulot finir
        chasse aimer usine soeur heureuse veille essai casse mairie cacher folie marre terrains paire cherché ferai bouge camion mariée
        chauffeur anges cherchez constante colle voyait cassé failli roche sauvé gosses romaine vagues roses hausse juges franc gosse
        trafic bénéfice marié
        saber claro cerca tomar mucha ellas ganas marca hacía salió hermana francés teoría hagan hayan llevan capitán coche clima cerrar
        cuello caída cariño millón pecho cierre hojas máxima tareas luces feria sentía digan marcas silla idiota harán carro lleve ancho
        charla raíces bello sienta cinta inocente chilena camión diaria ganan lógico solía cien daría cierra llenar almas raíz
        verá vigente significa tráfico científico específico
        nella hanno nelle ricordo arriva chiedere rosso potrà massima sarei potrei palle ferro andrà borsa morta logica razza angolo
        carino palla nonno saremo mossa arrivi sarai potrai vennero salva russi marchio ferite fredda musei pietre teorie ferita rigore
        cerchi bari giri scherzi facili traffico specifico verifica
        esses havia feira jovem houve acima chama levou reais frança saída doença francês cheio louco pedra ganha raiva doenças parou
        chaves marcou rocha temer anjos achava raízes goiás sentia sinta luzes gerar cheia vira ouve raiz específica louca
        tegen eigen samen gezien mooie miljoen halen nadat ieder voelen dragen franse gezin lieve hoorde geniet vrede goeie schoon ruzie
        velen vloer beurs voortaan assen leeuw idioot diens horeca leef zoo lef ouwe
        kraju razie inaczej całej miały rosji serca fajnie rację wojna innej kraje fajne miarę łączy lewej teorii francja fajny radia
        sercu nadaje marszu złota marki marka umiera chuja miliona okiem kapitan zwyczajnie wojną wymiar wiosna racje radzie jakimi fali
        chleb boją radzi maju internetowych podstawowych główną główna
        zejména název října názor vlasy kraji nelze jinou názory věřit veřejných zlato jakoby hrozí nikoli hodit hranic chleba chová
        jakém výhra zrovna takových
        sillä siellä aivan liian usein välillä suurin päälle jolla paikka ainoa ollaan asiat johon miljoonaa päällä jossain vaiheessa
        samoin mikäli eihän hyvän ymmärtää meitä naisia ymmärrän perhe jäänyt ihana ryhmä niille palaa onnea jäljellä sarja paikkaa
        seuran väärässä hiljaa millainen urheilu uusien määrän ihanaa annettu jollain oulussa pärjää hävisi ääneen sarjaa syömään
        miehelle pallo reilu voima voimaa miljoona lukion monessa pyörii ideoita lukko vailla kerää ystäväni uusiin voitu aseita
        hallinnon voita senttiä välille meinaa myyjä uusin äänen äänet hyvään salaa seuraan hyvänä maitoa näille iässä jäljelle voimia
        sijalla paria aineet aseen hallita voitte baarissa juhlia viedään hommaa väärää jääneet luki jään meri syntyä muussa öljy
        andra säger mellan gjorde saker hemma lilla säker hälsa ändra hörde klass ögonen damer kristna galet miljon väder galen andras
        hållet matte miljön hinna ändras kristen stilla fattiga märke grönt galna teori emellan hotar locka dölja bägge läsare vagnen
        märka läggas reagera gömmer fattig klara sidor föra finner märks hållit gömma sova rida öva gåva
        olmaz içine yalan aynen sayıda iddia alınan annesi arama eline elini herhalde dönüş fransa sayfa denize geleni alana saray
        islami geçip yanıt ilgisi kimya iyiydi halini hazine sınavı borcu gelmeye zemin yazıp denizi yürüyüş dayanan fransızca haline
        yanına ilim uzman ürünü gelene
        velem helyen március helyi ideje hazai körül hiszen lassan kerül rosszul június amire észak anyja muszáj gonosz simán helye
        házat jöjjön számot hamis helyén címen korban számon szólva kerülő előnye sorra meghal majom aratott számát ellene éljen eljön
        illő zsűri
        galima galite galime veikla naują veiklą laukia vyrai matyt lauke svetainė raudona gauna matau žiūri lauką būrys gavau vaisius
        gavęs siela serga radau laukė matosi įeina kieme dienai klausia veiklai rasite sielą ilgis vyrą idėją ilgam matai
        reizi ielas liela teica reizes lielu lielā nāves jādara sakarā savai laukā sejas mātes ideju veidot radīt klausos gāzes karalis
        janvāra meitas cieņu līdzās stila nācās radīja veidiem iesaku reize stilā ielām laivu fonda ierīces iesaka lauka veidota ierīce
        iedot ielās gaujas karali miega karaliene jūlijs sakara sargā ienāca japānas radīta sievai eļļas arēnā dienā lūk vērā gāja ideja
        sieva miera gaisā lieli mati lielie ielai vīra
        """

    private static let all: Set<LetterKey> = Set(
        words.split(whereSeparator: \.isWhitespace).map { LetterKey(Letters($0.utf16)) })
}
