#include "triage/pipeline/wire.h"

#include <bit>
#include <cstring>

namespace ulika {
namespace {

constexpr std::uint64_t kLongestFrame = 1ULL << 30;

class Writer {
 public:
  void u8(std::uint8_t v) { out.push_back(static_cast<char>(v)); }
  void u64(std::uint64_t v) {
    char bytes[8];
    std::memcpy(bytes, &v, 8);
    out.append(bytes, 8);
  }
  void i64(std::int64_t v) { u64(static_cast<std::uint64_t>(v)); }
  void real(double v) { u64(std::bit_cast<std::uint64_t>(v)); }
  void text(std::string_view v) {
    u64(v.size());
    out.append(v);
  }
  void bytes(Bytes v) { out.append(as_text(v)); }
  void time(const std::optional<TimeMs>& v) {
    u8(v ? 1 : 0);
    if (v) i64(*v);
  }
  std::string out;
};

// Reads what Writer wrote. Workers parse hostile evidence, so what they send is checked like any other bytes.
class Reader {
 public:
  explicit Reader(std::string_view in) : in_(as_bytes(in)) {}
  bool ok() const { return in_.ok(); }
  bool at_end() const { return in_.ok() && in_.left() == 0; }
  std::uint8_t u8() { return in_.u8(); }
  std::uint64_t u64() { return in_.u64le(); }
  std::int64_t i64() { return static_cast<std::int64_t>(u64()); }
  double real() { return std::bit_cast<double>(u64()); }
  std::string text() {
    const std::uint64_t n = u64();
    return std::string(as_text(in_.take(n > in_.left() ? in_.left() + 1 : static_cast<std::size_t>(n))));
  }
  // A count of things that take at least one byte each; 0 and a failed reader when there cannot be so many.
  std::size_t count() {
    const std::uint64_t n = u64();
    if (n > in_.left()) {
      in_.skip(in_.left() + 1);
      return 0;
    }
    return static_cast<std::size_t>(n);
  }
  template <std::size_t N>
  void bytes(std::array<std::byte, N>& out) {
    Bytes b = in_.take(N);
    if (b.size() == N) std::memcpy(out.data(), b.data(), N);
  }
  std::optional<TimeMs> time() { return u8() != 0 ? std::optional<TimeMs>(i64()) : std::nullopt; }
  template <class Enum>
  Enum choice(Enum last) {
    const std::uint8_t v = u8();
    if (v > static_cast<std::uint8_t>(last)) {
      in_.skip(in_.left() + 1);
      return Enum{};
    }
    return static_cast<Enum>(v);
  }

 private:
  ByteReader in_;
};

void put(Writer& w, const FileEntry& e) {
  w.text(e.path);
  w.u8(static_cast<std::uint8_t>(e.kind));
  w.u8(static_cast<std::uint8_t>(e.state));
  w.u64(e.size);
  w.time(e.times.modified);
  w.time(e.times.accessed);
  w.time(e.times.changed);
  w.time(e.times.created);
  w.u8(e.times.zone_known ? 1 : 0);
  w.i64(e.first_offset);
  w.text(encode_content(e));
}

bool get(Reader& r, FileEntry& e) {
  e.path = r.text();
  e.kind = r.choice(EntryKind::seam);
  e.state = r.choice(FileState::unallocated);
  e.size = r.u64();
  e.times.modified = r.time();
  e.times.accessed = r.time();
  e.times.changed = r.time();
  e.times.created = r.time();
  e.times.zone_known = r.u8() != 0;
  e.first_offset = r.i64();
  return r.ok() && decode_content(r.text(), e).has_value();
}

void put(Writer& w, const Problem& p) {
  w.text(p.path);
  w.text(p.stage);
  w.u8(static_cast<std::uint8_t>(p.state));
  w.text(p.reason);
  w.i64(p.offset);
  w.u64(p.length);
}

bool get(Reader& r, Problem& p) {
  p.path = r.text();
  p.stage = r.text();
  p.state = r.choice(LedgerState::not_examined);
  p.reason = r.text();
  p.offset = r.i64();
  p.length = r.u64();
  return r.ok();
}

void put(Writer& w, const Hit& h) {
  for (const std::string* s :
       {&h.rule, &h.category, &h.value, &h.context, &h.encoding, &h.path, &h.record_id})
    w.text(*s);
  w.real(h.weight);
  w.u64(h.offset);
  w.u64(h.length);
  w.i64(h.image_offset);
}

bool get(Reader& r, Hit& h) {
  for (std::string* s : {&h.rule, &h.category, &h.value, &h.context, &h.encoding, &h.path, &h.record_id})
    *s = r.text();
  h.weight = r.real();
  h.offset = r.u64();
  h.length = r.u64();
  h.image_offset = r.i64();
  return r.ok();
}

void put(Writer& w, const Record& record) {
  w.text(record.type);
  w.u64(record.fields.size());
  for (const auto& [key, value] : record.fields) {
    w.text(key);
    w.u8(static_cast<std::uint8_t>(value.index()));
    if (const auto* i = std::get_if<std::int64_t>(&value)) w.i64(*i);
    if (const auto* d = std::get_if<double>(&value)) w.real(*d);
    if (const auto* s = std::get_if<std::string>(&value)) w.text(*s);
  }
  const Provenance& from = record.from;
  for (const std::string* s : {&from.path, &from.locator, &from.parser, &from.recovered, &from.derived_from})
    w.text(*s);
}

bool get(Reader& r, Record& record) {
  record.type = r.text();
  record.fields.resize(r.count());
  for (auto& [key, value] : record.fields) {
    key = r.text();
    switch (r.u8()) {
      case 1:
        value = r.i64();
        break;
      case 2:
        value = r.real();
        break;
      case 3:
        value = r.text();
        break;
      default:
        value = std::monostate{};
    }
  }
  Provenance& from = record.from;
  for (std::string* s : {&from.path, &from.locator, &from.parser, &from.recovered, &from.derived_from})
    *s = r.text();
  return r.ok();
}

template <class T>
void put_all(Writer& w, const std::vector<T>& things) {
  w.u64(things.size());
  for (const T& thing : things) put(w, thing);
}

template <class T>
bool get_all(Reader& r, std::vector<T>& things) {
  const std::size_t n = r.count();
  things.clear();
  for (std::size_t i = 0; i < n && r.ok(); ++i) {
    things.emplace_back();
    if (!get(r, things.back())) return false;
  }
  return r.ok();
}

void put(Writer& w, const std::string& s) {
  w.text(s);
}
bool get(Reader& r, std::string& s) {
  s = r.text();
  return r.ok();
}

void put(Writer& w, const WorkItem& item) {
  w.i64(item.id);
  put(w, item.entry);
  put_all(w, item.companions);
  put_all(w, item.skip);
  w.text(item.skip_reason);
}

bool get(Reader& r, WorkItem& item) {
  item.id = r.i64();
  if (!get(r, item.entry) || !get_all(r, item.companions) || !get_all(r, item.skip)) return false;
  item.skip_reason = r.text();
  return r.ok();
}

void put(Writer& w, const std::pair<std::string, std::string>& p) {
  w.text(p.first);
  w.text(p.second);
}

bool get(Reader& r, std::pair<std::string, std::string>& p) {
  p.first = r.text();
  p.second = r.text();
  return r.ok();
}

void put(Writer& w, const VolumeInfo& v) {
  w.u64(v.index);
  for (const std::string* s : {&v.description, &v.file_system, &v.label, &v.note}) w.text(*s);
  w.u64(v.offset);
  w.u64(v.length);
  w.u64(v.block_size);
}

bool get(Reader& r, VolumeInfo& v) {
  v.index = static_cast<std::uint32_t>(r.u64());
  for (std::string* s : {&v.description, &v.file_system, &v.label, &v.note}) *s = r.text();
  v.offset = r.u64();
  v.length = r.u64();
  v.block_size = static_cast<std::uint32_t>(r.u64());
  return r.ok();
}

tl::unexpected<Error> garbled() {
  return fail(ErrorKind::damaged, "a worker's message is garbled");
}

template <class T>
Result<std::vector<T>> decode_all(std::string_view bytes) {
  Reader r(bytes);
  std::vector<T> things;
  if (!get_all(r, things) || !r.at_end()) return garbled();
  return things;
}

template <class T>
std::string encode_all(const std::vector<T>& things) {
  Writer w;
  put_all(w, things);
  return std::move(w.out);
}

void put(Writer& w, const Digests& d) {
  w.bytes(d.md5);
  w.bytes(d.sha1);
  w.bytes(d.sha256);
}

void get(Reader& r, Digests& d) {
  r.bytes(d.md5);
  r.bytes(d.sha1);
  r.bytes(d.sha256);
}

}  // namespace

std::string encode_frame(const Frame& frame) {
  Writer w;
  w.u64(frame.payload.size() + 1);
  w.u8(static_cast<std::uint8_t>(frame.kind));
  w.out += frame.payload;
  return std::move(w.out);
}

std::optional<Frame> FrameReader::next() {
  if (broken_ || buffer_.size() - at_ < 8) return std::nullopt;
  std::uint64_t n = 0;
  std::memcpy(&n, buffer_.data() + at_, 8);
  if (n == 0 || n > kLongestFrame) {
    broken_ = true;
    return std::nullopt;
  }
  if (buffer_.size() - at_ - 8 < n) return std::nullopt;
  Frame frame;
  const auto kind = static_cast<std::uint8_t>(buffer_[at_ + 8]);
  if (kind > static_cast<std::uint8_t>(FrameKind::done)) {
    broken_ = true;
    return std::nullopt;
  }
  frame.kind = static_cast<FrameKind>(kind);
  frame.payload.assign(buffer_, at_ + 9, static_cast<std::size_t>(n) - 1);
  at_ += 8 + static_cast<std::size_t>(n);
  if (at_ == buffer_.size() || at_ > (1U << 20)) {
    buffer_.erase(0, at_);
    at_ = 0;
  }
  return frame;
}

std::string encode_index(std::uint32_t evidence_index) {
  Writer w;
  w.u64(evidence_index);
  return std::move(w.out);
}

Result<std::uint32_t> decode_index(std::string_view bytes) {
  Reader r(bytes);
  const std::uint64_t v = r.u64();
  if (!r.at_end()) return garbled();
  return static_cast<std::uint32_t>(v);
}

std::string encode_work(std::uint32_t evidence_index, const std::vector<WorkItem>& items) {
  Writer w;
  w.u64(evidence_index);
  put_all(w, items);
  return std::move(w.out);
}

Result<std::pair<std::uint32_t, std::vector<WorkItem>>> decode_work(std::string_view bytes) {
  Reader r(bytes);
  std::pair<std::uint32_t, std::vector<WorkItem>> work;
  work.first = static_cast<std::uint32_t>(r.u64());
  if (!get_all(r, work.second) || !r.at_end()) return garbled();
  return work;
}

std::string encode_entries(const std::vector<FileEntry>& entries) {
  return encode_all(entries);
}
Result<std::vector<FileEntry>> decode_entries(std::string_view bytes) {
  return decode_all<FileEntry>(bytes);
}
std::string encode_problems(const std::vector<Problem>& problems) {
  return encode_all(problems);
}
Result<std::vector<Problem>> decode_problems(std::string_view bytes) {
  return decode_all<Problem>(bytes);
}

std::string encode_result(const FileResult& result) {
  Writer w;
  w.i64(result.file_id);
  if (result.file_id == 0) put(w, result.entry);
  w.u8(result.digests ? 1 : 0);
  if (result.digests) put(w, *result.digests);
  w.text(result.mime);
  w.u8(static_cast<std::uint8_t>(result.state));
  w.text(result.reason);
  w.i64(result.twin_id);
  w.text(result.known);
  w.text(result.hashset);
  put_all(w, result.hits);
  put_all(w, result.records);
  put_all(w, result.problems);
  w.text(result.thumbnail);
  return std::move(w.out);
}

Result<FileResult> decode_result(std::string_view bytes) {
  Reader r(bytes);
  FileResult result;
  result.file_id = r.i64();
  if (result.file_id == 0 && !get(r, result.entry)) return garbled();
  if (r.u8() != 0) get(r, result.digests.emplace());
  result.mime = r.text();
  result.state = r.choice(LedgerState::not_examined);
  result.reason = r.text();
  result.twin_id = r.i64();
  result.known = r.text();
  result.hashset = r.text();
  if (!get_all(r, result.hits) || !get_all(r, result.records) || !get_all(r, result.problems))
    return garbled();
  result.thumbnail = r.text();
  if (!r.at_end()) return garbled();
  return result;
}

std::string encode_source(const SourceInfo& s) {
  Writer w;
  w.text(s.name);
  w.text(s.kind);
  put_all(w, s.files);
  w.u64(s.size);
  w.u64(s.sector_size);
  w.text(s.partition_table);
  put_all(w, s.volumes);
  w.text(s.stored_md5.value_or(""));
  w.text(s.stored_sha1.value_or(""));
  w.time(s.acquired_at);
  w.u8(s.acquired_zone_known ? 1 : 0);
  put_all(w, s.acquisition);
  w.u8(s.is_image ? 1 : 0);
  return std::move(w.out);
}

Result<SourceInfo> decode_source(std::string_view bytes) {
  Reader r(bytes);
  SourceInfo s;
  s.name = r.text();
  s.kind = r.text();
  if (!get_all(r, s.files)) return garbled();
  s.size = r.u64();
  s.sector_size = static_cast<std::uint32_t>(r.u64());
  s.partition_table = r.text();
  if (!get_all(r, s.volumes)) return garbled();
  if (std::string md5 = r.text(); !md5.empty()) s.stored_md5 = std::move(md5);
  if (std::string sha1 = r.text(); !sha1.empty()) s.stored_sha1 = std::move(sha1);
  s.acquired_at = r.time();
  s.acquired_zone_known = r.u8() != 0;
  if (!get_all(r, s.acquisition)) return garbled();
  s.is_image = r.u8() != 0;
  if (!r.at_end()) return garbled();
  return s;
}

std::string encode_digests(const Digests& digests) {
  Writer w;
  put(w, digests);
  return std::move(w.out);
}

Result<Digests> decode_digests(std::string_view bytes) {
  Reader r(bytes);
  Digests digests;
  get(r, digests);
  if (!r.at_end()) return garbled();
  return digests;
}

}  // namespace ulika
