#include "triage/case/ids.h"

#include "triage/base/digest.h"

namespace ulika {

std::string stable_id(std::initializer_list<std::string_view> parts) {
  std::string key;
  for (std::string_view part : parts) key.append(part).push_back('\0');
  const auto digest = sha256(as_bytes(key));
  return to_hex(Bytes(digest).first(10));
}

std::string file_export_id(std::string_view source, std::string_view path) {
  return stable_id({source, "file", path});
}

std::string hit_id(std::string_view source, std::string_view path, const Hit& hit) {
  return stable_id({source, "hit", path, hit.rule, std::to_string(hit.offset), std::to_string(hit.length),
                    hit.encoding, hit.record_id, hit.value});
}

std::string problem_id(std::string_view source, const Problem& problem) {
  return stable_id({source, "problem", problem.path, problem.stage, ledger_state_name(problem.state),
                    problem.reason, std::to_string(problem.offset), std::to_string(problem.length)});
}

}  // namespace ulika
