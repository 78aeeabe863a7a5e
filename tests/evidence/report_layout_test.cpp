#include "tests/evidence/walked.h"

namespace ulika {
namespace {

TEST(ReportLayout, FilesOfAReportStandWhereTheyWere) {
  test::Scratch scratch;
  scratch.write("phone/report.xml",
                "<?xml version=\"1.0\"?><project extractionType=\"x\"><taggedFiles>"
                "<file path=\"/data/data/com.whatsapp/databases/msgstore.db\"><metadata section=\"File\">"
                "<item name=\"Local Path\"><![CDATA[files\\Database\\msgstore.db]]></item></metadata></file>"
                "</taggedFiles><decodedData/></project>");
  scratch.write("phone/files/Database/msgstore.db", "rows");
  scratch.write("phone/files/Database/other.db", "no one names it");
  auto evidence = open_evidence(scratch.path() / "phone");
  ASSERT_TRUE(evidence);
  const auto walked = test::walk_all(**evidence);
  EXPECT_TRUE(walked.problems.empty());
  const FileEntry* entry = walked.find("data/data/com.whatsapp/databases/msgstore.db");
  ASSERT_NE(entry, nullptr);
  EXPECT_EQ(test::content_of(**evidence, *entry), "rows");
  EXPECT_NE(walked.find("files/Database/other.db"), nullptr);
  EXPECT_NE(walked.find("report.xml"), nullptr);
  EXPECT_EQ(walked.find("files/Database"), nullptr);
}

TEST(ReportLayout, FilesWithoutAReportStayAsTheyAre) {
  test::Scratch scratch;
  scratch.write("phone/files/a/b.txt", "text");
  auto evidence = open_evidence(scratch.path() / "phone");
  ASSERT_TRUE(evidence);
  const auto walked = test::walk_all(**evidence);
  EXPECT_NE(walked.find("files/a/b.txt"), nullptr);
  EXPECT_NE(walked.find("files/a"), nullptr);
}

}  // namespace
}  // namespace ulika
