// HashIndex: one hash set as a file in memory that all workers share.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "hashsets/index_format.h"
#include "hashsets/mapped_file.h"
#include "triage/base/digest.h"

namespace ulika {

class HashIndex {
 public:
  // What is checked of the file: that its head is whole and fits its length, or also the SHA-256 of its
  // content.
  enum class Check { head, content };

  // Refuses what is no index, was cut, or was altered, with ErrorKind::damaged.
  static Result<HashIndex> open(const std::filesystem::path& file, Check check);

  const IndexDescription& about() const { return about_; }
  std::uint64_t file_size() const { return file_.bytes().size(); }
  bool notable() const { return about_.kind == HashSetKind::notable; }

  // Whether the set has this digest; false for lengths other than 16, 20 and 32 bytes.
  bool contains(Bytes digest) const;
  // The same by the strongest kind of digest that the set has for each of its entries, so that a file which
  // was made to collide in a weaker one does not pass for a member.
  bool contains(const Digests& digests) const;

  // Categories of a digest in the set, sorted; that of the set where its entries have none.
  std::vector<std::string_view> categories_of(Bytes digest) const;
  std::vector<std::string_view> categories_of(const Digests& digests) const;

  // Each entry of a kind, in order, with its category.
  void each(HashKind kind, const std::function<void(Bytes digest, std::string_view category)>& take) const;

 private:
  // Entries that are equal to the digest: the first, and how many.
  struct Found {
    std::uint64_t first = 0, count = 0;
  };
  HashIndex(MappedFile file, IndexDescription about) : file_(std::move(file)), about_(std::move(about)) {}
  Found find(HashKind kind, const std::byte* digest) const;
  // The digest by which `digests` is in the set; empty when it is not.
  Bytes member(const Digests& digests) const;

  MappedFile file_;
  IndexDescription about_;
};

}  // namespace ulika
