// SPDX-License-Identifier: AGPL-3.0-or-later
import Multipart

/// A body as a browser would write it, and what should come out.
struct FormBody {
    struct Part: Equatable {
        var header: String
        var content: [UInt8]
    }

    static let boundary = "----WebKitFormBoundary7MA4YWxkTrZu0gW"
    static let contentType = "multipart/form-data; boundary=\(boundary)"

    static func bytes(_ parts: [Part], boundary: String = boundary, preamble: String = "", epilogue: String = "\r\n")
        -> [UInt8]
    {
        var bytes = Array(preamble.utf8)
        for part in parts {
            bytes += Array("--\(boundary)\r\n\(part.header)\r\n\r\n".utf8) + part.content + Array("\r\n".utf8)
        }
        return bytes + Array("--\(boundary)--\(epilogue)".utf8)
    }

    /// Three fields as browsers send them: text, a file full of near misses of the boundary, and no file chosen.
    static let sample: [Part] = [
        Part(header: "Content-Disposition: form-data; name=\"body\"", content: Array("Помогите\r\n\r\nнам".utf8)),
        Part(
            header: "Content-Disposition: form-data; name=\"file\"; filename=\"фото.jpg\"\r\nContent-Type: image/jpeg",
            content: Array("\r\n\r\r\n-\r\n--\r\n--\(boundary.dropLast())\r\r\n--x\r".utf8) + [0, 255, 13, 10, 45, 13]),
        Part(
            header: "Content-Disposition: form-data; name=\"none\"; filename=\"\"\r\n"
                + "Content-Type: application/octet-stream", content: []),
    ]
}

/// What came out of a body: parts put together again, so that only cuts are forgotten.
struct ReadForm: Equatable {
    struct Part: Equatable {
        var name: String
        var fileName: String?
        var mediaType: String?
        var content: [UInt8] = []
        var isEnded = false
    }

    var parts: [Part] = []
    var isFinished = false

    /// Feeds `chunks` one after the other.
    init(
        _ chunks: [[UInt8]], contentType: String = FormBody.contentType, limits: MultipartLimits = MultipartLimits()
    ) throws(MultipartError) {
        var parser = try MultipartParser(contentType: contentType, limits: limits)
        for chunk in chunks {
            for event in try parser.feed(chunk) { take(event) }
        }
        try parser.finish()
    }

    private mutating func take(_ event: MultipartPart) {
        switch event {
        case .begin(let name, let fileName, let mediaType):
            parts.append(Part(name: name, fileName: fileName, mediaType: mediaType))
        case .bytes(let bytes): parts[parts.count - 1].content += bytes
        case .end: parts[parts.count - 1].isEnded = true
        case .finished: isFinished = true
        }
    }
}

/// Random numbers that a seed repeats (SplitMix64).
struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}
