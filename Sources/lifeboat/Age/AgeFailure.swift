// SPDX-License-Identifier: AGPL-3.0-or-later
import Age
import ArgumentParser
import CLinux
import Glibc

/// Why an age command ended without having done its work.
enum AgeFailure: Error {
    case age(AgeError)
    /// The flags do not fit together, or one cannot be read.
    case usage(String, hint: String)
    /// A file could not be read or written; the code is the system's.
    case system(action: String, code: CInt)

    /// Runs a command's work; a failure is told on standard error and becomes the exit status. The work holds keys and
    /// passphrases, so the kernel is to write no dump of it.
    static func reporting(_ work: () throws(AgeFailure) -> Void) throws {
        _ = lifeboat_forbid_core_dumps()
        do throws(AgeFailure) { try work() } catch {
            writeToStandardError("error: \(error.message)\nhint: \(error.hint)\n")
            throw ExitCode(error.exitStatus)
        }
    }

    /// Runs a step of Age's; its error keeps its meaning.
    static func mapping<Value>(_ step: () throws(AgeError) -> Value) throws(AgeFailure) -> Value {
        do throws(AgeError) { return try step() } catch { throw .age(error) }
    }

    /// The statuses that `lifeboat age --help` lists; 64 and 74 are those of sysexits.h.
    var exitStatus: CInt {
        switch self {
        case .usage: 64
        case .system: 74
        case .age(let error):
            switch error.place {
            case .header: 10
            case .mac: 11
            case .identities: 12
            case .payload: 13
            case .armor: 14
            case .request: 64
            }
        }
    }

    private var message: String {
        switch self {
        case .usage(let message, _): message
        case .system(let action, let code): "\(action): \(unsafe String(cString: strerror(code)))"
        case .age(let error): error.message
        }
    }

    private var hint: String {
        switch self {
        case .usage(_, let hint): hint
        case .system: "nothing was left behind; check the path, its permissions and the free space, then try again"
        case .age(let error): error.hint
        }
    }
}

extension AgeError {
    fileprivate var message: String {
        switch self {
        case .headerDamaged(let reason): "the header cannot be read: \(reason)"
        case .workFactorTooHigh(let factor): "opening this file would take 2^\(factor) rounds of scrypt"
        case .macWrong: "the header was changed after the file was sealed"
        case .noIdentityMatched: "none of the identities given opens this file"
        case .payloadDamaged: "the content was changed, or something was added or taken away"
        case .payloadTruncated: "the file ends before its content does"
        case .armorDamaged(let reason): "the text around the file is damaged: \(reason)"
        case .invalidRecipient(let reason): "a recipient cannot be used: \(reason)"
        case .invalidIdentity(let reason): "an identity cannot be used: \(reason)"
        case .incompatibleRecipients(let reason): reason
        }
    }

    fileprivate var hint: String {
        switch self {
        case .headerDamaged, .payloadTruncated: "the copy may be incomplete; ask for the file again"
        case .workFactorTooHigh: "that is more than this program will do; ask the sender to seal the file anew"
        case .macWrong, .payloadDamaged: "do not rely on this copy; ask for the file again by another way"
        case .noIdentityMatched: "check that the file was sealed to you, and with which key or passphrase"
        case .armorDamaged: "copy the whole text again, from the BEGIN line to the END line, and nothing else"
        case .invalidRecipient: "a recipient begins with age1 or age1pq1; copy it again, whole"
        case .invalidIdentity: "an identity begins with AGE-SECRET-KEY-; lifeboat age keygen makes one"
        case .incompatibleRecipients: "give one or more recipients of one kind, or one passphrase"
        }
    }
}

/// Writes a message for the person at the terminal; there is nobody to tell when that fails.
func writeToStandardError(_ text: String) {
    var text = text
    text.withUTF8 { bytes in _ = unsafe write(STDERR_FILENO, bytes.baseAddress, bytes.count) }
}
