#include "parsers/plist_path.h"

#include <plist/plist.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <memory>
#include <string>

#include "triage/base/digest.h"
#include "triage/base/json.h"
#include "triage/base/text.h"

namespace ulika {
namespace {

constexpr std::size_t kMaxBytes = 16 << 20;
constexpr int kMaxHops = 64;  // references in a row
constexpr int kMaxDepth = 64;
constexpr int kMaxValues = 200'000;
constexpr double kAppleEpoch = 978307200.0;

struct FreePlist {
  void operator()(void* node) const { plist_free(node); }
};

std::string string_value(plist_t node) {
  // Not plist_get_string_val, which ends the program over a text that holds a NUL.
  std::uint64_t length = 0;
  const char* text = plist_get_string_ptr(node, &length);
  return text ? to_valid_utf8({text, static_cast<std::size_t>(length)}) : std::string();
}

plist_t member(plist_t dict, const char* key) {
  return dict && plist_get_node_type(dict) == PLIST_DICT ? plist_dict_get_item(dict, key) : nullptr;
}

plist_t element(plist_t array, std::uint64_t index) {
  if (!array || plist_get_node_type(array) != PLIST_ARRAY || index >= plist_array_get_size(array))
    return nullptr;
  return plist_array_get_item(array, static_cast<std::uint32_t>(index));
}

// Walks one property list; `objects` is the table of an archive, or null.
class Walker {
 public:
  explicit Walker(plist_t objects) : objects_(objects) {}

  plist_t resolve(plist_t node) const {
    for (int hop = 0; node && objects_ && hop < kMaxHops; ++hop) {
      std::uint64_t uid = 0;
      if (plist_get_node_type(node) == PLIST_UID) {
        plist_get_uid_val(node, &uid);
      } else if (plist_t number = member(node, "CF$UID");
                 number && plist_get_node_type(number) == PLIST_UINT) {
        plist_get_uint_val(number, &uid);  // how XML writes it
      } else {
        return node;
      }
      node = element(objects_, uid);
    }
    return objects_ ? nullptr : node;
  }

  plist_t step(plist_t node, const std::string& name) const {
    if (plist_t values = resolve(member(node, "NS.objects")); values && objects_) {
      if (plist_t keys = resolve(member(node, "NS.keys"))) {
        const std::uint32_t count = std::min(plist_array_get_size(keys), plist_array_get_size(values));
        for (std::uint32_t i = 0; i < count; ++i) {
          plist_t key = resolve(element(keys, i));
          if (key && plist_get_node_type(key) == PLIST_STRING && string_value(key) == name)
            return resolve(element(values, i));
        }
        return nullptr;
      }
      node = values;
    }
    if (plist_get_node_type(node) == PLIST_DICT) return resolve(member(node, name.c_str()));
    std::uint64_t index = 0;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), index);
    if (error != std::errc() || end != name.data() + name.size()) return nullptr;
    return resolve(element(node, index));
  }

  SqlResult value(plist_t node) const {
    switch (plist_get_node_type(node)) {
      case PLIST_STRING: {
        std::string text = string_value(node);
        if (objects_ && text == "$null") return {};
        return text;
      }
      case PLIST_BOOLEAN: {
        std::uint8_t truth = 0;
        plist_get_bool_val(node, &truth);
        return static_cast<std::int64_t>(truth);
      }
      case PLIST_UINT: {
        std::uint64_t number = 0;
        plist_get_uint_val(node, &number);
        return static_cast<std::int64_t>(number);
      }
      case PLIST_REAL: {
        double number = 0;
        plist_get_real_val(node, &number);
        return number;
      }
      case PLIST_DATE: {
        std::int32_t seconds = 0;
        std::int32_t microseconds = 0;
        plist_get_date_val(node, &seconds, &microseconds);
        return date(seconds + microseconds / 1e6);
      }
      case PLIST_DATA: {
        char* data = nullptr;
        std::uint64_t length = 0;
        plist_get_data_val(node, &data, &length);
        SqlBlob out{std::string(data ? data : "", data ? static_cast<std::size_t>(length) : 0)};
        std::free(data);
        return out;
      }
      case PLIST_DICT:
        return objects_ ? archived(node) : SqlResult{};
      default:
        return {};
    }
  }

 private:
  static SqlResult date(double apple_seconds) {
    if (!std::isfinite(apple_seconds) || std::abs(apple_seconds) > 1e11) return SqlFault{};
    return static_cast<std::int64_t>(std::llround((apple_seconds + kAppleEpoch) * 1000));
  }

  // NSString, NSDate and NSData that were archived as objects.
  SqlResult archived(plist_t node) const {
    for (const char* key : {"NS.string", "NS.bytes", "NS.data"}) {
      plist_t inner = resolve(member(node, key));
      if (inner && plist_get_node_type(inner) != PLIST_DICT) return value(inner);
    }
    plist_t time = resolve(member(node, "NS.time"));
    if (!time || plist_get_node_type(time) != PLIST_REAL) return {};
    double seconds = 0;
    plist_get_real_val(time, &seconds);
    return date(seconds);
  }

  plist_t objects_;
};

using Parsed = std::unique_ptr<void, FreePlist>;

// The node at `path` and the walker that got there; no node where the path leads nowhere.
struct Found {
  plist_t node = nullptr;
  Walker walker{nullptr};
};

// False where the bytes are no property list, or an archive without its table.
bool find(Bytes list, std::string_view path, Parsed& root, Found& found) {
  if (list.empty() || list.size() > kMaxBytes) return false;
  plist_t parsed = nullptr;
  plist_from_memory(reinterpret_cast<const char*>(list.data()), static_cast<std::uint32_t>(list.size()),
                    &parsed);
  root.reset(parsed);
  if (!root) return false;

  plist_t node = root.get();
  plist_t objects = nullptr;
  if (member(node, "$archiver")) {
    objects = member(node, "$objects");
    if (!objects || plist_get_node_type(objects) != PLIST_ARRAY) return false;
    plist_t top = member(node, "$top");
    plist_t archived = member(top, "root");
    node = archived ? Walker(objects).resolve(archived) : top;  // some archives have many roots, each by name
  }
  found.walker = Walker(objects);
  while (node && !path.empty()) {
    const auto dot = std::min(path.find('.'), path.size());
    node = found.walker.step(node, std::string(path.substr(0, dot)));
    path.remove_prefix(std::min(dot + 1, path.size()));
  }
  found.node = node;
  return true;
}

// Writes a part of a list as JSON. Archives may refer in circles and share parts a million times over, so
// depth and values are counted.
class JsonOutline {
 public:
  JsonOutline(const Walker& walker, std::string& out) : walker_(walker), json_(out) {}

  void write(plist_t node, int depth) {
    node = node ? walker_.resolve(node) : nullptr;
    if (!node || depth > kMaxDepth || ++values_ > kMaxValues) {
      json_.null();
      return;
    }
    plist_t objects = walker_.resolve(member(node, "NS.objects"));
    if (plist_t keys = walker_.resolve(member(node, "NS.keys")); keys && objects) {
      write_pairs(keys, objects, depth);
    } else if (objects) {
      write_array(objects, depth);
    } else if (plist_get_node_type(node) == PLIST_ARRAY) {
      write_array(node, depth);
    } else if (const SqlResult value = walker_.value(node);
               plist_get_node_type(node) == PLIST_DICT && value.index() == 0) {
      write_dict(node, depth);
    } else {
      write_scalar(value, plist_get_node_type(node) == PLIST_BOOLEAN);
    }
  }

  bool complete() const { return values_ <= kMaxValues; }

 private:
  void write_array(plist_t node, int depth) {
    json_.begin_array();
    const std::uint32_t count = plist_get_node_type(node) == PLIST_ARRAY ? plist_array_get_size(node) : 0;
    for (std::uint32_t i = 0; i < count && complete(); ++i) write(plist_array_get_item(node, i), depth + 1);
    json_.end_array();
  }

  void write_pairs(plist_t keys, plist_t objects, int depth) {
    json_.begin_object();
    for (std::uint32_t i = 0; complete(); ++i) {
      plist_t key = walker_.resolve(element(keys, i));
      plist_t value = element(objects, i);
      if (!key || !value) break;
      const SqlResult name = walker_.value(key);
      const auto* text = std::get_if<std::string>(&name);
      json_.key(text ? *text : std::to_string(i));
      write(value, depth + 1);
    }
    json_.end_object();
  }

  void write_dict(plist_t node, int depth) {
    json_.begin_object();
    plist_dict_iter raw = nullptr;
    plist_dict_new_iter(node, &raw);
    const std::unique_ptr<void, decltype(&std::free)> iterator(raw, std::free);
    while (raw && complete()) {
      char* name = nullptr;
      plist_t value = nullptr;
      plist_dict_next_item(node, raw, &name, &value);
      if (!name || !value) {
        std::free(name);
        break;
      }
      const std::string key = to_valid_utf8(name);
      std::free(name);
      if (key == "$class") continue;
      json_.key(key);
      write(value, depth + 1);
    }
    json_.end_object();
  }

  void write_scalar(const SqlResult& value, bool truth) {
    if (const auto* integer = std::get_if<std::int64_t>(&value)) {
      truth ? json_.value(*integer != 0) : json_.value(*integer);
    } else if (const auto* real = std::get_if<double>(&value)) {
      json_.value(*real);
    } else if (const auto* text = std::get_if<std::string>(&value)) {
      json_.value(*text);
    } else if (const auto* blob = std::get_if<SqlBlob>(&value)) {
      json_.value(to_hex(as_bytes(blob->bytes)));
    } else {
      json_.null();
    }
  }

  const Walker& walker_;
  JsonWriter json_;
  int values_ = 0;
};

}  // namespace

SqlResult plist_value(Bytes list, std::string_view path) {
  Parsed root;
  Found found;
  if (!find(list, path, root, found)) return SqlFault{};
  return found.node ? found.walker.value(found.node) : SqlResult{};
}

SqlResult plist_json(Bytes list, std::string_view path) {
  Parsed root;
  Found found;
  if (!find(list, path, root, found)) return SqlFault{};
  if (!found.node) return {};
  std::string out;
  JsonOutline outline(found.walker, out);
  outline.write(found.node, 0);
  if (!outline.complete()) return SqlFault{};
  return out;
}

}  // namespace ulika
