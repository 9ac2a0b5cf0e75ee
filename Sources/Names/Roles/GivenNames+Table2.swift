// SPDX-License-Identifier: AGPL-3.0-or-later

extension GivenNames {
    /// Women's names, and the names of the Caucasus and of the Turkic and Arabic world; see ``slavic``.
    static let womenAndEastern = """
        f Александра Олександра Аляксандра Alexandra Aleksandra Alessandra Oleksandra Alejandra / Саша Шура Саня Сашенька Сашка Алекс Sandra Alex Леся Олеся
        f Алина Аліна Alina / Алинка Аля
        f Алёна Олена Альона Елена Олена Алена Helen Elena Helena Hélène Ellen Jelena Olena Heleena Eleni Алена Хелена Элен Эллен Elene Jeļena Ielena / Лена Леночка Ленка Алёнка Lena Оленка Еленка Ленуся Олеся
        f Илона Ілона Ilona
        f Алла Ала Alla / Аллочка
        f Анастасия Анастасія Настасся Anastasia Анастасия / Настя Настенька Ася Настёна Стася Настюша Настька Stacy
        f Ангелина Ангеліна Angelina Анжелина / Геля Лина
        f Анжела Анжэла Angela Ангела Анджела / Angie
        f Анжелика Анжеліка Angelika Angelica / Лика
        f Анна Ганна Ана Anne Ann Hanna Hannah Anna Anni Хана Ханна Ганна Ана Энн Annika Ані / Аня Анечка Нюра Анюта Нюта Анька Annie Нюша Ганя Аннушка Anita Анюшка
        f Антонина Антоніна Антаніна Antonina Antonia / Тоня Тонечка Тося
        f Валентина Валянціна Valentina Валентина / Валя Валечка Валюша Валька
        f Валерия Валерія Валерыя Valeria Valérie Валерия / Лера Лерочка Валера
        f Варвара Barbara Варвара Barbora Барбара / Варя Варенька Barb Варька
        f Василиса Vasilisa
        f Вера Віра Вера Vera / Верочка Верка Веруня
        f Вероника Вероніка Вераніка Veronica Veronika Véronique / Ника Вероничка Ніка
        f Виктория Вікторія Вікторыя Victoria Viktoria Victoire / Вика Викуля Тори Vicky Віка Викуся Vika
        f Галина Галина Галіна Halyna Galina Galine / Галя Галка Галочка Галинка
        f Дарья Дарія Дар'я Daria Darya Дария / Даша Дашенька Дашуля Дашка Одарка Дашуня
        f Диана Діана Дыяна Diana Diane Daiana
        f Дина Dina
        f Евгения Євгенія Яўгенія Eugenia Eugénie Евгенија Ievgeniia / Женя Женечка Женька
        f Евдокия Євдокія Авдотья Evdokia / Дуня Дуся Дуняша
        f Екатерина Катерина Кацярына Catherine Katharina Katarzyna Catarina Katerina Ekaterine Kateřina Caterina Екатерини Катрин Catalina Katarina Jekaterina Кэтрин Katrin Kathleen Катажина Iekaterina / Катя Катюша Катенька Катька Kate Kathy Katie Кэт Китти Кейт Кэти Катруся
        f Елизавета Єлизавета Лізавета Elizabeth Elisabeth Elżbieta Elisabetta Элизабет Елисавета Эльжбета Алжбета Ielizaveta / Лиза Лизочка Лизонька Liz Betty Lisa Beth Лізa Ліза Елиза Лизка Elise Бетти Лиз Bess
        f Изабелла Isabella Isabel Изабель
        f Жанна Jeanne Joan Joanna Johanna Жана Иоанна Йоана Joana Giovanna Йоганна Джоан Жоанна / Жанночка Jan
        f Зинаида Зінаїда Зінаіда Zinaida / Зина Зиночка Зинка
        f Зоя Зоя Zoe Zoé / Зоечка
        f Зоряна Zoriana
        f Инна Інна Інa Inna Іна
        f Ирина Ірина Ірына Irene Irina Iryna Irena Irène Ирена Ірэна Ирини / Ира Ирочка Ирка Іра Ириша Иринка Иришка
        f Карина Каріна Karina Karine
        f Кира Кіра Kira Kyra
        f Клавдия Клавдія Клаўдзія Claudia Klaudia / Клава
        f Кристина Христина Крысціна Christine Christina Krystyna Kristina Kirsten Христина Cristina Kristiina Кристин Крістіна / Tina Кристя Chris Тина Христя
        f Ксения Ксенія Аксиния Xenia Ксенија Аксинья Kseniya / Ксюша Ксюха Ксеня Ксюня
        f Лариса Лариса Ларыса Larissa Larisa Ларысса / Лара Ларочка Лорa
        f Лидия Лідія Лідзія Lydia Lidia Lidija / Лида Лидочка Лідa Лидуся
        f Лилия Лілія Лілія Lilia Lilly Liliya / Лиля Lily Лілі
        f Лилиана Liliana
        f Любовь Любов Любоў Lyubov Ljubov Ljubow Љубав Liubov / Люба Любаша Любочка
        f Людмила Людміла Ludmila Ljudmila Liudmyla Ludmiła Lyudmila / Люда Мила Люся Людочка Люська Людка Милочка
        f Маргарита Маргарыта Margarita Margaret Marguerite Małgorzata Margareta Margit Маргарет Малгожата Margherita / Рита Марго Риточка Maggie Peggy Rita Greta Мэгги Meg Марга Margie
        f Марина Марына Marina Maryna Марине / Маринка Мариша Мариночка Марися
        f Мария Марія Марыя Maria Mary Marie Mari María Марија Мэри Мари Marija Maarja / Маша Машенька Маруся Маня Муся Маричка Molly Машка Мара Марійка Масяня Марусенька
        f Мариам Mariam Марьям Maryam Miriam Мириам
        f Мариана Маріана Marianna Марьяна Мар'яна Marianne Марианна Марʼяна Mariana Марианне
        f Марта Marta Martha
        f Марфа Marfa Martha
        f Майя Майа Maya Maia Мая
        f Милена Мілена Milena
        f Надежда Надія Надзея Nadezhda Nadia Nadja Надија Nadiya Nadine / Надя Наденька Надюша Надька
        f Наталья Наталія Наталля Наталия Natalia Nathalie Natalie Наталия Natalya Наталі / Наташа Ната Наталка Натуля Наташенька Ната Наташка
        f Нина Ніна Nina / Ниночка Нинка
        f Оксана Аксана Oxana Oksana / Ксана Оксанка Ксюша
        f Олеся Алеся Леся Lesya Olesia / Леся Олеська
        f Ольга Вольга Olga Olha / Оля Оленька Олька Ольгуня
        f Хельга Helga
        f Полина Поліна Паліна Pauline Paulina Полін Паулина / Поля Полинка
        f Аполлинария Apollinaria / Полина Поля
        f Раиса Раїса Раіса Raisa / Рая Раечка
        f Регина Регіна Regina
        f Роза Rosa Rose Rosie Роуз Rózsa Ружа
        f Светлана Світлана Святлана Svetlana Swietłana / Света Светик Светочка Светка Світланка Лана
        f Снежана Сніжана Снежана Snezhana / Снежа
        f София Софія Соф'я Софья Sophia Sophie Zofia Sofia Софи Zsófia / Соня Софочка Сонечка Соня Sonia Сонька Сонја
        f Таисия Таїсія Таісія Taisia / Тая Тася
        f Тамара Тамара Tamara Tamar / Тома Томочка
        f Татьяна Тетяна Таццяна Татяна Tatiana Tetiana Tatjana Tatyana Татяна / Таня Танюша Танечка Tanya Танька Танюха Tania
        f Ульяна Уляна Ульяна Ulyana / Уля
        f Юлиана Juliana Iuliana
        f Фаина Фаїна Faina / Фая
        f Эвелина Евеліна Evelyn Evelina Эвелин Eveline
        f Элла Ella Елла
        f Эльвира Ельвіра Elvira Эльвира / Эля
        f Эльза Ельза Elsa Else Ельза
        f Юлия Юлія Юлия Julia Julie Giulia Juliette Јулија Julija Джулия / Юля Юленька Юлька Юлечка Jules
        f Яна Яна Yana Jana Yanina Янина Яніна / Яночка
        f Ярослава Jaroslava Яраслава / Слава
        f Пелагея Пелагія Pelageya / Поля
        f Зульфия Зульфія Zulfiya / Зуля
        f Гульнара Gulnara Гулнара / Гуля
        f Аида Аїда Aida
        f Эмма Emma Емма
        f Эмилия Емілія Emilia Emily Эмили Emilie Emilija Еміля
        f Сюзанна Susan Susanna Suzanne Сузанна Сьюзан Zuzana Zuzanna Susanne Шушанна / Sue Susie Сью
        f Патриция Patricia Patrizia Патрисия Патриша / Pat Пат Patty Trish
        f Дебора Deborah Debora / Debbie Deb
        f Ева Eva Eve Ewa Эва Ева Єва Hava / Evie Евуня
        f Джейн Jane Janet Jean Джин Джэнет / Janie
        f Юдит Judith Judit Джудит Giuditta / Judy Джуди
        f Дженнифер Jennifer Дженніфер / Jenny Jen Дженни
        f Джессика Jessica / Jess Jessie
        f Ребекка Rebecca Rebekka Ревекка / Becky
        f Памела Pamela / Pam
        f Синтия Cynthia / Cindy
        f Сандра Sandra
        f Каролина Carolina Caroline Karoline Кэролайн Каролін Karolina / Carol Carrie
        f Лаура Laura Лора Laure
        f Урсула Ursula Urszula
        f Паула Paula Паола Paola
        f Люсия Lucia Lucy Lucie Люси Lūcija Łucja Луция
        f Бригитта Brigitte Bridget Birgit Бригитте Бриджит Brigita
        f Моника Monica Monika Monique
        m Магомед Магомет Мухаммед Мухаммад Muhammad Mohammed Mohamed Mehmet Mahomed Mohammad Мухамед Магамед Магомед Mehmed Мехмет محمد / Мага Маго
        m Махмуд Махмут Mahmud Mahmoud Mehmood محمود
        m Ахмед Ахмет Ahmad Ahmed Ahmet Ахмад أحمد احمد
        m Рамзан Рамазан Ramadan Ramazan Ramzan
        m Аслан Aslan Арслан Arslan
        m Муса Мусса Musa Moussa
        m Умар Омар Umar Omar Ömer Umer عمر
        m Усман Осман Usman Osman Othman عثمان
        m Али Али Alі Ali Әли علي
        m Хасан Гасан Hassan Hasan Həsən حسن
        m Хусейн Гусейн Хусейин Hussein Husain Hüseyin Hüseyn Хусаин Хюсеин حسين
        m Ислам Islam
        m Ибрагим Ибрахим Ibrahim İbrahim Ebrahim إبراهيم ابراهيم
        m Авраам Абрам Аврам Abraham / Abe
        m Исмаил Ismail İsmayıl Измаил Ismael Исмаїл إسماعيل
        m Мурад Мурат Murad Murat
        m Рустам Рустем Rustam Rüstəm
        m Руфат Rufat
        m Рифат Rifat
        m Рашид Rashid Rəşid Рашит
        m Равиль Раввиль Ravil
        m Рафаил Рафаэль Raphael Rafael Рафик Raffaele
        m Ильдар Илдар Ildar
        m Эльдар Eldar
        m Ильхам Ilham Elham
        m Камиль Камил Kamil Kamel Camille
        m Тахир Taher Tahir
        m Фарид Farid Ferit
        m Шамиль Шаміль Shamil Shamel
        m Самир
        m Замир
        m Юнус Yunus
        m Иона Jonas Jonah
        m Якуб Yaqub Jakub
        m Закир Zakir
        m Мансур Mansur
        m Марат Marat / Маратик
        m Наиль Nail
        m Ринат Ренат Rinat
        m Салават Salavat
        m Талгат Talgat
        m Абдул Abdul
        m Абдулла Abdullah Абдуллах Abdallah
        m Гурам Guram
        m Армен Armen
        m Арутюн Harutyun Harutiun Артюн
        m Ашот Ashot
        m Карен Karen
        m Ованес Hovhannes Оганес Hovannes
        m Саркис Sargis Sarkis Саргис
        m Левон Levon Leon
        m Тигран Tigran
        m Вахтанг Vakhtang
        m Зураб Zurab
        m Ираклий Irakli Heraclius
        m Нодар Nodar
        m Отар Otar
        m Шалва Shalva
        m Айдар Aidar
        m Азамат Azamat
        m Нурсултан Nursultan
        m Касым Kasym Kassym Касим Qasim
        m Гейдар Хайдар Haydar Heydər Heydar
        m Роланд Roland Rolando
        m Рудольф Rudolf Rudolph Rodolfo / Rudy Рудик
        m Ростом Rostom
        m Альгирдас Algirdas Ольгерд
        m Витаутас Vytautas Витовт
        m Гюнтер Günther Гюнтер Günter Гюнтэр
        m Герберт Herbert Хербърт
        m Вернер Werner
        m Вальтер Walter Walther Уолтер / Walt
        m Вольфганг Wolfgang
        m Юрген Jürgen Йорген
        m Свен Sven
        m Улоф Olof Olav Olaf Олаф Улаф
        m Пер Pär
        m Гуго Hugo Hugh Уго Hugues Хюго Хью
        """

    /// Bulgarian, Serbian, Macedonian and Croatian names that have no line above.
    static let southSlavic = """
        m Милан Milan Milán
        m Драган Dragan
        m Зоран Zoran
        m Горан Goran
        m Небойша Небојша Nebojša
        m Слободан Slobodan
        m Воислав Војислав Vojislav
        m Любомир Ljubomir Љубомир Любомір Lubomír Lubomir / Любо
        m Бранислав Браніслаў Branislav / Бранко
        m Бранко Branko
        m Божидар Bozhidar Božidar Божо
        m Румен Rumen
        m Пламен Plamen
        m Стоян Stoyan Stojan
        m Ивайло Ivaylo
        m Красимир Krasimir
        m Цветан Tsvetan Cvetan
        m Деян Dejan Deyan
        m Ненад Nenad
        m Предраг Predrag
        m Радован Radovan
        m Ратко Ratko
        m Момчило Momčilo
        m Милош Miloš Miloš
        m Мирко Mirko
        m Саша Saša
        m Желько Željko Жељко
        m Томислав Tomislav
        m Звонимир Zvonimir
        m Бойко Boyko Бојко
        m Велизар Velizar
        m Веселин Veselin
        m Христо Hristo Христос Christos
        m Янко Yanko Janko
        m Светозар Svetozar
        m Милорад Milorad
        m Милован Milovan
        m Верислав
        m Славко Slavko
        m Вук Vuk
        f Мирьяна Мирјана Миряна Mirjana
        f Миглена Miglena
        f Румяна Rumyana Румјана
        f Цветелина Tsvetelina
        f Десислава Desislava
        f Драгана Dragana
        f Весна Vesna
        f Снежана Snežana
        f Ивана Ivana
        f Биляна Биљана Biljana
        f Горица Gorica
        f Верица Verica
        f Радмила Radmila
        f Гордана Gordana
        """

    /// Fathers' names that the languages form differently.
    static let patronymics = """
        m Александрович Олександрович Аляксандравіч
        m Алексеевич Олексійович Аляксеевіч
        m Анатольевич Анатолійович Анатольевіч
        m Андреевич Андрійович Андрэевіч
        m Борисович Борисович Барысавіч
        m Валентинович Валянцінавіч
        m Васильевич Васильович Васільевіч
        m Викторович Вікторович Віктаравіч
        m Витальевич Віталійович Вітальевіч
        m Владимирович Володимирович Уладзіміравіч
        m Владиславович Уладзіслававіч
        m Вячеславович В'ячеславович Вячаслававіч
        m Геннадьевич Геннадійович Генадзьевіч
        m Георгиевич Георгійович Георгіевіч
        m Григорьевич Григорович Рыгоравіч
        m Данилович Даниилович Данілавіч
        m Дмитриевич Дмитрович Дзмітрыевіч
        m Евгеньевич Євгенович Євгенійович Яўгенавіч Яўгеньевіч
        m Ефимович Юхимович Яўхімавіч
        m Иванович Іванович Іванавіч
        m Игоревич Ігорович Ігаравіч
        m Ильич Ілліч Ільіч
        m Иосифович Йосипович Іосіфавіч Осипович Язэпавіч
        m Константинович Костянтинович Канстанцінавіч
        m Леонидович Леонідович Леанідавіч
        m Матвеевич Матвійович Мацвеевіч
        m Михайлович Михайлович Міхайлавіч
        m Николаевич Миколайович Мікалаевіч
        m Олегович Олегович Алегавіч
        m Павлович Павлович Паўлавіч
        m Петрович Петрович Пятровіч
        m Романович Раманавіч
        m Семёнович Семенович Сямёнавіч
        m Сергеевич Сергійович Сяргеевіч
        m Станиславович Станіславович Станіслававіч
        m Степанович Степанович Сцяпанавіч
        m Тимофеевич Тимофійович Цімафеевіч
        m Фёдорович Федорович Фёдаравіч
        m Филиппович Пилипович Піліпавіч
        m Юрьевич Юрійович Юр'евіч
        m Кузьмич
        m Лукич
        m Никитич Микитович
        m Фомич Хомич
        m Саввич Савич
        m Яковлевич Якович Якаўлевіч
        """
}
