// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

/// Two members whose names are read alike are told apart, at every desk in the same way.
@Suite struct MemberNameTests {
    /// Members of these names, one after the other.
    private func names(_ admitted: [String]) -> [String] {
        var ledger = Ledger(founded: false)
        for (number, name) in admitted.enumerated() { admit(number + 1, name, &ledger) }
        return admitted.indices.map { ledger.state.members[Sample.id($0 + 1)]?.name ?? "" }
    }

    private func admit(_ number: Int, _ name: String, member: Int? = nil, author: Int = 1, _ ledger: inout Ledger) {
        ledger.add(
            .memberAdmitted(
                member: Sample.id(member ?? number), name: name, device: Sample.id(number),
                verificationKey: Sample.key(UInt8(number)), recipient: Sample.recipient,
                endorsement: number == 1 ? Sample.endorsement : nil), author: number == 1 ? 1 : author)
    }

    @Test(arguments: [
        ("Anna", "Anna"), ("Anna", "ANNA"), ("Anna", " anna "), ("Anna", "An\u{200B}na"), ("Anna", "Анна"),
        ("Anna", "А\u{43D}\u{43D}a"), ("Anna", "Ánna"), ("Anna", "A\u{301}nna"), ("Anna", "Ａｎｎａ"), ("Anna", "Αnna"),
        ("Anna", "𝐀nna"), ("Ilya", "llya"), ("Ilya", "1lya"), ("Olga", "0lga"), ("Bernd", "Bemd"), ("Łukasz", "Lukasz"),
        ("Анна Жукова", "Жукова Анна"), ("Анна Жукова", "Anna Zhukova"), ("Анна Жукова", "Zhukova, Anna"),
        ("Наталия", "Наталья"), ("Алексей", "Aleksei"), ("Алексей", "Алексеи"), ("Андрей", "Андрей"),
        ("Anna", "Anna (2)"), ("Anna", "Anna (7) (2)"), ("…", "!"),
    ])
    func `names that are read alike are numbered in the order of admission`(first: String, second: String) {
        let shown = names([first, second])
        #expect(shown[0] == first && shown[1] == "\(second) (2)", "\(shown)")
        let turned = names([second, first])
        #expect(turned[0] == second && turned[1].hasPrefix("\(first) ("), "\(turned)")
    }

    @Test(arguments: [
        ["Анна", "Борис", "Вера", "Галина"], ["Anna", "Hanna", "Joanna"], ["Anna K.", "Anna M."], ["Anna", "Anna 2"],
        ["Worker 1", "Worker 2", "Worker 11", "Worker 12", "Worker 22"], ["Иван Петров", "Пётр Иванов"],
    ])
    func `names that differ stay as they are`(admitted: [String]) {
        #expect(names(admitted) == admitted)
    }

    @Test(arguments: [
        ["Anna", "Anna", "Anna"], ["Anna (2)", "Anna", "Anna"], ["Anna", "Anna", "Anna 2", "Anna [2]"],
        ["Anna 2", "Anna", "Анна", "Anna (2)"], ["Anna", "Anna (2)", "Anna", "Anna (2) (2)", "Anna (3)"],
        ["Anna", "Anna", "Anna (２)", "Anna (2) "], ["Anna", "Anna\n(2)", "Anna"],
    ])
    func `nobody is called what somebody else is called, whatever number they typed themself`(admitted: [String]) {
        let shown = names(admitted)
        let plain = shown.map { name in
            String(
                name.lowercased().map { $0.wholeNumberValue.map { "\($0)" } ?? "\($0)" }.joined().filter(
                    \.isLetterOrDigit))
        }
        #expect(Set(plain).count == admitted.count, "\(shown)")
    }

    @Test func `a number stays when somebody leaves, and whoever comes after a former member bears one`() {
        var ledger = Ledger()
        admit(2, "Вера", &ledger)
        admit(3, "Вера", &ledger)
        ledger.add(.memberRemoved(member: Sample.id(2), reason: "ушла"))
        admit(4, "Вера", &ledger)
        #expect([2, 3, 4].map { ledger.state.members[Sample.id($0)]?.name } == ["Вера", "Вера (2)", "Вера (3)"])
        #expect(ledger.state.members(readAs: "vera").map(\.id) == [2, 3, 4].map { Sample.id($0) })
        #expect(ledger.state.members(readAs: "Vera (3)").map(\.id).contains(Sample.id(4)))
        #expect(ledger.state.members(readAs: "Борис").isEmpty)
    }

    @Test func `what is refused takes no number, and another machine of a member neither`() {
        var ledger = Ledger()
        admit(2, "Вера", &ledger)
        admit(3, "Вера", author: 2, &ledger)
        #expect(ledger.refusal != nil, "no director")
        admit(4, "Вера", member: 2, author: 2, &ledger)
        admit(5, "Вера", &ledger)
        #expect(ledger.state.members[Sample.id(2)]?.name == "Вера")
        #expect(ledger.state.members[Sample.id(5)]?.name == "Вера (2)")
    }

    @Test func `a machine is its member's, whatever it was called`() {
        var ledger = Ledger()
        admit(2, "Вера", &ledger)
        admit(4, "Anna", member: 2, author: 2, &ledger)
        #expect(ledger.state.member(of: Sample.id(4))?.name == "Вера")
    }
}

extension Character {
    fileprivate var isLetterOrDigit: Bool { isLetter || isNumber }
}
