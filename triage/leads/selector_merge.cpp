#include "triage/leads/selector_merge.h"

#include <algorithm>
#include <limits>

#include "triage/base/text.h"

namespace ulika {
namespace {

constexpr std::size_t kBytesHeld = 320;  // about what one selector takes up in memory
constexpr std::size_t kLongestText = 512;

// Labels are compared by length first, so that the fullest name is kept whatever came first.
bool fuller(const std::string& a, const std::string& b) {
  return a.size() != b.size() ? a.size() > b.size() : a < b;
}

std::uint32_t sum(std::uint32_t a, std::uint32_t b) {
  constexpr std::uint32_t kMost = std::numeric_limits<std::uint32_t>::max();
  return a > kMost - b ? kMost : a + b;
}

template <class T>
void unite(std::vector<T>& into, const std::vector<T>& more, std::size_t most) {
  if (more.empty()) return;
  into.insert(into.end(), more.begin(), more.end());
  std::sort(into.begin(), into.end());
  into.erase(std::unique(into.begin(), into.end()), into.end());
  if (into.size() > most) into.resize(most);
}

void put_number(std::string& row, std::uint32_t number, int bytes = 4) {
  for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8)
    row += static_cast<char>((number >> shift) & 0xFF);
}

void put_text(std::string& row, std::string_view text) {
  put_number(row, static_cast<std::uint32_t>(text.size()), 2);
  row += text;
}

// Reads a row of our own making; it is whole, or the run is broken.
class RowParts {
 public:
  explicit RowParts(std::string_view row) : row_(row) {}
  std::string_view until_zero() {
    const std::size_t zero = row_.find('\0');
    if (zero == std::string_view::npos) throw std::runtime_error("a temporary file came back changed");
    return take(zero + 1).substr(0, zero);
  }
  std::uint32_t number(int bytes = 4) {
    std::uint32_t value = 0;
    for (const char c : take(static_cast<std::size_t>(bytes)))
      value = value << 8 | static_cast<unsigned char>(c);
    return value;
  }
  std::string_view text() { return take(number(2)); }

 private:
  std::string_view take(std::size_t size) {
    if (row_.size() < size) throw std::runtime_error("a temporary file came back changed");
    const std::string_view part = row_.substr(0, size);
    row_.remove_prefix(size);
    return part;
  }
  std::string_view row_;
};

std::string key_of(const SelectorForm& form, std::uint16_t device) {
  std::string key = form.kind;
  key += '\0';
  key += clip_utf8(form.value, kLongestText);
  key += '\0';
  put_number(key, device, 2);
  return key;
}

std::string row_of(const std::string& key, const DeviceSighting& seen) {
  std::string row = key;
  row += static_cast<char>(seen.roles);
  row += static_cast<char>(seen.speaks ? 1 : 0);
  put_number(row, seen.count);
  put_number(row, seen.in);
  put_number(row, seen.out);
  put_number(row, static_cast<std::uint32_t>(seen.chats.size()), 1);
  for (const std::uint32_t chat : seen.chats) put_number(row, chat);
  put_text(row, seen.label);
  put_number(row, static_cast<std::uint32_t>(seen.record_ids.size()), 1);
  for (const std::string& id : seen.record_ids) put_text(row, id);
  return row;
}

DeviceSighting read_row(std::string_view row, SelectorForm& form) {
  RowParts parts(row);
  form.kind = parts.until_zero();
  form.value = parts.until_zero();
  DeviceSighting seen;
  seen.device = static_cast<std::uint16_t>(parts.number(2));
  seen.roles = static_cast<std::uint8_t>(parts.number(1));
  seen.speaks = parts.number(1) != 0;
  seen.count = parts.number();
  seen.in = parts.number();
  seen.out = parts.number();
  seen.chats.resize(parts.number(1));
  for (std::uint32_t& chat : seen.chats) chat = parts.number();
  seen.label = parts.text();
  seen.record_ids.resize(parts.number(1));
  for (std::string& id : seen.record_ids) id = parts.text();
  return seen;
}

}  // namespace

void DeviceSighting::merge(const DeviceSighting& other) {
  roles = static_cast<std::uint8_t>(roles | other.roles);
  speaks = speaks || other.speaks;
  count = sum(count, other.count);
  in = sum(in, other.in);
  out = sum(out, other.out);
  unite(chats, other.chats, kMostChats);
  if (fuller(other.label, label)) label = other.label;
  unite(record_ids, other.record_ids, kMostRecords);
}

SelectorMerge::SelectorMerge(const std::filesystem::path& dir, std::size_t memory_bytes)
    : runs_(dir, memory_bytes / 2), most_held_(std::max<std::size_t>(16, memory_bytes / 2 / kBytesHeld)) {}

void SelectorMerge::add(std::uint16_t device, const Sighting& sighting) {
  if (!sighting.form || sighting.form.value.find('\0') != std::string::npos) return;
  DeviceSighting seen;
  seen.device = device;
  seen.roles = sighting.role;
  seen.speaks = sighting.speaks;
  seen.count = sighting.count;
  seen.in = sighting.in;
  seen.out = sighting.out;
  if (sighting.chat != 0) seen.chats.push_back(sighting.chat);
  seen.label = clip_utf8(sighting.label, kLongestText);
  if (!sighting.record_id.empty()) seen.record_ids.push_back(sighting.record_id);
  std::string key = key_of(sighting.form, device);
  const auto [it, first] = held_.try_emplace(std::move(key), seen);
  if (!first) it->second.merge(seen);
  if (held_.size() >= most_held_) flush();
}

void SelectorMerge::flush() {
  for (const auto& [key, seen] : held_) runs_.add(row_of(key, seen));
  held_.clear();
}

void SelectorMerge::for_each(const Visit& visit) {
  flush();
  SelectorForm form, next;
  std::vector<DeviceSighting> devices;
  runs_.for_each([&](std::string_view row) {
    DeviceSighting seen = read_row(row, next);
    if (!devices.empty() && !(next == form)) {
      visit(form, devices);
      devices.clear();
    }
    if (devices.empty()) form = next;
    if (!devices.empty() && devices.back().device == seen.device) {
      devices.back().merge(seen);
    } else {
      devices.push_back(std::move(seen));
    }
  });
  if (!devices.empty()) visit(form, devices);
}

}  // namespace ulika
