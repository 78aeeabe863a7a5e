// CaseSearch: full-text search over the finished evidence databases of a case, read-only.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ulika {

struct SearchQuery {
  std::string text;                      // as typed (search_forms.h)
  std::string device, app;               // empty: all
  std::optional<std::int64_t> from, to;  // UTC milliseconds, `to` not included; messages alone have times
  std::int64_t skip = 0, limit = 100;
};

struct SearchResult {
  static constexpr std::int64_t kCounted = 10000;  // matches of one device are counted up to here
  std::vector<std::string> ids;  // of the page asked for, by device, then as they stand in it
  std::int64_t total = 0;
  bool more = false;  // total is only what was counted
};

class CaseSearch {
 public:
  // `dir` is the case; `names` its evidence, in the order in which results come. Databases without full text
  // (not finished) are left out and named by unfinished(). Throws DatabaseError.
  CaseSearch(const std::filesystem::path& dir, const std::vector<std::string>& names);
  ~CaseSearch();

  // One search at a time. Throws DatabaseError.
  SearchResult messages(const SearchQuery& query) const;
  SearchResult hits(const SearchQuery& query) const;
  const std::vector<std::string>& unfinished() const { return unfinished_; }

 private:
  struct Item;
  SearchResult run(const SearchQuery& query, bool of_messages) const;
  std::vector<std::unique_ptr<Item>> items_;
  std::vector<std::string> unfinished_;
};

}  // namespace ulika
