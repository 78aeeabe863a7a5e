#include "triage/leads/json_list.h"

#include <nlohmann/json.hpp>

namespace ulika {

std::vector<std::string> json_texts(std::string_view json) {
  std::vector<std::string> texts;
  if (json.empty()) return texts;
  const auto array = nlohmann::json::parse(json, nullptr, false);
  if (!array.is_array()) return texts;
  for (const auto& element : array) {
    if (element.is_string()) texts.push_back(element.get<std::string>());
    if (element.is_number_integer()) texts.push_back(element.dump());
  }
  return texts;
}

}  // namespace ulika
