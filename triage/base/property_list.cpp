#include "triage/base/property_list.h"

#include <plist/plist.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdlib>

#include "triage/base/text.h"

namespace ulika {
namespace {

constexpr std::size_t kMaxBytes = std::size_t{64} << 20;
constexpr std::size_t kTrailer = 32;
constexpr std::string_view kMagic = "bplist0";
constexpr int kMaxHops = 16;  // references in a row
// Object types: the high nibble of a marker.
constexpr unsigned kSimple = 0x0, kInteger = 0x1, kReal = 0x2, kDate = 0x3, kData = 0x4, kAscii = 0x5,
                   kUtf16 = 0x6, kUid = 0x8, kArray = 0xA, kSet = 0xC, kDictionary = 0xD;

bool is_xml(Bytes bytes) {
  std::string_view head = as_text(bytes.first(std::min<std::size_t>(bytes.size(), 256)));
  if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
  const auto start = head.find_first_not_of(" \t\r\n");
  if (start == head.npos) return false;
  head.remove_prefix(start);
  return head.starts_with("<?xml") || head.starts_with("<!DOCTYPE plist") || head.starts_with("<plist");
}

// XML names each value once, so its binary form is no larger than what was read.
std::vector<std::byte> binary_of_xml(Bytes bytes) {
  std::vector<std::byte> binary;
  plist_t list = nullptr;
  plist_from_xml(reinterpret_cast<const char*>(bytes.data()), static_cast<std::uint32_t>(bytes.size()),
                 &list);
  if (list == nullptr) return binary;
  char* packed = nullptr;
  std::uint32_t length = 0;
  plist_to_bin(list, &packed, &length);
  plist_free(list);
  if (packed != nullptr) {
    const auto* begin = reinterpret_cast<const std::byte*>(packed);
    binary.assign(begin, begin + length);
    std::free(packed);
  }
  return binary;
}

}  // namespace

bool PropertyList::looks_like(Bytes bytes) {
  return as_text(bytes).starts_with(kMagic) || is_xml(bytes);
}

Result<PropertyList> PropertyList::read(Bytes bytes) {
  if (bytes.size() > kMaxBytes) return fail(ErrorKind::limit, "the property list is longer than 64 MiB");
  PropertyList list;
  if (as_text(bytes).starts_with(kMagic)) {
    list.bytes_.assign(bytes.begin(), bytes.end());
  } else if (is_xml(bytes)) {
    list.bytes_ = binary_of_xml(bytes);
  } else {
    return fail(ErrorKind::damaged, "this is no property list");
  }
  if (!list.index()) return fail(ErrorKind::damaged, "the property list is damaged");
  return list;
}

bool PropertyList::index() {
  if (bytes_.size() < kMagic.size() + 1 + kTrailer) return false;
  ByteReader trailer(Bytes(bytes_).last(kTrailer));
  trailer.skip(6);
  offset_width_ = trailer.u8();
  reference_width_ = trailer.u8();
  objects_ = trailer.u64be();
  top_ = trailer.u64be();
  table_ = trailer.u64be();
  const std::size_t end = bytes_.size() - kTrailer;
  if (offset_width_ == 0 || offset_width_ > 8 || reference_width_ == 0 || reference_width_ > 8) return false;
  if (table_ > end || objects_ > (end - table_) / offset_width_ || top_ >= objects_) return false;
  const Node top(this, top_);
  if (!top.member("$archiver").exists()) return true;
  const Node objects = top.member("$objects");
  const auto head = objects.head();
  if (!head || head->type != kArray) return false;
  archived_ = objects.index_;
  archive_ = true;
  return true;
}

std::uint64_t PropertyList::number(std::size_t at, unsigned width) const {
  std::uint64_t value = 0;
  if (at > bytes_.size() || width > bytes_.size() - at) return ~std::uint64_t{0};
  for (unsigned i = 0; i < width; ++i) value = value << 8 | std::to_integer<std::uint64_t>(bytes_[at + i]);
  return value;
}

PropertyList::Node PropertyList::root() const {
  const Node top(this, top_);
  return archive_ ? top.member("$top").member("root") : top;
}

PropertyList::Node PropertyList::resolved(Node node) const {
  for (int hop = 0; archive_ && hop < kMaxHops; ++hop) {
    const auto head = node.head();
    if (!head || head->type != kUid) return node;
    const std::uint64_t uid = number(head->at, head->info + 1);
    const auto objects = Node(this, archived_).head();
    if (!objects || uid >= objects->length) return {};
    node =
        Node(this, number(objects->at + static_cast<std::size_t>(uid) * reference_width_, reference_width_));
  }
  return node;
}

std::optional<PropertyList::Node::Head> PropertyList::Node::head() const {
  if (list_ == nullptr || index_ >= list_->objects_) return {};
  const std::uint64_t at = list_->number(
      static_cast<std::size_t>(list_->table_ + index_ * list_->offset_width_), list_->offset_width_);
  if (at >= list_->table_) return {};
  const auto marker = std::to_integer<unsigned>(list_->bytes_[static_cast<std::size_t>(at)]);
  Head head{marker >> 4, marker & 0xF, marker & 0xF, static_cast<std::size_t>(at) + 1};
  const std::uint64_t room = list_->table_ - head.at;
  std::uint64_t unit = 0;
  switch (head.type) {
    case kInteger:
    case kReal:
      head.length = head.info > 4 ? ~std::uint64_t{0} : std::uint64_t{1} << head.info;
      unit = 1;
      break;
    case kDate:
      head.length = 8;
      unit = 1;
      break;
    case kUid:
      head.length = head.info + 1U;
      unit = 1;
      break;
    case kData:
    case kAscii:
      unit = 1;
      break;
    case kUtf16:
      unit = 2;
      break;
    case kArray:
    case kSet:
      unit = list_->reference_width_;
      break;
    case kDictionary:
      unit = 2 * list_->reference_width_;
      break;
    default:
      return head;
  }
  if (head.type >= kData && head.type != kUid && head.info == 0xF) {  // a longer length follows as an integer
    if (room < 2) return {};
    const auto of_length = std::to_integer<unsigned>(list_->bytes_[head.at]);
    const unsigned width = 1U << (of_length & 0xF);
    if (of_length >> 4 != kInteger || width > 8) return {};
    head.length = list_->number(head.at + 1, width);
    head.at += 1 + width;
    if (head.at > list_->table_) return {};
  }
  if (head.length > (list_->table_ - head.at) / unit) return {};
  return head;
}

PropertyList::Node PropertyList::Node::reference(std::size_t at) const {
  return list_->resolved(Node(list_, list_->number(at, list_->reference_width_)));
}

bool PropertyList::Node::is_dictionary() const {
  const auto h = head();
  return h && h->type == kDictionary;
}

std::size_t PropertyList::Node::count() const {
  const auto h = head();
  if (!h || (h->type != kArray && h->type != kSet && h->type != kDictionary)) return 0;
  return static_cast<std::size_t>(h->length);
}

PropertyList::Node PropertyList::Node::element(std::size_t index) const {
  const auto h = head();
  if (!h || (h->type != kArray && h->type != kSet) || index >= h->length) return {};
  return reference(h->at + index * list_->reference_width_);
}

std::pair<std::string, PropertyList::Node> PropertyList::Node::entry(std::size_t index) const {
  const auto h = head();
  if (!h || h->type != kDictionary || index >= h->length) return {};
  const std::size_t width = list_->reference_width_;
  return {reference(h->at + index * width).text(),
          reference(h->at + (static_cast<std::size_t>(h->length) + index) * width)};
}

PropertyList::Node PropertyList::Node::member(std::string_view key) const {
  for (std::size_t i = 0, n = is_dictionary() ? count() : 0; i < n; ++i) {
    if (auto found = entry(i); found.first == key) return found.second;
  }
  return {};
}

std::optional<std::int64_t> PropertyList::Node::integer() const {
  const auto h = head();
  if (!h || h->type != kInteger) return {};
  // 16 bytes hold what is above 2^63; their lower half is the value.
  const std::size_t skip = h->length == 16 ? 8 : 0;
  return static_cast<std::int64_t>(list_->number(h->at + skip, static_cast<unsigned>(h->length - skip)));
}

std::optional<double> PropertyList::Node::real() const {
  const auto h = head();
  if (h && h->type == kInteger) return static_cast<double>(*integer());
  if (!h || (h->type != kReal && h->type != kDate)) return {};
  if (h->length == 8) return std::bit_cast<double>(list_->number(h->at, 8));
  if (h->length == 4)
    return static_cast<double>(std::bit_cast<float>(static_cast<std::uint32_t>(list_->number(h->at, 4))));
  return {};
}

std::optional<bool> PropertyList::Node::boolean() const {
  const auto h = head();
  if (!h || h->type != kSimple || (h->info != 8 && h->info != 9)) return {};
  return h->info == 9;
}

std::string PropertyList::Node::text() const {
  const auto h = head();
  if (!h || (h->type != kAscii && h->type != kUtf16)) return {};
  const std::size_t size = static_cast<std::size_t>(h->length) * (h->type == kUtf16 ? 2 : 1);
  const Bytes bytes = Bytes(list_->bytes_).subspan(h->at, size);
  return h->type == kUtf16 ? decode(bytes, Encoding::utf16be) : to_valid_utf8(as_text(bytes));
}

Bytes PropertyList::Node::data() const {
  const auto h = head();
  if (h && h->type == kData) return Bytes(list_->bytes_).subspan(h->at, static_cast<std::size_t>(h->length));
  if (!list_ || !list_->archive_) return {};
  const Node inner = member("NS.data");
  const auto inside = inner.head();
  return inside && inside->type == kData ? inner.data() : Bytes();
}

std::optional<TimeMs> PropertyList::Node::date() const {
  const auto h = head();
  if (h && h->type == kDate) return from_apple_seconds(*real());
  if (!list_ || !list_->archive_) return {};
  const auto seconds = member("NS.time").real();
  return seconds && std::isfinite(*seconds) ? from_apple_seconds(*seconds) : std::nullopt;
}

}  // namespace ulika
