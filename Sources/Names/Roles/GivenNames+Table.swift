// SPDX-License-Identifier: AGPL-3.0-or-later

extension GivenNames {
    /// Given names that are one name: a line holds the gender (m, f or u for either), the full forms in the
    /// languages that write them, and after a slash the short and pet forms. Spellings that the letter tables
    /// already join (Sergej, Sergei, Serguei) need one entry. Compiled by the project from general knowledge.
    static let slavic = """
        m Александр Олександр Аляксандр Alexander Alexandre Aleksander Alessandro Alexandros Alexandru Олександер / Саша Саня Шура Алекс Сашко Сашка Санёк Шурик Сашенька Alex Sasha Лёкса Сандро Алик Олесь Лесь Алесь
        m Алексей Олексій Аляксей Алексий Alexis Aleksejus Aleksejs Олекса Алексі / Лёша Алёша Лёха Лёшка Алёшка Леша Алеша Льоша Олесь
        m Альберт Albert / Алик
        m Анатолий Анатолій Анатоль Anatole Anatolijus / Толя Толик Толян Толенька
        m Андрей Андрій Андрэй Andrew Andreas André Andrzej Andrea Ondřej Andrius Andrejs Andrei Андреас Анджей / Андрюша Андрюха Дрон Andy Андрейка Андрийко Дюша
        m Антон Антін Антоній Anton Anthony Antonio Antoine Antoni Antanas Антоний Энтони / Тоша Антоша Антошка Tony Тони
        m Аркадий Аркадій Аркадзь / Аркаша Аркадий
        m Арсен Arsen / Арсенчик
        m Арсений Арсеній Arseny / Сеня Арсюша Сенька
        m Артём Артем Артемий Артемій Арцём Artemy / Тёма Тема Артёмка Артёша Тёмка
        m Афанасий Афанасій Опанас Апанас Атанас / Афоня Панас
        m Богдан Bogdan Bohdan / Богданчик Бодя
        m Борис Барыс Boris Borys / Боря Борька Борик Боренька
        m Вадим Вадзім Vadim Vadym / Вадик Вадя Вадька
        m Валентин Валянцін Валентин Valentin Valentinas / Валя Валик Валёк Валентинчик
        m Валерий Валерій Валерый Валеры Valery Valerijus Valērijs / Валера Валерка Валерик
        m Василий Василь Васіль Васіл Vasile Basil Vasilijs Васил Василиј / Вася Васька Васёк Васенька
        m Вениамин Веніамін Веніямін Benjamin Beniamin / Веня Венька
        m Виктор Віктор Віктар Victor Wiktor Viktoras / Витя Витёк Витька Вітя Витенька Vic
        m Виталий Віталій Віталь Витале Vitaly Vitālijs / Виталик Виталя Виталька Віталик
        m Владимир Володимир Уладзімір Владимир Vladimír Volodymyr Wladimir Włodzimierz Waldemar Vladimiras Vladimirs Уладзімер / Володя Вова Вовка Вовчик Влад Володька Вовочка Володька Ладимир Володенька Вован
        m Владислав Владислав Уладзіслаў Владислав Władysław Ladislav László Vladislavas / Влад Владик Слава Владя Лад
        m Всеволод Усевалад / Сева Севка
        m Вячеслав Вячаслаў В'ячеслав Vyacheslav Václav Wacław Венцеслав / Слава Славик Славка Вячик
        m Геннадий Геннадій Генадзь Генадий Gennady Gennadijus Геннадиус Генадиј / Гена Генка Генаша Геша
        m Георгий Георгій Георгі Георги George Georges Georg Jiří Jerzy Giorgi Giorgio Jorge Gheorghe Гиорги Георгиос Ђорђе Джордж / Жора Гоша Гога Жорик Егорка Егор Єгор Ягор
        m Егор Єгор Ягор Yegor / Гоша Егорка
        m Герман Герман Herman Hermann / Гера
        m Глеб Гліб Глеб
        m Григорий Григорій Рыгор Gregory Grigore Gregor Grzegorz Grégoire Григор Krikor Grigor Gregorio / Гриша Гриня Гришка Greg Гришенька
        m Давид Давід Давыд David Dawid Davide Дэвид Давит / Додик Dave Давидка Дэйв
        m Даниил Данило Данііл Даніл Данила Daniel Данил Daniil Daniele Дэниел Даниэль / Даня Данилка Данька Dan Danny Дэн
        m Демьян Дем'ян Дзям'ян Дамян Damian Damien Дамиан Дамјан / Дёма
        m Денис Дзяніс Denis Dennis Denys Denisas / Дэн Дениска Денчик
        m Дмитрий Дмитро Дзмітрый Зміцер Змітро Димитрий Димитър Dimitri Dimitris Dmitrijs Dmitrijus Dymitr Димитрије Дзьмітры Dumitru Димитриос / Дима Митя Димка Димон Димочка Митька Митенька Дімa Dima
        m Евгений Євген Євгеній Яўген Eugene Eugen Eugène Eugenio Eugeniusz Jevgēņijs Jevgenij Eugenijus Ојген Ойген Юджин Ievgen Ievgenii / Женя Женька Женечка Жека Gene
        m Ефим Юхим Яўхім Єфим Юхім Efim Iefim / Фима
        m Захар Захар Захары Zachary Zahar Захария / Zack Зак
        m Иван Іван Ян Іоан Иоанн John Jean Johann Johannes Juan João Giovanni Ioan Janis Jonas János Jan Jovan Јован Juhan Johan Иоган Јанез Джон Жан Йохан Йоганн Janez Hans Hannes Juhani Ivo Йоан / Ваня Ванька Ванюша Jack Johnny Иво Ванечка Ванёк Івась Янка Джек Джонни
        m Игорь Ігор Ігар Ihor Igor / Игорёк Гарик Игорёша Игорюша Гоша
        m Илья Ілля Ілья Илия Elijah Elias Ilie Elie Ілія Илија Ilya / Илюша Ильюша Илюха Илюшка
        m Ильяс Ilyas
        m Элиас Elias
        m Иннокентий Інокентій / Кеша
        m Иосиф Йосип Язэп Осип Йосиф Joseph Josef Józef José Giuseppe Јосип Iosif Юзеф Джозеф Жозеф Хосе Josep Juozas Jāzeps Јозеф / Joe Ося Джо Pepe Bepe
        m Юсуф Yusuf Jusuf Юсуп يوسف
        m Кирилл Кирило Кірыл Кирил Cyril Kiril Kyrylo Ćiril / Кирюша Кирюха Киря
        m Константин Костянтин Канстанцін Constantine Constantin Konstanty Konstantinos Konstantinas Константинос / Костя Костик Костюша Костька Костас Kostas
        m Лев Leo Léon Leon Leonas Леон Леў / Лёва Лёвушка Левко
        m Леонид Леонід Леанід Leonid Leonidas Леонидас / Лёня Лёнька Леня Льоня Лёнчик
        m Лука Luke Lucas Luc Лукаш Łukasz Lukas Luka Лукас Лука
        m Макар Makar
        m Максим Максім Maxim Maxime Massimo Maksym Maksims / Макс Max Максимка Максик
        m Максимилиан Максіміліан Maximilian / Макс Max
        m Марк Mark Marc Marco Marcus Marko Marek Маркус Marcos Марко
        m Матвей Матвій Мацвей Matthew Matthias Mateusz Matteo Mathieu Матей Matti Матеј Matej Matija Matthäus Мэтью Матиас / Мотя Матюша Matt Матвейка
        m Михаил Михайло Міхаіл Міхал Mikhail Michael Michel Michał Miguel Mihai Mihails Mykhailo Михайл Mikael Mihael Mikko Mihály Михал Микаэл Майкл Михеил Mikheil Мишель Михаель Mihkel Mihhail / Миша Мишка Мишаня Мишенька Mike Mick Міша Михась Мишутка Майк
        m Никита Микита Мікіта Nikita Nikitas Микита / Никитка Никитос
        m Николай Микола Мікалай Миколай Nicholas Nicolas Nikolaus Mikołaj Nicolae Nikolajs Никола Nikolaos Niccolò Nikola Николас Миклош Miklós Nikolajus Nils Niels Klaus Николаос Нікола / Коля Колян Николаша Nick Колька Коленька Миколка Ник Nico Niko
        m Олег Олег Алег Oleh Oleg / Олежка Олежек Лега
        m Остап Astap
        m Павел Павло Павал Павле Paul Paweł Paolo Pablo Pavol Pavels Паул Пауль Paulo Pál Паоло Пол Пабло Павлос Paavo Povilas Paulius / Паша Павлик Пашка Pasha Павлуша Пашенька Pavlo
        m Пётр Петр Петро Пятро Peter Pierre Piotr Pedro Pietro Petru Petar Pieter Петър Петер Peteris Pēteris Petras Péter Пьер Педро Петар Петрос Питер Пётра Пентти Pekka / Петя Петька Петруша Pete Пит
        m Роман Раман Roman Romain Romano Romans Romāns / Рома Ромка Ромчик Ромочка
        m Ростислав Расціслаў Rostislav / Ростик Слава
        m Руслан Русланас Ruslan / Русик Руся
        m Савелий Савелій Saveliy / Савка
        m Савва Сава Sava / Савка
        m Святослав Святослав Святаслаў Svetoslav Светослав / Слава Свят Славик
        m Семён Семен Сямён Симеон Simeon Simon Szymon Simone Сымон Simão Саймон Симон Сімяон / Сёма Сеня Сёмка
        m Сергей Сергій Сяргей Serge Sergio Sergejs Sergejus Серж Сергие Сергий Сергеј Sergiu Сергіус / Серёжа Серёга Серж Серый Сергейка Сергуня Серёженька Сережа Серега Сережка Серёжка
        m Станислав Станіслав Станіслаў Stanisław Stanislaus Stanislovas / Стас Слава Стасик Стасян Славик Stas Стах
        m Степан Стефан Сцяпан Stephen Stefan Stefano Steven István Étienne Estevan Stefanos Stevan Štefan Стивен Стефанос Степанос Esteban Степанъ Стивън / Стёпа Степа Steve Стёпка Стив
        m Тарас Тарас Taras
        m Тимофей Тимофій Цімафей Timothy Timo Тимотей Timoteo / Тима Тимоша Tim Тимоха Тим
        m Тимур Tymur Timur Темир / Тима Тимурчик
        m Фёдор Федір Фёдар Фядор Теодор Theodore Teodor Theodor Teodoro Fedor Тодор Feodor Féodor Теодорос Todor Tudor Тео Хведар / Федя Федька Ted Федюша Тед Teddy
        m Филипп Пилип Піліп Пилип Філіп Philip Philippe Filip Felipe Filippo Фелипе / Филя Phil Фил
        m Эдуард Едуард Эдуард Edward Eduard Edoardo Eduardo Édouard Эдвард Эдуардо Edvard Eduardas Эдуардас / Эдик Ed Эдя Eddie Тед Ted Эд Эдди
        m Юлий Юлій Julius Jules Julio Giulio Юлиус
        m Юрий Юрій Юры Юрый Jurij Yuri Iurie Jurijs Jurijus Jüri Juri Jiří Jerzy Jurgis / Юра Юрик Юрка Юрчик Юрась Юраша Юрасик Yura
        m Яков Яків Якаў Jacob James Jakub Jacques Jaime Jakob Iacob Giacomo Якоб Jaakko Jakovs Џејмс Джеймс Жак Якуб Акоп Хаков Jokūbas / Яша Jim Яшка Jimmy Джим Джимми Jamie Jack Джек
        m Ярослав Яраслаў Jarosław Yaroslav Jaroslav / Слава Ярик Славик Яр
        m Гавриил Гаврило Гаўрыла Gabriel Гавриїл Гавриил Gabriele Гавриил Габриэль Габриел / Гаврик Ганя Гаврюша Gabe
        m Прохор Prokhor
        m Фрол Frol
        m Игнатий Ігнат Ігнацій Игнат Ignacy Ignatius Ignacio Игнат Иньяцио
        m Кондрат Кондратий Кандрат
        m Лаврентий Лаврентій Лоренс Лоуренс Laurence Lawrence Laurent Lorenzo Лаврін Lavrentiy Lauri / Лавр Larry Ларри
        m Родион Родіон Радзівон Rodion / Родя
        m Трофим Трохим Трафім Trophim
        m Ян Jan Jaan Яан Ян / Янек
        m Назар Nazar Назарій
        m Мирослав Мірослаў Miroslav Mirosław Мирослав / Мирко Мирек Слава
        m Адам Adam Adamo
        m Аким Яким Іоаким Joachim Якім Иоаким Joaquín
        m Антонин Антонін
        m Казимир Казімір Kazimierz Kazimieras Казимеж Casimir
        m Францишек Франц Franz Frank Francis Francisco Francesco François Franciszek František Ferenc Францішак Франсуа Франциско Фрэнсис / Frank Фрэнк Paco Frankie Франек
        m Карл Karl Charles Carlos Carlo Karol Kaarel Karel Чарльз Шарль Карлос Карол Károly Kārlis Karolis Kalle Карло / Charlie Chuck Чарли Чак
        m Томас Thomas Tomasz Tomás Foma Фома Хома Tomaž Tommaso Tamás Tomas Тамаш / Tom Tommy Том Томми
        m Филимон Filimon
        m Людвик Людвиг Ludwig Louis Luis Luigi Ludvík Lajos Луи Луис Людовик Lewis Льюис / Lou
        m Генрих Henry Heinrich Henri Henryk Enrique Enrico Генри Анри Henrik Хенри Гайнріх Хенрик Энрике Генрик / Harry Hank Heinz Хэнк Гарри
        m Аристарх Aristarkh
        m Вильгельм William Wilhelm Guillaume Guillermo Vilém Уильям Вильям Willem Виллем Viljam Уилям Вільгельм Гийом / Bill Will Билл Billy Willy Уилл Willi Били Біл Вилли Биллі
        m Роберт Robert Roberto Роберто Робер Робърт / Bob Bobby Rob Боб Бобби Робби Роб Bert
        m Руперт Rupert
        m Ричард Richard Ricardo Riccardo Рихард Ришар Рикардо Rikard Ryszard Річард / Dick Rick Rich Дик Рик Ricky
        m Рональд Ronald Роналд Рональдо / Ron Рон Ronnie
        m Дональд Donald Доналд / Don Дон Donnie
        m Артур Arthur Arturo Artur Артуро / Art Арт
        m Арчибальд Archibald
        m Фредерик Frederick Friedrich Frédéric Federico Fryderyk Фридрих Фред Fredrik Bedřich / Fred Фред Fritz Freddie Фриц Фредди
        m Ларс Lars
        m Кристофер Christopher Christoph Krzysztof Христофор Cristóbal Christophe Cristoforo Кшиштоф Кристоф / Chris Крис Kris Кристо
        m Христиан Christian Kristian Cristiano Кристиан Cristian Хрістіан Крістіан Christiaan / Chris Крис
        m Бенедикт Benedict Benoît Benedikt Benedetto / Ben Бен
        m Натан Nathan Nathaniel Nathanael Натаниэль / Nate Nat
        m Сэмюэл Samuel Самуил Samuele Самуїл Самюэль Самуель / Sam Сэм
        m Джеффри Geoffrey Jeffrey / Jeff Geoff Джефф
        m Готфрид Gottfried Годфри Godfrey
        m Джеральд Gerald / Gerry Jerry Джерри
        m Герхард Gerhard Gerard Gérard Герард Жерар / Gerry
        m Реймонд Raymond Ramón Раймунд Рэймонд Ramon / Ray Рэй
        m Кеннет Kenneth / Ken Кен
        m Леонард Leonard Leonardo Леонардо Léonard Leonhard / Len Leo Лен
        m Винсент Vincent Vincenzo Vicente Викентий Вікентій Wincenty Винченцо Викентий / Vince Винс
        m Патрик Patrick Patricio Patryk Патрік / Pat Paddy
        m Нил Neil Neal Нейл Nil
        m Уве Uwe
        m Альфред Alfred Alfredo Альфредо / Al Alf Fred
        m Терренс Terence Terrence Terry
        m Мартин Martin Martín Martinho Márton Мартін Мартын Martynas Мартино / Marty
        m Эрик Eric Erik Eerik Erich Ерік Эрих Еrік / Rick
        """
}
