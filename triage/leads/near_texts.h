// NearTexts: finds texts that are nearly the same – one advert, reworded – among millions, in bounded memory.
//
// Each text becomes a sketch of one-permutation MinHash (Li, Owen, Zhang 2012, empty bins filled as
// Shrivastava and Li 2014 do) over its shingles; sketches that agree in one of their bands are compared.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ulika {

// A text as it is compared: letters in lower case, every digit as "0", anything else as one space; look-alike
// Latin letters among Cyrillic ones as Cyrillic.
std::string comparable_text(std::string_view text);

constexpr std::size_t kLeastNearText = 60;      // code points of comparable_text()
constexpr std::size_t kLongestNearText = 4096;  // code points that are looked at
constexpr std::size_t kSketchSize = 36;
using TextSketch = std::array<std::uint16_t, kSketchSize>;

// Over shingles of five code points. Nothing for a text that is too short.
std::optional<TextSketch> sketch_of(std::string_view text);
// Estimated share of shingles that two texts have in common (Jaccard), 0 to 1.
double likeness(const TextSketch& a, const TextSketch& b);
constexpr double kLeastLikeness = 0.5;

struct NearText {
  std::uint16_t device = 0;
  std::uint32_t chat = 0;
  bool speaks = false;
  std::string record_id;  // 20 hexadecimal digits
  std::string excerpt;    // how the text begins; filled by NearTexts
};

class NearTexts {
 public:
  // Temporary files are made in `dir`.
  explicit NearTexts(const std::filesystem::path& dir, std::size_t memory_bytes = std::size_t{64} << 20);
  ~NearTexts();

  // Takes a text; short ones are passed over. Equal texts of one device and conversation count once.
  void add(const NearText& where, std::string_view text);

  // Groups of texts that are nearly the same, of two devices or more, each group in the order of adding; the
  // groups in the order of their first text. `likeness` is the least of those that joined the group. Once.
  using Visit = std::function<void(const std::vector<NearText>& group, double likeness)>;
  void for_each_shared(const Visit& visit);

  std::uint32_t texts() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace ulika
