#include "parsers/plist_path.h"

#include <plist/plist.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <memory>
#include <string>

#include "triage/base/text.h"

namespace ulika {
namespace {

constexpr std::size_t kMaxBytes = 16 << 20;
constexpr int kMaxHops = 64;  // references in a row
constexpr double kAppleEpoch = 978307200.0;

struct FreePlist {
  void operator()(void* node) const { plist_free(node); }
};

std::string string_value(plist_t node) {
  char* text = nullptr;
  plist_get_string_val(node, &text);
  std::string out = text ? to_valid_utf8(text) : std::string();
  std::free(text);
  return out;
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

}  // namespace

SqlResult plist_value(Bytes list, std::string_view path) {
  if (list.empty() || list.size() > kMaxBytes) return SqlFault{};
  plist_t parsed = nullptr;
  plist_from_memory(reinterpret_cast<const char*>(list.data()), static_cast<std::uint32_t>(list.size()),
                    &parsed);
  const std::unique_ptr<void, FreePlist> root(parsed);
  if (!root) return SqlFault{};

  plist_t node = root.get();
  plist_t objects = nullptr;
  if (member(node, "$archiver")) {
    objects = member(node, "$objects");
    if (!objects || plist_get_node_type(objects) != PLIST_ARRAY) return SqlFault{};
    node = Walker(objects).resolve(member(member(node, "$top"), "root"));
  }
  const Walker walker(objects);
  while (node && !path.empty()) {
    const auto dot = std::min(path.find('.'), path.size());
    node = walker.step(node, std::string(path.substr(0, dot)));
    path.remove_prefix(std::min(dot + 1, path.size()));
  }
  return node ? walker.value(node) : SqlResult{};
}

}  // namespace ulika
