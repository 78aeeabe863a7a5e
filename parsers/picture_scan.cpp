#include "parsers/picture_scan.h"

#include <algorithm>
#include <map>

#include "triage/base/bytes.h"
#include "triage/base/text.h"

namespace ulika {
namespace {

constexpr std::size_t kMaxBlock = 4 << 20;  // bytes of one metadata block
constexpr int kMaxParts = 20000;            // segments, chunks or boxes followed
constexpr std::size_t kMaxComments = 64;

std::vector<std::byte> piece_at(ByteSource& source, std::uint64_t offset, std::uint64_t length) {
  if (offset >= source.size() || length > kMaxBlock) return {};
  std::vector<std::byte> piece(static_cast<std::size_t>(std::min(length, source.size() - offset)));
  std::size_t got = 0;
  while (got < piece.size()) {
    const auto read = source.read(offset + got, std::span(piece).subspan(got));
    if (!read || *read == 0) break;
    got += *read;
  }
  piece.resize(got);
  return piece;
}

void take_tiff(PictureScan& scan, ByteSource& source, std::uint64_t offset, std::uint64_t length) {
  auto block = piece_at(source, offset, length);
  if (block.size() < length) {
    scan.damage = length > kMaxBlock ? "its Exif block is larger than 4 MiB" : "its Exif block is cut off";
  }
  // Some writers keep JPEG's prefix in other containers.
  if (as_text(block).substr(0, 6) == std::string_view("Exif\0\0", 6)) {
    block.erase(block.begin(), block.begin() + 6);
    offset += 6;
  }
  const auto head = as_text(block).substr(0, 4);
  if (head != std::string_view("II*\0", 4) && head != std::string_view("MM\0*", 4)) {
    if (scan.damage.empty() && !block.empty()) scan.damage = "its Exif block has no TIFF header";
    return;
  }
  scan.tiff = std::move(block);
  scan.tiff_offset = offset;
}

void add_comment(PictureScan& scan, std::string_view text) {
  while (!text.empty() && text.back() == '\0') text.remove_suffix(1);
  if (!text.empty() && scan.comments.size() < kMaxComments) scan.comments.push_back(to_valid_utf8(text));
}

void scan_jpeg(PictureScan& scan, ByteSource& source) {
  std::uint64_t at = 2;
  for (int part = 0; part < kMaxParts; ++part) {
    const auto head = piece_at(source, at, 4);
    ByteReader reader{Bytes(head)};
    const unsigned mark = reader.u8();
    const unsigned kind = reader.u8();
    if (reader.ok() && mark == 0xFF && (kind == 0xDA || kind == 0xD9))
      return;  // the picture itself begins, or the end
    const unsigned length = reader.u16be();
    if (mark == 0xFF && kind == 0xFF) {  // fill byte
      ++at;
      continue;
    }
    if (!reader.ok() || mark != 0xFF || length < 2) {
      scan.damage = "its JPEG segments break off";
      return;
    }
    const std::uint64_t body = at + 4;
    const std::uint64_t size = length - 2;
    if (kind == 0xE1 && scan.tiff.empty()) {
      const auto mark_bytes = piece_at(source, body, std::min<std::uint64_t>(size, 6));
      if (as_text(mark_bytes) == std::string_view("Exif\0\0", 6)) take_tiff(scan, source, body, size);
    } else if (kind == 0xFE) {
      const auto comment = piece_at(source, body, size);
      add_comment(scan, as_text(comment));
    } else if (kind >= 0xC0 && kind <= 0xCF && kind != 0xC4 && kind != 0xC8 && kind != 0xCC) {
      const auto frame = piece_at(source, body, std::min<std::uint64_t>(size, 5));
      ByteReader sizes{Bytes(frame)};
      sizes.u8();
      scan.height = sizes.u16be();
      scan.width = sizes.u16be();
    }
    at = body + size;
  }
}

void scan_png(PictureScan& scan, ByteSource& source) {
  std::uint64_t at = 8;
  for (int part = 0; part < kMaxParts && at + 8 <= source.size(); ++part) {
    const auto head = piece_at(source, at, 8);
    ByteReader reader{Bytes(head)};
    const std::uint64_t size = reader.u32be();
    const std::string kind(as_text(reader.take(4)));
    if (!reader.ok() || size > source.size() - at - 8) {
      scan.damage = "its PNG chunks break off";
      return;
    }
    if (kind == "IEND") return;
    if (kind == "IHDR") {
      const auto sizes = piece_at(source, at + 8, 8);
      ByteReader body{Bytes(sizes)};
      scan.width = body.u32be();
      scan.height = body.u32be();
    } else if (kind == "eXIf") {
      take_tiff(scan, source, at + 8, size);
    } else if (kind == "tEXt" || kind == "iTXt") {
      const auto body = piece_at(source, at + 8, size);
      const std::string_view text = as_text(body);
      std::size_t start = text.find('\0');
      // iTXt: keyword, compression flag and method, language, translated keyword; compressed text is not
      // read.
      if (kind == "iTXt" && start != std::string_view::npos && start + 3 < text.size()) {
        if (text[start + 1] != 0) start = std::string_view::npos;
        for (int i = 0; i < 2 && start != std::string_view::npos; ++i)
          start = text.find('\0', i == 0 ? start + 3 : start + 1);
      }
      if (start != std::string_view::npos) add_comment(scan, text.substr(start + 1));
    }
    at += size + 12;
  }
}

void scan_webp(PictureScan& scan, ByteSource& source) {
  std::uint64_t at = 12;
  for (int part = 0; part < kMaxParts && at + 8 <= source.size(); ++part) {
    const auto head = piece_at(source, at, 8);
    ByteReader reader{Bytes(head)};
    const std::string kind(as_text(reader.take(4)));
    const std::uint64_t size = reader.u32le();
    if (!reader.ok()) return;
    if (kind == "EXIF") take_tiff(scan, source, at + 8, size);
    if (kind == "VP8X" && size >= 10) {
      const auto body = piece_at(source, at + 8, 10);
      ByteReader canvas{Bytes(body)};
      canvas.skip(4);
      const std::uint32_t width_low = canvas.u16le();
      scan.width = (width_low | static_cast<std::uint32_t>(canvas.u8()) << 16) + 1;
      const std::uint32_t height_low = canvas.u16le();
      scan.height = (height_low | static_cast<std::uint32_t>(canvas.u8()) << 16) + 1;
    }
    at += 8 + size + (size & 1);
  }
}

struct Box {
  std::string kind;
  std::uint64_t body = 0;  // offset in the buffer or file
  std::uint64_t size = 0;  // of the body
};

// The box at `at` of something `end` bytes long, whose first bytes are in `head`; nothing where it makes no
// sense.
std::optional<Box> box_at(Bytes head, std::uint64_t at, std::uint64_t end) {
  ByteReader reader(head);
  std::uint64_t size = reader.u32be();
  Box box;
  box.kind = as_text(reader.take(4));
  std::uint64_t header = 8;
  if (size == 1) {
    size = reader.u64be();
    header = 16;
  } else if (size == 0) {
    size = end - at;
  }
  if (!reader.ok() || size < header || size > end - at) return std::nullopt;
  box.body = at + header;
  box.size = size - header;
  return box;
}

// The item of type Exif in a HEIF meta box: which of its extents lie where.
class HeifMeta {
 public:
  explicit HeifMeta(Bytes meta) : meta_(meta) {}

  struct Place {
    std::uint64_t offset = 0;
    std::uint64_t length = 0;
    bool in_idat = false;
  };

  std::optional<Place> exif() {
    const auto boxes = children();
    const auto info = boxes.find("iinf");
    const auto location = boxes.find("iloc");
    if (info == boxes.end() || location == boxes.end()) return std::nullopt;
    const auto item = exif_item(meta_.subspan(info->second.body, info->second.size));
    if (!item) return std::nullopt;
    auto place = locate(meta_.subspan(location->second.body, location->second.size), *item);
    if (place && place->in_idat) {
      const auto idat = boxes.find("idat");
      if (idat == boxes.end() || place->offset > idat->second.size) return std::nullopt;
      place->offset += idat->second.body;
    }
    return place;
  }

 private:
  std::map<std::string, Box> children() const {
    std::map<std::string, Box> boxes;
    std::uint64_t at = 4;  // version and flags
    for (int part = 0; part < kMaxParts && at < meta_.size(); ++part) {
      const auto box = box_at(meta_.subspan(at), at, meta_.size());
      if (!box) break;
      boxes.emplace(box->kind, *box);
      at = box->body + box->size;
    }
    return boxes;
  }

  static std::optional<std::uint32_t> exif_item(Bytes info) {
    ByteReader reader(info);
    const unsigned version = reader.u8();
    reader.skip(3);
    if (version == 0) {
      reader.u16be();
    } else {
      reader.u32be();
    }
    std::uint64_t at = reader.offset();
    for (int part = 0; reader.ok() && part < kMaxParts && at < info.size(); ++part) {
      const auto box = box_at(info.subspan(at), at, info.size());
      if (!box) break;
      ByteReader entry(info.subspan(box->body, box->size));
      const unsigned entry_version = entry.u8();
      entry.skip(3);
      const std::uint32_t id = entry_version >= 3 ? entry.u32be() : entry.u16be();
      entry.u16be();  // protection
      if (box->kind == "infe" && entry_version >= 2 && as_text(entry.take(4)) == "Exif") return id;
      at = box->body + box->size;
    }
    return std::nullopt;
  }

  static std::uint64_t sized(ByteReader& reader, unsigned size) {
    return size == 4 ? reader.u32be() : size == 8 ? reader.u64be() : 0;
  }

  // The first extent of the item: no known writer splits Exif data.
  static std::optional<Place> locate(Bytes table, std::uint32_t wanted) {
    ByteReader reader(table);
    const unsigned version = reader.u8();
    reader.skip(3);
    const unsigned sizes = reader.u16be();
    const unsigned offset_size = sizes >> 12;
    const unsigned length_size = sizes >> 8 & 15;
    const unsigned base_size = sizes >> 4 & 15;
    const unsigned index_size = version == 1 || version == 2 ? sizes & 15 : 0;
    const std::uint32_t count = version < 2 ? reader.u16be() : reader.u32be();
    for (std::uint32_t i = 0; i < count && reader.ok(); ++i) {
      const std::uint32_t id = version < 2 ? reader.u16be() : reader.u32be();
      const unsigned method = version == 1 || version == 2 ? reader.u16be() & 15U : 0;
      reader.u16be();  // data reference
      const std::uint64_t base = sized(reader, base_size);
      const unsigned extents = reader.u16be();
      for (unsigned k = 0; k < extents && reader.ok(); ++k) {
        sized(reader, index_size);
        const std::uint64_t offset = sized(reader, offset_size);
        const std::uint64_t length = sized(reader, length_size);
        if (id == wanted && k == 0 && reader.ok() && method <= 1)
          return Place{base + offset, length, method == 1};
      }
    }
    return std::nullopt;
  }

  Bytes meta_;
};

void scan_heif(PictureScan& scan, ByteSource& source) {
  std::uint64_t at = 0;
  for (int part = 0; part < kMaxParts && at + 8 <= source.size(); ++part) {
    const auto head = piece_at(source, at, 16);
    const auto box = box_at(head, at, source.size());
    if (!box) {
      scan.damage = "its HEIF boxes break off";
      return;
    }
    if (box->kind == "meta") {
      const auto meta = piece_at(source, box->body, box->size);
      auto place = HeifMeta(meta).exif();
      if (!place) return;
      if (place->in_idat) place->offset += box->body;
      // The item begins with the distance from its fifth byte to the TIFF header.
      const auto skip_bytes = piece_at(source, place->offset, 4);
      ByteReader skip{Bytes(skip_bytes)};
      const std::uint64_t distance = 4ULL + skip.u32be();
      if (!skip.ok() || distance > place->length) {
        scan.damage = "its Exif item lies outside the file";
        return;
      }
      take_tiff(scan, source, place->offset + distance, place->length - distance);
      return;
    }
    at = box->body + box->size;
  }
}

}  // namespace

PictureScan scan_picture(ByteSource& source) {
  PictureScan scan;
  const auto head = piece_at(source, 0, 32);
  const std::string_view text = as_text(head);
  scan.recognised = true;
  if (text.substr(0, 3) == "\xFF\xD8\xFF") {
    scan_jpeg(scan, source);
  } else if (text.substr(0, 8) == "\x89PNG\r\n\x1A\n") {
    scan_png(scan, source);
  } else if (text.substr(0, 4) == "RIFF" && text.size() >= 12 && text.substr(8, 4) == "WEBP") {
    scan_webp(scan, source);
  } else if (text.size() >= 12 && text.substr(4, 4) == "ftyp" &&
             (text.substr(8, 3) == "hei" || text.substr(8, 3) == "hev" || text.substr(8, 4) == "mif1" ||
              text.substr(8, 4) == "msf1" || text.substr(8, 4) == "avif")) {
    scan_heif(scan, source);
  } else {
    scan.recognised = false;
  }
  return scan;
}

}  // namespace ulika
