#include "triage/media/near_pictures.h"

#include <algorithm>
#include <map>
#include <stdexcept>
#include <tuple>

namespace ulika {
void PictureIndex::add(const PdqHash& hash) {
  if (hashes_.size() >= 0xffff'fffeU) throw std::length_error("too many pictures for one index");
  hashes_.push_back(hash);
  auto& before = before_.emplace_back();
  for (std::size_t i = 0; i < kWords; ++i) {
    std::uint32_t& head = heads_[i << 16 | hash.words[i]];
    before[i] = head;
    head = static_cast<std::uint32_t>(hashes_.size());
  }
}

void PictureIndex::find_one(const PdqHash& hash, unsigned limit, unsigned turn,
                            std::vector<PictureMatch>& found) const {
  const auto follow = [&](std::size_t word, unsigned value) {
    for (std::uint32_t at = heads_[word << 16 | value]; at != 0; at = before_[at - 1][word]) {
      const unsigned distance = pdq_distance(hash, hashes_[at - 1]);
      if (distance <= limit) found.push_back({at - 1, distance, turn});
    }
  };
  for (std::size_t i = 0; i < kWords; ++i) {
    follow(i, hash.words[i]);
    for (unsigned bit = 0; bit < 16; ++bit) follow(i, hash.words[i] ^ 1U << bit);
  }
}

std::vector<PictureMatch> PictureIndex::find(const PdqForms& sought, unsigned limit) const {
  limit = std::min(limit, kPdqSame);
  std::vector<PictureMatch> found;
  for (unsigned turn = 0; turn < kPdqForms; ++turn) find_one(sought[turn], limit, turn, found);
  std::sort(found.begin(), found.end(), [](const PictureMatch& a, const PictureMatch& b) {
    return std::tie(a.index, a.distance, a.turn) < std::tie(b.index, b.distance, b.turn);
  });
  found.erase(std::unique(found.begin(), found.end(),
                          [](const PictureMatch& a, const PictureMatch& b) { return a.index == b.index; }),
              found.end());
  return found;
}

std::vector<PictureGroup> group_pictures(std::span<const PdqForms> pictures, unsigned limit) {
  PictureIndex firsts;
  std::vector<PictureGroup> groups;                                  // one for each picture in the index
  std::map<PdqForms, std::pair<std::size_t, PictureMatch>> settled;  // equal ones are looked up once
  for (std::size_t i = 0; i < pictures.size(); ++i) {
    if (const auto same = settled.find(pictures[i]); same != settled.end()) {
      auto [group, match] = same->second;
      match.index = i;
      groups[group].others.push_back(match);
      continue;
    }
    const auto near = firsts.find(pictures[i], limit);
    const auto best = std::min_element(near.begin(), near.end(), [](const auto& a, const auto& b) {
      return std::tie(a.distance, a.index) < std::tie(b.distance, b.index);
    });
    PictureMatch match{i, 0, 0};
    std::size_t group = groups.size();
    if (best == near.end()) {
      firsts.add(pictures[i][0]);
      groups.push_back({i, {}});
    } else {
      group = best->index;
      match = {i, best->distance, best->turn};
      groups[group].others.push_back(match);
    }
    settled[pictures[i]] = {group, match};
  }
  std::erase_if(groups, [](const PictureGroup& group) { return group.others.empty(); });
  return groups;
}

}  // namespace ulika
