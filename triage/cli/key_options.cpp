#include "triage/cli/key_options.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace ulika {
namespace {

constexpr std::uintmax_t kKeyFileLimit = 16U << 20;  // a keychain dump of a phone has some hundreds of KiB

}  // namespace

void add_key_options(CLI::App& command, KeyOptions& options) {
  command
      .add_option("--key", options.keys,
                  "Key of an app's encrypted data, or a file that holds it; may be repeated")
      ->type_name("APP=VALUE|FILE")
      ->allow_extra_args(false);
  command
      .add_option("--password", options.passwords, "Password of an encrypted backup or app; may be repeated")
      ->type_name("PASSWORD")
      ->allow_extra_args(false);
}

Result<KeyRing> read_keys(const KeyOptions& options) {
  KeyRing ring;
  ring.passwords = options.passwords;
  for (const std::string& word : options.keys) {
    const std::size_t equals = word.find('=');
    if (equals == std::string::npos || equals == 0 || equals + 1 == word.size()) {
      return fail(ErrorKind::usage, "--key wants an app and its key, like whatsapp=FILE, or signal=HEX");
    }
    std::string app = word.substr(0, equals);
    std::transform(app.begin(), app.end(), app.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    std::string value = word.substr(equals + 1);
    std::error_code error;
    if (std::filesystem::is_regular_file(value, error)) {
      const auto size = std::filesystem::file_size(value, error);
      if (error || size > kKeyFileLimit)
        return fail(ErrorKind::usage, fmt::format("{} is too long for a key", value));
      std::ifstream in(value, std::ios::binary);
      std::string bytes{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
      if (!in) return fail(ErrorKind::io, fmt::format("the key file {} cannot be read", value));
      value = std::move(bytes);
    }
    ring.keys.emplace_back(std::move(app), std::move(value));
  }
  return ring;
}

std::vector<std::string> without_secrets(std::vector<std::string> words) {
  constexpr std::string_view kMask = "***";
  const auto black_out = [&](std::string& word, std::size_t from) {
    word.replace(from, std::string::npos, kMask);
  };
  const auto after_equals = [](const std::string& word, std::size_t from) {
    const std::size_t equals = word.find('=', from);
    return equals == std::string::npos ? from : equals + 1;
  };
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool more = i + 1 < words.size();
    if (words[i].starts_with("--password=")) {
      black_out(words[i], std::string_view("--password=").size());
    } else if (words[i].starts_with("--key=")) {
      black_out(words[i], after_equals(words[i], std::string_view("--key=").size()));
    } else if (words[i] == "--password" && more) {
      black_out(words[++i], 0);
    } else if (words[i] == "--key" && more) {
      ++i;
      black_out(words[i], after_equals(words[i], 0));
    }
  }
  return words;
}

}  // namespace ulika
