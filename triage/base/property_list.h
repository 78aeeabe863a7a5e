// PropertyList: reads values out of a property list where they stand, an NSKeyedArchiver's references
// resolved.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "triage/base/bytes.h"
#include "triage/base/result.h"
#include "triage/base/time.h"

namespace ulika {

// Nothing is built from the bytes, so a list whose objects refer to each other a million times costs no more
// than its bytes. Source of the binary form: CFBinaryPList.c of Apple's CoreFoundation.
class PropertyList {
 public:
  // A value in a list, which must outlive it. One that does not exist answers every question with nothing.
  class Node {
   public:
    Node() = default;
    bool exists() const { return list_ != nullptr; }
    bool is_dictionary() const;
    std::size_t count() const;                                    // of a dictionary, array or set
    Node member(std::string_view key) const;                      // of a dictionary
    Node element(std::size_t index) const;                        // of an array or set
    std::pair<std::string, Node> entry(std::size_t index) const;  // of a dictionary, in stored order
    std::optional<std::int64_t> integer() const;
    std::optional<double> real() const;  // also of an integer
    std::optional<bool> boolean() const;
    std::string text() const;            // UTF-8; empty where it is no string
    Bytes data() const;                  // empty where it is no data; also of an archived NSData
    std::optional<TimeMs> date() const;  // also of an archived NSDate

   private:
    friend class PropertyList;
    struct Head {
      unsigned type = 0;  // high nibble of the marker
      unsigned info = 0;  // low nibble
      std::uint64_t length = 0;
      std::size_t at = 0;  // of what follows marker and length
    };
    Node(const PropertyList* list, std::uint64_t index) : list_(list), index_(index) {}
    std::optional<Head> head() const;
    Node reference(std::size_t at) const;

    const PropertyList* list_ = nullptr;
    std::uint64_t index_ = 0;
  };

  // Binary or XML, by the first bytes. Fails with `damaged`; with `limit` for more than 64 MiB.
  static Result<PropertyList> read(Bytes bytes);
  // True where the first bytes are those of either form.
  static bool looks_like(Bytes bytes);

  // The outermost value; in an archive its root object.
  Node root() const;

 private:
  PropertyList() = default;
  bool index();
  Node resolved(Node node) const;
  std::uint64_t number(std::size_t at, unsigned width) const;

  std::vector<std::byte> bytes_;
  unsigned offset_width_ = 0;
  unsigned reference_width_ = 0;
  std::uint64_t objects_ = 0;
  std::uint64_t top_ = 0;
  std::uint64_t table_ = 0;
  bool archive_ = false;
  std::uint64_t archived_ = 0;  // index of the array $objects
};

}  // namespace ulika
