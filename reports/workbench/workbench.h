// The workbench: the report's views over a case, with search, tags and notes, served to this computer's own
// browser.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "triage/base/result.h"

namespace ulika {

// Bytes [offset, offset + length) of a file of the evidence, fewer at its end.
using ReadEvidence = std::function<Result<std::string>(const std::string& host_path, const std::string& path,
                                                       std::uint64_t offset, std::uint64_t length)>;

struct WorkbenchOptions {
  std::filesystem::path case_dir;
  int port = 0;                 // 0: any that is free
  std::string author;           // under whose name tags and notes are written
  std::string language = "ru";  // ru, kk, en
  ReadEvidence read_evidence;   // none: original bytes are not shown
};

class Workbench {
 public:
  // Opens the case and the port. The case's databases are only read; review.db beside them is written. The
  // report whose rows are shown is written (to CASE/workbench) where there is none, or the case changed
  // since.
  static Result<std::unique_ptr<Workbench>> open(const WorkbenchOptions& options);
  ~Workbench();

  int port() const;
  // What to open in the browser: the address with the token that lets in once.
  std::string address() const;
  // Answers requests until stop(), which may be called from another thread.
  void run();
  void stop();

 private:
  struct State;
  explicit Workbench(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace ulika
