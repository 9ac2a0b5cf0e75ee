// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

@testable import Desk

/// Everything that people wrote ends in what turns a line around, or in letters that are read from the right; every page of a desk is read.
struct HostileWordsTests {
    static let override = "\u{202E}"
    static let hebrew = "שלא"

    /// The same event with a mark at the end of each of its texts, as long in bytes as before. A text of one line takes no override.
    @Sendable private static func planted(_ event: Event) -> Event {
        var event = event
        for text in event.texts {
            for mark in [override, hebrew] {
                guard let bytes = try? event.encoded(), let marked = marked(text, mark),
                    let place = bytes.firstRange(of: Array(text.utf8)),
                    let other = try? Event(
                        decoding: Array(bytes[..<place.lowerBound] + Array(marked.utf8) + bytes[place.upperBound...]))
                else { continue }
                event = other
                break
            }
        }
        return event
    }

    private static func marked(_ text: String, _ mark: String) -> String? {
        var kept = text
        while text.utf8.count - kept.utf8.count < mark.utf8.count {
            guard kept.popLast() != nil else { return nil }
        }
        let filling = text.utf8.count - kept.utf8.count - mark.utf8.count
        return kept.count < 2 ? nil : kept + String(repeating: "x", count: filling) + mark
    }

    private func pages() async throws -> [(path: String, page: Page)] {
        let desk = try await WebDesk()
        await desk.work.rewrite(Self.planted)
        await desk.work.letIn(PagesWork.id(77), "Лев \(Self.hebrew)", on: PagesWork.id(77))
        await desk.work.receive(40, body: "Нас двое\(Self.override)", safeContact: "пишите сестре\(Self.override)")
        await desk.work.receive(41, body: "\(Self.override)Помогите уехать. \(Self.hebrew)", at: 2_000_000)
        await desk.work.openSampleCase(with: CompartmentKind.allCases)
        var open = ["/today", "/members", "/cases", "/requests", "/doubts", "/exposure", SampleCase.path("/export")]
        var seen: Set<String> = []
        var counts: [String: Int] = [:]
        var pages: [(path: String, page: Page)] = []
        while let path = open.popLast() {
            guard seen.insert(path).inserted else { continue }
            let shape = path.replacing(/[0-9a-f]{32}/, with: "*").replacing(/about=.*/, with: "about")
            guard counts[shape, default: 0] < 4 else { continue }
            counts[shape, default: 0] += 1
            let page = await desk.get(path)
            guard page.text.hasPrefix("<!doctype html>") else { continue }
            pages.append((path, page))
            for match in page.text.matches(of: /href="(\/[^"#]*)[^"]*"/) {
                open.append(String(match.1).replacing("&amp;", with: "&"))
            }
        }
        return pages
    }

    @Test func `no words of others turn around what stands behind them, on any page`() async throws {
        let pages = try await pages()
        #expect(pages.count > 60, "\(pages.count)")
        #expect(pages.count { $0.page.says(Self.hebrew) } > 20)
        for (path, page) in pages {
            let turning = page.text.unicodeScalars.filter { (0x202A...0x202E).contains($0.value) }
            #expect(turning.isEmpty, "\(path)")
            for piece in HostilePiece.pieces(of: page.text) {
                #expect(piece.isBalanced, "\(path): \(piece.text)")
                #expect(piece.isIsolated, "\(path): \(piece.opener) \(piece.text)")
            }
        }
    }
}

/// What stands between two tags, or in an attribute, and in which element.
private struct HostilePiece {
    let opener: String
    let text: String

    /// Each isolate ends where it began.
    var isBalanced: Bool {
        var depth = 0
        for scalar in text.unicodeScalars {
            if ("\u{2066}"..."\u{2068}").contains(scalar) { depth += 1 }
            if scalar == "\u{2069}" { depth -= 1 }
            guard depth >= 0 else { return false }
        }
        return depth == 0
    }

    /// Whether what is read from the right stands in an isolate, in an element of its own direction, or alone to its end.
    var isIsolated: Bool {
        if opener.hasPrefix("<bdi") || opener.contains("dir=\"auto\"") || opener == "value" { return true }
        var depth = 0
        var isOpen = false
        for scalar in text.unicodeScalars {
            if scalar == "\u{2068}" { depth += 1 }
            if scalar == "\u{2069}" { depth -= 1 }
            if (0x0590...0x05FF).contains(scalar.value), depth == 0 { isOpen = true }
            // Ours behind it: a letter, a digit or a bracket would stand elsewhere than it was written.
            if isOpen, depth == 0, scalar.properties.isAlphabetic || "()0123456789".unicodeScalars.contains(scalar),
                !(0x0590...0x05FF).contains(scalar.value)
            {
                return false
            }
        }
        return true
    }

    static func pieces(of page: String) -> [HostilePiece] {
        var pieces: [HostilePiece] = []
        var opener = ""
        var rest = page[...]
        while let start = rest.firstIndex(of: "<") {
            pieces.append(HostilePiece(opener: opener, text: String(rest[..<start])))
            guard let end = rest[start...].firstIndex(of: ">") else { break }
            opener = String(rest[start...end])
            for match in opener.matches(of: /([a-z-]+)="([^"]*)"/) {
                pieces.append(HostilePiece(opener: String(match.1), text: String(match.2)))
            }
            rest = rest[rest.index(after: end)...]
        }
        return pieces.filter { piece in
            piece.text.unicodeScalars.contains {
                (0x0590...0x05FF).contains($0.value) || (0x2066...0x2069).contains($0.value)
            }
        }
    }
}
