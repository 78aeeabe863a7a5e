// The index of hashes against plain comparison, and the groups it makes.
#include "triage/media/near_pictures.h"

#include <gtest/gtest.h>

#include <random>

namespace ulika {
namespace {

PdqHash random_hash(std::mt19937& random) {
  PdqHash hash;
  for (auto& word : hash.words) word = static_cast<std::uint16_t>(random());
  return hash;
}

PdqHash with_flips(PdqHash hash, unsigned flips, std::mt19937& random) {
  for (unsigned done = 0; done < flips;) {
    const unsigned bit = random() % 256;
    std::uint16_t& word = hash.words[bit / 16];
    word = static_cast<std::uint16_t>(word ^ 1U << (bit % 16));
    ++done;
  }
  return hash;
}

PdqForms forms_of(const PdqHash& hash, std::mt19937& random) {
  return pdq_forms(hash, random_hash(random), random_hash(random), random_hash(random));
}

TEST(NearPictures, TheIndexFindsWhatPlainComparisonFinds) {
  std::mt19937 random(7);
  std::vector<PdqHash> hashes;
  for (int i = 0; i < 300; ++i) hashes.push_back(random_hash(random));
  for (int i = 0; i < 900; ++i) {
    hashes.push_back(with_flips(hashes[random() % 300], static_cast<unsigned>(random() % 45), random));
  }
  PictureIndex index;
  for (const PdqHash& hash : hashes) index.add(hash);
  std::size_t matches = 0;
  for (std::size_t q = 0; q < hashes.size(); q += 7) {
    const PdqForms sought = forms_of(hashes[q], random);
    std::vector<PictureMatch> expected;
    for (std::size_t i = 0; i < hashes.size(); ++i) {
      PictureMatch best{i, 257, 0};
      for (unsigned turn = 0; turn < kPdqForms; ++turn) {
        const unsigned d = pdq_distance(sought[turn], hashes[i]);
        if (d < best.distance) best = {i, d, turn};
      }
      if (best.distance <= kPdqSame) expected.push_back(best);
    }
    EXPECT_EQ(index.find(sought), expected) << q;
    matches += expected.size();
  }
  EXPECT_GT(matches, 300u);
}

TEST(NearPictures, GroupsHoldWhatLooksLikeTheirFirst) {
  std::mt19937 random(9);
  const PdqHash a = random_hash(random), b = random_hash(random), alone = random_hash(random);
  const PdqHash near_a = with_flips(a, 12, random), near_b = with_flips(b, 20, random);
  const PdqHash turned = random_hash(random);
  const std::vector<PdqForms> pictures = {
      forms_of(a, random),
      forms_of(alone, random),
      forms_of(b, random),
      forms_of(near_a, random),
      forms_of(near_b, random),
      forms_of(near_a, random),
      // A picture whose half turn looks like b.
      pdq_forms(turned, random_hash(random), random_hash(random), b),
  };
  const auto groups = group_pictures(pictures);
  ASSERT_EQ(groups.size(), 2u);
  EXPECT_EQ(groups[0].first, 0u);
  ASSERT_EQ(groups[0].others.size(), 2u);
  EXPECT_EQ(groups[0].others[0].index, 3u);
  EXPECT_EQ(groups[0].others[0].distance, pdq_distance(a, near_a));
  EXPECT_EQ(groups[0].others[1].index, 5u);
  EXPECT_EQ(groups[1].first, 2u);
  ASSERT_EQ(groups[1].others.size(), 2u);
  EXPECT_EQ(groups[1].others[1], (PictureMatch{6, 0, 2}));
}

TEST(NearPictures, NothingGivesNothing) {
  EXPECT_TRUE(group_pictures({}).empty());
  EXPECT_TRUE(PictureIndex().find({}).empty());
}

}  // namespace
}  // namespace ulika
