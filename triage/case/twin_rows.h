// What twins share: the rows of one file that its content gave, moved to another path, and compared.
#pragma once

#include <string>
#include <string_view>

#include "triage/model/file_result.h"

namespace ulika {

// Leaves in `result` the rows that come from the content of the file (`size` bytes); those from the slack
// behind it, which belong to one file alone, go to `kept_here`.
void split_slack(FileResult& result, std::string_view source, std::uint64_t size, FileResult& kept_here);

// Makes the rows of `result`, drawn from the file at `from`, rows of the file `to` of equal content: paths,
// the ids that refer to artefacts of the same file, offsets in the image.
void rebase(FileResult& result, std::string_view source, std::string_view from, const FileEntry& to);

// Outcome and rows of an examination in a form that does not depend on where the file lies: different results
// give different bytes. result.entry is the file.
std::string result_key(FileResult result, std::string_view source);

}  // namespace ulika
