"""Makes the documents of the samples: office files, archives, chat exports."""

import io
import json
import zipfile
from calendar import timegm
from xml.sax.saxutils import escape

import struct

FIXED_TIME = (2026, 3, 1, 12, 0, 0)


def zip_bytes(members, stored=(), with_utc=True):
    """members: (name, bytes) or (name, bytes, struct_time in UTC), in this order. Names of `stored` are not deflated."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data, *when in members:
            moment = when[0] if when else FIXED_TIME + (0, 0, 0)
            info = zipfile.ZipInfo(name, tuple(moment)[:6])
            info.compress_type = zipfile.ZIP_STORED if name in stored or name.endswith("/") else zipfile.ZIP_DEFLATED
            info.create_system = 3
            info.external_attr = (0o40755 if name.endswith("/") else 0o100644) << 16
            if with_utc:
                info.extra = struct.pack("<HHBi", 0x5455, 5, 1, timegm(tuple(moment)[:6] + (0, 0, 0)))
            archive.writestr(info, data, compresslevel=6)
    return out.getvalue()


def docx(paragraphs):
    """Returns (bytes of the document, text of its word/document.xml)."""
    body = "".join("<w:p><w:r><w:t xml:space=\"preserve\">%s</w:t></w:r></w:p>" % escape(p) for p in paragraphs)
    xml = ("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
           "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>"
           + body + "</w:body></w:document>")
    types = ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
             "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
             "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
             "<Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-"
             "officedocument.wordprocessingml.document.main+xml\"/></Types>")
    rels = ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
            "<Relationship Id=\"rId1\" Target=\"word/document.xml\" Type=\"http://schemas.openxmlformats.org/"
            "officeDocument/2006/relationships/officeDocument\"/></Relationships>")
    return zip_bytes([("[Content_Types].xml", types.encode()), ("_rels/.rels", rels.encode()),
                      ("word/document.xml", xml.encode())]), xml


def telegram_export(name, chat_id, owner, owner_id, partner_id, messages):
    """A chat as Telegram Desktop exports it; messages: Message of story.py, pictures under photos/."""
    rows = []
    for number, message in enumerate(messages, 1):
        row = {"id": number, "type": "message", "date": message.at.strftime("%Y-%m-%dT%H:%M:%S"),
               "date_unixtime": str(int(message.at.timestamp())),
               "from": owner if message.out else name, "from_id": owner_id if message.out else partner_id}
        if message.photo:
            row.update(photo="photos/" + message.photo, width=160, height=120)
        if message.place:
            row["location_information"] = {"latitude": message.place[0], "longitude": message.place[1]}
        row["text"] = message.text
        row["text_entities"] = [{"type": "plain", "text": message.text}] if message.text else []
        rows.append(row)
    return json.dumps({"name": name, "type": "personal_chat", "id": chat_id, "messages": rows},
                      ensure_ascii=False, indent=1).encode()
