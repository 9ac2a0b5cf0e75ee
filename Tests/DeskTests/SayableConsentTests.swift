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
                let wide = try #require(narrow.sayable)
                #expect(ConsentOffer(wide) != nil && wide.standing == standing && wide.until == Self.until)
                #expect(Self.plain.isWithin(wide.terms), "more than they allowed, and never less")
                #expect(wide.terms.excludedRecipients == ["Сосед"] && wide.terms.conditions == [.untilFamilyOut])
            }
        }
        #expect(told(.inForce) { $0.items = [item] }.sayable?.terms.classes == [.statement, .identityFacts])
        for level in Identifiability.allCases {
            let wide = try #require(told(.inForce) { $0.identifiability = level }.sayable)
            #expect(wide.terms.identifiability.rawValue <= level.rawValue && ConsentOffer(wide) != nil)
        }
    }

    @Test func `what it has words for is told as it is, and a question only so`() {
        let plain = told(.inForce) { _ in }
        #expect(plain.sayable == plain)
        #expect(told(.asked) { _ in }.sayable != nil)
        #expect(told(.asked) { $0.conditions = [.permanent] }.sayable == nil)
    }
}
