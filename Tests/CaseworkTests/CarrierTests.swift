// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

/// Who carries a case, where colleagues gave it away without having seen each other's entries.
struct CarrierTests {
    private var office = CaseOffice.prepared

    private var standing: [Judgement<Carriers>] { office.part?.lifecycle?.carriers.standing ?? [] }

    @discardableResult
    private mutating func assign(_ owner: Int, _ deputy: Int, replacing: [ID<Entry>], by author: Int = 1) -> ID<Entry> {
        office.say(
            .lifecycle(
                .assigned(owner: Sample.id(owner), deputy: Sample.id(deputy), reason: "leave", replaces: replacing)),
            by: author)
    }

    @Test mutating func `assignments that did not see each other stand side by side until a person decides`() throws {
        let first = try #require(standing.first).entry
        let one = assign(2, 3, replacing: [first])
        #expect(office.refusal == nil && standing.map(\.value.owner) == [Sample.id(2)])
        let other = assign(3, 1, replacing: [first], by: 2)
        #expect(standing.map(\.entry) == [one, other])
        #expect(office.part?.lifecycle?.owner == Sample.id(3) && office.part?.lifecycle?.deputy == Sample.id(1))
        #expect(office.part?.lifecycle?.everybodyCarrying == [Sample.id(1), Sample.id(2), Sample.id(3)])
        let decided = assign(2, 1, replacing: [one, other], by: 3)
        #expect(standing.map(\.entry) == [decided] && office.part?.lifecycle?.owner == Sample.id(2))
    }

    @Test mutating func `whoever owns it by one of them approves no plan, and everybody sees what is due`() throws {
        let first = try #require(standing.first).entry
        assign(2, 1, replacing: [first])
        assign(3, 1, replacing: [first])
        let plan = office.say(.plan(.proposed(CaseOffice.draft)))
        for owner in [2, 3] {
            office.say(.plan(.approved(plan: plan)), by: owner)
            #expect(office.refusal == .ownerCannotApprove)
        }
        let record = try #require(office.office.record)
        for member in 1...3 {
            let matters = Matter.matters(of: record, for: Sample.id(member), without: [], on: Day(at: 5_000))
            #expect(!matters.isEmpty, "\(member)")
        }
    }

    @Test mutating func `it is on the day of everybody who carries it by one of them, and among their cases`() throws {
        let first = try #require(standing.first).entry
        let day = { (office: CaseOffice, member: Int) in
            Today(office.office.ledger.state, for: Sample.id(member), at: office.now).items(.new).map(\.pending)
        }
        assign(2, 1, replacing: [first])
        #expect(!day(office, 1).contains(.carriersTwice))
        assign(3, 1, replacing: [first])
        for member in 1...3 { #expect(day(office, member).contains(.carriersTwice), "\(member)") }
        let summary = CaseSummary(try #require(office.office.record))
        #expect(summary.standing?.carriers == [Sample.id(1), Sample.id(2), Sample.id(3)])
        #expect(summary.standing?.owners == [Sample.id(2), Sample.id(3)])
    }

    @Test mutating func `what names nothing stands beside all before it, and unknown entries are refused`() throws {
        let first = try #require(standing.first).entry
        assign(2, 1, replacing: [first])
        assign(2, 3, replacing: [])
        #expect(standing.count == 2)
        assign(3, 1, replacing: [Sample.id(9_999)])
        #expect(office.refusal == .unknownVersion && standing.count == 2)
    }
}
