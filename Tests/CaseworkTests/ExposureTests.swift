// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

enum ExposureSamples {
    static func row(_ identifier: String = "NK-7", line: UInt32 = 12, list: String = "Розыск") -> ListedRow {
        ListedRow(
            list: list, source: "сайт ведомства", date: Sample.day(2026, 9, 1), licence: "CC BY",
            identifier: identifier, line: line, name: "RYABININ Pavel", birthDate: "1991-02-28")
    }

    static func mention(_ digest: UInt8 = 4) -> TextMention {
        TextMention(
            title: "Новости", date: nil, digest: Sample.key(digest), line: 3, column: 14, excerpt: "… Pavel Rjabinin …")
    }

    static func found(
        _ origin: ExposureOrigin = .list(row()), own: String = "Рябинин Павел", theirs: [String] = ["RYABININ Pavel"],
        owner: Int = 1, deputy: Int = 2
    ) -> FoundExposure {
        FoundExposure(
            origin: origin, ownSpelling: own, theirSpellings: theirs, score: 9_876,
            explanations: [
                .init(language: "en", text: "same surname"), .init(language: "ru", text: "фамилия совпадает"),
            ], owner: Sample.id(owner), deputy: Sample.id(deputy), due: 50_000)
    }

    static let events: [CompartmentEvent] =
        [
            .exposure(.found(found())),
            .exposure(.found(found(.list(row("", line: 1)), theirs: ["RYABININ Pavel", "РЯБИНИН ПАВЕЛ"]))),
            .exposure(.found(found(.text(mention())))),
        ]
        + ExposureVerdict.allCases.map {
            .exposure(
                .decided(exposure: Sample.id(40), $0, replaces: [Sample.id(41)], reason: "другой год рождения"))
        }
}

struct ExposureTests {
    private var office = Office.shared(.identity)

    @discardableResult
    private mutating func find(_ found: FoundExposure = ExposureSamples.found(), by author: Int = 1) -> ID<Entry> {
        let entry: ID<Entry> = Sample.id(office.next)
        office.say(.exposure(.found(found)), by: author)
        return entry
    }

    @discardableResult
    private mutating func decide(
        _ hit: ID<Entry>, _ verdict: ExposureVerdict, over replaced: [ID<Entry>] = [], by author: Int = 1,
        reason: String = "другой год рождения"
    ) -> ID<Entry> {
        let entry: ID<Entry> = Sample.id(office.next)
        office.say(
            .exposure(.decided(exposure: hit, verdict, replaces: replaced, reason: reason)), by: author)
        return entry
    }

    @Test mutating func `a hit opens a task for two, and the decision ends it`() throws {
        let hit = find()
        #expect(office.refusal == nil)
        let task = try #require(office.identity.task(hit))
        #expect(task.template == .exposureHit && task.isOpen && task.due == 50_000)
        #expect(task.owner == Sample.id(1) && task.deputy == Sample.id(2))
        #expect(office.identity.exposure(hit)?.isOpen == true && office.identity.exposure(hit)?.verdict == nil)
        decide(hit, .notSame, by: 2)
        #expect(office.refusal == nil)
        #expect(office.identity.exposure(hit)?.verdict == .notSame)
        #expect(office.identity.task(hit)?.ending == .done(outcome: "другой год рождения"))
        #expect(office.identity.task(hit)?.endedBy == Sample.id(2))
    }

    @Test mutating func `a decision is reversed by a later one, and all of them stay with their authors`() throws {
        let hit = find()
        let first = decide(hit, .notSame, by: 2)
        let second = decide(hit, .same, over: [first], by: 3, reason: "дата совпала")
        let record = try #require(office.identity.exposure(hit))
        #expect(office.refusal == nil && record.verdict == .same && !record.isContested)
        #expect(record.decisions.all.map(\.author) == [Sample.id(2), Sample.id(3)])
        #expect(record.decisions.all.map(\.entry) == [first, second])
        #expect(record.decisions.past.map(\.note) == ["другой год рождения"])
    }

    @Test mutating func `two who decided differently stand side by side and call everybody`() throws {
        let hit = find()
        let one = decide(hit, .same, by: 2)
        let other = decide(hit, .notSame, by: 3)
        #expect(office.identity.exposure(hit)?.isContested == true && office.identity.exposure(hit)?.verdict == nil)
        func pending() -> [Pending] { Today(office.ledger.state, for: Sample.id(4), at: 10).items.map(\.pending) }
        #expect(pending() == [.exposureContested(hit)])
        decide(hit, .cannotTell, over: [one, other])
        #expect(office.identity.exposure(hit)?.verdict == .cannotTell && pending().isEmpty)
    }

    @Test mutating func `the same hit is known again, on a newer list too`() {
        let hit = find()
        decide(hit, .notSame)
        var newer = ExposureSamples.row(line: 990)
        newer.date = Sample.day(2026, 11, 1)
        newer.birthDate = ""
        find(ExposureSamples.found(.list(newer)), by: 2)
        #expect(office.refusal == .duplicateExposure && office.refusal?.isOrdinary == true)
        #expect(office.identity.exposures.count == 1 && office.identity.tasks.count == 1)
        #expect(office.identity.exposure(like: .list(newer))?.verdict == .notSame)
        find(ExposureSamples.found(.list(ExposureSamples.row(list: "Санкции"))))
        find(ExposureSamples.found(.list(ExposureSamples.row("NK-8"))))
        find(ExposureSamples.found(.list(ExposureSamples.row(""))))
        #expect(office.refusal == nil && office.identity.exposures.count == 4, "another list or row is another hit")
    }

    @Test mutating func `a list's number that stands for another name or birth date is another hit`() {
        decide(find(), .notSame)
        var other = ExposureSamples.row()
        other.name = "Rjabinin, P."
        find(ExposureSamples.found(.list(other)))
        #expect(office.refusal == nil && office.identity.exposures.last?.isOpen == true)
        var born = ExposureSamples.row()
        born.birthDate = "1974-05-05"
        find(ExposureSamples.found(.list(born)))
        #expect(office.refusal == nil && office.identity.exposures.count == 3)
        find(ExposureSamples.found(.list(born)), by: 2)
        #expect(office.refusal == .duplicateExposure)
    }

    @Test mutating func `in a list without identifiers a row is its name and birth date`() {
        find(ExposureSamples.found(.list(ExposureSamples.row("", line: 1))))
        find(ExposureSamples.found(.list(ExposureSamples.row("", line: 2))))
        #expect(office.refusal == .duplicateExposure)
        var other = ExposureSamples.row("", line: 2)
        other.birthDate = "1970"
        find(ExposureSamples.found(.list(other)))
        #expect(office.refusal == nil)
    }

    @Test mutating func `a text is its words, whatever it is called`() {
        find(ExposureSamples.found(.text(ExposureSamples.mention())))
        var renamed = ExposureSamples.mention()
        renamed.title = "Другое название"
        find(ExposureSamples.found(.text(renamed)))
        #expect(office.refusal == .duplicateExposure)
        find(ExposureSamples.found(.text(ExposureSamples.mention(5))))
        #expect(office.refusal == nil)
    }

    static let refusals: [(ExposureEvent, Refusal)] = [
        (.found(ExposureSamples.found(own: " ")), .textMissing),
        (.found(ExposureSamples.found(theirs: [])), .textMissing),
        (.found(ExposureSamples.found(theirs: [" "])), .textMissing),
        (.found(ExposureSamples.found(.list(ExposureSamples.row(list: "")))), .textMissing),
        (.found(ExposureSamples.found(owner: 1, deputy: 1)), .ownerAndDeputyAreOne),
        (.found(ExposureSamples.found(owner: 1, deputy: 77)), .unknownMember),
        (.decided(exposure: Sample.id(999), .same, replaces: [], reason: "x"), .unknownEntry),
    ]

    @Test(arguments: refusals)
    mutating func `what does not fit is refused`(event: ExposureEvent, refusal: Refusal) {
        let before = office.identity
        office.say(.exposure(event))
        #expect(office.refusal == refusal && office.identity == before)
    }

    @Test mutating func `a decision has a reason, and replaces only what was decided`() {
        let hit = find()
        decide(hit, .same, reason: " ")
        #expect(office.refusal == .reasonMissing)
        decide(hit, .same, over: [Sample.id(999)])
        #expect(office.refusal == .unknownVersion && office.identity.task(hit)?.isOpen == true)
    }

    @Test mutating func `a hit's task is passed on and put off, and ends by no other way than a decision`() {
        let hit = find()
        office.say(.task(.done(task: hit, outcome: "looked")))
        #expect(office.refusal == .decisionNeeded)
        office.say(.task(.dropped(task: hit, reason: "no time")))
        #expect(office.refusal == .decisionNeeded)
        office.say(.task(.assigned(task: hit, owner: Sample.id(3), deputy: Sample.id(1))))
        office.say(.task(.postponed(task: hit, due: 70_000, reason: "asked for the document")))
        #expect(office.refusal == nil && office.identity.task(hit)?.owner == Sample.id(3))
        #expect(office.identity.task(hit)?.due == 70_000)
        let items = Today(office.ledger.state, for: Sample.id(3), at: 80_000).items
        #expect(items.map(\.pending) == [.task(hit)] && items.first?.standing == .overdue)
        #expect(Workload(office.ledger.state, at: 0).loads.first { $0.member == Sample.id(3) }?.openTasks == 1)
    }

    @Test func `who holds the names alone looks alone`() {
        var office = Office(opening: .identity)
        office.say(.exposure(.found(ExposureSamples.found(owner: 1, deputy: 1))))
        #expect(office.refusal == nil && office.identity.tasks.count == 1)
        office.grant(to: 2)
        office.say(.exposure(.found(ExposureSamples.found(.text(ExposureSamples.mention()), owner: 1, deputy: 1))))
        #expect(office.refusal == .ownerAndDeputyAreOne)
        office.say(.exposure(.found(ExposureSamples.found(.text(ExposureSamples.mention()), owner: 1, deputy: 3))))
        #expect(office.refusal == .notAHolder)
    }

    @Test(arguments: CompartmentKind.allCases.filter { $0 != .identity })
    func `it stands beside the names and nowhere else`(kind: CompartmentKind) {
        var office = Office.shared(kind)
        office.say(.exposure(.found(ExposureSamples.found())))
        #expect(office.refusal == .wrongCompartment)
    }

    @Test mutating func `persons are those of open cases whose names the member holds`() {
        #expect(office.ledger.state.protectedPersons(for: Sample.id(1)).isEmpty)
        #expect(office.ledger.state.namelessPersonCount(for: Sample.id(1)) == 1)
        office.say(
            .identity(.recorded(Sample.id(60), IdentitySamples.name, source: .selfStated, replaces: [], note: "")))
        let people = office.ledger.state.protectedPersons(for: Sample.id(1))
        #expect(people.map(\.compartment) == [Office.team] && people.first?.names.map(\.family) == ["Рябинин"])
        #expect(office.ledger.state.namelessPersonCount(for: Sample.id(1)) == 0)
        office.say(.access(.ended(member: Sample.id(3), reason: "handed over")))
        #expect(office.ledger.state.protectedPersons(for: Sample.id(3)).isEmpty)
        #expect(office.ledger.state.namelessPersonCount(for: Sample.id(3)) == 0)
        #expect(office.ledger.state.protectedPersons(for: Sample.id(2)).count == 1)
    }

    @Test func `the language of an explanation is the reader's where there is one`() {
        let found = ExposureSamples.found()
        #expect(found.explanation(in: "ru") == "фамилия совпадает" && found.explanation(in: "de") == "same surname")
    }
}
