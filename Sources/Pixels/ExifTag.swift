// SPDX-License-Identifier: AGPL-3.0-or-later

/// What the fields of Exif (CIPA DC-008) and TIFF 6.0 tell, by number. One of letters or bytes that is not here is not read.
enum ExifTag {
    /// Make and model; with which program, which in a telephone is its system; who made it, on which machine, whose it is; who wrote the title.
    /// Then titles, names of documents and pages, and what Windows and maps add. Pictures within, layers and notes of makers are not read. Places of maps.
    static let inPicture = table(
        device: [0x010F, 0x0110, 0x0131, 0x013B, 0x013C, 0x8298, 0x9C9D, 0xC614, 0xC62F, 0xC68B],
        words: [0x010D, 0x010E, 0x011D, 0x9C9B, 0x9C9C, 0x9C9E, 0x9C9F, 0xA480, 0xA481],
        place: [0x8482, 0x87AF, 0x87B0, 0x87B1, 0x85D8, 0x830E],
        unread: [0x014A, 0x927C, 0x935C, 0xC634],
        quiet: [
            0x0102, 0x0132, 0x02BC, 0x83BB, 0x8649, 0x8773, 0x015B, 0x0201, 0x0202, 0x0111, 0x0117, 0xC4A5, 0xEA1C,
        ])

    /// The owner, numbers of the camera and its lens and their makes; photographer, editor and programs. Then remarks and the title.
    static let inExif = table(
        device: [0xA430, 0xA431, 0xA433, 0xA434, 0xA435, 0xA437, 0xA438, 0xA439, 0xA43A, 0xA43B, 0xA43C],
        words: [0x9286, 0xA436, 0x9C9B, 0x9C9C],
        place: [],
        unread: [0x927C],
        quiet: [
            0x9000, 0x9003, 0x9004, 0x9010, 0x9011, 0x9012, 0x9101, 0x9290, 0x9291, 0x9292, 0xA000, 0xA300, 0xA301,
            0xA302, 0xA20C, 0x8828, 0xA420, 0xEA1C, 0x8824,
        ])

    private static func table(device: [Int], words: [Int], place: [Int], unread: [Int], quiet: [Int]) -> [Int: Telling]
    {
        var table: [Int: Telling] = [:]
        let all: [([Int], Telling)] = [
            (device, .device), (words, .words), (place, .place), (unread, .unread), (quiet, .quiet),
        ]
        for (tags, telling) in all { for tag in tags { table[tag] = telling } }
        return table
    }
}
