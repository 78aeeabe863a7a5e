#include "parsers/unlock.h"

#include <fmt/core.h>

#include <algorithm>
#include <cctype>
#include <nlohmann/json.hpp>

#include "parsers/definition.h"
#include "parsers/sqlcipher.h"
#include "parsers/sqlite_reader.h"
#include "parsers/telegram_tdata.h"
#include "parsers/whatsapp_crypt.h"
#include "triage/base/bytes.h"

namespace ulika {
namespace {

constexpr std::size_t kMostKeys = 8;  // each may cost some 320,000 rounds of key derivation
constexpr std::string_view kDatabaseNames[] = {"*.db",       "*.sqlite", "*.sqlite3",
                                               "*.sqlitedb", "*.db3",    "*.storedata"};

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

struct Secret {
  std::string text;
  std::string origin;  // for a person
};

// The keys whose app the path names come first, then the other keys, then the passwords.
std::vector<Secret> secrets_for(const ParseInput& input) {
  std::vector<Secret> secrets;
  for (const Companion& companion : input.companions) {
    if (!companion.path.ends_with("config.json")) continue;
    const auto text = read_all(*companion.data, 1U << 20);
    if (!text) continue;
    const auto json = nlohmann::json::parse(as_text(*text), nullptr, false);
    const auto key = json.is_object() ? json.find("key") : json.end();
    if (!json.is_object() || key == json.end() || !key->is_string()) continue;
    secrets.push_back({key->get<std::string>(), "the key in " + companion.path});
  }
  if (input.keys == nullptr) return secrets;
  const std::string path = lower(input.path);
  for (const bool named : {true, false}) {
    for (const auto& [app, key] : input.keys->keys) {
      if ((path.find(app) != std::string::npos) == named)
        secrets.push_back({key, "the key given for " + app});
    }
  }
  for (const std::string& password : input.keys->passwords)
    secrets.push_back({password, "the password given"});
  return secrets;
}

Unlocked unlock_backup(ParseInput& input, const std::vector<Secret>& secrets) {
  Unlocked out;
  out.state = secrets.empty() ? Unlocked::State::no_key : Unlocked::State::wrong_key;
  out.reason = "WhatsApp backup, encrypted: no key was given (--key whatsapp=FILE, or its 64 digits)";
  for (const Secret& secret : secrets) {
    auto plain = open_whatsapp_backup(*input.data, secret.text);
    if (plain) {
      out.state = Unlocked::State::opened;
      out.reason = "WhatsApp backup, decrypted with " + secret.origin;
      out.data = std::make_unique<MemorySource>(std::move(*plain));
      return out;
    }
    out.reason = "WhatsApp backup, encrypted: " + plain.error().message;
    if (plain.error().kind == ErrorKind::encrypted) continue;
    out.state = Unlocked::State::damaged;
    return out;
  }
  return out;
}

Unlocked unlock_database(ParseInput& input, const std::vector<Secret>& secrets) {
  Unlocked out;
  out.state = secrets.empty() ? Unlocked::State::no_key : Unlocked::State::wrong_key;
  out.reason = secrets.empty() ? "encrypted database (SQLCipher or alike): no key was given"
                               : "encrypted database (SQLCipher or alike): no key that was given opens it";
  for (const Secret& secret : secrets) {
    const auto key = find_cipher_key(*input.data, secret.text);
    if (!key) continue;
    out.state = Unlocked::State::opened;
    out.reason = fmt::format("{}, decrypted with {}", cipher_name(*key), secret.origin);
    out.data = decrypt_database(*input.data, *key, out.damaged_pages);
    for (Companion& companion : input.companions) {
      if (!companion.data || companion.data->size() == 0) continue;
      if (companion.path == input.path + "-journal") {
        out.unread.emplace_back(companion.path, "the rollback journal of an encrypted database is not read");
      }
      if (companion.path != input.path + "-wal") continue;
      auto log = decrypt_wal(*companion.data, *key);
      if (log.empty()) {
        out.unread.emplace_back(companion.path, "no write-ahead log that goes with its encrypted database");
      } else {
        out.companions.push_back({companion.path, std::make_unique<MemorySource>(std::move(log))});
      }
    }
    return out;
  }
  return out;
}

}  // namespace

bool may_be_locked(std::string_view path, std::string_view mime) {
  if (is_whatsapp_backup(path)) return true;
  if (mime != "application/octet-stream") return false;
  return std::any_of(std::begin(kDatabaseNames), std::end(kDatabaseNames),
                     [&](std::string_view name) { return path_matches(name, path); });
}

std::vector<std::string> key_files_of(std::string_view path) {
  if (std::string keys = tdata_keys_beside(path); !keys.empty()) return {std::move(keys)};
  // Electron messengers keep it in the folder above that of their database.
  if (!path_matches("sql/db.sqlite", path)) return {};
  const std::string_view folder = path.substr(0, path.size() - std::string_view("sql/db.sqlite").size());
  return {std::string(folder) + "config.json"};
}

Unlocked unlock(ParseInput& input) {
  const bool backup = is_whatsapp_backup(input.path);
  const bool database = !backup && (may_be_sqlcipher(*input.data) || has_encrypted_pages(*input.data));
  if (!backup && !database) return {};
  std::vector<Secret> secrets = secrets_for(input);
  const std::size_t untried = secrets.size() - std::min(secrets.size(), kMostKeys);
  secrets.resize(secrets.size() - untried);
  Unlocked out = backup ? unlock_backup(input, secrets) : unlock_database(input, secrets);
  if (out.state == Unlocked::State::wrong_key && untried != 0)
    out.reason += fmt::format("; {} further keys were not tried", untried);
  return out;
}

}  // namespace ulika
