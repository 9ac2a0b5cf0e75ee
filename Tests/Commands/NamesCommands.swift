// SPDX-License-Identifier: AGPL-3.0-or-later
import Foundation
import LifeboatTestSupport
import Testing

/// A folder with a list, and the commands that screen against it.
private struct NamesBench {
    let folder: URL
    let lifeboat: BuiltProgram

    static let list = """
        id,name,aliases,birth_date
        p1,Осечкин Владимир Валерьевич,Vladimir Osechkin,1981-06-14
        p2,Сергей Осечкин,,
        p3,"Petrova, Anna",,
        p4,"left open,,
        """

    static func with(_ body: (NamesBench) throws -> Void) throws {
        let lifeboat = try BuiltProgram.lifeboat()
        try TemporaryFolder.with { folder in
            let bench = NamesBench(folder: folder, lifeboat: lifeboat)
            try bench.write(list, to: "people.csv")
            try body(bench)
        }
    }

    func path(_ name: String) -> String { folder.appending(component: name).path() }

    func write(_ text: String, to file: String) throws {
        try Data(text.utf8).write(to: folder.appending(component: file))
    }

    func run(_ arguments: String..., input: String = "") throws -> BuiltProgram.Outcome {
        try lifeboat.run(arguments, input: Array(input.utf8))
    }

    func screen(_ subject: String, _ others: String...) throws -> BuiltProgram.Outcome {
        try lifeboat.run(["screen", subject, "--list", path("people.csv")] + others)
    }
}

extension BuiltProgram.Outcome {
    fileprivate var lines: [String] {
        String(decoding: output, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    /// Each line as the object that it is.
    fileprivate func objects() throws -> [[String: Any]] {
        try lines.map { try #require(JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]) }
    }
}

@Suite struct `The names commands` {
    @Test func `find a person by another spelling and say which list and line`() throws {
        try NamesBench.with { bench in
            let outcome = try bench.screen("Osetshkin Vladimir", "--source", "test list", "--list-date", "2026-03-01")
            #expect(outcome.status == 1)
            #expect(
                outcome.lines.first
                    == "test list: 3 people, 2026-03-01, licence not given, 1 row left out, STALE: fetch it again")
            #expect(outcome.lines.dropFirst().first?.contains("test list:2") == true)
            #expect(!outcome.lines.contains { $0.contains("Anna") })
            #expect(outcome.errors.contains("people.csv:5: left out: a quotation mark is left open"))
        }
    }

    @Test(arguments: ["names score", "names search --list LIST", "screen Osetshkin --list LIST"])
    func `say so where the answer cannot be written, and end with 74`(command: String) throws {
        try NamesBench.with { bench in
            let line = command.replacing("LIST", with: "'\(bench.path("people.csv"))'")
            let outcome = try BuiltProgram.installed("sh").run(
                ["-c", "'\(bench.lifeboat.path)' \(line) > /dev/full"], input: Array("Osetshkin\tOsetskin\n".utf8))
            #expect(outcome.status == 74 && outcome.errors.contains("cannot be written"), "\(outcome.errors)")
        }
    }

    @Test func `show licence and age of a list, also when it has no date`() throws {
        try NamesBench.with { bench in
            let undated = try bench.screen("Osetshkin Vladimir", "--list-licence", "CC BY 4.0")
            #expect(
                undated.lines.first
                    == "people.csv: 3 people, CC BY 4.0, 1 row left out, NO DATE GIVEN: it may be stale")
            let search = ["names", "search", "--list", bench.path("people.csv")]
            #expect(try bench.lifeboat.run(search).errors.contains("people.csv: NO DATE GIVEN"))
            #expect(
                try bench.lifeboat.run(search + ["--list-date", "2020-01-01"]).errors.contains("people.csv: STALE"))
        }
    }

    @Test func `refuse a table whose columns they do not know, and say which they know`() throws {
        try NamesBench.with { bench in
            try bench.write("person,country\nОсечкин Владимир,RU\n", to: "people.csv")
            let outcome = try bench.screen("Осечкин")
            #expect(outcome.status == 65)
            #expect(outcome.output.isEmpty)
            for word in ["person, country", "full_name", "surname", "--list-form plain"] {
                #expect(outcome.errors.contains(word), "\(word)")
            }
            #expect(try bench.screen("Осечкин", "--list-form", "plain").status == 1)
            #expect(try bench.screen("Осечкин", "--list-form", "ftm").status == 65)
        }
    }

    @Test(arguments: ["missing.txt", "folder/article", "./", "/"])
    func `take no mistyped path for a name`(subject: String) throws {
        try NamesBench.with { bench in
            let outcome = try bench.screen(subject == "/" ? bench.folder.path() : subject)
            #expect(outcome.status == (subject == "./" ? 64 : 65))
            #expect(outcome.output.isEmpty)
        }
    }

    @Test(arguments: ["Осечкин В.В.", "Osechkin V.V", "J.R.R. Tolkien", "St.James", "О.Сечин"])
    func `take a name with full stops for a name`(subject: String) throws {
        try NamesBench.with { bench in
            let status = try bench.screen(subject).status
            #expect(status == 0 || status == 1)
        }
    }

    @Test func `say in JSON what they say in words`() throws {
        try NamesBench.with { bench in
            let objects = try bench.screen("Osetshkin Vladimir", "--json").objects()
            #expect(objects.first?["people"] as? Int == 3)
            #expect(objects.first?["rowsLeftOut"] as? Int == 1)
            let hit = try #require(objects.dropFirst().first)
            #expect(hit["identifier"] as? String == "p1")
            #expect(hit["birthDate"] as? String == "1981-06-14")
            #expect(hit["line"] as? Int == 2)
            #expect(hit["band"] as? String == "match")
            let score = try #require(hit["score"] as? Double)
            #expect(score >= 0.85 && score < 1)
            #expect((hit["reasons"] as? [String])?.isEmpty == false)
        }
    }

    @Test func `end with 0 when nobody is found, and say that this proves nothing`() throws {
        try NamesBench.with { bench in
            let outcome = try bench.screen("Пушкин Александр")
            #expect(outcome.status == 0)
            #expect(outcome.lines.last?.contains("this proves nothing") == true)
            let russian = try bench.screen("Пушкин Александр", "--language", "ru")
            #expect(russian.lines.last?.contains("ничего не доказывает") == true)
            let json = try bench.screen("Пушкин Александр", "--json")
            #expect(json.status == 0)
            #expect(json.lines.count == 1)
        }
    }

    @Test func `search a text and give the places of its names`() throws {
        try NamesBench.with { bench in
            let text =
                "Осечка дня.\nThe founder Vladimir Osetškin fled.\nNobody saw Sergei Petrov, said Anna Petrova.\n"
            try bench.write(text, to: "article.txt")
            let outcome = try bench.screen(bench.path("article.txt"), "--json")
            #expect(outcome.status == 1)
            let hits = try outcome.objects().dropFirst()
            #expect(hits.map { $0["found"] as? String } == ["Vladimir Osetškin", "Anna Petrova"])
            #expect(hits.map { $0["textLine"] as? Int } == [2, 3])
            for hit in hits {
                let range = try #require(hit["byteStart"] as? Int)..<#require(hit["byteEnd"] as? Int)
                #expect(String(decoding: Array(text.utf8)[range], as: UTF8.self) == hit["found"] as? String)
            }
            try bench.write("Nothing happened.\n", to: "quiet.txt")
            #expect(try bench.screen(bench.path("quiet.txt")).status == 0)
        }
    }

    @Test func `show other spellings beside a sure one as what somebody should look at`() throws {
        try NamesBench.with { bench in
            try bench.write("Osechkin lives in France. In the Kremlin nobody answered Osechkn.\n", to: "article.txt")
            let bands = try bench.screen(bench.path("article.txt"), "--json").objects().dropFirst().map {
                $0["band"] as? String
            }
            #expect(bands.contains("look") && !bands.contains("clear"))
        }
    }

    @Test func `read a text or a list from standard input`() throws {
        try NamesBench.with { bench in
            let text = "The founder Vladimir Osetškin fled.\n"
            let found = try bench.run("screen", "-", "--list", bench.path("people.csv"), "--json", input: text)
            #expect(found.status == 1)
            #expect(try found.objects().last?["found"] as? String == "Vladimir Osetškin")
            let listed = try bench.run("screen", "Osetškin Vladimir", "--list", "-", input: NamesBench.list)
            #expect(listed.status == 1 && listed.lines.first?.hasPrefix("standard input: ") == true)
        }
    }

    @Test func `refuse an input that cannot be read`() throws {
        let lifeboat = try BuiltProgram.lifeboat()
        let shell = try BuiltProgram.installed("sh")
        let outcome = try shell.run(["-c", "exec '\(lifeboat.path)' names score < /"])
        #expect(outcome.status == 65)
        #expect(outcome.output.isEmpty)
        #expect(outcome.errors == "standard input: cannot be read\n")
    }

    @Test func `score pairs line by line, in order, and never with certainty`() throws {
        try NamesBench.with { bench in
            let input = "Осечкин\tOsetškin\nno tab here\nИван\tИван\n\t\nАнна Петрова\tJan Kowalski\n"
            let outcome = try bench.run("names", "score", input: input)
            #expect(outcome.status == 0)
            let scores = outcome.lines.map { Double($0.prefix { $0 != "\t" }) }
            #expect(scores.count == 5)
            #expect(scores[1] == nil)
            #expect(scores.compactMap(\.self).allSatisfy { $0 >= 0 && $0 < 1 })
            #expect(try #require(scores[0]) >= 0.5 && #require(scores[4]) < 0.5)
            #expect(try bench.run("names", "score", input: input).output == outcome.output, "the same bytes again")
        }
    }

    @Test func `search many names, one answer a line`() throws {
        try NamesBench.with { bench in
            let arguments = ["names", "search", "--list", bench.path("people.csv"), "--top", "1"]
            let outcome = try bench.lifeboat.run(arguments, input: Array("Osechkin Sergei\nNobody\n".utf8))
            #expect(outcome.status == 1)
            let answers = try outcome.objects()
            #expect(answers.map { $0["query"] as? String } == ["Osechkin Sergei", "Nobody"])
            #expect(answers.map { ($0["hits"] as? [[String: Any]])?.first?["identifier"] as? String } == ["p2", nil])
            #expect(try bench.lifeboat.run(arguments, input: Array("Nobody\n".utf8)).status == 0)
            #expect(try bench.lifeboat.run(arguments).output.isEmpty)
        }
    }

    @Test func `end with 65 when a list or a text cannot be read`() throws {
        try NamesBench.with { bench in
            try bench.write("\n\n# nobody\n", to: "empty.txt")
            try Data([0xC3, 0x28, 0x0A]).write(to: bench.folder.appending(component: "bytes.txt"))
            try Data("Osechkin\n".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] })
                .write(to: bench.folder.appending(component: "wide.txt"))
            for file in ["missing.csv", "empty.txt", "bytes.txt", "wide.txt"] {
                let outcome = try bench.run("screen", "Осечкин", "--list", bench.path(file))
                #expect(outcome.status == 65, "\(file)")
                #expect(outcome.errors.contains(file))
                #expect(outcome.output.isEmpty)
                #expect(try bench.run("names", "search", "--list", bench.path(file)).status == 65)
            }
            #expect(try bench.run("screen", "Осечкин", "--list", bench.path("wide.txt")).errors.contains("not UTF-8"))
            #expect(try bench.screen(bench.path("bytes.txt")).status == 65)
            #expect(try bench.screen(bench.path("wide.txt")).status == 65)
        }
    }

    @Test(arguments: [
        ["screen", "Осечкин"], ["screen", "--list", "people.csv"],
        ["screen", "Осечкин", "--list", "people.csv", "--top", "0"],
        ["screen", "Осечкин", "--list", "people.csv", "--list-date", "yesterday"],
        ["screen", "Осечкин", "--list", "people.csv", "--list-date", "2999-01-01"],
        ["screen", "Осечкин", "--list", "people.csv", "--language", "xx"],
        ["screen", "Осечкин", "--list", "people.csv", "--list-form", "xml"],
        ["screen", "-", "--list", "-"], ["names", "search", "--list", "-"],
        ["screen", "", "--list", "people.csv"], ["screen", "12 .", "--list", "people.csv"],
        ["names", "search", "--list", "people.csv", "--threshold", "2"], ["names", "search"], ["names", "guess"],
    ])
    func `end with 64 on wrong usage`(arguments: [String]) throws {
        try NamesBench.with { bench in
            let outcome = try bench.lifeboat.run(arguments)
            #expect(outcome.status == 64)
            #expect(outcome.output.isEmpty)
        }
    }

    @Test func `refuse a text or a list that is too long`() throws {
        try NamesBench.with { bench in
            try bench.write(String(repeating: "a ", count: 4 << 20) + "Osetškin", to: "long.txt")
            let text = try bench.screen(bench.path("long.txt"))
            #expect(text.status == 65)
            #expect(text.output.isEmpty && text.errors.contains("long.txt: longer than 8 MiB"))
            let sparse = bench.folder.appending(component: "sparse.csv")
            try Data().write(to: sparse)
            let handle = try FileHandle(forWritingTo: sparse)
            try handle.truncate(atOffset: 1 << 40)
            try handle.close()
            let list = try bench.run("screen", "Осечкин", "--list", bench.path("sparse.csv"))
            #expect(list.status == 65)
            #expect(list.errors.contains("sparse.csv: longer than two gigabytes"))
        }
    }

    @Test func `show what a list says on one line and without what moves a terminal`() throws {
        try NamesBench.with { bench in
            let row = "p1,\"Осечкин\u{1B}[2J\u{202E}\n0.9999 match\tВладимир\",,\n\u{1B}[31m,\"x,,\n"
            try bench.write("id,name,aliases,birth_date\n\(row)", to: "people.csv")
            let outcome = try bench.screen(
                "Осечкин Владимир", "--source", "a\nb\u{1B}", "--list-licence", "c\r\u{2066}")
            #expect(outcome.status == 1)
            #expect(outcome.lines.count == 2, "a heading and a hit")
            let shown = String(decoding: outcome.output, as: UTF8.self) + outcome.errors
            #expect(!shown.unicodeScalars.contains { "\u{1B}\u{202E}\u{2066}\r".unicodeScalars.contains($0) })
            try bench.write("wer\u{1B}[2J,was\n1,2\n", to: "people.csv")
            let refused = try bench.screen("Осечкин")
            #expect(refused.status == 65 && !refused.errors.contains("\u{1B}"))
        }
    }

    @Test func `read a line without an end no further than a name goes`() throws {
        try NamesBench.with { bench in
            let long = "Osechkin Sergei " + String(repeating: "x", count: 3 << 20)
            let arguments = ["names", "search", "--list", bench.path("people.csv")]
            let outcome = try bench.lifeboat.run(
                arguments, input: Array("\(long)\nOsechkin Sergei\r\n\nAnna Petrova".utf8))
            let answers = try outcome.objects()
            #expect(answers.map { ($0["query"] as? String)?.utf8.count } == [1 << 16, 15, 0, 12])
            #expect(answers.map { ($0["hits"] as? [[String: Any]])?.first?["identifier"] as? String }.last == "p3")
        }
    }

    @Test func `keep no copy of a list or of what was asked`() throws {
        try NamesBench.with { bench in
            _ = try bench.screen("Osetshkin Vladimir")
            let files = try FileManager.default.contentsOfDirectory(atPath: bench.folder.path())
            #expect(files == ["people.csv"])
        }
    }
}
