#include "triage/pipeline/file_type.h"

#include <magic.h>

#include <algorithm>
#include <array>

#include "triage/base/text.h"

namespace ulika {
namespace {

struct Signature {
  std::size_t offset;
  std::string_view bytes;
  std::string_view mime;
};

using namespace std::string_view_literals;

// First match wins, so longer and rarer signatures stand before shorter ones. Sources: the formats'
// specifications.
constexpr Signature kSignatures[] = {
    {0, "SQLite format 3\0"sv, "application/vnd.sqlite3"},
    {0, "\x37\x7f\x06\x82"sv, "application/x-sqlite3-wal"},
    {0, "\x37\x7f\x06\x83"sv, "application/x-sqlite3-wal"},
    {0, "\xd9\xd5\x05\xf9\x20\xa1\x63\xd7"sv, "application/x-sqlite3-journal"},
    {0, "\xff\xd8\xff"sv, "image/jpeg"},
    {0, "\x89PNG\r\n\x1a\n"sv, "image/png"},
    {0, "GIF87a"sv, "image/gif"},
    {0, "GIF89a"sv, "image/gif"},
    {8, "WEBP"sv, "image/webp"},
    {0, "PK\x03\x04"sv, "application/zip"},
    {0, "PK\x05\x06"sv, "application/zip"},
    {0, "\x1f\x8b\x08"sv, "application/gzip"},
    {0, "BZh"sv, "application/x-bzip2"},
    {0,
     "\xfd"
     "7zXZ\0"sv,
     "application/x-xz"},
    {0, "7z\xbc\xaf\x27\x1c"sv, "application/x-7z-compressed"},
    {0, "Rar!\x1a\x07"sv, "application/x-rar"},
    {257, "ustar"sv, "application/x-tar"},
    {0, "!<arch>\n"sv, "application/x-archive"},
    {0, "%PDF-"sv, "application/pdf"},
    {0, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"sv, "application/x-ole-storage"},
    {0, "bplist00"sv, "application/x-bplist"},
    {0,
     "\x7f"
     "ELF"sv,
     "application/x-executable"},
    {0, "OggS"sv, "audio/ogg"},
    {0, "ID3"sv, "audio/mpeg"},
    {0, "#!AMR"sv, "audio/amr"},
    {0, "{\\rtf"sv, "text/rtf"},
    {0, "ANDROID BACKUP\n"sv, "application/x-android-backup"},
    {0, "regf"sv, "application/x-windows-registry"},
    {0, "L\0\0\0\x01\x14\x02\0"sv, "application/x-ms-shortcut"},
    {0, "ABX\0"sv, "application/x-android-binary-xml"},
    {0, "TDF$"sv, "application/x-telegram-data"},
    {0, "EVF\x09\x0d\x0a\xff\0"sv, "application/x-ewf"},
};

struct Brand {
  std::string_view brand;
  std::string_view mime;
};
// Major brands of ISO base media files (ISO/IEC 14496-12, MP4 registration authority).
constexpr Brand kBrands[] = {{"heic", "image/heic"}, {"heix", "image/heic"},      {"mif1", "image/heic"},
                             {"msf1", "image/heic"}, {"hevc", "image/heic"},      {"avif", "image/avif"},
                             {"M4A ", "audio/mp4"},  {"qt  ", "video/quicktime"}, {"3gp", "video/3gpp"}};

bool starts_at(std::string_view text, std::size_t offset, std::string_view what) {
  return text.size() >= offset + what.size() && text.substr(offset, what.size()) == what;
}

// UTF-16 of Latin and Cyrillic text without a mark: the high byte of almost every unit is 00 or 04.
bool is_utf16_text(std::string_view head, std::size_t high) {
  std::size_t units = 0;
  std::size_t plain = 0;
  for (std::size_t i = 0; i + 1 < head.size(); i += 2, ++units) {
    const auto top = static_cast<unsigned char>(head[i + high]);
    const auto low = static_cast<unsigned char>(head[i + 1 - high]);
    if (top == 0x04 || (top == 0 && (low >= 0x20 || low == '\n' || low == '\r' || low == '\t'))) ++plain;
  }
  return units >= 8 && plain * 16 >= units * 15;
}

// Text in some encoding: no control bytes but white space, or UTF-16.
bool is_text(std::string_view head) {
  if (head.starts_with("\xff\xfe") || head.starts_with("\xfe\xff") || head.starts_with("\xef\xbb\xbf"))
    return true;
  const bool controls = std::any_of(head.begin(), head.end(), [](char byte) {
    const auto c = static_cast<unsigned char>(byte);
    return c < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != 0x1b;
  });
  return !controls || is_utf16_text(head, 1) || is_utf16_text(head, 0);
}

std::string_view text_kind(std::string_view head) {
  const std::size_t first = head.find_first_not_of(" \t\r\n\xef\xbb\xbf");
  if (first == std::string_view::npos) return "text/plain";
  const std::string_view body = head.substr(first);
  if (body.starts_with("<?xml")) return "text/xml";
  if (body.starts_with("<!DOCTYPE html") || body.starts_with("<!doctype html") || body.starts_with("<html"))
    return "text/html";
  if (body.starts_with("BEGIN:VCARD")) return "text/vcard";
  if (body.front() == '{' ||
      (body.front() == '[' && body.find_first_of("{[\"0123456789", 1) != std::string_view::npos)) {
    if (body.find('"') != std::string_view::npos) return "application/json";
  }
  return "text/plain";
}

// Whether bytes may carry a signature at all. Encrypted, compressed and random content is most of what no
// built-in signature knows, and asking libmagic about it is dear: signatures have letters in a row, or zeros,
// or ones.
bool may_have_signature(std::string_view head) {
  constexpr std::size_t kLook = 16;
  std::size_t letters = 0;
  std::size_t flat = 0;
  for (const char byte : head.substr(0, kLook)) {
    const auto c = static_cast<unsigned char>(byte);
    letters = (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') ? letters + 1 : 0;
    if (letters == 3) return true;
    if (c == 0 || c == 0xff) ++flat;
  }
  return flat >= 2;
}

}  // namespace

struct FileTypes::Magic {
  magic_t cookie = nullptr;
};

FileTypes::FileTypes() : magic_(std::make_unique<Magic>()) {
  magic_->cookie =
      magic_open(MAGIC_MIME_TYPE | MAGIC_NO_CHECK_COMPRESS | MAGIC_NO_CHECK_TAR | MAGIC_NO_CHECK_ELF |
                 MAGIC_NO_CHECK_TEXT | MAGIC_NO_CHECK_CDF | MAGIC_NO_CHECK_TOKENS | MAGIC_NO_CHECK_ENCODING |
                 MAGIC_NO_CHECK_JSON | MAGIC_NO_CHECK_CSV);
  if (magic_->cookie != nullptr && magic_load(magic_->cookie, nullptr) != 0) {
    magic_close(magic_->cookie);
    magic_->cookie = nullptr;
  }
}

FileTypes::~FileTypes() {
  if (magic_->cookie != nullptr) magic_close(magic_->cookie);
}

std::string FileTypes::type_of(Bytes bytes, std::uint64_t size) const {
  if (size == 0 || bytes.empty()) return "application/x-empty";
  const std::string_view head = as_text(bytes.first(std::min(bytes.size(), kTypeHead)));
  for (const Signature& s : kSignatures) {
    if (starts_at(head, s.offset, s.bytes)) return std::string(s.mime);
  }
  if (starts_at(head, 4, "ftyp") && head.size() >= 12) {
    for (const Brand& b : kBrands) {
      if (starts_at(head, 8, b.brand)) return std::string(b.mime);
    }
    return "video/mp4";
  }
  if (is_text(head)) return std::string(text_kind(head));
  if (magic_->cookie != nullptr && may_have_signature(head)) {
    const char* mime = magic_buffer(magic_->cookie, head.data(), head.size());
    if (mime != nullptr && std::string_view(mime).find('/') != std::string_view::npos) return mime;
  }
  return "application/octet-stream";
}

}  // namespace ulika
