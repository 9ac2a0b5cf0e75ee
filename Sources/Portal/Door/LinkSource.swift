// SPDX-License-Identifier: AGPL-3.0-or-later
public import Correspondence
import FoundationEssentials

/// Where a portal learns whom it serves.
public enum LinkSource: Sendable {
    case fixed(OrganisationLink)
    /// A text file that holds the link; read again until it is there.
    case file(path: String)

    /// Nil while the file is missing or holds no link.
    func read() -> OrganisationLink? {
        switch self {
        case .fixed(let link): return link
        case .file(let path):
            guard let data = FileManager.default.contents(atPath: path), data.count <= 1024,
                let text = String(validating: data, as: UTF8.self)
            else { return nil }
            return OrganisationLink(parsing: String(text.filter { !$0.isWhitespace }))
        }
    }
}
