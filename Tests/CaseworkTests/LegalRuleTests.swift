// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

/// The table itself.
struct LegalRuleTests {
    @Test func `every row has an id of its own, a citation, and days that make sense`() {
        #expect(Set(LegalRules.table.map(\.id)).count == LegalRules.table.count && LegalRules.table.count > 20)
        for rule in LegalRules.table {
            #expect(rule.citation.contains { $0.isNumber } && !rule.checkedBy.isEmpty, "\(rule.id)")
            #expect(rule.checkedOn < rule.reviewBy && rule.validFrom > Sample.day(1990, 1, 1), "\(rule.id)")
            #expect(rule.validTo.map { rule.validFrom < $0 } ?? true, "\(rule.id)")
            for other in rule.replaces { #expect(LegalRules.rule(other)?.track == rule.track, "\(rule.id)") }
            let stages =
                rule.metBy + rule.onlyAfter + rule.endedBy + rule.governedBy
                + [rule.procedure, rule.laterThan].compactMap(\.self)
            #expect(Set(stages).isSubset(of: rule.track.stages) && !rule.metBy.isEmpty, "\(rule.id)")
            switch rule.start {
            case .stage(let stage): #expect(rule.track.stages.contains(stage), "\(rule.id)")
            case .lastOf(let starts): #expect(Set(starts).isSubset(of: rule.track.stages), "\(rule.id)")
            case .mark, .firstMark, .notice, .detention: #expect(!rule.onlyAfter.isEmpty, "\(rule.id)")
            }
        }
    }

    /// The model's [M]: nobody has read these in the primary text.
    @Test(arguments: [
        "eu.register", "eu.examine", "eu.examine.border", "us.appeal", "us.petition", "interpol.revision",
        "unhcr.appeal",
        "eu.appeal", "eu.appeal.ordinary", "eu.appeal.transfer", "eu.transfer.detained", "eu.reply.dublin",
    ])
    func `what nobody has read in the primary text is amber from the first day`(id: String) throws {
        let rule = try #require(LegalRules.rule(id))
        #expect(rule.standing == .needsPrimaryText && rule.isAmber(on: rule.checkedOn))
    }

    @Test func `every row turns amber when its day to look again has passed`() {
        for rule in LegalRules.table { #expect(rule.isAmber(on: rule.reviewBy.adding(days: 1)), "\(rule.id)") }
        #expect(LegalRules.table.contains { !$0.isAmber(on: $0.reviewBy) })
    }

    @Test func `counsel's look at the text makes it green, for half a year`() throws {
        var bench = LegalBench()
        bench.reach(.made, on: Sample.day(2026, 9, 1))
        let doubts = { (day: Day) in ClockTests.clock("eu.register", of: bench, on: day)?.doubts }
        let read = Sample.day(2026, 9, 2)
        bench.say(.holidaysEntered(LegalBench.id, [], source: "none in September"))
        #expect(doubts(read) == [.needsPrimaryText])
        bench.say(.ruleChecked(LegalBench.id, rule: "eu.register", on: read, .confirmed, note: "OJ read"))
        #expect(ClockTests.clock("eu.register", of: bench, on: read)?.doubts == [])
        #expect(ClockTests.clock("eu.register", of: bench, on: Sample.day(2027, 3, 3))?.doubts == [.stale])
        bench.say(.ruleChecked(LegalBench.id, rule: "eu.register", on: read, .differs, note: "six days here"))
        #expect(ClockTests.clock("eu.register", of: bench, on: read)?.doubts == [.counselDiffers])
    }

    /// For one kind of event on one day a track has one law: rows that follow each other neither overlap nor leave a gap.
    @Test(arguments: [
        ("eu.take-charge.dublin", "eu.take-charge"), ("us.appeal.before-2026", "us.appeal"),
        ("eu.transfer.dublin", "eu.transfer"), ("eu.examine.directive", "eu.examine"),
        ("eu.transfer.dublin.after-appeal", "eu.transfer.after-appeal"), ("eu.reply.dublin", "eu.reply"),
    ])
    func `a new law begins where the old one ends`(old: String, new: String) throws {
        let before = try #require(LegalRules.rule(old)), after = try #require(LegalRules.rule(new))
        #expect(before.validTo?.adding(days: 1) == after.validFrom)
    }
}
