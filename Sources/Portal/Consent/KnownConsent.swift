// SPDX-License-Identifier: AGPL-3.0-or-later
import Bytes
import Correspondence

/// One question about consent, and where it stands as far as the answers that were read say.
struct KnownConsent: Sendable, RedactedPrinting {
    /// How addresses and forms call it: its place among all, from 1. Nothing can be learned from it.
    let number: Int
    var offer: ConsentOffer
    /// The number of the answer that said so.
    var answer: UInt32
    /// The words in which it was explained, and when; empty where that answer is missing.
    var explanation: [String] = []
    var askedHour: UInt32 = 0

    /// How a form names the question that it shows.
    var name: String { Hex.encode(offer.id.bytes) }

    /// Whether a yes would be of no use any more. `hour`: whole hours since 1970.
    func isOver(at hour: UInt32) -> Bool { offer.scope.until <= hour / 24 }
}

extension [KnownConsent] {
    /// Takes in what answers say, whatever order they come in. An answer of a lower number takes nothing back.
    mutating func take(_ replies: [Reply]) {
        for reply in replies.sorted(by: { $0.number < $1.number }) {
            for offer in reply.offers { take(offer, of: reply) }
        }
    }

    private mutating func take(_ offer: ConsentOffer, of reply: Reply) {
        let known = firstIndex { $0.offer.id == offer.id }
        let index = known ?? endIndex
        if known == nil { append(KnownConsent(number: count + 1, offer: offer, answer: reply.number)) }
        if reply.number >= self[index].answer {
            self[index].offer = offer
            self[index].answer = reply.number
        }
        if offer.standing == .asked {
            self[index].explanation = reply.body.split(whereSeparator: \.isNewline).map(String.init)
            self[index].askedHour = reply.sentHour
        }
    }
}
