// SPDX-License-Identifier: AGPL-3.0-or-later
import Multipart
import Testing

struct MultipartParserTests {
    private func check(_ form: ReadForm) {
        #expect(form.isFinished)
        #expect(form.parts.map(\.name) == ["body", "file", "none"])
        #expect(form.parts.map(\.fileName) == [nil, "фото.jpg", ""])
        #expect(form.parts.map(\.mediaType) == [nil, "image/jpeg", "application/octet-stream"])
        #expect(form.parts.map(\.content) == FormBody.sample.map(\.content))
        #expect(form.parts.filter(\.isEnded).count == 3)
    }

    @Test func `a browser's form comes apart`() throws {
        check(try ReadForm([FormBody.bytes(FormBody.sample)]))
    }

    @Test func `every way of cutting a body in two gives the same parts`() throws {
        let body = FormBody.bytes(FormBody.sample)
        let whole = try ReadForm([body])
        for cut in 0...body.count {
            let form = try ReadForm([Array(body[..<cut]), Array(body[cut...])])
            #expect(form == whole, "cut at \(cut)")
        }
    }

    @Test(arguments: 1...40) func `chunks of any size give the same parts`(size: Int) throws {
        let body = FormBody.bytes(FormBody.sample)
        check(
            try ReadForm(stride(from: 0, to: body.count, by: size).map { Array(body[$0..<min($0 + size, body.count)]) })
        )
    }

    @Test func `random content in random chunks comes back whole`() throws {
        let seed: UInt64 = 2046
        var random = Seeded(state: seed)
        let alphabet: [UInt8] = [13, 10, 45, 97, 98]
        for _ in 0..<150 {
            let parts = (0..<Int.random(in: 0...4, using: &random)).map { index in
                let count = Int.random(in: 0...300, using: &random)
                let content = (0..<count).map { _ in alphabet.randomElement(using: &random) ?? 0 }
                return FormBody.Part(header: "Content-Disposition: form-data; name=\(index)", content: content)
            }
            let boundary = "abxx"
            let body = FormBody.bytes(parts, boundary: boundary)
            var chunks: [[UInt8]] = []
            var start = 0
            while start < body.count {
                let end = min(body.count, start + Int.random(in: 0...50, using: &random))
                chunks.append(Array(body[start..<end]))
                start = end
            }
            let form = try ReadForm(chunks, contentType: "multipart/form-data; boundary=\(boundary)")
            #expect(form.parts.map(\.content) == parts.map(\.content), "seed \(seed)")
            #expect(form.isFinished)
        }
    }

    @Test func `content without a line end is handed on whole and at once`() throws {
        var parser = try MultipartParser(contentType: FormBody.contentType)
        let body = FormBody.bytes([FormBody.sample[0]])
        _ = try parser.feed(body.prefix(100))
        let chunk = [UInt8](repeating: 120, count: 100_000)
        let handedOn = try parser.feed(chunk)
        #expect(handedOn == [.bytes(chunk)])
    }

    @Test func `no more than the boundary is held back`() throws {
        var parser = try MultipartParser(contentType: FormBody.contentType)
        let head = Array("--\(FormBody.boundary)\r\nContent-Disposition: form-data; name=a\r\n\r\n".utf8)
        let first = try parser.feed(head)
        #expect(first == [.begin(name: "a", fileName: nil, mediaType: nil)])
        let nearly = Array("\r\n--\(FormBody.boundary.dropLast())".utf8)
        let held = try parser.feed(nearly)
        #expect(held.isEmpty)
        let released = try parser.feed([0])
        #expect(released == [.bytes(nearly), .bytes([0])])
    }

    @Test func `an empty form, a preamble and an epilogue are taken`() throws {
        #expect(try ReadForm([FormBody.bytes([])]).isFinished)
        let form = try ReadForm([FormBody.bytes([FormBody.sample[0]], preamble: "hello\r\n", epilogue: "\r\nbye")])
        #expect(form.parts.count == 1)
        #expect(try ReadForm([FormBody.bytes(FormBody.sample, epilogue: "")]).isFinished)
    }

    @Test func `mutilated bodies never crash the parser, and chunks never change what it says`() {
        let seed: UInt64 = 7578
        var random = Seeded(state: seed)
        let body = FormBody.bytes(FormBody.sample)
        for _ in 0..<600 {
            var mutant = body
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                if mutant.isEmpty { break }
                let place = Int.random(in: 0..<mutant.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: mutant[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
                case 1: mutant.remove(at: place)
                case 2: mutant.insert([13, 10, 34, 92, 59].randomElement(using: &random) ?? 0, at: place)
                default: mutant.removeSubrange(place...)
                }
            }
            let cut = Int.random(in: 0...mutant.count, using: &random)
            let whole = Result { () throws(MultipartError) in try ReadForm([mutant]) }
            let halves = Result { () throws(MultipartError) in
                try ReadForm([Array(mutant[..<cut]), Array(mutant[cut...])])
            }
            switch (whole, halves) {
            case (.success(let one), .success(let other)): #expect(one == other, "seed \(seed)")
            case (.failure(let one), .failure(let other)): #expect(one == other, "seed \(seed)")
            case (.success, .failure), (.failure, .success): Issue.record("chunks changed the outcome, seed \(seed)")
            }
        }
    }
}
