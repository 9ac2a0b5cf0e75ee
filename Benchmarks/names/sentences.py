# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sentences as newspapers write them, for texts that name somebody. {} is the place of a name.

Each language has sentences that name a person in full, sentences that name one by the surname, and sentences that
name nobody but have capital words: places, offices, months, firms, first words.
"""

FULL = {
    "en": [
        "According to {}, the order came from Moscow.",
        "The court in Rostov sentenced {} in absence last Thursday.",
        "Until 2019 the department was headed by {}.",
        "Among those added to the list is {}, a former deputy minister.",
        "{} told reporters that the files had been destroyed.",
        "A spokesman said that {} was not available for comment.",
    ],
    "de": [
        "Nach Angaben von {} kam der Befehl aus Moskau.",
        "Das Gericht in Rostow verurteilte {} am Donnerstag in Abwesenheit.",
        "Bis 2019 wurde die Abteilung von {} geleitet.",
        "Auf der Liste steht nun auch {}, früher Vizeminister.",
        "{} sagte der Zeitung, die Akten seien vernichtet worden.",
    ],
    "fr": [
        "Selon {}, l'ordre est venu de Moscou.",
        "Le tribunal de Rostov a condamné {} par contumace jeudi dernier.",
        "Jusqu'en 2019, le service était dirigé par {}.",
        "La liste comprend désormais {}, ancien vice-ministre.",
        "{} a déclaré au journal que les dossiers avaient été détruits.",
    ],
    "pl": [
        "Jak powiedział {}, rozkaz przyszedł z Moskwy.",
        "Na liście znalazł się również {}, były wiceminister.",
        "W czwartek {} odmówił odpowiedzi na pytania dziennikarzy.",
        "Do 2019 roku wydziałem kierował {}.",
    ],
    "fi": [
        "Toimittajien mukaan {} johti osastoa vuoteen 2019 asti.",
        "Luettelossa on nyt myös {}, entinen varaministeri.",
        "Torstaina {} kieltäytyi vastaamasta kysymyksiin.",
        "Lehdelle puhunut {} asuu nykyään Ranskassa.",
    ],
    "ru": [
        "Как сообщил {}, приказ пришёл из Москвы.",
        "До 2019 года отдел возглавлял {}.",
        "В списке теперь значится {}, бывший заместитель министра.",
        "В четверг {} отказался отвечать на вопросы журналистов.",
        "По словам следствия, {} покинул страну в марте.",
    ],
    "uk": [
        "Як повідомив {}, наказ надійшов із Москви.",
        "До 2019 року відділ очолював {}.",
        "У списку тепер значиться {}, колишній заступник міністра.",
        "У четвер {} відмовився відповідати на запитання журналістів.",
    ],
}

SHORT = {
    "en": [
        "Lawyers for {} have lodged an appeal.", "{} denies everything.", "Nobody has seen {} since October.",
        "The Times calls him Minister {} to this day.", "Kremlin critics say that Mr {} fled to Biarritz.",
    ],
    "de": [
        "Die Anwälte von {} haben Berufung eingelegt.", "{} bestreitet alles.", "Seit Oktober hat niemand {} gesehen.",
        "In Moskau nennt man Vizeminister {} einen Verräter.", "Später wies {} Vorwürfe zurück.",
    ],
    "fr": ["Les avocats de {} ont fait appel.", "{} nie tout.", "Personne n'a vu {} depuis octobre."],
    "pl": ["Adwokat, którego zatrudnił {}, złożył apelację.", "{} zaprzecza wszystkiemu."],
    "fi": ["Sen jälkeen {} on vaiennut.", "{} kiistää kaiken."],
    "ru": ["Сам {} всё отрицает.", "С октября {} не появлялся в Саратове.", "В ФСБ {} ответили отказом."],
    "uk": ["Сам {} усе заперечує.", "Із жовтня {} не з'являвся в Харкові."],
}

NOBODY = {
    "en": [
        "The Federal Penitentiary Service gave no answer on Monday.",
        "Human Rights Watch and Amnesty International have asked for an inquiry.",
        "Saratov lies on the Volga, some eight hundred kilometres from the Kremlin.",
        "In October the Ministry of Justice published a new register.",
        "Police in Biarritz guard the house; the Prosecutor General declined to speak.",
        "Misfire after misfire: the Supreme Court sent the case back for the third time.",
        "Owls and Magpies is the name of the village choir, said the Moscow Times.",
    ],
    "de": [
        "Der Föderale Strafvollzugsdienst antwortete am Montag nicht.",
        "Die Wolga fließt an Saratow vorbei, achthundert Kilometer vom Kreml entfernt.",
        "Im Oktober veröffentlichte das Justizministerium ein neues Verzeichnis.",
        "Der Europarat und Reporter ohne Grenzen verlangen eine Untersuchung.",
    ],
    "fr": [
        "Le Service fédéral pénitentiaire n'a pas répondu lundi.",
        "Saratov se trouve sur la Volga, à huit cents kilomètres du Kremlin.",
        "En octobre, le Ministère de la Justice a publié un nouveau registre.",
        "Le Conseil de l'Europe et Amnesty demandent une enquête.",
    ],
    "pl": [
        "Federalna Służba Więzienna nie odpowiedziała w poniedziałek.",
        "Saratów leży nad Wołgą, osiemset kilometrów od Kremla.",
        "W październiku Ministerstwo Sprawiedliwości ogłosiło nowy rejestr.",
        "Rada Europy i Helsińska Fundacja Praw Człowieka żądają śledztwa.",
    ],
    "fi": [
        "Venäjän vankeinhoitolaitos ei vastannut maanantaina.",
        "Saratov sijaitsee Volgan varrella, kahdeksansadan kilometrin päässä Kremlistä.",
        "Lokakuussa Oikeusministeriö julkaisi uuden rekisterin.",
        "Euroopan neuvosto ja Amnesty vaativat tutkintaa.",
    ],
    "ru": [
        "Федеральная служба исполнения наказаний в понедельник не ответила.",
        "Саратов стоит на Волге, в восьмистах километрах от Кремля.",
        "В октябре Министерство юстиции опубликовало новый реестр.",
        "Осечка за осечкой: Верховный суд в третий раз вернул дело прокурору.",
        "Правозащитники из Мемориала требуют расследования; Следственный комитет молчит.",
        "Овечки, Сорока и Воробей — так назвали три корабля флотилии.",
    ],
    "uk": [
        "Державна пенітенціарна служба в понеділок не відповіла.",
        "Харків лежить за чотириста кілометрів від Києва.",
        "У жовтні Міністерство юстиції оприлюднило новий реєстр.",
        "Правозахисники з Гельсінської спілки вимагають розслідування; Генеральна прокуратура мовчить.",
    ],
}
