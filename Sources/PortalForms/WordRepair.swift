// SPDX-License-Identifier: AGPL-3.0-or-later
import Correspondence
public import WebForms

/// Puts the near words that a visitor chose in the place of the words that were typed.
public enum WordRepair {
    /// The field in which the choice for a position (1...12) comes back.
    public static func fieldName(_ position: Int) -> String { "near\(position)" }

    /// The field in which the choice among the repairs of a checksum comes back.
    public static let repairField = "repair"

    public static func value(position: Int, near: String) -> String { "\(position) \(near)" }

    /// The words with every choice applied. A choice that does not fit is left out.
    public static func repaired(_ words: String, with fields: FormFields) -> String {
        var choices: [Int: String] = [:]
        for position in 1...12 { choices[position] = fields[fieldName(position)].flatMap { $0.isEmpty ? nil : $0 } }
        if let repair = fields[repairField]?.split(separator: " "), repair.count == 2, let position = Int(repair[0]) {
            choices[position] = String(repair[1])
        }
        guard !choices.isEmpty else { return words }
        // As they were counted when the near words were found.
        var typed = Codephrase.typedWords(in: words)
        guard typed.count == 12 else { return words }
        for (position, near) in choices where (1...12).contains(position) { typed[position - 1] = near }
        return typed.joined(separator: " ")
    }
}
