#include "hashsets/hash_list.h"

#include <gmock/gmock.h>

#include "tests/hashsets/set_folder.h"
#include "triage/base/sqlite.h"

namespace ulika {
namespace {

using namespace test;
using testing::ElementsAre;
using testing::HasSubstr;

std::string upper(std::string text) {
  for (char& c : text) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
  return text;
}

struct Sample {
  const char* what;
  std::string bytes;
  const char* format;
  std::vector<std::string> rows;
};

TEST(HashList, LinesOfEveryForm) {
  const std::string md5 = "md5:" + kMd5, sha1 = "sha1:" + kSha1, sha256 = "sha256:" + kSha256;
  const Sample samples[] = {
      {"plain, with a mark, CRLF and a comment",
       "\xEF\xBB\xBF# a list\r\n" + kMd5 + "\r\n\r\n" + upper(kSha1) + "\r\n",
       "list of digests",
       {md5, sha1}},
      {"md5sum, text and binary", kMd5 + "  a b.txt\n" + kMd5 + " *c.bin\n", "list of digests", {md5, md5}},
      {"sha1sum, sha256sum", kSha1 + "  x\n" + kSha256 + "  y\n", "list of digests", {sha1, sha256}},
      {"an escaped name", "\\" + kSha256 + "  new\\nline\n", "list of digests", {sha256}},
      {"BSD form",
       "MD5 (a (1).txt) = " + kMd5 + "\nSHA1 (b = c) = " + kSha1 + "\nSHA256 (d) = " + kSha256 + "\n",
       "list of digests",
       {md5, sha1, sha256}},
      {"openssl dgst",
       "SHA2-256(f.txt)= " + kSha256 + "\nMD5(f.txt)= " + kMd5 + "\n",
       "list of digests",
       {sha256, md5}},
      {"md5deep with sizes", "      3  " + kMd5 + "  /x/abc.txt\n", "list of digests", {md5}},
      {"a name like a column", kMd5 + ",md5\n", "list of digests", {md5}},
      {"a list without its last line end", kMd5, "list of digests", {md5}},
      {"an index of hfind",
       "00000000000000000000000000000000000000000|md5sum\n00000000000000000000000000000000000000001|a.txt\n" +
           upper(kMd5) + "|0000000000001204\n",
       "index of hfind",
       {md5}},
      {"hashdeep",
       "%%%% HASHDEEP-1.0\n%%%% size,md5,sha256,filename\n## Invoked from: /x\n## $ hashdeep a,b\n##\n3," +
           kMd5 + "," + kSha256 + ",/x/a,b.txt\n",
       "hashdeep",
       {md5 + " " + sha256}},
      {"hashdeep with digests that are not used",
       "%%%% HASHDEEP-1.0\n%%%% "
       "size,tiger,sha1,filename\n3,2aab1484e8c158f2bfb8c5ff41b57a525129131c957b5f77," +
           kSha1 + ",abc\n",
       "hashdeep",
       {sha1}},
      {"NSRL RDSv2",
       "\"SHA-1\",\"MD5\",\"CRC32\",\"FileName\",\"FileSize\",\"ProductCode\",\"OpSystemCode\","
       "\"SpecialCode\"\r\n\"" +
           upper(kSha1) + "\",\"" + upper(kMd5) + "\",\"352441C2\",\"a, \"\"b\"\".txt\",3,1,\"WIN\",\"\"\r\n",
       "NSRL RDSv2",
       {md5 + " " + sha1}},
      {"HashKeeper",
       "\"file_id\",\"hashset_id\",\"file_name\",\"directory\",\"hash\",\"file_size\",\"date_modified\","
       "\"time_modified\","
       "\"time_zone\",\"comments\",\"date_accessed\",\"time_accessed\"\n29294,5,\"A.HLP\",\"C:"
       "\\WINDOWS\\HELP\",\"" +
           upper(kMd5) + "\",3,7/11/95 0:00:00,12/30/99 9:50:00,\"PST\",,,\n",
       "HashKeeper",
       {md5}},
      {"iLook 1",
       "V1Hash,HashType,SetDescription,FileName,FilePath,FileSize\n" + kMd5 + ",MD5,a set,a.txt,/x,3\n",
       "iLook",
       {md5}},
      {"iLook 3",
       "V3Hash,HashSHA1,FileName,FilePath,FileSize,HashSHA256,HashSHA384,HashSHA512\n" + kMd5 + "," + kSha1 +
           ",a.txt,/x,3," + kSha256 + ",,\n",
       "iLook",
       {md5 + " " + sha1 + " " + sha256}},
      {"CSV with semicolons, a category and a gap",
       "Name;SHA-256;Category\na;" + kSha256 + ";2\nb;;1\nc;" + upper(kSha256) + ";\"x;y\"\n",
       "CSV",
       {sha256 + " [2]", sha256 + " [x;y]"}},
      {"CSV with a column of any digest",
       "hash\tname\n" + kMd5 + "\ta\n" + kSha1 + "\tb\n",
       "CSV",
       {md5, sha1}},
  };
  const SetFolder folder;
  for (const Sample& sample : samples) {
    const auto read = read_rows(folder.write("list", sample.bytes));
    ASSERT_TRUE(read.list) << sample.what << ": " << read.list.error().message;
    EXPECT_EQ(read.list->format, sample.format) << sample.what;
    EXPECT_EQ(read.rows, sample.rows) << sample.what;
    EXPECT_EQ(read.list->rows, sample.rows.size()) << sample.what;
    EXPECT_EQ(read.list->sha256, digests_of(sample.bytes).sha256) << sample.what;
  }
}

TEST(HashList, ProjectVicKeepsCategories) {
  const SetFolder folder;
  const auto flat = read_rows(
      folder.write("vics13.json",
                   R"({"@odata.context":"http://example.org/DataModels/1.3.xml/US/$metadata#Media","value":[
       {"MediaID":1,"Category":1,"MD5":")" +
                       upper(kMd5) + R"(","SHA1":")" + kSha1 +
                       R"(","MediaFiles":[{"FileName":"a.jpg","MD5":"00000000000000000000000000000000"}],
        "Tags":{"value":[{"MD5":"11111111111111111111111111111111"}]},
        "AlternativeHashes":[{"HashName":"PhotoDNA","HashValue":"AAAA"}]},
       {"MediaID":2,"MD5":")" +
                       kEmptyMd5 + R"(","SHA1":null,"Category":"2"},
       {"MediaID":3}]})"));
  ASSERT_TRUE(flat.list) << flat.list.error().message;
  EXPECT_TRUE(flat.list->notable);
  EXPECT_THAT(flat.rows, ElementsAre("md5:" + kMd5 + " sha1:" + kSha1 + " [1]", "md5:" + kEmptyMd5 + " [2]"));
  EXPECT_THAT(flat.list->notes, ElementsAre("1 media have no digest"));

  const auto cases = read_rows(
      folder.write("vics20.json", R"({"value":[{"CaseID":"x","Media":[{"Category":0,"SHA256":")" + kSha256 +
                                      R"("},{"md5":")" + kMd5 + R"("}],"CaseNumber":"1"}]})"));
  ASSERT_TRUE(cases.list) << cases.list.error().message;
  EXPECT_THAT(cases.rows, ElementsAre("sha256:" + kSha256 + " [0]", "md5:" + kMd5));
  EXPECT_TRUE(cases.list->notes.empty());

  const auto list = read_rows(folder.write("list.json", R"([{"MD5":")" + kMd5 + R"("}])"));
  ASSERT_TRUE(list.list) << list.list.error().message;
  EXPECT_THAT(list.rows, ElementsAre("md5:" + kMd5));
}

std::filesystem::path make_rds(const SetFolder& folder, const std::string& name,
                               const std::string& statements) {
  Database db(folder.path() / name, Database::Mode::create);
  db.exec("PRAGMA journal_mode = DELETE");
  db.exec(statements);
  return folder.path() / name;
}

constexpr const char* kMinimal =
    "CREATE TABLE FILE (sha256 VARCHAR NOT NULL, sha1 VARCHAR NOT NULL, md5 VARCHAR NOT NULL, crc32 VARCHAR "
    "NOT NULL,"
    " file_name VARCHAR NOT NULL, file_size INTEGER NOT NULL, package_id INTEGER NOT NULL,"
    " CONSTRAINT PK_FILE__FILE PRIMARY KEY (sha256, sha1, md5, crc32, file_name, file_size, package_id));"
    "CREATE TABLE PKG (package_id INTEGER, name VARCHAR); CREATE TABLE VERSION (version VARCHAR);"
    "CREATE VIEW DISTINCT_HASH AS SELECT DISTINCT sha256, sha1, md5, crc32 FROM FILE;";

std::string row_of_file(const std::string& name, int package) {
  return "('" + upper(kSha256) + "','" + upper(kSha1) + "','" + upper(kMd5) + "','352441C2','" + name +
         "',3," + std::to_string(package) + ")";
}

TEST(HashList, Rds3Database) {
  const SetFolder folder;
  const std::string all = "md5:" + kMd5 + " sha1:" + kSha1 + " sha256:" + kSha256;
  const auto minimal = read_rows(make_rds(
      folder, "minimal.db",
      kMinimal + ("INSERT INTO FILE VALUES " + row_of_file("a", 1) + "," + row_of_file("b", 2) + ";")));
  ASSERT_TRUE(minimal.list) << minimal.list.error().message;
  EXPECT_EQ(minimal.list->format, "NSRL RDSv3");
  EXPECT_EQ(minimal.list->rows, 2u);            // of the table
  EXPECT_THAT(minimal.rows, ElementsAre(all));  // one content

  const auto full =
      read_rows(make_rds(folder, "full.db",
                         "CREATE TABLE METADATA (object_id INTEGER, md5 TEXT, sha1 TEXT, sha256 TEXT);"
                         "CREATE VIEW FILE AS SELECT sha256, sha1, md5, object_id FROM METADATA;"
                         "INSERT INTO METADATA VALUES (7, '" +
                             kMd5 + "', '" + kSha1 + "', '" + kSha256 + "');"));
  ASSERT_TRUE(full.list) << full.list.error().message;
  EXPECT_THAT(full.rows, ElementsAre(all));

  const auto wrong = read_rows(make_rds(folder, "wrong.db",
                                        kMinimal + ("INSERT INTO FILE VALUES " + row_of_file("a", 1) +
                                                    ",('12','" + kSha1 + "','" + kMd5 + "','','b',1,1);")));
  ASSERT_FALSE(wrong.list);
  EXPECT_THAT(wrong.list.error().message, HasSubstr("table FILE, row 2: \"12\" is no digest of sha256"));

  const auto foreign =
      read_rows(make_rds(folder, "foreign.db", "CREATE TABLE t(x); INSERT INTO t VALUES(1)"));
  ASSERT_FALSE(foreign.list);
  EXPECT_THAT(foreign.list.error().message, HasSubstr("not NSRL's"));
}

TEST(HashList, Rds3DatabaseThatIsDamaged) {
  const SetFolder folder;
  std::string statements = std::string(kMinimal) + "BEGIN;";
  for (int i = 0; i < 500; ++i) statements += "INSERT INTO FILE VALUES " + row_of_file("a", i) + ";";
  const auto file = make_rds(folder, "minimal.db", statements + "COMMIT;");
  std::filesystem::resize_file(file, std::filesystem::file_size(file) / 3);
  const auto read = read_rows(file);
  ASSERT_FALSE(read.list);
  EXPECT_EQ(read.list.error().kind, ErrorKind::damaged);
}

TEST(HashList, Rds3Delta) {
  const SetFolder folder;
  const auto read = read_rows(folder.write(
      "delta.sql",
      "BEGIN TRANSACTION;\nINSERT INTO VERSION VALUES('2026.09.1','x');\n"
      "INSERT INTO FILE(sha256,sha1,md5,crc32,file_name,file_size,package_id) VALUES" +
          row_of_file("it''s; a (name", 1) + ";\nINSERT INTO FILE VALUES\n" + row_of_file("two\nlines", 1) +
          ",\n" + row_of_file("c", 3) + ";\nDELETE FROM FILE WHERE package_id = 3;\nCOMMIT;\n"));
  ASSERT_TRUE(read.list) << read.list.error().message;
  EXPECT_EQ(read.list->format, "NSRL RDSv3 delta");
  const std::string all = "md5:" + kMd5 + " sha1:" + kSha1 + " sha256:" + kSha256;
  EXPECT_THAT(read.rows, ElementsAre(all, all, all));
  EXPECT_THAT(read.list->notes, ElementsAre(HasSubstr("1 statements take away or alter")));
}

std::string encase(std::uint32_t count, int hashes) {
  std::string bytes("HASH\r\n\xFF\0", 8);
  bytes += std::string("\1\0\0\0\0\0\0\0", 8);
  for (int i = 0; i < 4; ++i) bytes += static_cast<char>(count >> (8 * i) & 0xFF);
  bytes.resize(1152);
  const auto md5 = digests_of("abc").md5;
  for (int i = 0; i < hashes; ++i) bytes += std::string(as_text(md5)) + "\1\2";
  return bytes;
}

TEST(HashList, EnCase) {
  const SetFolder folder;
  const auto read = read_rows(folder.write("set.hash", encase(2, 2)));
  ASSERT_TRUE(read.list) << read.list.error().message;
  EXPECT_THAT(read.rows, ElementsAre("md5:" + kMd5, "md5:" + kMd5));
  // More than one piece of the reader, in which hashes lie across the edges.
  EXPECT_EQ(read_rows(folder.write("long.hash", encase(200'000, 200'000))).list->rows, 200'000u);
  for (const std::string& bytes : {encase(2, 2).substr(0, 1160), encase(2, 1), encase(2, 2).substr(0, 100)}) {
    const auto damaged = read_rows(folder.write("damaged.hash", bytes));
    ASSERT_FALSE(damaged.list);
    EXPECT_EQ(damaged.list.error().kind, ErrorKind::damaged);
    EXPECT_THAT(damaged.list.error().message, HasSubstr("byte "));
  }
}

TEST(HashList, NamesThePlaceOfAMistake) {
  const std::pair<std::string, const char*> cases[] = {
      {kMd5 + "\nnothing\n", "line 2: no MD5, SHA-1 or SHA-256"},
      {kMd5 + "0\n", "line 1: no MD5"},
      {kMd5 + "\n" + std::string(128, 'a') + "  x\n", "line 2: a digest of 512 bits"},
      {"SHA512 (a) = " + std::string(128, 'a') + "\n", "line 1: a digest of SHA512"},
      {"MD5 (a) = " + kSha1 + "\n", "line 1: \""},
      {"name,md5\nx," + kSha1 + "\n",
       "line 2: \"a9993e364706816aba3e25717850c26c9cd0d89d\" is no digest of md5"},
      {"name,md5\nx\n", "line 2: fewer columns"},
      {"name,md5\n\"x," + kMd5 + "\n", "line 2: a quote is not closed"},
      {"md5,name\n" + kMd5 + ",\"x\n", "line 2: a quote is not closed"},
      {"# nothing\n", "holds no digest"},
      {"", "holds no digest"},
      {"md5,name\n", "holds no digest"},
      {"%%%% HASHDEEP-1.0\n%%%% a,b\n", "line 2: these columns are not hashdeep's"},
      {"%%%% HASHDEEP-1.0\n3," + kMd5 + ",x\n", "line 2: the line that names hashdeep's columns is missing"},
      {"%%%% HASHDEEP-1.0\n%%%% size,md5,filename\n3," + kMd5.substr(1) + ",x\n", "line 3: \""},
      {"%%%% HASHDEEP-1.0\n%%%% size,md5,filename\n3," + kMd5, "line 3: fewer columns"},
      {"\"hashset_id\",\"name\",\"vendor\"\n5,\"a\",\"b\"\n", "line 1: the names of HashKeeper's sets"},
      {R"({"value":[{"MD5":")" + kMd5 + "\"},\n{\"MD5\":\"12\"}]}",
       "line 2, byte 65: \"12\" is no digest of md5"},
      {R"({"value":[{"MD5":")" + kMd5 + "\"},\n{\"MD5\":", "line 2, byte "},
      {R"({"value":[]})", "no list of media"},
      {R"({"name":"x"})", "no list of media"},
      {std::string(200, '['), "nested more than 64 deep"},
      {"INSERT INTO FILE(sha256,md5) VALUES('" + kSha256 + "');\n", "line 1: fewer values than columns"},
      {"BEGIN;\nINSERT INTO FILE(sha256) VALUES('" + kSha1 + "');\n", "line 2: \""},
      {"BEGIN;\nINSERT INTO FILE(sha256) VALUES('" + kSha256 + "\n", "line 2: the statement does not end"},
      {"PK\x03\x04", "this is a zip archive"},
      {"\xFF\xFE"
       "9",
       "this is UTF-16"},
  };
  const SetFolder folder;
  for (const auto& [bytes, message] : cases) {
    const auto read = read_rows(folder.write("mistake", bytes));
    ASSERT_FALSE(read.list) << bytes;
    EXPECT_THAT(read.list.error().message, HasSubstr(message)) << bytes;
  }
  EXPECT_EQ(read_rows("/nonexistent.txt").list.error().kind, ErrorKind::not_found);
  EXPECT_EQ(read_rows(folder.path()).list.error().kind, ErrorKind::usage);
}

TEST(HashList, LinesAcrossPiecesAndTooLongOnes) {
  const SetFolder folder;
  std::string many;
  for (int i = 0; i < 60'000; ++i) many += kMd5 + "  name " + std::to_string(i) + "\n";
  ASSERT_GT(many.size(), 2u << 20);
  EXPECT_EQ(read_rows(folder.write("many", many)).list->rows, 60'000u);
  const auto read =
      read_rows(folder.write("long", kMd5 + "\n" + kMd5 + " " + std::string(3 << 20, 'x') + "\n"));
  ASSERT_FALSE(read.list);
  EXPECT_THAT(read.list.error().message, HasSubstr("line 2: the line is longer than 1 MiB"));
}

TEST(HashList, AValueWithoutEndIsRefused) {
  const SetFolder folder;
  const auto file = folder.write("endless.json", R"({"value":[{"Thumbnail":")" + std::string(20 << 20, 'A'));
  const auto read = read_rows(file);
  ASSERT_FALSE(read.list);
  EXPECT_EQ(read.list.error().kind, ErrorKind::limit);
}

}  // namespace
}  // namespace ulika
