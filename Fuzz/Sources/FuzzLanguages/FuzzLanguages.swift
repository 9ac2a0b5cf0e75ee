// SPDX-License-Identifier: AGPL-3.0-or-later
import Languages

private let site: Catalogues = Catalogues(
    ["en", "ru", "uk", "pt-BR"].map { tag in
        let json = Array(#"{"_name": "x", "_reviewed": true}"#.utf8)
        guard let catalogue = try? Catalogue(tag: tag, json: json) else { fatalError("a catalogue without texts") }
        return catalogue
    })

/// Arbitrary text as Accept-Language: one of the site's languages comes out, and the same whatever stands behind the
/// thirty-second range.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzLanguages(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let header = String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
    let chosen = site.negotiate(acceptLanguage: header).language
    precondition(site.languages.contains(chosen), "a language of the site")
    let bounded = header.split(separator: ",", maxSplits: 32).prefix(32).joined(separator: ",")
    precondition(site.negotiate(acceptLanguage: bounded).language == chosen, "no more than 32 ranges count")
    _ = site[header]
    return 0
}
