// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import HTTPTypes
import Hummingbird
import Languages
import Pages
import Pixels
import WebForms

/// A file that came or went: looked at as pixels, saved only after a warning.
struct FileRoutes {
    let desk: DeskSite

    func addRoutes(to router: RouterGroup<DeskContext>) {
        router.get("/requests/:request/files/:file") { request, context -> Response in
            let visit = try desk.visit(request, context)
            let (record, file) = try await find(context)
            let seen = await desk.previews.look(at: file, reading: desk.work)
            let page = AttachmentPage(
                file, of: record, seen, showsTraces: request.uri.queryParameters["tells"] == "1", visit)
            return await desk.show("attachment", title: "attachment.title", page, to: visit)
        }
        router.get("/requests/:request/files/:file/pages/:number") { _, context -> Response in
            let (_, file) = try await find(context)
            guard let number = context.parameters.get("number", as: Int.self),
                case .pages(let pictures) = await desk.previews.preview(of: file, reading: desk.work),
                pictures.indices.contains(number - 1)
            else { throw HTTPError(.notFound) }
            return Response(
                status: .ok, headers: [.contentType: "image/png"],
                body: ResponseBody(byteBuffer: ByteBuffer(bytes: pictures[number - 1].png)))
        }
        router.post("/requests/:request/files/:file/save", use: save)
    }

    private func find(_ context: DeskContext) async throws -> (RequestRecord, FileReference) {
        let record = try await desk.record(context)
        guard let file = context.parameters.get("file").flatMap({ FileAddress.file($0, in: record) }) else {
            throw HTTPError(.notFound)
        }
        return (record, file)
    }

    /// The bytes as they were sent, under a name that does no harm, as a download and nothing else. The form holds the
    /// tick that says "I know what this can do".
    private func save(_ request: Request, _ context: DeskContext) async throws -> Response {
        let visit = try desk.visit(request, context)
        let form = try await FormFields.checked(request, visit.session)
        let (record, file) = try await find(context)
        guard form["understood"] == "1" else {
            let seen = await desk.previews.look(at: file, reading: desk.work)
            var page = AttachmentPage(file, of: record, seen, visit)
            page.error = visit.words.text("attachment.tick-first")
            return await desk.show(
                "attachment", title: "attachment.title", page, to: visit, status: .unprocessableContent)
        }
        do throws(WorkspaceError) {
            let bytes = try await desk.work.read(file)
            return Response(
                status: .ok,
                headers: [
                    .contentType: "application/octet-stream",
                    .contentDisposition: Self.disposition(SafeText.downloadName(file.name)),
                    .contentSecurityPolicy: "sandbox; default-src 'none'",
                ],
                body: ResponseBody(contentLength: Int(clamping: file.byteCount)) { writer in
                    for try await piece in bytes { try await writer.write(ByteBuffer(bytes: piece)) }
                    try await writer.finish(nil)
                })
        } catch {
            var page = AttachmentPage(file, of: record, .unread(.unavailable), visit)
            page.error = visit.words.explanation(of: error)
            return await desk.show(
                "attachment", title: "attachment.title", page, to: visit, status: .unprocessableContent)
        }
    }

    /// RFC 6266 with the extended form of RFC 8187.
    static func disposition(_ name: String) -> String {
        let encoded = name.utf8.map { byte -> String in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"):
                String(UnicodeScalar(byte))
            default:
                "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }
        return "attachment; filename*=UTF-8''\(encoded.joined())"
    }
}

struct AttachmentPage {
    struct Picture {
        let source: String
        let width: Int
        let height: Int
        let label: String
    }

    let back: String
    let href: String
    let name: String
    let facts: [RequestPage.Fact]
    let pictures: [Picture]
    let explanation: String
    /// What the file tells beside what is to be seen, or that it was not looked at for that; nil where nothing was found.
    let traces: String?
    let tells: Bool
    /// What exactly, for whoever asked; else the way to it.
    let told: [RequestPage.Fact]
    let ask: Act?
    var error: String?

    /// - Parameter showsTraces: whether somebody asked for what it tells: a place does not stand on a screen by chance.
    init(
        _ file: FileReference, of request: RequestRecord, _ seen: SeenFile, showsTraces: Bool = false, _ visit: Visit
    ) {
        let words = visit.words
        let href = "\(DeskPath.request(request.id))/files/\(FileAddress.text(file))"
        self.href = href
        back = DeskPath.request(request.id)
        name = SafeText.fileName(file.name)
        facts =
            [
                .init(name: words.text("attachment.size"), value: words.size(byteCount: file.byteCount)),
                .init(name: words.text("attachment.claimed-type"), value: SafeText.fileName(file.mediaType)),
            ] + (seen.kind.map { [.init(name: words.text("attachment.kind"), value: $0.name)] } ?? [])
        traces = seen.traces.isQuiet ? nil : words.text(of: seen.traces)
        tells = !seen.traces.isEmpty
        told = showsTraces ? Self.facts(of: seen.traces, words) : []
        ask =
            seen.traces.isEmpty || showsTraces ? nil : Act(href: "\(href)?tells=1", text: words.text("traces.ask"))
        switch seen.preview {
        case .pages(let pages):
            pictures = pages.enumerated().map { index, page in
                Picture(
                    source: "\(href)/pages/\(index + 1)", width: page.width, height: page.height,
                    label: words.text("attachment.picture", ["number": "\(index + 1)"]))
            }
            explanation = words.text("attachment.pixels")
        case .failed(let reason):
            pictures = []
            explanation = reason.explanation(words)
        }
    }

    private static func facts(of traces: FileTraces, _ words: Catalogue) -> [RequestPage.Fact] {
        let place = traces.place.map { "\(degrees($0.latitude)), \(degrees($0.longitude))" }
        let unread = words.text("traces.unread")
        return [
            traces.holdsPlace ? .init(name: words.text("traces.fact-place"), value: place ?? unread) : nil,
            traces.holdsDevice ? .init(name: words.text("traces.fact-device"), value: traces.device ?? unread) : nil,
            traces.holdsWords ? .init(name: words.text("traces.fact-words"), value: unread) : nil,
        ].compactMap(\.self)
    }

    /// Five digits are a metre.
    private static func degrees(_ degrees: Double) -> String {
        let hundredThousandths = Int((degrees * 100_000).rounded())
        let (whole, rest) = hundredThousandths.magnitude.quotientAndRemainder(dividingBy: 100_000)
        let digits = String(rest)
        return (degrees < 0 ? "-" : "") + "\(whole)." + String(repeating: "0", count: 5 - digits.count) + digits
    }
}
