// Project VIC's and CAID's JSON, read as a stream.
#include <fmt/format.h>

#include <algorithm>
#include <istream>
#include <nlohmann/json.hpp>
#include <streambuf>

#include "hashsets/list_formats.h"
#include "triage/base/text.h"

namespace ulika {
namespace {

constexpr std::size_t kMaxDepth = 64;
constexpr std::size_t kMaxValue = std::size_t{16} << 20;  // pictures may be stored within
constexpr std::size_t kMaxCategory = 128;

// An InputFile as a stream that knows its place, and ends early where one value goes on and on.
class InputStream final : public std::streambuf {
 public:
  explicit InputStream(InputFile& input) : input_(input) {}
  std::uint64_t offset() const { return begin_ + static_cast<std::uint64_t>(gptr() - eback()); }
  std::uint64_t line() const {
    return lines_ + static_cast<std::uint64_t>(std::count(eback(), gptr(), '\n'));
  }
  void value_begins() { value_begin_ = offset(); }
  const std::optional<Error>& error() const { return error_; }

 protected:
  int_type underflow() override {
    lines_ = line();
    begin_ = offset();
    setg(nullptr, nullptr, nullptr);
    if (begin_ - value_begin_ > kMaxValue) {
      error_ = Error{ErrorKind::limit, fmt::format("{}, byte {}: a value is longer than {} MiB",
                                                   input_.path().string(), value_begin_, kMaxValue >> 20)};
    }
    if (error_) return traits_type::eof();
    const auto piece = input_.next();
    if (!piece) error_ = piece.error();
    if (!piece || piece->empty()) return traits_type::eof();
    piece_.assign(as_text(*piece));
    setg(piece_.data(), piece_.data(), piece_.data() + piece_.size());
    return traits_type::to_int_type(piece_.front());
  }

 private:
  InputFile& input_;
  std::string piece_;
  std::uint64_t begin_ = 0;
  std::uint64_t lines_ = 1;
  std::uint64_t value_begin_ = 0;
  std::optional<Error> error_;
};

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return out;
}

// Hands on the digests of each object that stands in a list of media: the list that is the whole document, or
// one called "value" or "Media".
class MediaReader {
 public:
  MediaReader(InputFile& input, InputStream& stream, const RowSink& sink, HashList& list)
      : input_(input), stream_(stream), sink_(sink), list_(list) {}
  const std::optional<Error>& error() const { return error_; }
  std::uint64_t without_digest() const { return without_digest_; }

  bool null() { return value(""); }
  bool boolean(bool) { return value(""); }
  bool number_integer(std::int64_t number) { return value(std::to_string(number)); }
  bool number_unsigned(std::uint64_t number) { return value(std::to_string(number)); }
  bool number_float(double, const std::string& text) { return value(text); }
  bool string(const std::string& text) { return value(text); }
  bool binary(const std::vector<std::uint8_t>&) { return true; }

  bool start_object(std::size_t) {
    if (stack_.size() >= kMaxDepth) return refuse("it is nested more than 64 deep");
    Level level;
    level.media = !stack_.empty() && stack_.back().media_list;
    stack_.push_back(std::move(level));
    stream_.value_begins();
    return true;
  }
  bool key(const std::string& name) {
    stack_.back().key = lower(name);
    stream_.value_begins();
    return true;
  }
  bool end_object() {
    Level medium = std::move(stack_.back());
    stack_.pop_back();
    stream_.value_begins();
    if (!medium.media) return true;
    if (!medium.row.any()) {
      without_digest_ += medium.holds_media ? 0 : 1;
      return true;
    }
    medium.row.category = medium.category;
    if (auto taken = sink_(medium.row); !taken) {
      error_ = taken.error();
      return false;
    }
    ++list_.rows;
    return true;
  }
  bool start_array(std::size_t) {
    if (stack_.size() >= kMaxDepth) return refuse("it is nested more than 64 deep");
    Level level;
    // A list of cases is called "value" too; what is in it has no digests, but a list of media.
    level.media_list = stack_.empty() || stack_.back().key == "value" || stack_.back().key == "media";
    // What lies within a medium (its files, its tags) are no further media.
    level.media_list = level.media_list && std::none_of(stack_.begin(), stack_.end(), [](const Level& outer) {
                         return outer.media && outer.row.any();
                       });
    if (level.media_list && !stack_.empty()) stack_.back().holds_media = true;
    stack_.push_back(std::move(level));
    stream_.value_begins();
    return true;
  }
  bool end_array() {
    stack_.pop_back();
    stream_.value_begins();
    return true;
  }
  bool parse_error(std::size_t, const std::string&, const nlohmann::json::exception& problem) {
    // "[json.exception.parse_error.101] parse error at line 3, column 5: WHAT; last read: …": the place is
    // told by this reader, as the library counts neither the byte order mark nor far enough.
    const std::string_view text = problem.what();
    const std::size_t what = text.find(": ");
    return refuse(what == std::string_view::npos ? "this is no JSON" : text.substr(what + 2));
  }

 private:
  struct Level {
    bool media = false;        // an object that is a medium
    bool media_list = false;   // a list of such
    bool holds_media = false;  // an object with such a list in it, as a case is
    std::string key;           // of the member in hand
    HashRow row;
    std::string category;
  };

  bool refuse(std::string_view what) {
    error_ = stream_.error();
    if (!error_) {
      error_ = Error{ErrorKind::usage,
                     fmt::format("{}, line {}, byte {}: {}", input_.path().string(), stream_.line(),
                                 stream_.offset(), to_valid_utf8(clip_utf8(what, 200)))};
    }
    return false;
  }
  bool value(std::string_view text) {
    stream_.value_begins();
    if (stack_.empty() || !stack_.back().media) return true;
    const std::string& key = stack_.back().key;
    if (key == "category") {
      stack_.back().category = clip_utf8(text, kMaxCategory);
      return true;
    }
    for (std::size_t k = 0; k < kHashKinds; ++k) {
      const auto kind = static_cast<HashKind>(k);
      if (key != hash_kind_name(kind) || text.empty()) continue;
      if (!add_digest(text, kind, stack_.back().row))
        return refuse(fmt::format("\"{}\" is no digest of {}", text.substr(0, 80), hash_kind_name(kind)));
    }
    return true;
  }

  InputFile& input_;
  InputStream& stream_;
  const RowSink& sink_;
  HashList& list_;
  std::vector<Level> stack_;
  std::uint64_t without_digest_ = 0;
  std::optional<Error> error_;
};

}  // namespace

Result<HashList> read_vics_json(InputFile& input, const RowSink& sink) {
  HashList list;
  list.format = "Project VIC JSON";
  list.notable = true;
  InputStream buffer(input);
  std::istream stream(&buffer);
  MediaReader reader(input, buffer, sink, list);
  const bool whole = nlohmann::json::sax_parse(stream, &reader);
  if (reader.error()) return tl::unexpected(*reader.error());
  if (!whole) return fail(ErrorKind::usage, fmt::format("{}: this is no JSON", input.path().string()));
  if (list.rows == 0) {
    return fail(ErrorKind::usage,
                fmt::format("{}: JSON, but no list of media with MD5 or SHA1 in it", input.path().string()));
  }
  if (reader.without_digest() != 0)
    list.notes.push_back(fmt::format("{} media have no digest", reader.without_digest()));
  return list;
}

}  // namespace ulika
