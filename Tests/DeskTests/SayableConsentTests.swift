// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Correspondence
import Testing

@testable import Desk

/// What the portal tells of an answer that it has no words for (docs/decisions/0093).
struct SayableConsentTests {
    private static let until = Day(at: 21_000 * 86_400)
    private static let plain = ConsentTerms(
        classes: [.statement], items: [], purpose: .protectionServices, recipient: .named("Адвокат", .lawyer),
        identifiability: .explicitlyPersonal, actions: .red, territory: [], conditions: [.untilFamilyOut],
        excludedRecipients: ["Сосед"], excludedFacts: [])

    private func told(_ standing: ToldConsent.Standing, _ edit: (inout ConsentTerms) -> Void) -> ToldConsent {
        var terms = Self.plain
        edit(&terms)
        return ToldConsent(PagesWork.id(7), standing, terms, until: Self.until)
    }

    @Test func `a yes that the portal has no words for is told in wider ones`() throws {
        let item = ConsentItem(entry: PagesWork.id(9), itemClass: .identityFacts)
        let edits: [(inout ConsentTerms) -> Void] = [
            { $0.territory = [CountryCode("DEU")].compactMap(\.self) }, { $0.conditions += [.until(Self.until)] },
            { $0.conditions += [.permanent] }, { $0.items = [item] },
        ]
        for edit in edits {
            for standing in [ToldConsent.Standing.inForce, .refused, .answered, .toTalkOver] {
                let narrow = told(standing, edit)
                #expect(ConsentOffer(narrow) == nil)
                let wide = try #require(narrow.sayable(asked: Self.plain))
                #expect(ConsentOffer(wide) != nil && wide.standing == standing && wide.until == Self.until)
                #expect(Self.plain.isWithin(wide.terms), "more than they allowed, and never less")
                #expect(wide.terms.excludedRecipients == ["Сосед"] && wide.terms.conditions == [.untilFamilyOut])
            }
        }
        #expect(
            told(.inForce) { $0.items = [item] }.sayable(asked: Self.plain)?.terms.classes == [
                .statement, .identityFacts,
            ])
        for level in Identifiability.allCases {
            let wide = try #require(told(.inForce) { $0.identifiability = level }.sayable(asked: Self.plain))
            #expect(wide.terms.identifiability.rawValue <= level.rawValue && ConsentOffer(wide) != nil)
        }
    }

    @Test func `what it has words for is told as it is, and a question only so`() {
        let plain = told(.inForce) { _ in }
        #expect(plain.sayable(asked: Self.plain) == plain)
        #expect(told(.asked) { _ in }.sayable(asked: Self.plain) != nil)
        #expect(told(.asked) { $0.conditions = [.permanent] }.sayable(asked: Self.plain) == nil)
    }

    @Test func `what there is no room for is left out, and the yes is told`() throws {
        let names = (1...9).map { "Имя \($0)" }
        let long = String(repeating: "я", count: 130)
        let edits: [(inout ConsentTerms) -> Void] = [
            { $0.excludedRecipients += names }, { $0.excludedFacts = names }, { $0.excludedFacts = [long] },
            { $0.excludedRecipients += [long] }, { $0.recipient = .named(long, .lawyer) },
            { $0.purpose = .legalProceedings(named: long) },
            {
                $0.conditions = [.permanent]; $0.excludedFacts = names + [long]; $0.excludedRecipients += names
            },
        ]
        for edit in edits {
            for standing in ToldConsent.Standing.allCases {
                let told = told(standing, edit)
                guard standing != .asked else {
                    #expect(told.sayable(asked: Self.plain) == nil, "a question is not cut")
                    continue
                }
                let wide = try #require(told.sayable(asked: Self.plain))
                #expect(ConsentOffer(wide) != nil && wide.standing == standing && wide.until == Self.until)
                #expect(wide.terms.excludedRecipients.contains("Сосед"), "what was asked stays")
                #expect(wide.terms.isWithin(Self.plain), "an answer that goes by it counts")
            }
        }
        let eight = told(.inForce) { $0.excludedFacts = [long] + names }.sayable(asked: Self.plain)?.terms.excludedFacts
        #expect(eight == Array(names.prefix(8)))
    }
}
