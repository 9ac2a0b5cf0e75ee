// SPDX-License-Identifier: AGPL-3.0-or-later
import Multipart
import PortalForms

/// Arbitrary bytes as a message's form, cut into pieces of the first byte's size: what is read must not depend on them, text
/// is bounded, and a file's bytes come between its beginning and its end.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzMessageForm(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = Array(UnsafeBufferPointer(start: bytes, count: count))
    guard let first = input.first else { return 0 }
    let body = Array(input.dropFirst())
    let size = Int(first) + 1
    let pieces = stride(from: 0, to: body.count, by: size).map { Array(body[$0..<min($0 + size, body.count)]) }
    let whole = read([body])
    precondition(whole == read(pieces), "pieces change what a form says")
    return 0
}

private struct Form: Equatable {
    var draft = MessageDraft()
    var names: [String] = []
    var bytes: [[UInt8]] = []
}

/// Nil for a form that is refused.
private func read(_ pieces: [[UInt8]]) -> Form? {
    guard var parser = try? MultipartParser(contentType: "multipart/form-data; boundary=b") else { return nil }
    var reader = MessageFormReader(maximumTextCount: 100)
    var form = Form()
    var isInFile = false
    for piece in pieces {
        guard let parts = try? parser.feed(piece) else { return nil }
        for part in parts {
            guard let actions = try? reader.read(part) else { return nil }
            for action in actions {
                switch action {
                case .beginFile(let name, _):
                    precondition(!isInFile && (1...255).contains(name.utf8.count), "a name fits its field")
                    isInFile = true
                    form.names.append(name)
                    form.bytes.append([])
                case .fileBytes(let bytes):
                    precondition(isInFile, "bytes of a file that has begun")
                    form.bytes[form.bytes.count - 1] += bytes
                case .endFile:
                    precondition(isInFile, "a file that has begun ends")
                    isInFile = false
                }
            }
        }
    }
    guard (try? parser.finish()) != nil else { return nil }
    form.draft = reader.draft
    precondition(form.draft.body.utf8.count <= 65_536 && reader.form.utf8.count <= 65_536, "text is bounded")
    return form
}
