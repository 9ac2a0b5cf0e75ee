// SPDX-License-Identifier: AGPL-3.0-or-later
import Multipart

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzMultipart(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = Array(UnsafeBufferPointer(start: bytes, count: count))
    // The first byte says how the rest is cut: the parts must not depend on it.
    guard let first = input.first else { return 0 }
    let body = Array(input.dropFirst())
    let size = Int(first) + 1
    let chunks = stride(from: 0, to: body.count, by: size).map { Array(body[$0..<min($0 + size, body.count)]) }
    precondition(outcome([body]) == outcome(chunks), "chunks change what a body says")

    return 0
}

private struct Outcome: Equatable {
    /// All content in one piece a part, with markers between.
    var contents: [[UInt8]] = []
    var isWhole = false
}

/// What is read, of a refused body what came before.
private func outcome(_ chunks: [[UInt8]]) -> Outcome {
    guard var parser = try? MultipartParser(contentType: "multipart/form-data; boundary=b") else { return Outcome() }
    var contents: [[UInt8]] = []
    for chunk in chunks {
        guard let parts = try? parser.feed(chunk) else { return Outcome(contents: contents) }
        for part in parts {
            switch part {
            case .begin(let name, let fileName, let mediaType):
                contents.append(Array("\(name) \(fileName ?? "") \(mediaType ?? "") ".utf8))
            case .bytes(let bytes): contents[contents.count - 1] += bytes
            case .end: contents[contents.count - 1].append(0)
            case .finished: contents.append([])
            }
        }
    }
    return Outcome(contents: contents, isWhole: (try? parser.finish()) != nil)
}
