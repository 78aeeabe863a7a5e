// What an open evidence database keeps between calls: prepared statements, totals, and the steps of writing
// one result.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>

#include "triage/case/evidence_db.h"
#include "triage/case/result_rows.h"

namespace ulika {

inline constexpr std::string_view kFinishedKey = "finished";  // of the table meta

struct EvidenceDatabase::State {
  explicit State(const std::filesystem::path& file) : db(file, Database::Mode::read_write) {}
  ~State() { fold_log(); }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  void prepare();
  void fold_log() noexcept;
  void count();
  void set_meta(std::string_view key, std::string_view value);
  std::string meta(std::string_view key);
  void unfinish();
  std::int64_t next_file_id();
  std::int64_t container_of(std::string_view path);
  void write_one(const FileResult& result);
  void write_listed(const FileResult& result);
  void write_member(const FileResult& result);
  void drop_rows(std::int64_t id);
  void drop_members(std::string_view container);
  std::string unused_path(const FileEntry& entry);
  bool insert_problem(const Problem& problem);

  Database db;
  SourceInfo source;
  std::optional<ResultRows> rows;
  Statement insert_file, replace_file, update_file, select_file, find_file, select_pending, changes;
  Statement put_thumbnail;
  Statement meta_get, meta_put;
  Totals totals;
  std::int64_t last_file_id = 0;
  std::string last_container;  // path of the container whose id is last_container_id
  std::int64_t last_container_id = 0;
  std::unordered_map<std::string, int> same_name;  // next number to try for a path that is taken
};

}  // namespace ulika
