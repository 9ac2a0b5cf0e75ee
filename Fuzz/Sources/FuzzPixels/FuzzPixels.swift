// SPDX-License-Identifier: AGPL-3.0-or-later
import Pixels

/// What a converter in the sandbox wrote is refused, or is pictures of the size that they say; what a picture tells of a place is a place;
/// what a file tells does not depend on the pieces in which it comes, and what is cut off is not called whole. What is done for a file is counted, and no more
/// than its bytes, and what was unpacked of them, allow.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzPixels(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = Array(UnsafeBufferPointer(start: bytes, count: count))
    _ = FileKind(input)
    let traces = FileTraces(of: input)
    if let place = traces.place {
        precondition(abs(place.latitude) <= 90 && abs(place.longitude) <= 180)
    }
    precondition(FileTraces(of: input, isCut: true).look != .whole)
    var (whole, pieces) = (MovieTraces(), MovieTraces())
    var (search, slow) = (TraceSearch(), TraceSearch())
    whole.add(input)
    search.add(input)
    for start in stride(from: 0, to: input.count, by: 7) {
        let piece = Array(input[start..<min(start + 7, input.count)])
        pieces.add(piece)
        slow.add(piece)
    }
    precondition(whole.found == pieces.found)
    let steps = FileTraces.steps(for: input)
    precondition(steps.taken <= steps.most)
    precondition(search.found == slow.found)
    // What passes is looked at with what is kept of it in mind, and gives up sooner.
    precondition(search.found == traces || steps.taken > steps.most / 4)
    guard let images = try? PixelImage.parse(ppm: input) else { return 0 }
    for image in images {
        precondition(image.pixels.count == image.width * image.height * 3)
        precondition(PNGEncoder.encode(image).count > image.pixels.count)
    }
    return 0
}
