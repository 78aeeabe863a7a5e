// Pictures of two devices that look the same.
#include "triage/leads/near_photos.h"

#include <gtest/gtest.h>

#include <random>

#include "tests/leads/memory_item.h"

namespace ulika {
namespace {

using test::MemoryItem;

PdqForms random_forms(unsigned seed) {
  std::mt19937 chance(seed);
  std::array<PdqHash, 4> turns;
  for (PdqHash& hash : turns) {
    for (auto& word : hash.words) word = static_cast<std::uint16_t>(chance());
  }
  return pdq_forms(turns[0], turns[1], turns[2], turns[3]);
}

void add_picture(MemoryItem& item, const std::string& path, const PdqForms& forms, std::int64_t quality = 90,
                 std::int64_t side = 800) {
  item.add("picture",
           {{"width", side},
            {"height", side},
            {"pdq", to_text(forms[0])},
            {"pdq_turns", turns_text(forms)},
            {"pdq_quality", quality}},
           {}, path);
}

TEST(NearPhotos, JoinsWhatLooksTheSameOnTwoDevices) {
  const PdqForms photo = random_forms(1), other = random_forms(2);
  PdqForms smaller = photo;
  smaller[0].words[3] ^= 0x0F0F;  // eight bits
  PdqForms far = photo;
  for (PdqHash& form : far) {
    for (std::size_t word = 0; word < 8; ++word) form.words[word] ^= 0x1111 << (word % 4);  // 32 bits
  }
  MemoryItem a("a"), b("b");
  add_picture(a, "sdcard/DCIM/1.jpg", photo);
  add_picture(a, "sdcard/DCIM/2.jpg", other);
  add_picture(a, "sdcard/DCIM/3.jpg", smaller);
  add_picture(b, "sdcard/Pictures/Telegram/x.jpg", smaller);
  add_picture(b, "sdcard/Pictures/Telegram/y.jpg", far);
  add_picture(b, "data/app/icon.png", photo);              // no person's
  add_picture(b, "sdcard/Pictures/plain.jpg", photo, 10);  // a white wall
  add_picture(b, "sdcard/Pictures/small.jpg", photo, 90, 64);
  NearPhotos photos;
  photos.add(0, a);
  photos.add(1, b);
  int groups = 0;
  photos.for_each_shared([&](const std::string& pdq, const std::vector<NearPhoto>& group, unsigned farthest) {
    ++groups;
    EXPECT_EQ(pdq, to_text(photo[0]));
    ASSERT_EQ(group.size(), 3u);
    EXPECT_EQ(group[2].name, "x.jpg");
    EXPECT_EQ(farthest, 8u);
  });
  EXPECT_EQ(groups, 1);
}

TEST(NearPhotos, TheSameFileIsNoNearOne) {
  MemoryItem a("a"), b("b");
  add_picture(a, "sdcard/DCIM/1.jpg", random_forms(1));
  add_picture(b, "sdcard/DCIM/1.jpg", random_forms(1));  // MemoryItem: equal paths, equal digests
  NearPhotos photos;
  photos.add(0, a);
  photos.add(1, b);
  photos.for_each_shared([](const std::string&, const std::vector<NearPhoto>&, unsigned) { FAIL(); });
}

}  // namespace
}  // namespace ulika
