// SPDX-License-Identifier: AGPL-3.0-or-later
import Correspondence
import Foundation

/// Reads an attestation, checks whose word it is, and says it.
struct AttestationCheck {
    let file: String

    /// The lines for the reader. `second`: seconds since 1970.
    func run(_ organisation: OrganisationFingerprint, at second: UInt64) throws(VerifyFailure) -> VerifyFinding {
        // Twice what the organisation signs at most: a line may have grown by one byte on the way.
        let bytes = try SmallFile.read(file, atMost: 2 * VouchedText.maximumByteCount)
        let text: String
        do throws(VouchedTextError) {
            let vouched = try VouchedText(received: bytes, for: .attestation, of: organisation, at: second)
            text = String(decoding: vouched.text, as: UTF8.self)
        } catch {
            throw VerifyFailure(error)
        }
        guard let day = Self.lastDay(text) else { throw .unreadable("It does not say until when it is valid.") }
        let today = Date(timeIntervalSince1970: TimeInterval(second)).formatted(.iso8601.year().month().day())
        guard today <= day else { throw .outOfDate("It was valid until \(day). Ask the organisation for a new one.") }
        return VerifyFinding(["Genuine.", "", text.trimmingCharacters(in: .newlines)], in: text)
    }

    /// `Valid-Until: 2027-01-31`, which sorts as it reads.
    static func lastDay(_ text: String) -> String? {
        let label = "Valid-Until: "
        let lines = text.split(separator: "\n").filter { $0.hasPrefix(label) }
        guard lines.count == 1, let day = lines.first?.dropFirst(label.count),
            day.wholeMatch(of: /[0-9]{4}-[0-9]{2}-[0-9]{2}/) != nil
        else { return nil }
        return String(day)
    }
}

/// Files that fit into memory because their format bounds them.
enum SmallFile {
    static func read(_ path: String, atMost byteCount: Int = VouchedText.maximumByteCount) throws(VerifyFailure)
        -> [UInt8]
    {
        do {
            let handle = try FileHandle(forReadingFrom: URL(filePath: path))
            defer { try? handle.close() }
            let data = try handle.read(upToCount: byteCount + 1) ?? Data()
            guard data.count <= byteCount else { throw VerifyFailure.unreadable("\(path) is too large.") }
            return Array(data)
        } catch let failure as VerifyFailure {
            throw failure
        } catch {
            throw .unreadable("\(path) cannot be read.")
        }
    }
}
