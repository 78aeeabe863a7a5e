// Progress: what a run is doing, for a person at a terminal or as JSON lines for a program.
#pragma once

#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>

namespace ulika {

enum class ProgressForm { automatic, plain, json, none };

struct ProgressState {
  std::string_view item;   // evidence item in hand
  std::string_view stage;  // "listing", "examining", "finishing", …
  std::uint64_t done_bytes = 0;
  std::uint64_t total_bytes = 0;
  std::int64_t hits = 0;
  std::int64_t records = 0;
};

class Progress {
 public:
  // `automatic`: one living line on a terminal, nothing on a pipe or file.
  explicit Progress(ProgressForm form, std::FILE* out = stderr);
  ~Progress();

  // At most a few times a second reaches the output.
  void show(const ProgressState& state);
  // A line that stays, whatever the form (JSON: an object with "message"); nothing for `none`.
  void say(std::string_view message);
  void clear();

 private:
  enum class Shape { line, plain, json, none };
  Shape shape_;
  std::FILE* out_;
  std::uint64_t started_ns_;
  std::uint64_t last_ns_ = 0;
  std::uint64_t first_bytes_ = 0;  // done when the run began (a resumed one)
  bool first_seen_ = false;
  bool line_shown_ = false;
};

// "1.4 GB", "312 MB", "87 kB": powers of ten.
std::string human_bytes(std::uint64_t bytes);

}  // namespace ulika
