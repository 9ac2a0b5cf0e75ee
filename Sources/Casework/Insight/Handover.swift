// SPDX-License-Identifier: AGPL-3.0-or-later

extension PersonRecord {
    /// Whether the person agreed that `organisation` takes the case over: that it gets the summary of the case at least, for its services or to
    /// protect them, as whatever kind of organisation; or two signed that it saves a life. Nothing that they said of that name is a no.
    public func mayBeHandedOver(to organisation: String, on day: Day) -> Bool {
        guard let registered = home.registered else { return false }
        let summary = registered.releaseItems.filter { $0.item.itemClass == .caseSummary }
        return RecipientClass.allCases.contains { kind in
            [ConsentPurpose.partnerService, .protectionServices].contains { purpose in
                let purpose = ReleasePurpose(
                    recipient: .named(organisation, kind), purpose: purpose, actions: .red, territory: nil, met: [])
                let review = ReleaseReview(of: summary, in: self, for: purpose, on: day)
                let isNamed = review.covering.allSatisfy { $0.explanation.recipient.isCalled(organisation) }
                return !summary.isEmpty && review.uncovered.isEmpty && isNamed
                    && !review.objections.contains { $0.isAbout(purpose.recipient) }
            }
        }
    }
}
