// SPDX-License-Identifier: AGPL-3.0-or-later
import ArgumentParser
import Bytes
import Correspondence
import Foundation

/// `lifeboat verify FILE|FOLDER --organisation FINGERPRINT`
struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check an attestation, or an unpacked bag, that an organisation signed.",
        discussion: """
            For whoever receives something from an organisation that uses Lifeboat. Needs nothing but the file and the \
            organisation's fingerprint, which the organisation gave you on another way: by voice, or on paper.

              lifeboat verify attestation.txt --organisation 'a1b2 ...'
              age -d -i key.txt case.age | tar -x && lifeboat verify heron-17 --organisation 'a1b2 ...'

            Exit status: 0 genuine; 10 no such document, or damaged beyond reading; 11 not the organisation's word: \
            changed, or signed by somebody else; 12 genuine, but no longer valid; 13 genuine, but made in a \
            rehearsal: everything in it is invented; 64 wrong usage.
            """)

    @Argument(help: "An attestation, or the folder of a bag.")
    var path: String

    @Option(help: "The organisation's whole fingerprint: 64 hexadecimal digits; spaces do not matter.")
    var organisation: String

    private var fingerprint: OrganisationFingerprint? {
        let digits = organisation.lowercased().filter { !$0.isWhitespace }
        return Hex.decode(digits).flatMap { OrganisationFingerprint($0) }
    }

    func validate() throws {
        guard fingerprint != nil else {
            throw ValidationError("A fingerprint is 64 hexadecimal digits; this one is not.")
        }
    }

    func run() throws {
        guard let fingerprint else { throw ExitCode.validationFailure }
        let second = UInt64(Date.now.timeIntervalSince1970)
        var isDirectory: ObjCBool = false
        let exists = unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
        guard exists else { throw VerifyFailure.unreadable("There is no \(path).").report() }
        do {
            let finding =
                isDirectory.boolValue
                ? try BagCheck(folder: path).run(fingerprint, at: second)
                : try AttestationCheck(file: path).run(fingerprint, at: second)
            for line in finding.lines { print(line) }
            // A program that asks for nothing but 0 takes no invented person for a real one.
            if finding.isRehearsal { throw VerifyFinding.rehearsal }
        } catch let code as ExitCode {
            throw code
        } catch let error as VerifyFailure {
            throw error.report()
        }
    }
}

/// What was found to be the organisation's word.
struct VerifyFinding {
    static let rehearsal = ExitCode(13)

    private let found: [String]
    /// Whether it was made where everything is invented.
    let isRehearsal: Bool

    /// - Parameters:
    ///   - found: for the reader.
    ///   - text: what was signed, in which a line says whether it is invented.
    init(_ found: [String], in text: String) {
        self.found = found
        isRehearsal = text.split(whereSeparator: \.isNewline).contains("Rehearsal: yes")
    }

    var lines: [String] {
        isRehearsal
            ? [
                "FICTIONAL. It was made in a rehearsal, in which everything is invented. It is about no real person.",
                "",
            ]
                + found : found
    }
}

/// Why something is not the organisation's word, or not any more.
enum VerifyFailure: Error {
    case unreadable(String)
    case notGenuine(String)
    case outOfDate(String)

    init(_ error: VouchedTextError) {
        self =
            switch error {
            case .malformed: .unreadable("The signature line is missing or damaged.")
            case .wrongOrganisation: .notGenuine("It was signed by another organisation than the one you named.")
            case .signatureWrong: .notGenuine("It was changed after it was signed. Do not rely on it.")
            case .charterExpired: .outOfDate("The organisation's signing key has run out. Ask for a new one.")
            }
    }

    /// Says it on standard error and gives the exit status.
    func report() -> ExitCode {
        let (text, status): (String, Int32) =
            switch self {
            case .unreadable(let text): (text, 10)
            case .notGenuine(let text): ("NOT GENUINE. " + text, 11)
            case .outOfDate(let text): ("No longer valid. " + text, 12)
            }
        try? FileHandle.standardError.write(contentsOf: Data((text + "\n").utf8))
        return ExitCode(status)
    }
}
