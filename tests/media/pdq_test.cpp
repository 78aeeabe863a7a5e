// PDQ against the published hashes, and its turned forms against hashes of pictures that were really turned.
#include "triage/media/pdq.h"

#include <gtest/gtest.h>

#include <fstream>
#include <map>

#include "tests/evidence_dir.h"
#include "tests/media/picture_files.h"
#include "triage/media/decode.h"
#include "triage/media/near_pictures.h"

namespace ulika {
namespace {

Picture decoded(const std::string& path) {
  const auto file = test::read_file(path);
  auto picture = decode_picture(file, {512, true});
  EXPECT_TRUE(picture) << path;
  return picture ? std::move(*picture) : Picture();
}

// The published vectors were made with another JPEG decoder and resizer; a third of the distance at which two
// pictures still count as the same is far more than such differences cost.
constexpr unsigned kTolerance = 10;

TEST(Pdq, PublishedVectors) {
  ULIKA_NEEDS_EVIDENCE();
  const auto root = test::evidence_dir() / "pdq/pdq";
  std::ifstream list(root / "wasm/test/TestData/PDQMD5TestData.csv");
  unsigned checked = 0;
  for (std::string line; std::getline(list, line);) {
    const auto data = line.find("data/");
    const auto comma = line.find(',');
    if (data == std::string::npos || comma == std::string::npos) continue;
    const auto path = root / line.substr(data, comma - data);
    const auto expected = parse_pdq(std::string_view(line).substr(comma + 1, 64));
    if (!expected || !std::filesystem::exists(path)) continue;
    const PdqResult result = pdq_of(decoded(path));
    EXPECT_LE(pdq_distance(result.forms[0], *expected), kTolerance)
        << path << " " << to_text(result.forms[0]);
    std::cout << path.filename() << " differs in " << pdq_distance(result.forms[0], *expected)
              << " bits, quality " << result.quality << "\n";
    EXPECT_EQ(result.quality, 100u) << path;
    ++checked;
  }
  EXPECT_EQ(checked, 12u);
}

TEST(Pdq, PublishedTurnsMatchTheTurnedForms) {
  ULIKA_NEEDS_EVIDENCE();
  const auto dir = test::evidence_dir() / "pdq/pdq/data/reg-test-input/dih";
  const PdqResult original = pdq_of(decoded(dir / "bridge-1-original.jpg"));
  const std::map<std::string, std::size_t> turns = {
      {"bridge-2-rotate-90.jpg", 1}, {"bridge-3-rotate-180.jpg", 2}, {"bridge-4-rotate-270.jpg", 3}};
  for (const auto& [name, turn] : turns) {
    const PdqResult turned = pdq_of(decoded(dir / name));
    unsigned best = 256;
    std::size_t which = 0;
    for (std::size_t v = 0; v < kPdqForms; ++v) {
      const unsigned d = pdq_distance(original.forms[v], turned.forms[0]);
      if (d < best) {
        best = d;
        which = v;
      }
    }
    std::cout << name << ": form " << which << ", " << best << " bits\n";
    EXPECT_LE(best, kTolerance) << name;
  }
}

// Really turned pixels against the forms that come out of one picture.
TEST(Pdq, TurnedFormsAreThoseOfTurnedPictures) {
  for (std::uint32_t seed = 1; seed <= 12; ++seed) {
    const Picture scene = grey_of(test::drawn_scene(seed, 200 + 56 * (seed % 4), 256));
    const PdqResult forms = pdq_of(scene);
    // Exif's orientation that shows the picture as form 0, 1, …: see the order of PdqForms.
    constexpr std::uint8_t kOrientation[kPdqForms] = {1, 8, 3, 6, 2, 4, 5, 7};
    for (std::size_t v = 0; v < kPdqForms; ++v) {
      Picture turned = scene;
      turned.orientation = kOrientation[v];
      const PdqResult result = pdq_of(upright(turned));
      EXPECT_LE(pdq_distance(forms.forms[v], result.forms[0]), 6u) << "seed " << seed << " form " << v;
    }
  }
}

TEST(Pdq, FormsAreReadBackFromTheTwoStoredTexts) {
  const PdqForms forms = pdq_of(test::drawn_scene(5, 210, 150)).forms;
  const auto back = parse_pdq_forms(to_text(forms[0]), turns_text(forms));
  ASSERT_TRUE(back);
  EXPECT_EQ(*back, forms);
  EXPECT_FALSE(parse_pdq_forms(to_text(forms[0]), ""));
}

TEST(Pdq, FlatPicturesHaveNoQuality) {
  Picture flat;
  flat.width = flat.height = 100;
  flat.pixels.assign(10000, 77);
  EXPECT_EQ(pdq_of(flat).quality, 0u);
  Picture tiny;
  tiny.width = 4;
  tiny.height = 400;
  tiny.pixels.assign(1600, 1);
  EXPECT_EQ(pdq_of(tiny).quality, 0u);
}

TEST(Pdq, TextFormIsReadBack) {
  const PdqHash hash = pdq_of(test::drawn_scene(3, 200, 100)).forms[0];
  const std::string text = to_text(hash);
  EXPECT_EQ(text.size(), 64u);
  ASSERT_TRUE(parse_pdq(text));
  EXPECT_EQ(*parse_pdq(text), hash);
  EXPECT_FALSE(parse_pdq(text.substr(1)));
  EXPECT_FALSE(parse_pdq("g" + text.substr(1)));
}

}  // namespace
}  // namespace ulika
