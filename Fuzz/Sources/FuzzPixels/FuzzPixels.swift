// SPDX-License-Identifier: AGPL-3.0-or-later
import Pixels

/// What a converter in the sandbox wrote is refused, or is pictures of the size that they say; what a picture tells of a place is a place;
/// what a film tells does not depend on the pieces in which it comes.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzPixels(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = Array(UnsafeBufferPointer(start: bytes, count: count))
    _ = FileKind(input)
    if let place = FileTraces(of: input).place {
        precondition(abs(place.latitude) <= 90 && abs(place.longitude) <= 180)
    }
    var (whole, pieces) = (MovieTraces(), MovieTraces())
    whole.add(input)
    for start in stride(from: 0, to: input.count, by: 7) {
        pieces.add(Array(input[start..<min(start + 7, input.count)]))
    }
    precondition(whole.found == pieces.found)
    guard let images = try? PixelImage.parse(ppm: input) else { return 0 }
    for image in images {
        precondition(image.pixels.count == image.width * image.height * 3)
        precondition(PNGEncoder.encode(image).count > image.pixels.count)
    }
    return 0
}
