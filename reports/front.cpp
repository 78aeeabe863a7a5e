#include "reports/front.h"

#include <filesystem>
#include <span>

#include "triage/base/embedded.h"

namespace ulika {

std::span<const EmbeddedFile> embedded_report();

namespace {

constexpr std::string_view kIndex = "web/index.html";

// Puts `value` in place of every "{{name}}".
std::string fill(std::string text, std::string_view name, std::string_view value) {
  const std::string mark = "{{" + std::string(name) + "}}";
  for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at + value.size())) {
    text.replace(at, mark.size(), value);
  }
  return text;
}

std::string_view name_of(const EmbeddedFile& file) {
  const std::string_view name = file.name;
  return name.starts_with("web/") && name != kIndex ? name.substr(4) : std::string_view();
}

}  // namespace

std::vector<std::string_view> front_files() {
  std::vector<std::string_view> names;
  for (const EmbeddedFile& file : embedded_report()) {
    if (!name_of(file).empty()) names.push_back(name_of(file));
  }
  return names;
}

std::optional<std::string_view> front_file(std::string_view name) {
  if (name.empty()) return std::nullopt;
  for (const EmbeddedFile& file : embedded_report()) {
    if (name_of(file) == name) return file.content;
  }
  return std::nullopt;
}

std::string_view folder_policy() {
  return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self'; "
         "base-uri 'none'; form-action 'none'";
}

std::string front_index(std::string_view language, std::string_view policy,
                        const std::vector<std::string>& scripts) {
  std::string page;
  for (const EmbeddedFile& file : embedded_report()) {
    if (file.name == kIndex) page = file.content;
  }
  std::string meta, more;
  if (!policy.empty()) {
    meta = "<meta http-equiv=\"Content-Security-Policy\" content=\"" + std::string(policy) + "\">\n";
  }
  for (const std::string& script : scripts) more += "<script src=\"" + script + "\"></script>\n";
  return fill(fill(fill(std::move(page), "language", language), "policy", meta), "scripts", more);
}

std::string front_words() {
  std::string words = "ulika_words({";
  bool first = true;
  for (const EmbeddedFile& file : embedded_report()) {
    if (!file.name.starts_with("words/")) continue;
    words += (first ? "\"" : ",\"") + std::filesystem::path(file.name).stem().string() +
             "\":" + std::string(file.content);
    first = false;
  }
  return words + "});\n";
}

}  // namespace ulika
