#include "triage/leads/compare_cases.h"

#include <algorithm>

#include "triage/leads/link_list.h"
#include "triage/leads/selectors.h"

namespace ulika {

CaseComparison compare_cases(const std::vector<ComparedCase>& cases,
                             const std::filesystem::path& scratch_dir) {
  CaseComparison out;
  SelectorMerge selectors(scratch_dir);
  std::vector<std::size_t> case_of;  // of each device
  for (std::size_t i = 0; i < cases.size(); ++i) {
    for (const auto& item : cases[i].reader->items()) {
      const auto device = static_cast<std::uint16_t>(out.sources.size());
      out.sources.push_back(cases[i].name + "/" + item->source().name);
      case_of.push_back(i);
      SpokenTexts spoken;
      item->for_each_hit([&](const StoredHit& stored) { spoken.add(stored.hit); });
      spoken.seal();
      for_each_sighting(*item, spoken, [&](const Sighting& sighting) { selectors.add(device, sighting); });
    }
  }
  LinkList links(out.sources.size(), LinkRules::builtin());
  links.add_selectors(selectors, [&](const std::vector<DeviceSighting>& devices) {
    return std::any_of(devices.begin(), devices.end(), [&](const DeviceSighting& seen) {
      return case_of[seen.device] != case_of[devices.front().device];
    });
  });
  out.links = links.take();
  out.left_out = links.left_out();
  return out;
}

}  // namespace ulika
