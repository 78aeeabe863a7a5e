// CaseFolder: the folder a run leaves: case.db, evidence/*.db, audit.jsonl, metrics.json, report/.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "triage/base/result.h"
#include "triage/case/audit.h"
#include "triage/case/evidence_db.h"

namespace ulika {

class CaseFolder {
 public:
  // Makes the folder, or opens it when it is a case of this program and version of schema. Refused, in one
  // sentence: a folder that is not empty and no case, a case inside any of the evidence paths, evidence
  // inside the case, a folder that cannot be written, a case in which another run is at work (lock file).
  static Result<CaseFolder> open_or_create(const std::filesystem::path& dir,
                                           const std::vector<std::filesystem::path>& evidence);
  // Opens an existing case to read (export, report, verify).
  static Result<CaseFolder> open(const std::filesystem::path& dir);
  CaseFolder(CaseFolder&&) noexcept;
  ~CaseFolder();

  const std::filesystem::path& dir() const { return dir_; }
  std::filesystem::path evidence_db_path(const std::string& evidence_name) const;
  // Names of the items, in the order in which they were added.
  std::vector<std::string> evidence_names() const;
  // Registers an item under a unique name made from `wanted` ("phone", "phone-2", …), or finds the one with
  // this canonical host path again (a resumed run).
  std::string register_evidence(const std::string& wanted, const std::filesystem::path& host_path);

  Audit& audit() { return *audit_; }
  Database& db() { return db_; }

 private:
  CaseFolder() = default;
  std::filesystem::path dir_;
  Database db_;
  std::unique_ptr<Audit> audit_;
  int lock_fd_ = -1;
};

}  // namespace ulika
