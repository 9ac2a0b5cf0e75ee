// SPDX-License-Identifier: AGPL-3.0-or-later
import Bytes
import Crypto
import HTTPTypes
import Hummingbird
import WebForms

extension FormAnswers {
    /// In bytes. The file is in memory while it is hashed, and nowhere else.
    static let mostFileBytes = 32 << 20

    /// Reads the answers to a form of these fields. A file among them becomes its SHA-256, as if somebody had typed it under the name of
    /// its field; what was chosen before and came along as text stands where no other file was chosen.
    static func read(_ request: Request, _ session: BrowserSession, _ fields: [FormField]) async throws -> FormAnswers {
        guard (request.headers[.contentType] ?? "").lowercased().hasPrefix("multipart/form-data") else {
            return FormAnswers(try await FormFields.checked(request, session))
        }
        var form = UploadForm(
            token: session.formToken, fields: fields.flatMap(\.names) + [Shown.field],
            long: Dictionary(
                uniqueKeysWithValues: fields.compactMap { field in
                    if case .text = field.answer { (field.name, mostTextBytes) } else { nil }
                }), fileLimit: mostFileBytes)
        try await form.read(request)
        var answers = form.fields
        let name = fields.first { if case .file = $0.answer { true } else { false } }?.name
        switch form.problem {
        case .fieldTooLong(let field), .notText(let field):
            throw Unreadable(problem: FormProblem(field: field, reason: "problem.too-long"), typed: answers)
        case .fileTooLarge:
            throw Unreadable(problem: FormProblem(field: name, reason: "problem.file-too-large"), typed: answers)
        case nil: break
        }
        if let name, let file = form.file, !file.isEmpty {
            answers[name] = Hex.encode(Array(SHA256.hash(data: file)))
        }
        return FormAnswers(answers)
    }

    /// What a form takes in one field of several lines.
    private static let mostTextBytes = 64 << 10

    /// Something in the form is longer than it may be; the rest was read.
    struct Unreadable: Error {
        let problem: FormProblem
        let typed: [String: String]
    }
}

extension FormField {
    /// The names under which its answer comes.
    fileprivate var names: [String] {
        if case .ticks(let options) = answer { options.map(boxName) } else { [name] }
    }
}
