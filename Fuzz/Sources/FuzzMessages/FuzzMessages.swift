// SPDX-License-Identifier: AGPL-3.0-or-later
@_spi(Fuzzing) import Correspondence

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzMessages(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = Array(UnsafeBufferPointer(start: bytes, count: count))
    guard let secret = ConversationSecret([UInt8](repeating: 1, count: 32)),
        let organisation = OrganisationFingerprint([UInt8](repeating: 2, count: 32))
    else { return 0 }
    let link = OrganisationLink(fingerprint: organisation, cardSecret: secret.bytes)
    if case .followUp(let message) = try? OpenedEnvelope(content: input) {
        if let answer = message.unverifiedAnswer {
            let again = OfferAnswer(
                id: answer.id, choice: answer.choice, language: answer.language, ownWords: answer.ownWords,
                neverTo: answer.neverTo)
            precondition(again.neverTo == answer.neverTo, "names that were read are written as they were")
        }
        _ = try? message.verified(with: secret)
    }
    if let letter = try? Letter(content: input) { _ = try? letter.opened(with: []) }
    _ = try? Reply(content: input, number: 1, secret: secret, voices: [])
    _ = try? OrganisationCard(content: input, version: 1, link: link, now: 0)
    if let charter = Charter(encoded: input) {
        precondition(charter.encoded == input, "a charter has one encoding")
        precondition(!charter.isGenuine(for: organisation), "nobody forges a charter")
    }
    return 0
}
