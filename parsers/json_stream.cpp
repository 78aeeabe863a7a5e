#include "parsers/json_stream.h"

#include <fmt/core.h>

#include <array>
#include <cstddef>
#include <iterator>

namespace ulika {
namespace {

using nlohmann::json;

constexpr std::size_t kMaxDepth = 100;
constexpr std::size_t kMaxValues = 100000;

// The bytes of a source as an input iterator.
class SourceChars {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = char;

  struct Buffer {
    ByteSource* source = nullptr;
    std::uint64_t offset = 0;  // of the byte after the buffer
    std::array<std::byte, 65536> bytes{};
    std::size_t at = 0;
    std::size_t end = 0;
    bool failed = false;

    bool fill() {
      const auto read = source->read(offset, bytes);
      failed = !read.has_value();
      end = read ? *read : 0;
      at = 0;
      offset += end;
      return end > 0;
    }
  };

  SourceChars() = default;  // the end
  explicit SourceChars(Buffer& buffer) : buffer_(&buffer) {
    if (!buffer.fill()) buffer_ = nullptr;
  }
  char operator*() const { return static_cast<char>(buffer_->bytes[buffer_->at]); }
  SourceChars& operator++() {
    if (++buffer_->at == buffer_->end && !buffer_->fill()) buffer_ = nullptr;
    return *this;
  }
  SourceChars operator++(int) {
    SourceChars before = *this;
    ++*this;
    return before;
  }
  bool operator==(const SourceChars& other) const { return buffer_ == other.buffer_; }
  bool operator!=(const SourceChars& other) const { return buffer_ != other.buffer_; }

 private:
  Buffer* buffer_ = nullptr;
};

class Sax {
 public:
  explicit Sax(const JsonStream::Handler& handler) : handler_(handler) {}

  bool null() { return value(nullptr); }
  bool boolean(bool truth) { return value(truth); }
  bool number_integer(json::number_integer_t number) { return value(number); }
  bool number_unsigned(json::number_unsigned_t number) { return value(number); }
  bool number_float(json::number_float_t number, const std::string&) { return value(number); }
  bool string(std::string& text) { return value(std::move(text)); }
  bool binary(json::binary_t&) { return false; }

  bool key(std::string& name) {
    if (nodes_.empty()) {
      path_.back().key = std::move(name);
    } else {
      key_ = std::move(name);
    }
    return true;
  }
  bool start_object(std::size_t) { return open(json::object()); }
  bool start_array(std::size_t) { return open(json::array()); }
  bool end_object() { return close(true); }
  bool end_array() { return close(false); }

  bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception&) {
    error_ = {ErrorKind::damaged, fmt::format("the JSON is damaged at byte {}", position)};
    return false;
  }

  const Error& error() const { return error_; }

 private:
  bool limit(const char* what) {
    error_ = {ErrorKind::limit, what};
    return false;
  }

  // Puts a value into the part that is being collected.
  json* put(json item) {
    json& parent = *nodes_.back();
    if (parent.is_array()) {
      parent.push_back(std::move(item));
      return &parent.back();
    }
    return &(parent[key_] = std::move(item));
  }

  template <class T>
  bool value(T&& item) {
    if (!nodes_.empty()) {
      if (++values_ > kMaxValues) return limit("one part of the JSON has too many values");
      put(std::forward<T>(item));
      return true;
    }
    handler_.scalar(path_, json(std::forward<T>(item)));
    next();
    return true;
  }

  bool open(json container) {
    if (path_.size() + nodes_.size() >= kMaxDepth) return limit("the JSON is nested too deeply");
    if (!nodes_.empty()) {
      if (++values_ > kMaxValues) return limit("one part of the JSON has too many values");
      nodes_.push_back(put(std::move(container)));
      return true;
    }
    const bool object = container.is_object();
    if (object && handler_.wanted(path_)) {
      root_ = std::move(container);
      nodes_.push_back(&root_);
      values_ = 0;
      return true;
    }
    if (object) handler_.begin(path_);
    path_.push_back({{}, 0, !object});
    return true;
  }

  bool close(bool object) {
    if (!nodes_.empty()) {
      nodes_.pop_back();
      if (nodes_.empty()) {
        handler_.part(path_, root_);
        root_ = nullptr;
        next();
      }
      return true;
    }
    path_.pop_back();
    if (object) handler_.end(path_);
    next();
    return true;
  }

  void next() {
    if (!path_.empty() && path_.back().in_array) ++path_.back().index;
  }

  const JsonStream::Handler& handler_;
  JsonStream::Path path_;
  json root_;
  std::vector<json*> nodes_;  // from `root_` down
  std::string key_;
  std::size_t values_ = 0;
  Error error_{ErrorKind::damaged, "the JSON ends too early"};
};

}  // namespace

Result<void> JsonStream::read(ByteSource& source, const Handler& handler) {
  auto buffer = std::make_unique<SourceChars::Buffer>();
  buffer->source = &source;
  Sax sax(handler);
  if (json::sax_parse(SourceChars(*buffer), SourceChars(), &sax)) return {};
  if (buffer->failed) return fail(ErrorKind::io, "the file could not be read to its end");
  return tl::unexpected(sax.error());
}

std::string JsonStream::pointer(const Path& path) {
  std::string out;
  for (const Step& step : path) {
    out += '/';
    if (step.in_array) {
      out += std::to_string(step.index);
      continue;
    }
    for (char c : step.key) {
      if (c == '~') {
        out += "~0";
      } else if (c == '/') {
        out += "~1";
      } else {
        out += c;
      }
    }
  }
  return out;
}

}  // namespace ulika
