// Opens written reports in a headless Chromium, as an examiner would: from disk, without a network.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <string>

#include "reports/html_report.h"
#include "tests/browser/chromium_session.h"
#include "tests/reports/fake_case.h"

namespace ulika {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::Not;

// Where a test's report stays, for people to look at. Each test has its own, since they may run side by side.
fs::path place(const std::string& name) {
  return fs::path(ULIKA_BINARY_DIR) / "browser_reports" /
         (name + "_" + ::testing::UnitTest::GetInstance()->current_test_info()->name());
}

void write(const std::string& name, const std::vector<std::unique_ptr<ItemReader>>& items,
           const std::string& language, const std::vector<StoredRecord>& findings = {}) {
  fs::create_directories(place(name).parent_path());
  const auto meta = [](std::string_view key) {
    return key == "timezone"      ? std::string("Asia/Almaty")
           : key == "case_number" ? std::string("2026-17")
                                  : std::string();
  };
  const auto done = write_html_report(ReportCase{"case-" + name, items, meta, findings}, place(name),
                                      ReportOptions{language});
  ASSERT_TRUE(done) << done.error().message;
}

// The page's elements after its scripts have run.
std::string dom(const std::string& name, const std::string& route) {
  const fs::path profile = fs::temp_directory_path() / ("ulika_chromium_" + std::to_string(::getpid()));
  std::string command = test::chromium();
  for (const std::string& word : test::chromium_switches(profile)) command += " '" + word + "'";
  command += " --virtual-time-budget=30000 --dump-dom 'file://" + place(name).string() + "/index.html" +
             route + "' 2>/dev/null";
  std::string out;
  if (FILE* pipe = ::popen(command.c_str(), "r")) {
    std::array<char, 65536> piece;
    while (const std::size_t n = std::fread(piece.data(), 1, piece.size(), pipe)) out.append(piece.data(), n);
    ::pclose(pipe);
  }
  std::error_code ignored;
  fs::remove_all(profile, ignored);
  return out;
}

class InChromium : public ::testing::Test {
 protected:
  void SetUp() override {
    if (test::chromium().empty())
      GTEST_SKIP() << "chromium is not installed; the report's pages are not opened";
  }
};

TEST_F(InChromium, CoverShowsExhibitsAndDigestsInWords) {
  write("small", test::small_case(), "ru");
  const std::string page = dom("small", "#/cover");
  EXPECT_THAT(page, HasSubstr("data-ready=\"cover\""));
  EXPECT_THAT(page, HasSubstr("Приоритет для исследования, не вывод о виновности."));
  EXPECT_THAT(page, HasSubstr(">совпадает<"));
  EXPECT_THAT(page, HasSubstr(">НЕ СОВПАДАЕТ<"));
  EXPECT_THAT(page, HasSubstr("490154203237518"));
}

TEST_F(InChromium, FirstScreenSaysWhatWasFoundAndWhatWasNotRead) {
  write("small", test::small_case(), "ru");
  test::ChromiumSession page("file://" + place("small").string() + "/index.html");
  ASSERT_TRUE(page.wait_for("document.body && document.body.dataset.ready === 'overview'"));
  const std::string words = page.value("document.getElementById('main').innerText");
  EXPECT_THAT(words, HasSubstr("Приоритет для исследования, не вывод о виновности."));
  EXPECT_THAT(words, HasSubstr("SQLCipher database, no key was given"));
  EXPECT_LT(words.find("phone1"), words.find("disk1")) << "the device with hits stands first";
  EXPECT_EQ(page.value("document.querySelector('.tile').innerText"), "10\nСообщения");
  // Three days of March have records, in a chart whose bars are days.
  EXPECT_EQ(page.value("document.querySelectorAll('.bar:not([height=\"0\"])').length"), 2);
  EXPECT_TRUE(page.wait_for("document.querySelector('.smallmap canvas')"));
}

TEST_F(InChromium, TimelineShowsEveryKindInOrderAndWhatWasAround) {
  write("small", test::small_case(), "en");
  const std::string all = dom("small", "#/timeline");
  EXPECT_THAT(all, HasSubstr("Showing 1–15 of 15"));
  EXPECT_LT(all.find("Кто сдал на подарок"), all.find("Салам. На связи?"));
  EXPECT_LT(all.find("Салам. На связи?"), all.find("6000.00"));
  // 10:12 UTC, five minutes: the call of 10:04 is out, 10:07 and 10:12 are in.
  const std::string around = dom("small", "#/timeline?at=1772359920000&min=5");
  EXPECT_THAT(around, HasSubstr("Showing 1–3 of 3"));
  EXPECT_THAT(around, HasSubstr("Да, жду адрес"));
  EXPECT_THAT(around, Not(HasSubstr("Салам. На связи?")));
  const std::string day = dom("small", "#/timeline?from=2026-03-02&to=2026-03-02");
  EXPECT_THAT(day, HasSubstr("Қабылдадым"));
  EXPECT_THAT(day, Not(HasSubstr("Салам")));
}

TEST_F(InChromium, LeadsSayWhatSpeaksForThemAndWhatAgainst) {
  const auto items = test::small_case();
  write("leads", items, "ru", test::small_findings(items));
  const std::string first = dom("leads", "#/overview");
  EXPECT_LT(first.find(">phone1<"), first.find(">disk1<"));
  EXPECT_THAT(first, HasSubstr("слова о закладках в 1 чате"));
  EXPECT_THAT(first, HasSubstr("школьный чат"));
  EXPECT_THAT(first, HasSubstr("и ещё 1"));
  EXPECT_THAT(first, HasSubstr("курьер"));
  EXPECT_THAT(first, HasSubstr("+447700900101"));
  EXPECT_THAT(first, HasSubstr("Возможные места закладок"));
  const std::string devices = dom("leads", "#/leads");
  EXPECT_THAT(devices, HasSubstr("Показаны 1–2 из 2"));
  EXPECT_LT(devices.find(">phone1</bdi></a>"), devices.find(">disk1</bdi></a>"));
  const std::string chats = dom("leads", "#/leads/chat");
  EXPECT_THAT(chats, HasSubstr("Показаны 1–1 из 1"));
  const std::string chat = dom("leads", "#/leads/lead/2");
  EXPECT_THAT(chat, HasSubstr("href=\"#/chat/0\""));
  EXPECT_THAT(chat, HasSubstr("href=\"#/message/3\"")) << "the message that the reason rests on";
  EXPECT_THAT(chat, HasSubstr("30.5"));
  EXPECT_THAT(chat, HasSubstr("Приоритет для исследования, не вывод о виновности."));
  EXPECT_THAT(dom("leads", "#/links"), HasSubstr("+447700900101"));
  EXPECT_THAT(dom("leads", "#/links/person"), HasSubstr("Куратор"));
  EXPECT_THAT(dom("leads", "#/links/picture"), HasSubstr("class=\"tie\""));
  const std::string drops = dom("leads", "#/drops");
  EXPECT_THAT(drops, HasSubstr("Закладка сделана"));
  EXPECT_THAT(drops, HasSubstr("6000.00 KZT"));
  EXPECT_THAT(drops, HasSubstr("1 часть не найдена в отчёте"));
}

void pay(test::FakeItem& phone, int row, const char* direction, const char* amount, const char* balance) {
  const auto words = [](const char* value) { return Value(std::string(value)); };
  phone.add("payment", "mmssms.db", "row:sms:" + std::to_string(row),
            {{"direction", words(direction)},
             {"amount", words(amount)},
             {"currency", words("KZT")},
             {"at", std::int64_t{1772323200000} + row * 60000},
             {"card_tail", words("1111")},
             {"balance", words(balance)},
             {"bank", words("example")}});
}

TEST_F(InChromium, LedgerOfPaymentsAddsUpAndNamesItsGaps) {
  auto phone = std::make_unique<test::FakeItem>();
  phone->info.name = "phone1";
  pay(*phone, 1, "in", "6000.00", "10000.10");
  pay(*phone, 2, "out", "2500.05", "7500.05");
  pay(*phone, 3, "in", "100.00", "5600.05");  // 2000.00 went out in between, without a message
  std::vector<std::unique_ptr<ItemReader>> items;
  items.push_back(std::move(phone));
  write("small", items, "en");
  const std::string all = dom("small", "#/money");
  EXPECT_THAT(all, HasSubstr("example · *1111 · KZT"));
  EXPECT_THAT(all, HasSubstr("6\u202f100.00"));
  EXPECT_THAT(all, HasSubstr("2\u202f500.05"));
  const std::string one = dom("small", "#/money?account=0");
  EXPECT_THAT(one, HasSubstr("Movements of −2\u202f000.00 are missing here"));
  EXPECT_LT(one.find("2\u202f500.05"), one.find("are missing here"));
  EXPECT_EQ(one.find("are missing here"), one.rfind("are missing here"));
}

TEST_F(InChromium, TreeOfFilesOpensFolderByFolder) {
  auto disk = std::make_unique<test::FakeItem>();
  disk->info.name = "disk1";
  for (const char* path :
       {"a", "a-b", "a/c.txt", "a/d.zip", "a/d.zip!/e.txt", "a/\xEE\x80\x80", "a/\xF0\x9F\x93\xB7.jpg"}) {
    StoredFile file;
    file.entry.path = path;
    file.entry.kind = std::string_view(path) == "a" ? EntryKind::directory : EntryKind::file;
    file.id = "1";
    file.known = std::string_view(path) == "a/c.txt" ? "notable" : "none";
    disk->files.push_back(file);
  }
  std::vector<std::unique_ptr<ItemReader>> items;
  items.push_back(std::move(disk));
  write("small", items, "en");
  const std::string top = dom("small", "#/files");
  EXPECT_THAT(top, HasSubstr("5 files or areas"));
  EXPECT_THAT(top, HasSubstr(">a-b<"));
  EXPECT_THAT(top, Not(HasSubstr("c.txt")));
  const std::string folder = dom("small", "#/files?in=a%2F");
  EXPECT_THAT(folder, HasSubstr("c.txt"));
  EXPECT_THAT(folder, HasSubstr("in a set of notable files"));
  EXPECT_THAT(folder, HasSubstr("\xF0\x9F\x93\xB7.jpg"))
      << "a name beyond the basic plane is found in byte order";
  EXPECT_THAT(folder, Not(HasSubstr("e.txt")));
  EXPECT_THAT(dom("small", "#/files?in=a%2Fd.zip!%2F"), HasSubstr("e.txt"));
}

TEST_F(InChromium, GalleryStartsBlurred) {
  auto phone = std::make_unique<test::FakeItem>();
  phone->info.name = "phone1";
  StoredFile file;
  file.entry.path = "DCIM/IMG_0042.jpg";
  file.mime = "image/jpeg";
  file.sha256 = std::string(64, 'b');
  phone->files.push_back(file);
  std::vector<std::unique_ptr<ItemReader>> items;
  items.push_back(std::move(phone));
  write("small", items, "en");
  test::ChromiumSession page("file://" + place("small").string() + "/index.html#/gallery");
  ASSERT_TRUE(page.wait_for("document.querySelector('.tilepic')"));
  EXPECT_EQ(page.value("document.body.classList.contains('sharp')"), false);
  page.press("b");
  EXPECT_EQ(page.value("document.body.classList.contains('sharp')"), true);
  page.value("location.hash = '#/overview'");
  ASSERT_TRUE(page.wait_for("document.body.dataset.ready === 'overview'"));
  page.value("location.hash = '#/gallery'");
  ASSERT_TRUE(page.wait_for("document.querySelector('.tilepic')"));
  EXPECT_EQ(page.value("document.body.classList.contains('sharp')"), false) << "a choice is not kept";
}

TEST_F(InChromium, SummarySaysWhatWasNotRead) {
  write("small", test::small_case(), "en");
  const std::string page = dom("small", "#/summary");
  EXPECT_THAT(page, HasSubstr("SQLCipher database, no key was given"));
  EXPECT_THAT(page, HasSubstr("data/data/org.example.messenger/files/store.db"));
  EXPECT_THAT(page, HasSubstr("none found, but not everything was read: damaged"));
}

TEST_F(InChromium, ConversationShowsEveryMessageWithItsDirection) {
  write("small", test::small_case(), "kk");
  const std::string page = dom("small", "#/chat/0");
  EXPECT_THAT(page, HasSubstr("Қабылдадым. Ақша кешке түседі, рахмет"));
  EXPECT_THAT(page, HasSubstr("class=\"bubble out\""));
  EXPECT_THAT(page, HasSubstr("class=\"bubble unknown\""));
  EXPECT_THAT(page, HasSubstr("бағыты жазылмаған"));
  EXPECT_THAT(page, HasSubstr("WAL журналынан қалпына келтірілген"));
  EXPECT_THAT(page, HasSubstr("2026-03-02"))
      << "a message of 01:00 UTC on the 2nd and one before make two days";
}

TEST_F(InChromium, HostileTextStaysText) {
  write("hostile", test::hostile_case(), "en");
  for (const std::string route :
       {"#/overview", "#/cover", "#/summary", "#/timeline", "#/conversations", "#/chat/0",
        "#/chat/0?view=table", "#/hits", "#/hits?cat=%3Cevil-element%3E", "#/locations", "#/people/contact",
        "#/files", "#/method/problems", "#/conversations/messages?q=%3Cimg%20src%3Dx"}) {
    const std::string page = dom("hostile", route);
    EXPECT_THAT(page, HasSubstr("data-ready=")) << route;
    EXPECT_THAT(page, HasSubstr("– Ulika</title>")) << route;
    EXPECT_THAT(page, Not(HasSubstr("<evil-element"))) << route;
    EXPECT_THAT(page, Not(HasSubstr("<img"))) << route;
    EXPECT_THAT(page, Not(HasSubstr("<svg onload"))) << route;
    EXPECT_THAT(page, Not(HasSubstr("<a href=\"http"))) << route;
    EXPECT_THAT(page, Not(HasSubstr("A part of this report is missing"))) << route;
  }
  const std::string chat = dom("hostile", "#/chat/0");
  EXPECT_THAT(chat, HasSubstr(">U+202E</span>"));
  EXPECT_THAT(chat, HasSubstr(">U+200B</span>"));
  EXPECT_THAT(chat, HasSubstr(">U+D800</span>"));
  EXPECT_THAT(chat, HasSubstr("show all 1\u202f048\u202f583 characters"));
  EXPECT_THAT(chat, Not(HasSubstr("THE-END")));
}

TEST_F(InChromium, KeysAloneLeadFromAWordToItsSource) {
  write("small", test::small_case(), "ru");
  test::ChromiumSession page("file://" + place("small").string() + "/index.html");
  ASSERT_TRUE(page.wait_for("document.body && document.body.dataset.ready === 'overview'"));
  page.press("/");
  page.type("ЗАКЛАДКА");
  page.press("Enter");
  ASSERT_TRUE(page.wait_for("document.querySelectorAll('tr[data-row]').length === 2"));
  page.press("j");
  page.press("p");
  ASSERT_TRUE(page.wait_for("!document.getElementById('panel').hidden"));
  const std::string panel = page.value("document.getElementById('panel').innerText");
  EXPECT_THAT(panel, HasSubstr("row:message:4\n"));
  EXPECT_THAT(panel, HasSubstr(std::string(64, 'a')));
  EXPECT_THAT(panel,
              HasSubstr("ulika cat '/evidence/phone1.zip' 'data/data/com.whatsapp/databases/msgstore.db'"));
  EXPECT_THAT(panel, HasSubstr("2026-03-01 16:40:00 +05:00"));
  EXPECT_THAT(panel, HasSubstr("2026-03-01 11:40:00Z"));
  page.press("Escape");
  EXPECT_TRUE(page.wait_for("document.getElementById('panel').hidden"));
  page.press("Enter");
  EXPECT_TRUE(page.wait_for("document.querySelector('.bubble.selected')"));
  EXPECT_THAT(page.value("document.querySelector('.bubble.selected').innerText"),
              HasSubstr("Закладка сделана"));
}

TEST_F(InChromium, FitsANarrowPhone) {
  write("small", test::small_case(), "ru");
  for (const char* route : {"overview", "leads", "links", "drops", "cover", "summary", "timeline", "gallery",
                            "money", "chat/0", "locations", "hits", "files", "method"}) {
    test::ChromiumSession page("file://" + place("small").string() + "/index.html#/" + route);
    page.resize(320, 800);
    ASSERT_TRUE(page.wait_for("document.body && document.body.dataset.ready"));
    EXPECT_EQ(page.value("document.documentElement.scrollWidth <= document.documentElement.clientWidth"),
              true)
        << route;
    EXPECT_EQ(page.value("document.querySelectorAll('h1').length"), 1) << route;
  }
}

// Writing and opening a million messages takes a minute: asked for by name.
TEST_F(InChromium, FirstScreenOfAMillionMessagesIsThereInASecond) {
  if (std::getenv("ULIKA_BIG") == nullptr)
    GTEST_SKIP() << "set ULIKA_BIG=1 to write and open a million messages";
  const auto begun = std::chrono::steady_clock::now();
  write("million", test::big_case(1000000), "en");
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
  std::cout << "written: " << 1e6 / took.count() << " messages a second\n";
  test::ChromiumSession page("file://" + place("million").string() + "/index.html");
  ASSERT_TRUE(page.wait_for("document.body && document.body.dataset.ready === 'overview'"));
  const double shown = page.value("performance.now()");
  const double heap = page.value("performance.memory.usedJSHeapSize");
  std::cout << "first screen: " << shown << " ms, " << heap / 1048576 << " MiB of JavaScript\n";
  EXPECT_LT(shown, 1000);
  EXPECT_LT(heap, 300.0 * 1048576);
  const double before = page.value("performance.now()");
  page.value("location.hash = '#/chat/7?p=100'");
  ASSERT_TRUE(page.wait_for("document.querySelectorAll('.bubble').length === 100"));
  const double chat = static_cast<double>(page.value("performance.now()")) - before;
  std::cout << "conversation: " << chat << " ms\n";
  EXPECT_LT(chat, 500);
  const double idle = page.value("performance.now()");
  page.value("location.hash = '#/timeline?from=2026-06-01&to=2026-06-02'");
  ASSERT_TRUE(page.wait_for("document.querySelectorAll('tr[data-row]').length === 100"));
  std::cout << "two days of the timeline: " << static_cast<double>(page.value("performance.now()")) - idle
            << " ms\n";
}

TEST_F(InChromium, OpensAndSearchesAHundredThousandMessages) {
  write("big", test::big_case(100000), "en");
  const std::string list = dom("big", "#/conversations");
  EXPECT_THAT(list, HasSubstr("Showing 1–40 of 40"));
  const std::string found = dom("big", "#/conversations/messages?q=%D0%B8%D0%B3%D0%BE%D0%BB%D0%BA%D0%B0");
  EXPECT_THAT(found, HasSubstr("Showing 1–4 of 4 found among 100\u202f000"));
  EXPECT_THAT(found, HasSubstr("Хабарлама номер 75007"));
  const std::string chat = dom("big", "#/chat/3?p=25");
  EXPECT_THAT(chat, HasSubstr("Showing 2\u202f401–2\u202f500 of 2\u202f500"));
}

}  // namespace
}  // namespace ulika
