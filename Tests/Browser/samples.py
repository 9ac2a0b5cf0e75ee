# SPDX-License-Identifier: AGPL-3.0-or-later
"""Files that a visitor or a worker attaches, with secrets planted where a careless program would leave them."""
import base64
import io

from PIL import Image

SECRET_IN_PHOTO = b"PLANTED-PHOTO-COMMENT-7741"
SECRET_IN_PDF = b"PLANTED-PDF-TITLE-9912"


def photo(path):
    image = Image.new("RGB", (640, 480), (200, 30, 30))
    for x in range(0, 640, 4):
        for y in range(200, 280):
            image.putpixel((x, y), (20, 20, 200))
    image.save(path, "JPEG", quality=90, comment=SECRET_IN_PHOTO)
    return path


def document(path):
    text = b"BT /F1 24 Tf 72 700 Td (Order No. 1) Tj ET"
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(text), text),
        b"<< /Title (%s) >>" % SECRET_IN_PDF,
    ]
    out = io.BytesIO(b"")
    out.write(b"%PDF-1.4\n")
    places = []
    for number, part in enumerate(parts, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, part))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1))
    for place in places:
        out.write(b"%010d 00000 n \n" % place)
    out.write(b"trailer << /Size %d /Root 1 0 R /Info 5 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(parts) + 1, start))
    path.write_bytes(out.getvalue())
    return path


def forms_of(secret):
    """The ways in which bytes could lie in a file: plain, in UTF-16, in hexadecimal, in base64 at each offset."""
    forms = [secret, secret.hex().encode()]
    try:
        text = secret.decode()
        forms += [text.encode("utf-16-le"), text.encode("utf-16-be")]
    except UnicodeDecodeError:
        pass
    for shift in range(3):
        whole = base64.b64encode(b"\0" * shift + secret)
        forms.append(whole[4 if shift else 0:-4])
    # Fewer than five bytes turn up in random ones.
    return [form for form in forms if len(form) >= 5]
