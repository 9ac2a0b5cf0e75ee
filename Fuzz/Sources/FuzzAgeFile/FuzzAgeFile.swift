// SPDX-License-Identifier: AGPL-3.0-or-later
import Age

/// A hostile file, against one identity of each kind that the fuzzer has no public key of.
/// The first byte says in what pieces the rest arrives, which must not change the outcome. And a genuine file with bytes
/// exchanged, three bytes of input for each, so that what lies behind the header's MAC is reached too: nothing comes out of it
/// that was not sealed.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzAgeFile(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = Array(UnsafeBufferPointer(start: bytes, count: count))
    guard let first = input.first else { return 0 }
    let file = Array(input.dropFirst())
    let identities = fuzzIdentities
    let whole = outcome(of: file, pieceByteCount: max(1, file.count), identities: identities)
    let pieces = outcome(of: file, pieceByteCount: Int(first) + 1, identities: identities)
    precondition(whole == pieces, "the pieces in which a file arrives changed the outcome")
    var changed = genuine
    for edit in stride(from: 0, to: file.count - 2, by: 3) {
        changed[(Int(file[edit]) << 8 | Int(file[edit + 1])) % changed.count] = file[edit + 2]
    }
    let opened = try? AgeFile.open(changed, with: identities)
    precondition(opened == nil || opened == content, "what was sealed, and nothing else")
    precondition(opened != nil || changed != genuine, "what was sealed opens")
    return 0
}

private let content = [UInt8](repeating: 7, count: 100)

private let genuine: [UInt8] = {
    guard case .x25519(let identity)? = fuzzIdentities.first(where: { if case .x25519 = $0 { true } else { false } }),
        let file = try? AgeFile.seal(content, to: [.x25519(identity.recipient)])
    else { preconditionFailure("a fixed key seals") }
    return file
}()

private let fuzzIdentities: [Identity] = {
    let seed = [UInt8](repeating: 1, count: 32)
    guard let hybrid = try? HybridIdentity(seed: seed), let classic = try? X25519Identity(secret: seed),
        let passphrase = try? PassphraseIdentity("p", maximumWorkFactor: 2)
    else { preconditionFailure("fixed keys are valid") }
    return [.hybrid(hybrid), .x25519(classic), .passphrase(passphrase)]
}()

private func outcome(of file: [UInt8], pieceByteCount: Int, identities: [Identity]) -> AgeError? {
    var decryptor = Decryptor(identities: identities)
    do throws(AgeError) {
        for start in stride(from: 0, to: file.count, by: pieceByteCount) {
            _ = try decryptor.update(file[start..<min(start + pieceByteCount, file.count)])
        }
        _ = try decryptor.finish()
        return nil
    } catch { return error }
}
