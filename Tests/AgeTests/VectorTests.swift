// SPDX-License-Identifier: AGPL-3.0-or-later
import Age
import Crypto
import Foundation
import Testing

/// One file of Tests/Vectors/age: a text header, an empty line, and an age file. generate.py beside them says more.
struct AgeVector: Sendable, CustomTestStringConvertible {
    let name: String
    let expected: AgeError.Place?
    let reason: String
    let identities: [Identity]
    let plaintextHash: String
    let isArmored: Bool
    let file: [UInt8]

    var testDescription: String { "\(name): \(reason)" }

    init(contentsOf url: URL) throws {
        let content = [UInt8](try Data(contentsOf: url))
        let end = try #require(content.indices.first { content[$0...].starts(with: "\n\n".utf8) })
        var fields: [String: String] = [:]
        var identities: [Identity] = []
        for line in String(decoding: content[..<end], as: UTF8.self).split(separator: "\n") {
            let parts = line.split(separator: ": ", maxSplits: 1).map(String.init)
            switch try #require(parts.first) {
            case "identity": identities.append(try Identity(parsing: parts[1]))
            case "passphrase": identities.append(.passphrase(try PassphraseIdentity(parts[1])))
            default: fields[parts[0]] = parts[1]
            }
        }
        name = url.deletingPathExtension().lastPathComponent
        let expect = try #require(fields["expect"])
        let place = AgeError.Place.allCases.first { "\($0)" == expect }
        try #require(place != nil || expect == "success")
        expected = place
        reason = try #require(fields["reason"])
        plaintextHash = try #require(fields["plaintext"])
        isArmored = fields["armored"] == "yes"
        self.identities = identities
        file = Array(content[(end + 2)...])
    }

    static let all: [AgeVector] = {
        let folder = Vectors.age("")
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path())) ?? []
        return names.filter { $0.hasSuffix(".vector") }.sorted().compactMap { name in
            try? AgeVector(contentsOf: folder.appending(component: name))
        }
    }()

    /// Reads the file in pieces, and returns what was released and how it ended.
    func open(pieceByteCount: Int) -> (plaintext: [UInt8], failure: AgeError?) {
        var armor = ArmorReader()
        var decryptor = Decryptor(identities: identities)
        var plaintext: [UInt8] = []
        do throws(AgeError) {
            var start = 0
            while start < file.count {
                let piece = file[start..<min(start + pieceByteCount, file.count)]
                plaintext += try decryptor.update(isArmored ? armor.update(piece) : Array(piece))
                start += pieceByteCount
            }
            if isArmored { plaintext += try decryptor.update(armor.finish()) }
            plaintext += try decryptor.finish()
        } catch { return (plaintext, error) }
        return (plaintext, nil)
    }
}

@Suite struct `Vectors of an independent implementation` {
    @Test func `are all there and cover every place`() {
        #expect(AgeVector.all.count == 142)
        let places = Set(AgeVector.all.map(\.expected))
        #expect(places == [nil, .header, .mac, .identities, .payload, .armor])
    }

    @Test(arguments: AgeVector.all) func `end as they say, and release no more than they say`(vector: AgeVector) {
        for pieceByteCount in [1 << 20, 65_536, 1000, vector.file.count < 10_000 ? 1 : 7001] {
            let (plaintext, failure) = vector.open(pieceByteCount: pieceByteCount)
            #expect(failure?.place == vector.expected, "\(String(describing: failure))")
            let hash = SHA256.hash(data: plaintext).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }
            #expect(hash.joined() == vector.plaintextHash)
        }
    }

    @Test(arguments: AgeVector.all.filter { !$0.isArmored })
    func `are read alike by seeking`(vector: AgeVector) throws {
        var failure: AgeError?
        do throws(SeekError<Never>) {
            var decryptor = try SeekableDecryptor<Never>(
                sealedByteCount: UInt64(vector.file.count), identities: vector.identities
            ) { offset, count in
                Array(vector.file.dropFirst(Int(offset)).prefix(count))
            }
            _ = try decryptor.read(at: 0, count: Int.max)
        } catch {
            guard case .age(let reason) = error else { return }
            failure = reason
        }
        #expect(failure?.place == vector.expected, "\(String(describing: failure))")
    }

    @Test(arguments: AgeVector.all.filter { $0.expected == nil })
    func `open whole when they are sound, and not with one bit changed`(vector: AgeVector) {
        var generator = SplitMix64(state: 20_261_123)
        for _ in 0..<20 {
            var file = vector.file
            let position = Int.random(in: 0..<file.count, using: &generator)
            file[position] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
            let opened = try? AgeFile.open(
                vector.isArmored ? Armor.decode(file) : file, with: vector.identities)
            // White space around armor may change without harm.
            let isHarmless = vector.isArmored && (try? Armor.decode(file)) == (try? Armor.decode(vector.file))
            #expect(opened == nil || isHarmless, "bit changed at \(position)")
        }
    }
}

/// A generator whose seed is printed with a failure.
struct SplitMix64: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ z >> 30) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ z >> 27) &* 0x94d0_49bb_1331_11eb
        return z ^ z >> 31
    }
}
