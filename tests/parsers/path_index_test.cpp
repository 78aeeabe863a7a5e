// The index of path globs gives what trying every glob gives.
#include "parsers/path_index.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace ulika {
namespace {

std::vector<Definition> definitions_of(const std::vector<std::string>& globs) {
  std::vector<Definition> definitions(globs.size());
  for (std::size_t i = 0; i < globs.size(); ++i) definitions[i].paths = {globs[i]};
  return definitions;
}

TEST(PathIndex, gives_what_trying_every_glob_gives) {
  const std::vector<Definition> definitions = definitions_of(
      {"com.whatsapp*/databases/msgstore.db", "Default/History", "*.vcf", "a/**/c", "databases/cache4.db",
       "x*y", "files/*", "*_im.db", "kv-storage/**/a*", "ab", "chats/*/Ab.DB"});
  const PathIndex index(definitions);
  const std::vector<std::string> folders = {"",
                                            "data/",
                                            "com.whatsapp/databases/",
                                            "com.whatsapp.w4b/databases/",
                                            "a/",
                                            "x/a/b/b/",
                                            "Default/",
                                            "files/",
                                            "kv-storage/1/2/",
                                            "chats/7/"};
  const std::vector<std::string> names = {"msgstore.db", "MSGSTORE.DB", "History", "history",
                                          "me.vcf",      ".vcf",        "vcf",     "c",
                                          "cache4.db",   "xy",          "x1y",     "xyz",
                                          "1_im.db",     "_im.db",      "a",       "ab",
                                          "abc",         "Ab.db",       "",        "msgstore.db-wal",
                                          "\xD0\x98.vcf"};
  std::size_t claimed = 0;
  for (const std::string& folder : folders) {
    for (const std::string& name : names) {
      const std::string path = folder + name;
      const bool expected = std::any_of(definitions.begin(), definitions.end(),
                                        [&](const Definition& d) { return d.claims_path(path); });
      EXPECT_EQ(index.any_claims(path), expected) << path;
      claimed += expected ? 1 : 0;
    }
  }
  EXPECT_GT(claimed, names.size());
  EXPECT_FALSE(PathIndex().any_claims("msgstore.db"));
}

}  // namespace
}  // namespace ulika
