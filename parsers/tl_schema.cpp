#include "parsers/tl_schema.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <stdexcept>

#include "triage/base/embedded.h"

namespace ulika {

std::span<const EmbeddedFile> embedded_telegram_tables();

namespace {

// Keys, and what lets its holder fetch from Telegram's servers: never to be kept.
constexpr std::string_view kSecrets[] = {"access_hash", "file_reference",
                                         "secret",      "key",
                                         "iv",          "g_a",
                                         "g_b",         "g_a_or_b",
                                         "auth_key",    "key_fingerprint",
                                         "file_hash",   "secret_hash",
                                         "secure_salt", "credentials",
                                         "client_seed", "payload"};

// The part before `separator`, which is taken off `rest` together with it.
std::string_view cut(std::string_view& rest, char separator) {
  const auto end = std::min(rest.find(separator), rest.size());
  const std::string_view part = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return part;
}

bool plain_kind(std::string_view type, TlKind& kind) {
  static constexpr std::pair<std::string_view, TlKind> kPlain[] = {
      {"#", TlKind::flags},     {"true", TlKind::truth},  {"int", TlKind::int32},  {"long", TlKind::int64},
      {"double", TlKind::real}, {"string", TlKind::text}, {"bytes", TlKind::bytes}};
  for (const auto& [name, value] : kPlain) {
    if (type == name) {
      kind = value;
      return true;
    }
  }
  return false;
}

}  // namespace

std::uint16_t TlSchema::type_of(std::string_view name) {
  const auto [it, added] = type_numbers_.emplace(name, static_cast<std::uint16_t>(types_.size()));
  if (added) types_.push_back(name);
  return it->second;
}

// "name:type", "name:flags.3?type", "name:Vector<type>"
bool TlSchema::add_field(std::string_view field, std::vector<std::string_view>& words) {
  TlField out;
  out.name = cut(field, ':');
  if (out.name.empty() || field.empty()) return false;
  if (const auto mark = field.find('?'); mark != std::string_view::npos) {
    std::string_view condition = field.substr(0, mark);
    field.remove_prefix(mark + 1);
    const auto word = std::find(words.begin(), words.end(), cut(condition, '.'));
    if (word == words.end()) return false;
    const auto [end, error] =
        std::from_chars(condition.data(), condition.data() + condition.size(), out.flag_bit);
    if (error != std::errc() || end != condition.data() + condition.size() || out.flag_bit > 31) return false;
    out.flag_word = static_cast<std::int8_t>(word - words.begin());
  }
  if (field.substr(0, 7) == "Vector<" && field.back() == '>') {
    field = field.substr(7, field.size() - 8);
    out.kind = TlKind::vector;
    if (!plain_kind(field, out.element)) {
      out.element = TlKind::object;
      out.type = type_of(field);
    }
    if (out.element == TlKind::flags || out.element == TlKind::truth) return false;
  } else if (!plain_kind(field, out.kind)) {
    out.kind = TlKind::object;
    out.type = type_of(field);
  }
  if (out.kind == TlKind::flags) {
    if (words.size() == kMaxFlagWords || out.flag_word >= 0) return false;
    words.push_back(out.name);
  }
  if (out.kind == TlKind::truth && out.flag_word < 0) return false;
  out.secret = std::find(std::begin(kSecrets), std::end(kSecrets), out.name) != std::end(kSecrets);
  fields_.push_back(out);
  return true;
}

Result<TlSchema> TlSchema::parse(std::string_view text) {
  TlSchema schema;
  for (int number = 1; !text.empty(); ++number) {
    std::string_view line = cut(text, '\n');
    if (line.empty() || line.front() == '#') continue;
    const auto refuse = [&](std::string_view what) {
      return fail(ErrorKind::usage, fmt::format("line {} of the TL schema: {}", number, what));
    };
    TlConstructor constructor;
    const std::string_view id = cut(line, '\t');
    const auto [end, error] = std::from_chars(id.data(), id.data() + id.size(), constructor.id, 16);
    if (error != std::errc() || end != id.data() + id.size())
      return refuse("the id is no hexadecimal number");
    constructor.name = cut(line, '\t');
    const std::string_view type = cut(line, '\t');
    if (constructor.name.empty() || type.empty()) return refuse("predicate or type is missing");
    constructor.type = schema.type_of(type);
    constructor.first_field = static_cast<std::uint32_t>(schema.fields_.size());
    std::vector<std::string_view> words;
    while (!line.empty()) {
      const std::string_view field = cut(line, ' ');
      if (!schema.add_field(field, words)) return refuse(fmt::format("“{}” is no field", field));
    }
    constructor.field_count = static_cast<std::uint32_t>(schema.fields_.size()) - constructor.first_field;
    schema.constructors_.push_back(constructor);
  }
  std::stable_sort(schema.constructors_.begin(), schema.constructors_.end(),
                   [](const auto& a, const auto& b) { return a.id < b.id; });
  for (std::size_t i = 0; i < schema.constructors_.size(); ++i)
    schema.first_of_.emplace(schema.constructors_[i].id, static_cast<std::uint32_t>(i));
  return schema;
}

const TlSchema& TlSchema::built_in() {
  static const TlSchema schema = [] {
    for (const EmbeddedFile& file : embedded_telegram_tables()) {
      if (file.name != "telegram/tl_schema.tsv") continue;
      auto parsed = parse(file.content);
      if (!parsed) throw std::logic_error(parsed.error().message);
      return std::move(*parsed);
    }
    throw std::logic_error("the TL schema is not part of this program");
  }();
  return schema;
}

std::span<const TlConstructor> TlSchema::find(std::uint32_t id) const {
  const auto first = first_of_.find(id);
  if (first == first_of_.end()) return {};
  std::size_t end = first->second;
  while (end < constructors_.size() && constructors_[end].id == id) ++end;
  return std::span(constructors_).subspan(first->second, end - first->second);
}

}  // namespace ulika
