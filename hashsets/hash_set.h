// Hash sets: lists of digests of known or notable files.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "triage/base/digest.h"
#include "triage/base/result.h"

namespace ulika {

// A set of MD5, SHA-1 or SHA-256 digests, held sorted in memory and shared by workers.
class HashSet {
 public:
  // Text, one digest a line (anything after it is a comment; so is a line with '#'), or CSV whose header
  // names md5, sha1 or sha256 columns (NSRL's form too). Names the line of the first mistake. A first line "#
  // notable" makes every match notable; otherwise matches are known.
  static Result<HashSet> load(const std::filesystem::path& file);

  const std::string& name() const { return name_; }
  bool notable() const { return notable_; }
  std::size_t size() const { return md5_.size() + sha1_.size() + sha256_.size(); }
  bool contains(const Digests& digests) const;

 private:
  std::string name_;
  bool notable_ = false;
  std::vector<std::array<std::byte, 16>> md5_;
  std::vector<std::array<std::byte, 20>> sha1_;
  std::vector<std::array<std::byte, 32>> sha256_;
};

}  // namespace ulika
