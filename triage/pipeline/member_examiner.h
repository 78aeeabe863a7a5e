// MemberExaminer: walks through an archive or document held in a file and examines each member, archives
// inside too.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "triage/pipeline/examiner.h"

namespace ulika {

class MemberExaminer {
 public:
  MemberExaminer(Examiner& examiner, const WorkItem& item) : examiner_(examiner), item_(item) {}

  // Sends a result for each member; the container's own state and problems go into `result`.
  void expand(Content& container, FileResult& result);

 private:
  // A database that waits for the end of its archive, where its -wal may come after it.
  struct Held {
    FileResult result;
    std::vector<std::byte> bytes;
  };
  // One archive on the way down.
  struct Level {
    std::map<std::string, Held> databases;                   // by full path
    std::map<std::string, std::vector<std::byte>> sidecars;  // -wal and -journal files, by full path
    std::uint64_t held = 0;
  };

  void walk(ByteSource& container, const std::string& path, FileState state, unsigned depth,
            FileResult& result);
  void examine_member(Level& level, FileEntry&& entry, const MemberRead& read, unsigned depth);
  // Reads up to `limit` bytes more; true at the end of the member.
  bool read_up_to(const MemberRead& read, std::uint64_t limit, std::vector<std::byte>& bytes,
                  FileResult& result);
  void stream_rest(const MemberRead& read, std::vector<std::byte>& bytes, FileResult& result);
  void finish_member(FileResult& result, std::vector<std::byte>&& bytes, std::vector<Companion> companions,
                     unsigned depth);
  void finish_databases(Level& level, unsigned depth);

  Examiner& examiner_;
  const WorkItem& item_;
  ArchiveUse use_;
};

}  // namespace ulika
