// SPDX-License-Identifier: AGPL-3.0-or-later
import Correspondence

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzCodephrase(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = Array(UnsafeBufferPointer(start: bytes, count: count))
    let text = String(decoding: input, as: UTF8.self)
    if let phrase = try? Codephrase(parsing: text) {
        let again = try? Codephrase(parsing: phrase.words.joined(separator: " "), in: phrase.list)
        precondition(again?.words == phrase.words, "an accepted codephrase reads back")
    }
    _ = try? MnemonicCode.entropy(parsing: text, wordCount: 24)
    if let link = OrganisationLink(parsing: text) {
        precondition(OrganisationLink(parsing: link.text) == link, "an accepted link reads back")
    }
    let name = AttachmentName.cleaned(text)
    precondition(AttachmentName.cleaned(name).utf8.elementsEqual(name.utf8), "cleaning twice is cleaning once")
    precondition((1...255).contains(name.utf8.count), "a name fits its field")
    let type = MediaType.cleaned(text)
    precondition(MediaType.cleaned(type) == type && type.utf8.count < 128, "a media type fits its field")
    return 0
}
