// SPDX-License-Identifier: AGPL-3.0-or-later
import Testing

@testable import Names

/// Tables headed as public lists and their exports are. The people are made up.
@Suite struct PublicListTests {
    struct Table: Sendable, CustomTestStringConvertible {
        let publisher: String
        let text: String
        let names: [[String]]
        let births: [String?]

        init(_ publisher: String, _ text: String, _ names: [[String]], _ births: [String?]) {
            (self.publisher, self.text, self.names, self.births) = (publisher, text, names, births)
        }

        var testDescription: String { publisher }
    }

    private static let tables = [
        Table(
            "OpenSanctions, simple targets",
            """
            "id","schema","name","aliases","birth_date","countries","addresses","identifiers","sanctions","phones"
            "Q1","Person","Pyotr Osechkin","Пётр Осечкин;Petr Osetskin","1960-02-01","ru","","","",""
            "Q2","Company","Osechkin Works","","","ru","","","",""
            """, [["Pyotr Osechkin", "Пётр Осечкин", "Petr Osetskin"]], ["1960-02-01"]),
        Table(
            "European Union, consolidated list",
            """
            fileGenerationDate;Entity_LogicalId;Entity_Remark;Entity_SubjectType;NameAlias_LastName;NameAlias_FirstName;\
            NameAlias_MiddleName;NameAlias_WholeName;NameAlias_Gender;BirthDate_BirthDate
            2026-11-20;13;;P;Osechkin;Pyotr;Ivanovich;Pyotr Ivanovich Osechkin;M;
            2026-11-20;13;;P;;;;;;1960-02-01
            2026-11-20;13;;P;Осечкин;Пётр;Иванович;;M;
            2026-11-20;14;;E;;;;Osechkin Works;;
            """, [["Pyotr Ivanovich Osechkin", "Пётр Иванович Осечкин"]], [nil]),
        Table(
            "United Nations",
            """
            DATAID,FIRST_NAME,SECOND_NAME,THIRD_NAME,FOURTH_NAME,UN_LIST_TYPE,NAME_ORIGINAL_SCRIPT,DATE_OF_BIRTH
            690,PYOTR,IVANOVICH,OSECHKIN,,Example,Пётр Иванович Осечкин,1960
            691,ANNA,KIM,,,Example,,
            """, [["PYOTR IVANOVICH OSECHKIN", "Пётр Иванович Осечкин"], ["ANNA KIM"]], ["1960", nil]),
        Table(
            "OFAC, an export of its search",
            "Name,Address,Type,Program(s),List,Score\n\"OSECHKIN, Pyotr\",,Individual,EXAMPLE,SDN,100\n",
            [["OSECHKIN, Pyotr"]], [nil]),
        Table(
            "United Kingdom, OFSI",
            """
            Last Updated,20/11/2026
            Name 6,Name 1,Name 2,Name 3,Name 4,Name 5,Title,Name Non-Latin Script,Non-Latin Script Type,DOB,Group Type,Alias Type,Group ID
            OSECHKIN,Pyotr,Ivanovich,,,,Mr,Пётр Осечкин,Cyrillic,01/02/1960,Individual,Primary name,12345
            OSECHKIN WORKS,,,,,,,,,,Entity,Primary name,12346
            """, [["Pyotr Ivanovich OSECHKIN", "Пётр Осечкин"]], ["01/02/1960"]),
        Table(
            "United Kingdom, Sanctions List",
            """
            Report Date: 20-Nov-2026
            Last Updated,Unique ID,OFSI Group ID,Name 6,Name 1,Name 2,Name type,Alias strength,"Individual, Entity, Ship",D.O.B
            20/11/2026,RUS0001,1,OSECHKIN,Pyotr,,Primary Name,,Individual,1960
            20/11/2026,RUS0001,1,OSETCHKINE,Piotr,,Alias,Good quality a.k.a,Individual,
            20/11/2026,RUS0002,2,BOAT,,,Primary Name,,Ship,
            """, [["Pyotr OSECHKIN", "Piotr OSETCHKINE"]], ["1960"]),
        Table(
            "Switzerland, SECO",
            "ssid;given-name;further-given-name;father-name;family-name;date of birth\n5;Pyotr;Lev;Ivanovich;Osechkin;1960\n",
            [["Pyotr Lev Ivanovich Osechkin"]], ["1960"]),
        Table(
            "Canada, SEMA",
            """
            Country,LastName,GivenName,Entity,DateOfBirthOrShipBuildDate,Aliases,Schedule,Item
            Russia,Osechkin,Pyotr,,1960-02-01,Petr Osetskin,1,1
            """, [["Pyotr Osechkin", "Petr Osetskin"]], ["1960-02-01"]),
        Table(
            "Australia, DFAT",
            "Reference,Name of Individual or Entity,Type,Name Type,Date of Birth\n1,Pyotr Osechkin,Individual,Primary Name,1960\n",
            [["Pyotr Osechkin"]], ["1960"]),
        Table(
            "France, gels des avoirs", "Nom;Prénom(s);Alias;Date de naissance\nOsechkin;Pyotr;Petr Osetskin;1960\n",
            [["Pyotr Osechkin", "Petr Osetskin"]], ["1960"]),
        Table(
            "Poland", "Lp.;Imię i nazwisko;Data urodzenia\n1;Pyotr Osechkin;1960\n", [["Pyotr Osechkin"]], ["1960"]),
        Table(
            "Ukraine, NSDC",
            "№;Прізвище, ім’я, по батькові;ПІБ (латиницею);Дата народження\n1;Осєчкін Петро Іванович;Osiechkin Petro;1960\n",
            [["Осєчкін Петро Іванович", "Osiechkin Petro"]], ["1960"]),
        Table(
            "Russia, Rosfinmonitoring",
            "№ п/п;ФИО;Дата рождения;Место рождения\n1;ОСЕЧКИН ПЁТР ИВАНОВИЧ*;01.02.1960;г. Н\n",
            [["ОСЕЧКИН ПЁТР ИВАНОВИЧ*"]], ["01.02.1960"]),
        Table(
            "Russia, wanted persons", "Фамилия;Имя;Отчество;Год рождения;Статья\nОсечкин;Пётр;Иванович;1960;\n",
            [["Пётр Иванович Осечкин"]], ["1960"]),
        Table(
            "Russia, foreign agents",
            "№;Полное наименование/ФИО;Дата рождения;ИНН\n1;Осечкин Пётр Иванович;01.02.1960;\n",
            [["Осечкин Пётр Иванович"]], ["01.02.1960"]),
        Table(
            "Belarus",
            "№;Фамилия, собственное имя, отчество (если таковое имеется);Дата рождения\n1;Осечкин Пётр;1960\n",
            [["Осечкин Пётр"]], ["1960"]),
        Table(
            "Interpol notices",
            "entity_id,forename,name,date_of_birth,nationalities\n2020/1,PYOTR,OSECHKIN,1960/02/01,RU\n",
            [["PYOTR OSECHKIN"]], ["1960/02/01"]),
        Table("Estonia", "Eesnimi;Perenimi;Sünniaeg\nPjotr;Osetškin;1960\n", [["Pjotr Osetškin"]], ["1960"]),
        Table("Latvia", "Vārds;Uzvārds\nPjotrs;Osečkins\n", [["Pjotrs Osečkins"]], [nil]),
        Table("Turkey", "ADI;SOYADI\nPyotr;Oseçkin\n", [["Pyotr Oseçkin"]], [nil]),
    ]

    @Test(arguments: tables)
    func `a public list is read by its own heading`(table: Table) throws {
        let text = table.text.replacing("\\\n", with: "")
        let bytes = Array(text.utf8)
        #expect(ListReader.form(of: bytes) == .table)
        let list = try ListReader.read(bytes, about: .init(source: "test"))
        #expect(list.entries.map(\.names) == table.names)
        #expect(list.entries.map(\.birthDate) == table.births)
        #expect(list.problems.allSatisfy { $0.reason == .noName })
    }

    @Test func `what stands before a heading is no table by itself`() {
        #expect(ListReader.form(of: Array("Петров, Иван\nОсечкин, Пётр\nКим, Анна\n".utf8)) == .plain)
        #expect(ListReader.form(of: Array("a\nb\nc\nd\ne\nid,name,dob\n".utf8)) == .plain)
    }

    @Test func `no heading has two roles`() {
        var seen: Set<String> = []
        for name in TableHeadings.nameColumns { #expect(seen.insert(name).inserted, "\(name)") }
        for name in TableHeadings.nameColumns { #expect(TableHeadings.spelled(name) == name) }
    }
}
