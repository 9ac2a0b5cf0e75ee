// SPDX-License-Identifier: AGPL-3.0-or-later
import Testing

@testable import Names

@Suite struct ListTests {
    private func read(_ text: String) throws -> WatchList {
        try ListReader.read(Array(text.utf8), about: .init(source: "test"))
    }

    @Test func `FollowTheMoney lines give persons with all their names, and a broken line is told`() throws {
        let list = try read(
            """
            {"id":"a","schema":"Person","caption":"Ivan Petrov","properties":{"name":["Ivan Petrov","Иван Петров"],"alias":["Vanya"],"birthDate":["1980-02-01"]}}
            {"id":"b","schema":"Person",
            {"id":"c","schema":"Vessel","caption":"Ship","properties":{"name":["Ship"]}}
            {"id":"d","schema":"Person","properties":{"firstName":["Anna"],"lastName":["Petrova"]}}
            {"id":"e","schema":"Person","properties":{}}
            {"id":"f","schema":"Person","caption":"\\u041e\\u0441\\u0435\\u0447\\u043a\\u0438\\u043d \\ud83d\\ude00","properties":{}}
            """)
        #expect(list.entries.map(\.identifier) == ["a", "d", "f"])
        #expect(list.entries.map(\.line) == [1, 4, 6])
        #expect(list.entries[0].names == ["Ivan Petrov", "Иван Петров", "Vanya"])
        #expect(list.entries[0].birthDate == "1980-02-01")
        #expect(list.entries[1].names == ["Anna Petrova"])
        #expect(list.entries[2].names == ["Осечкин 😀"])
        #expect(list.problems == [.init(line: 2, reason: .notJSON), .init(line: 5, reason: .noName)])
    }

    @Test func `a table is read by its heading, with quotes, aliases and rows of several lines`() throws {
        let list = try read(
            "\u{FEFF}id,schema,name,aliases,birth_date\r\n1,Person,\"Petrov, Ivan\",Иван Петров;\"\"\"Vanya\"\"\",1980\r\n"
                + "2,Company,Acme,,\r\n3,Person,\"Anna\nPetrova\",,\r\n4,Person,\"open,,\r\n5,Person,Last One,,\r\n")
        #expect(list.entries.map(\.identifier) == ["1", "3", "5"])
        #expect(list.entries[0].names == ["Petrov, Ivan", "Иван Петров", "Vanya"])
        #expect(list.entries.map(\.line) == [2, 4, 7])
        #expect(list.problems == [.init(line: 6, reason: .unclosedQuote)])
    }

    @Test func `two rows with a stray quote swallow nobody between them`() throws {
        let list = try read(
            "id,name\n1,\"Петров Иван\n2,Осечкин Владимир\n3,Сидорова Анна\n4,\"Иванов Пётр\n5,Ким Анна\n")
        #expect(list.entries.map(\.identifier) == ["2", "3", "5"])
        #expect(list.problems == [.init(line: 2, reason: .unclosedQuote), .init(line: 5, reason: .unclosedQuote)])
    }

    @Test(arguments: [
        "1,Иван \"Петров,\n2,Осечкин Владимир,\n3,\"Анна\",\n4,Пётр\" Иванов,\n",
        "1,\"Петров\n2,Осечкин Владимир,\n3,\"Анна\",\n4,Пётр\"\n", "1,\"Петров,\n2,Осечкин Владимир,\n4,,\"x\",\"\n",
        "1,\"Петров\n2,Осечкин Владимир,\n3,Пётр\",,,\n4,\n",
    ])
    func `lines are joined only to a row as the heading has it`(rows: String) throws {
        let list = try read("id,name,birth_date\n\(rows)")
        #expect(list.entries.map(\.names).contains(["Осечкин Владимир"]))
        #expect(list.problems.first == .init(line: 2, reason: .unclosedQuote))
    }

    @Test func `a row of OFAC's with a stray quote swallows nobody, and what is not UTF-8 is told`() throws {
        let rest = Array(",\"individual\"".utf8) + Array(String(repeating: ",-0-", count: 9).utf8) + [0x0A]
        var bytes: [UInt8] = []
        for name in ["\"PETROV, Ivan\"", "\"PETROV, Anna", "\"OSETSHKIN, Vladimir\"", "KIM, Anna\""] {
            bytes += Array("\(100 + bytes.count),\(name)".utf8) + rest
        }
        bytes += Array("9,\"M".utf8) + [0xFC] + Array("LLER\"".utf8) + rest
        bytes += Array("8,\"SIDOROV,\nJan\"".utf8) + rest
        let list = try ListReader.read(bytes, about: .init(source: "test"))
        #expect(list.entries.map(\.names) == [["PETROV, Ivan"], ["OSETSHKIN, Vladimir"], ["SIDOROV,\nJan"]])
        #expect(
            list.problems == [
                .init(line: 2, reason: .unclosedQuote), .init(line: 4, reason: .unclosedQuote),
                .init(line: 5, reason: .notText),
            ])
    }

    @Test func `a row with more columns than the heading is told, and separators at its end say nothing`() throws {
        let list = try read("name,birth_date\nОсечкин, Владимир,1981\nПетров Иван,1980,, \nАнна\n")
        #expect(list.entries.map(\.names) == [["Петров Иван"], ["Анна"]])
        #expect(list.problems == [.init(line: 2, reason: .tooManyColumns)])
    }

    @Test func `a first line without an end is refused and not taken apart`() throws {
        let long = String(repeating: ",", count: ListReader.maximumLineByteCount)
        #expect(ListReader.form(of: Array(("name" + long + "\n").utf8)) == .table)
        #expect(throws: WatchListError.self) { try read("name" + long + "\nПетров\n") }
        #expect(throws: WatchListError.self) { try read("a,b" + long + "\n1,2\n") }
        #expect(throws: WatchListError.self) { try read("name,\"birth_date\nПетров,1980\n") }
    }

    @Test func `all broken rows are counted and the first of them told`() throws {
        let rows = String(repeating: ",1980\n", count: WatchList.maximumProblemCount + 5)
        let list = try read("name,birth_date\n\(rows)Анна,\n")
        #expect(list.problemCount == WatchList.maximumProblemCount + 5)
        #expect(list.problems.count == WatchList.maximumProblemCount)
    }

    @Test func `columns of name parts are joined, in Russian headings too`() throws {
        let list = try read("Фамилия;Имя;Отчество;Дата рождения\nОсечкин;Владимир;Валерьевич;14.06.1981\n;;;\n")
        #expect(list.entries.map(\.names) == [["Владимир Валерьевич Осечкин"]])
        #expect(list.entries[0].birthDate == "14.06.1981")
        #expect(list.problems == [.init(line: 3, reason: .noName)])
    }

    @Test func `rows of one person on the European list are one entry`() throws {
        let list = try read(
            """
            Entity_LogicalId;Entity_SubjectType;Naal_wholename;Birt_date
            13;P;Ivan PETROV;1980-02-01
            13;P;Иван ПЕТРОВ;
            14;E;Acme;
            15;P;Anna PETROVA;
            """)
        #expect(list.entries.map(\.names) == [["Ivan PETROV", "Иван ПЕТРОВ"], ["Anna PETROVA"]])
    }

    @Test func `rows of a person that stand apart are one entry still, and names have a bound`() throws {
        let apart = try read(
            "id,name,birth_date\n1,Ivan Petrov,1980\n2,Anna,\n1,Иван Петров,\n1,Ivan Petrov,\n3,Jan,\n")
        #expect(apart.entries.map(\.names) == [["Ivan Petrov", "Иван Петров"], ["Anna"], ["Jan"]])
        #expect(apart.entries.map(\.birthDate) == ["1980", nil, nil])
        let rows = (0...ListReader.maximumNamesPerEntry).map { "1,Name\($0)\n" }.joined()
        let many = try read("id,name\n" + rows)
        #expect(many.entries[0].names.count == ListReader.maximumNamesPerEntry)
        #expect(many.problems == [.init(line: ListReader.maximumNamesPerEntry + 2, reason: .tooManyNames)])
    }

    @Test func `OFAC's tables have no heading`() throws {
        let list = try read(
            """
            36,"AEROCARIBBEAN AIRLINES",-0- ,"CUBA",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0-
            2674,"PETROV, Ivan","individual","RUSSIA",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"DOB 1980."
            """)
        #expect(list.entries.map(\.names) == [["PETROV, Ivan"]])
        #expect(list.entries[0].identifier == "2674")
    }

    @Test func `a plain list may be numbered and dated as Rosfinmonitoring prints it`() throws {
        let list = try read(
            """
            # people
            1. ИВАНОВ ИВАН ИВАНОВИЧ*, 01.02.1980 г.р. , Г. ГРОЗНЫЙ;
            2. ПЕТРОВА АННА (СИДОРОВА АННА; КИМ АННА), 1990-05-06 г.р.;
            Owen Osetshkin

            3. *,
            """)
        #expect(
            list.entries.map(\.names) == [
                ["ИВАНОВ ИВАН ИВАНОВИЧ"], ["ПЕТРОВА АННА", "СИДОРОВА АННА", "КИМ АННА"], ["Owen Osetshkin"],
            ])
        #expect(list.entries.map(\.birthDate) == ["01.02.1980", "1990-05-06", nil])
        #expect(list.problems == [.init(line: 6, reason: .noName)])
    }

    @Test func `a line that is not UTF-8 is left out and the rest is read`() throws {
        let bytes = Array("Анна Петрова\n".utf8) + [0xC3, 0x28, 0x0A] + Array("Jan Kowalski".utf8)
        let list = try ListReader.read(bytes, about: .init(source: "test"))
        #expect(list.entries.map(\.line) == [1, 3])
        #expect(list.problems == [.init(line: 2, reason: .notText)])
    }

    @Test func `another encoding than UTF-8 is refused and called so`() {
        let text = "name\nВладимир Осечкин\nАнна Петрова\n"
        func bytes(_ mark: [UInt8], _ units: some Sequence<UInt16>, isLittle: Bool) -> [UInt8] {
            mark
                + units.flatMap { unit in
                    let (high, low) = (UInt8(unit >> 8), UInt8(unit & 0xFF))
                    return isLittle ? [low, high] : [high, low]
                }
        }
        let lists = [
            bytes([0xFF, 0xFE], text.utf16, isLittle: true), bytes([0xFE, 0xFF], text.utf16, isLittle: false),
            bytes([], text.utf16, isLittle: true), bytes([], text.utf16, isLittle: false),
            // windows-1251: Имя, Анна; with a heading that is read, and with one that is not.
            Array("name\n".utf8) + [0xC0, 0xED, 0xED, 0xE0, 0x0A],
            [0xC8, 0xEC, 0xFF, 0x2C, 0x61, 0x0A, 0xC0, 0x2C, 0x62],
            [0xC0, 0xED, 0xED, 0xE0, 0x0A],
        ]
        for list in lists {
            #expect(throws: WatchListError.notText) { try ListReader.read(list, about: .init(source: "test")) }
        }
    }

    @Test func `lines that end with carriage returns alone are lines`() throws {
        #expect(ListReader.form(of: Array("id,name\rx1,Anne\r".utf8)) == .table, "the form too is seen line by line")
        #expect(try read("name,birth_date\rАнна Петрова,1980\rJan Kowalski,\r").entries.map(\.line) == [2, 3])
    }

    @Test func `bytes without names are refused`() {
        #expect(throws: WatchListError.noEntries(nil)) { try read("") }
        #expect(throws: WatchListError.noEntries(nil)) { try read("\n\n#\n") }
        #expect(throws: WatchListError.noNameColumn(heading: ["a", "b"])) {
            try ListReader.read(Array("a,b\n1,2\n".utf8), about: .init(source: "test"), form: .table)
        }
    }

    @Test(arguments: [
        "person,country\nОсечкин Владимир,RU\n", "osoba;kraj;rok\nPetrov Ivan;RU;1980\nJan Kowalski;;\n",
        "1,Осечкин Владимир,1981\n2,Анна,1990\n", "Person\tLand\nIvan\tRU\n",
        "\"the person\",\"country, or none\"\n\"Petrov, Ivan\",RU\n",
    ])
    func `a table whose heading is not known is refused, and read as plain when somebody says so`(text: String) throws {
        #expect {
            try read(text)
        } throws: { error in
            guard case WatchListError.noNameColumn(let heading) = error else { return false }
            return heading.count > 1 && heading.allSatisfy { !$0.isEmpty }
        }
        let plain = try ListReader.read(Array(text.utf8), about: .init(source: "test"), form: .plain)
        #expect(plain.entries.count == text.split(separator: "\n").count)
    }

    @Test(arguments: [
        "Петров, Иван\nОсечкин, Владимир\n", "Петров,Иван\n", "Petrov, Ivan, 1980\nKim, Anna, 1990\n",
        "1. ИВАНОВ ИВАН*;\n2. ПЕТРОВ ПЁТР;\n", "Petrov,Ivan\nAnna\n", "ИВАНОВ (ПЕТРОВ; КИМ)\nАННА (ЕВА; ЯНА)\n",
    ])
    func `names with commas are a plain list`(text: String) throws {
        #expect(ListReader.form(of: Array(text.utf8)) == .plain)
        #expect(try read(text).entries.count == text.split(separator: "\n").count)
    }

    @Test func `the known columns of names are told and read`() throws {
        for column in ListReader.nameColumns {
            #expect(try read("no,\(column.uppercased())\n1,Петров\n").entries.map(\.names) == [["Петров"]], "\(column)")
        }
    }

    @Test(arguments: [
        "Фамилия Имя Отчество,Дата рождения\nПетров,1980\n", "no,Name (Latin)\n1,Петров\n", "Nimi\nПетров\n",
        "Sukunimi;Etunimi\nПетров;\n",
    ])
    func `headings of other languages and with a remark in brackets are known`(text: String) throws {
        #expect(try read(text).entries.map(\.names) == [["Петров"]])
    }

    @Test(arguments: [
        "name,surname\nVladimir,Osechkin\n", "Surname;Name\nOsechkin;Vladimir\n", "Name;Last Name\nVladimir;Osechkin\n",
        "First Name,Name\nVladimir,Osechkin\n", "Vorname;Name\nVladimir;Osechkin\n", "Nom;Prénom\nOsechkin;Vladimir\n",
        "nombre,apellidos\nVladimir,Osechkin\n", "Jméno;Příjmení\nVladimir;Osechkin\n",
        "imię,nazwisko\nVladimir,Osechkin\n",
        "Name (Latin),Surname (Latin)\nVladimir,Osechkin\n", "name,surname\nVladimir Osechkin,Osechkin\n",
        "name,first_name,last_name\nVladimir Osechkin,V.,O.\n", "name,first name,last name\n,Vladimir,Osechkin\n",
        "first_name,name\nVladimir,Vladimir Osechkin\n", "Surname;Names\nOsechkin;Vladimir\n",
        "Surname;Given name(s)\nOsechkin;Vladimir\n", "Last Name,Given Names\nOsechkin,Vladimir\n",
        "Прізвище;Ім’я\nOsechkin;Vladimir\n", "Фамилия;Имена\nOsechkin;Vladimir\n",
    ])
    func `no part of a name is lost, whatever its column is called`(text: String) throws {
        #expect(try read(text).entries.map(\.names) == [["Vladimir Osechkin"]])
    }

    @Test func `parts of names in two scripts are two names`() throws {
        let list = try read(
            "Surname (Latin),Name (Latin),Фамилия (кир.),Имя (кир.)\nOsechkin,Vladimir,Осечкин,Владимир\nKim,,,Анна\n")
        #expect(list.entries.map(\.names) == [["Vladimir Osechkin", "Владимир Осечкин"], ["Kim", "Анна"]])
    }

    @Test func `rows are one person by an identifier, not by what stands where there is none`() throws {
        for nothing in ["n/a", "-", "0", "None", "Нет", ""] {
            let list = try read("id,name\n\(nothing),Осечкин\n\(nothing),Петров\n")
            #expect(list.entries.map(\.names) == [["Осечкин"], ["Петров"]], "\(nothing)")
            #expect(list.entries.allSatisfy { $0.identifier == nil })
        }
        let group = try read("id,name,dob\n7,Осечкин,1981\n7,Osechkin,\n7,Петров,1990\n")
        #expect(group.entries.map(\.names) == [["Осечкин", "Osechkin"], ["Петров"]])
        let union = try read(
            "Entity_LogicalId;NameAlias_WholeName;BirthDate_BirthDate\n7;Осечкин;1981\n7;Osechkin;1982\n")
        #expect(union.entries.map(\.names) == [["Осечкин", "Osechkin"]], "the Union gives several days of birth")
    }

    @Test func `an array of entities is read as its entities, and a web page is no list`() throws {
        let entity = #"{"id":"a","schema":"Person","properties":{"name":["Осечкин"]}}"#
        for text in [
            "[\(entity)]", "[\(entity), \(entity)]", "[\n\(entity),\n\(entity)\n]\n", "[\(entity),\n\(entity)]",
        ] {
            let list = try read(text)
            #expect(list.entries.map(\.names) == Array(repeating: ["Осечкин"], count: list.entries.count), "\(text)")
            #expect(list.problems.isEmpty && list.entries.count == text.split(separator: "Осечкин").count - 1)
        }
        for text in ["<html><body>Осечкин</body></html>", "\u{FEFF}\n <?xml version=\"1.0\"?>\n<x/>"] {
            #expect(throws: WatchListError.markup) { try read(text) }
            #expect(ListReader.form(of: Array(text.utf8)) == nil)
        }
        // Found by fuzzing: a row of two columns that begins as a web page does.
        let mixed = "\u{15}\r\r<!,\"\r\u{1},\"name\r"
        #expect(throws: WatchListError.markup) { try read(mixed) }
        #expect(ListReader.form(of: Array(mixed.utf8)) == nil)
    }

    @Test(arguments: ["", "name\n"]) func `a row with a NUL in it is left out, and the rest is read`(heading: String)
        throws
    {
        let rows = (0..<20).map { "Иванов Иван \($0)\n" }.joined()
        let list = try read("\(heading)Pet\u{0}rov Petr\n\(rows)")
        #expect(list.entries.count == 20)
        #expect(list.problems == [.init(line: heading.isEmpty ? 1 : 2, reason: .notText)])
    }

    @Test func `a list of nothing but broken rows says what is wrong with the first`() throws {
        #expect(throws: WatchListError.noEntries(.init(line: 2, reason: .tooManyColumns))) {
            try read("name\nOsechkin, Vladimir\nPetrov, Ivan\n")
        }
    }

    @Test func `a list says how fresh it is`() throws {
        let today = try #require(CalendarDay("2026-03-31"))
        var list = WatchList(about: .init(source: "test", date: CalendarDay("2026-03-01")))
        #expect(list.freshness(on: today) == .fresh)
        list.about.date = CalendarDay("2026-02-28")
        #expect(list.freshness(on: today) == .stale)
        list.about.date = nil
        #expect(list.freshness(on: today) == .unknown)
        list.about.date = CalendarDay("2026-04-01")
        #expect(list.freshness(on: today) == .fresh)
        list.about.date = CalendarDay("2099-01-01")
        #expect(list.freshness(on: today) == .unknown)
    }

    @Test(arguments: ["1970-01-01", "2000-02-29", "2024-12-31", "2026-03-01", "1899-07-15"])
    func `days are numbered and named back`(text: String) throws {
        let day = try #require(CalendarDay(text))
        #expect(CalendarDay(dayNumber: day.dayNumber) == day)
        #expect(day.description == text)
    }

    @Test(arguments: ["2026-02-29", "2026-13-01", "26-01-01", "2026-1-1", "yesterday", "2026-00-10", ""])
    func `what is no day is refused`(text: String) { #expect(CalendarDay(text) == nil) }

    @Test func `lists with bytes changed are read or refused without harm`() {
        var random = SplitMix(seed: 13)
        let seeds = [
            #"{"id":"a","schema":"Person","caption":"Ivan \u0418","properties":{"name":["Ivan"],"x":[1,true,null]}}"#,
            "id,schema,name\n1,Person,\"Petrov, Ivan\"\n2,Person,Anna\n",
            "1. ИВАНОВ (ПЕТРОВ), 01.02.1980 г.р.;\nAnna\n",
        ]
        for seed in seeds {
            for _ in 0..<600 {
                var bytes = Array(seed.utf8)
                for _ in 0..<3 {
                    bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
                }
                for form in ListReader.Form.allCases {
                    let list = try? ListReader.read(bytes, about: .init(source: "test"), form: form)
                    #expect(list?.entries.allSatisfy { !$0.names.isEmpty } ?? true)
                }
            }
        }
    }
}
