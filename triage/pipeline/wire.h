// Wire: the frames that supervisor and workers exchange, and how plain data becomes bytes in them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "triage/base/result.h"
#include "triage/model/file_result.h"
#include "triage/model/source_info.h"

namespace ulika {

// One entry to examine, with what a worker needs besides it.
struct WorkItem {
  std::int64_t id = 0;  // row in the evidence database
  FileEntry entry;
  std::vector<FileEntry> companions;  // -wal, -journal and what definitions attach
  std::vector<std::string>
      skip;  // members on which an earlier worker died: noted as failed, not touched again
  std::string skip_reason;
};

enum class FrameKind : std::uint8_t {
  // to a worker
  walk,     // payload: evidence index
  examine,  // payload: evidence index, work items
  verify,   // payload: evidence index
  // to the supervisor
  entries,   // payload: file entries
  problems,  // payload: problems
  result,    // payload: one file result
  digests,   // payload: digests of the whole image
  broken,    // payload: text: the evidence could not be opened in the worker
  done,      // the command is finished
};

struct Frame {
  FrameKind kind = FrameKind::done;
  std::string payload;
};

std::string encode_frame(const Frame& frame);

// Cuts frames out of a stream of bytes. A frame of more than 1 GiB or an unknown kind breaks the stream for
// good.
class FrameReader {
 public:
  void feed(std::string_view bytes) { buffer_.append(bytes); }
  std::optional<Frame> next();
  bool broken() const { return broken_; }

 private:
  std::string buffer_;
  std::size_t at_ = 0;
  bool broken_ = false;
};

std::string encode_index(std::uint32_t evidence_index);
Result<std::uint32_t> decode_index(std::string_view bytes);
std::string encode_work(std::uint32_t evidence_index, const std::vector<WorkItem>& items);
Result<std::pair<std::uint32_t, std::vector<WorkItem>>> decode_work(std::string_view bytes);
std::string encode_entries(const std::vector<FileEntry>& entries);
Result<std::vector<FileEntry>> decode_entries(std::string_view bytes);
std::string encode_problems(const std::vector<Problem>& problems);
Result<std::vector<Problem>> decode_problems(std::string_view bytes);
std::string encode_result(const FileResult& result);
Result<FileResult> decode_result(std::string_view bytes);
std::string encode_source(const SourceInfo& source);
Result<SourceInfo> decode_source(std::string_view bytes);
std::string encode_digests(const Digests& digests);
Result<Digests> decode_digests(std::string_view bytes);

}  // namespace ulika
