#include "triage/case/attachments.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "triage/base/crypto.h"
#include "triage/base/digest.h"

namespace ulika {
namespace {

// What the app wrote about each attached file: row, index, path, digest; those found before are left out.
constexpr std::string_view kAttachments =
    "SELECT m.row_id, a.key, a.value ->> '$.path', a.value ->> '$.sha256'"
    "  FROM message m, json_each(m.attachments) a"
    " WHERE m.attachments IS NOT NULL AND json_valid(m.attachments) AND json_type(m.attachments) = 'array'"
    "   AND a.type = 'object' AND a.value ->> '$.stored_path' IS NULL";

constexpr std::size_t kSha256Bytes = 32;

bool is_separator(char c) {
  return c == '/' || c == '\\';
}

std::string_view base_name(std::string_view path) {
  std::size_t at = path.size();
  while (at > 0 && !is_separator(path[at - 1])) --at;
  return path.substr(at);
}

// Names that agree from the end on, whichever separator they use.
std::size_t names_in_common(std::string_view a, std::string_view b) {
  std::size_t names = 0;
  while (!a.empty() && !b.empty()) {
    const std::string_view last = base_name(a);
    if (last.empty() || last != base_name(b)) break;
    ++names;
    a.remove_suffix(std::min(a.size(), last.size() + 1));
    b.remove_suffix(std::min(b.size(), last.size() + 1));
  }
  return names;
}

// A name that two different files hardly share by chance.
bool is_distinctive(std::string_view name) {
  constexpr std::size_t kLong = 12, kDigits = 6;
  return name.size() >= kLong && static_cast<std::size_t>(std::count_if(name.begin(), name.end(), [](char c) {
                                   return c >= '0' && c <= '9';
                                 })) >= kDigits;
}

struct Candidate {
  std::string path;
  std::string sha256;  // hexadecimal; empty where the file has no digest
};

class Finder {
 public:
  explicit Finder(Database& db)
      : by_digest_(db.prepare("SELECT path FROM files WHERE sha256 = ? AND kind = 'file' ORDER BY state <> "
                              "'allocated', path LIMIT 1")) {
    collect_names(db);
    if (!candidates_.empty()) collect_candidates(db);
  }

  std::optional<Candidate> find(std::string_view stored_path, std::string_view stored_sha256) {
    if (const auto digest = from_hex(stored_sha256); digest && digest->size() == kSha256Bytes) {
      by_digest_.bind_blob(1, *digest);
      std::optional<Candidate> found;
      if (by_digest_.step()) found = {std::string(by_digest_.text(0)), to_hex(*digest)};
      by_digest_.reset();
      if (found) return found;
    }
    return by_path(stored_path);
  }

 private:
  void collect_names(Database& db) {
    Statement rows = db.prepare(kAttachments);
    while (rows.step()) {
      if (const std::string_view name = base_name(rows.text(2)); !name.empty())
        candidates_[std::string(name)];
    }
  }

  void collect_candidates(Database& db) {
    Statement rows = db.prepare(
        "SELECT path, lower(hex(sha256)) FROM files WHERE kind = 'file' AND state = 'allocated' ORDER BY "
        "path");
    while (rows.step()) {
      const auto it = candidates_.find(std::string(base_name(rows.text(0))));
      if (it != candidates_.end())
        it->second.push_back({std::string(rows.text(0)), std::string(rows.text(1))});
    }
  }

  std::optional<Candidate> by_path(std::string_view stored) const {
    const std::string_view name = base_name(stored);
    const auto it = candidates_.find(std::string(name));
    if (name.empty() || it == candidates_.end()) return std::nullopt;
    const Candidate* best = nullptr;
    std::size_t most = 0;
    bool doubtful = false;
    for (const Candidate& candidate : it->second) {
      const std::size_t common = names_in_common(stored, candidate.path);
      if (common > most) {
        most = common;
        best = &candidate;
        doubtful = false;
      } else if (common == most && best != nullptr && candidate.sha256 != best->sha256) {
        doubtful = true;
      }
    }
    const bool by_chance = most < 2 && stored != name && !is_distinctive(name);
    if (best == nullptr || doubtful || by_chance) return std::nullopt;
    return *best;
  }

  Statement by_digest_;
  std::unordered_map<std::string, std::vector<Candidate>> candidates_;  // by base name; looked up only
};

}  // namespace

std::int64_t find_attachments(Database& db) {
  struct Change {
    std::int64_t row_id, index;
    Candidate file;
    std::string stored_path, stored_sha256;
  };
  std::vector<Change> changes;
  {
    Finder finder(db);
    Statement rows = db.prepare(kAttachments);
    while (rows.step()) {
      const std::string path(rows.text(2)), sha256(rows.text(3));
      if (auto file = finder.find(path, sha256))
        changes.push_back({rows.int64(0), rows.int64(1), std::move(*file), path, sha256});
    }
  }
  Statement set =
      db.prepare("UPDATE message SET attachments = json_set(attachments, ?1, ?2) WHERE row_id = ?3");
  const auto put = [&](const Change& change, std::string_view key, std::string_view value) {
    set.bind(1, fmt::format("$[{}].{}", change.index, key)).bind(2, value).bind(3, change.row_id).run();
  };
  for (const Change& change : changes) {
    put(change, "path", change.file.path);
    if (!change.stored_path.empty() && change.stored_path != change.file.path)
      put(change, "stored_path", change.stored_path);
    if (change.file.sha256.empty()) continue;
    put(change, "sha256", change.file.sha256);
    if (!change.stored_sha256.empty() && change.stored_sha256 != change.file.sha256)
      put(change, "stored_sha256", change.stored_sha256);
  }
  return static_cast<std::int64_t>(changes.size());
}

}  // namespace ulika
