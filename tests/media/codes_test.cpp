// Codes: the published samples, the gate in front, and pictures that hold none.
#include "triage/media/codes.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "tests/evidence_dir.h"
#include "tests/media/picture_files.h"
#include "triage/media/decode.h"

namespace ulika {
namespace {

// The truth files end lines in more ways than the codes do, and some end with spaces.
std::string comparable(std::string text) {
  std::erase(text, '\r');
  while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.pop_back();
  return text;
}

TEST(Codes, PublishedSamplesAreReadBehindTheGate) {
  ULIKA_NEEDS_EVIDENCE();
  unsigned pictures = 0, passed = 0, read = 0;
  for (const char* set : {"qrcode-1", "qrcode-2"}) {
    for (const auto& item :
         std::filesystem::directory_iterator(test::evidence_dir() / "zxing-qr/test/samples" / set)) {
      std::filesystem::path truth = item.path();
      truth.replace_extension(".txt");
      if (item.path().extension() == ".txt" || !std::filesystem::exists(truth)) continue;
      const auto file = test::read_file(item.path());
      const auto small = decode_picture(file, {256, false});
      const auto large = decode_picture(file, {900, false});
      if (!small || !large) continue;
      ++pictures;
      const auto bytes = test::read_file(truth);
      const std::string expected = comparable(std::string(as_text(bytes)));
      const bool gate = may_hold_codes(*small);
      passed += gate ? 1 : 0;
      const auto codes = read_codes(*large);
      bool found = false;
      for (const Code& code : codes) found = found || comparable(code.text) == expected;
      EXPECT_TRUE(found || codes.empty()) << item.path() << " was read as " << codes[0].text;
      read += gate && found ? 1 : 0;
      if (!found) std::cout << "not read: " << item.path().filename() << "\n";
    }
  }
  std::cout << pictures << " pictures, " << passed << " pass the gate, " << read << " are read\n";
  EXPECT_GE(pictures, 60u);
  EXPECT_GE(passed * 100, pictures * 95);
  EXPECT_GE(read * 100, pictures * 88);
}

TEST(Codes, SceneryDoesNotPassTheGateOften) {
  unsigned passed = 0;
  for (std::uint32_t seed = 1; seed <= 12; ++seed) {
    passed += may_hold_codes(grey_of(test::drawn_scene(seed, 340, 256))) ? 1 : 0;
  }
  EXPECT_LE(passed, 1u);
}

TEST(Codes, NothingIsReadWhereNothingIs) {
  for (std::uint32_t seed = 1; seed <= 4; ++seed) {
    EXPECT_TRUE(read_codes(grey_of(test::drawn_scene(seed, 320, 240))).empty());
  }
  EXPECT_TRUE(read_codes(Picture()).empty());
  EXPECT_FALSE(may_hold_codes(Picture()));
}

}  // namespace
}  // namespace ulika
