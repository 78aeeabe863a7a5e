// Stable ids of what is no artefact: files, hits, problems, ledger lines, the source itself.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "triage/model/hit.h"
#include "triage/model/ledger.h"

namespace ulika {

// 20 hexadecimal digits of SHA-256 over the parts, each followed by a zero byte.
std::string stable_id(std::initializer_list<std::string_view> parts);

std::string file_export_id(std::string_view source, std::string_view path);
// Over the file's path (not hit.path), rule, place, encoding, artefact and value.
std::string hit_id(std::string_view source, std::string_view path, const Hit& hit);
std::string problem_id(std::string_view source, const Problem& problem);

}  // namespace ulika
