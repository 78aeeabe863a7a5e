#include "tests/browser/hostile_corpus.h"

#include "tests/reports/fake_case.h"
#include "triage/base/json.h"
#include "triage/model/finding_schema.h"
#include "triage/model/record_schema.h"

namespace ulika::test {
namespace {

constexpr std::int64_t kMarch = 1772323200000;  // 2026-03-01T00:00:00Z

// As a list's only text, as an object's key and value, and as it is (which is no JSON at all): in turns.
std::string as_json(const std::string& text, std::size_t n) {
  if (n % 3 == 2) return text;
  std::string out;
  JsonWriter json(out);
  if (n % 3 == 0) {
    json.begin_array().value(text).end_array();
  } else {
    json.begin_array().begin_object().key("name").value(text).key("code").value(text).key("path").value(text);
    json.key("kind").value(text).key("value").value(text).key("mime").value(text).key("sha256").value(text);
    json.end_object().end_array();
  }
  return out;
}

std::vector<std::pair<std::string, Value>> fields_of(const RecordSpec& spec, const std::string& text,
                                                     std::size_t n) {
  std::vector<std::pair<std::string, Value>> fields;
  for (const FieldSpec& field : spec.fields) {
    const std::string key(field.key);
    switch (field.kind) {
      case FieldKind::text:
        fields.emplace_back(key, text);
        break;
      case FieldKind::json:
        fields.emplace_back(key, as_json(text, n));
        break;
      case FieldKind::real:
        fields.emplace_back(key, 45.0 + static_cast<double>(n) / 100);
        break;
      case FieldKind::boolean:
        fields.emplace_back(key, std::int64_t{1});
        break;
      case FieldKind::time:
        fields.emplace_back(key, kMarch + static_cast<std::int64_t>(n) * 60000);
        break;
      default:
        fields.emplace_back(key, static_cast<std::int64_t>(n));
    }
  }
  return fields;
}

}  // namespace

std::vector<std::string> hostile_texts() {
  std::vector<std::string> out;
  const std::vector<std::string> openings = {
      "", "\">", "'>", "-->", "]]>", "</script>", "</title>", "</textarea>", "</style>", "*/", "\\\">", "`>"};
  const std::vector<std::string> elements = {
      "<script>owned()</script>",
      "<img src=x onerror=owned()>",
      "<svg onload=owned()>",
      "<svg><script>owned()</script></svg>",
      "<body onload=owned()>",
      "<iframe srcdoc='<script>parent.owned()</script>'></iframe>",
      "<iframe src=javascript:parent.owned()></iframe>",
      "<a href=javascript:owned()>x</a>",
      "<a href=http://example.invalid/>x</a>",
      "<details open ontoggle=owned()>",
      "<video><source onerror=owned()></video>",
      "<audio src=x onerror=owned()>",
      "<input autofocus onfocus=owned()>",
      "<select autofocus onfocus=owned()>",
      "<marquee onstart=owned()>",
      "<math><mtext></mtext><mglyph><style><img src=x onerror=owned()>",
      "<object data=javascript:owned()></object>",
      "<embed src=javascript:owned()>",
      "<form action=javascript:owned()><button>x</button></form>",
      "<base href=http://example.invalid/>",
      "<link rel=stylesheet href=http://example.invalid/a.css>",
      "<meta http-equiv=refresh content='0;url=http://example.invalid/'>",
      "<style>*{display:none}</style>",
      "<evil-element style='position:fixed;inset:0'>x</evil-element>"};
  for (const std::string& opening : openings) {
    for (const std::string& element : elements) out.push_back(opening + element);
  }
  const std::vector<std::string> others = {
      "javascript:owned()",
      "data:text/html,<script>owned()</script>",
      "vbscript:owned()",
      "//example.invalid/x",
      "file:///etc/passwd",
      "mailto:a@example.invalid",
      "{{constructor.constructor('owned()')()}}",
      "${owned()}",
      "#{owned()}",
      "<%= owned() %>",
      "ulika_shard({});owned();//",
      "\"]});owned();//",
      "');owned();//",
      "\\u003cscript\\u003eowned()\\u003c/script\\u003e",
      "&lt;script&gt;owned()&lt;/script&gt;",
      "%3Cscript%3Eowned()%3C/script%3E",
      "=cmd|'/c calc'!A1",
      "@SUM(1)",
      "+1+1",
      "-1-1",
      "__proto__",
      "constructor",
      "toString",
      "hasOwnProperty",
      "[object Object]",
      "null",
      "undefined",
      "NaN",
      "#/chat/0?m=1",
      "../../../../etc/passwd",
      "a\\..\\b",
      "CON",
      "~/.ssh",
      "\xE2\x80\xAEgpj.exe\xE2\x80\xAC",
      "\xE2\x81\xA6\xE2\x80\xAEtxt\xE2\x81\xA9",
      "\xE2\x80\x8B\xE2\x80\x8C\xE2\x80\x8D\xEF\xBB\xBF",
      "\xE2\x80\xA8\xE2\x80\xA9",
      std::string("nul\0in the middle", 17),
      "\x01\x02\x03\x1b[31m\x7f",
      "\xED\xA0\x80\xED\xB0\x80",
      "\xFF\xFE\xFD",
      "\xC0\xAF\xE0\x80\xAF",
      "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA9",
      std::string(3000, 'W'),
      std::string(300, '\n'),
      std::string(500, ' ') + "x",
      "e" + std::string(400, '\xCC'),
      "1" + std::string(400, '0'),
      "\xD8\xA7\xD9\x84\xD8\xB9\xD8\xB1\xD8\xA8\xD9\x8A\xD8\xA9 <script>owned()</script>",
      "/",
      "a/b/c",
      "!/",
      "a!/b",
      "?q=1&x=<b>",
      "'; rm -rf x; '",
      "$(owned)",
      "`owned`"};
  out.insert(out.end(), others.begin(), others.end());
  // Marks above marks, as many as a line can hold.
  std::string marks = "Z";
  for (int i = 0; i < 200; ++i) marks += "\xCC\x81";
  out.push_back(marks);
  return out;
}

std::vector<std::unique_ptr<ItemReader>> hostile_corpus(const std::vector<std::string>& texts) {
  auto phone = std::make_unique<FakeItem>();
  phone->info.name = texts.at(5) + texts.at(1);
  phone->info.kind = texts.at(2);
  phone->info.files = {texts.at(3)};
  phone->info.is_image = true;
  phone->info.stored_md5 = texts.at(4);
  phone->info.acquisition = {{texts.at(6), texts.at(7)}};
  phone->info.volumes = {{0, texts.at(8), texts.at(9), texts.at(10), 0, 1, 1, texts.at(11)}};
  for (std::size_t n = 0; n < texts.size(); ++n) {
    const std::string& text = texts[n];
    std::string first;
    for (const RecordSpec& spec : record_specs()) {
      const std::string id = phone->add(std::string(spec.type), text, text, fields_of(spec, text, n),
                                        n % 4 == 0 ? "wal" : "live", first);
      if (first.empty()) first = id;
    }
    StoredHit hit;
    hit.id = record_id("h", phone->records.back().record);
    hit.hit = {text, text, text, "\u2039" + text + "\u203a", text, 1, n,
               4,    -1,   text, phone->records.back().id};
    phone->hits.push_back(hit);
    StoredFile file;
    file.entry.path = text + std::to_string(n);
    file.id = record_id("f", phone->records.back().record);
    file.mime = "image/" + text;
    file.sha256 = text;
    file.known = text;
    file.hashset = text;
    file.reason = text;
    file.state = LedgerState::unsupported;
    phone->files.push_back(file);
    phone->rows.push_back({LedgerState::unsupported, text, 1, 1});
    phone->troubles.push_back({text, text, LedgerState::failed, text, 1, 1});
  }
  std::vector<std::unique_ptr<ItemReader>> items;
  items.push_back(std::move(phone));
  return items;
}

std::vector<StoredRecord> hostile_findings(const std::vector<std::string>& texts) {
  std::vector<StoredRecord> out;
  for (std::size_t n = 0; n < texts.size(); ++n) {
    for (const RecordSpec& spec : finding_specs()) {
      StoredRecord finding;
      finding.record.type = std::string(spec.type);
      finding.record.fields = fields_of(spec, texts[n], n);
      finding.id = texts[n];
      if (spec.type == "lead")
        finding.record.set("target_kind", std::string(n % 3 == 0   ? "device"
                                                      : n % 3 == 1 ? "chat"
                                                                   : "person"));
      out.push_back(std::move(finding));
    }
  }
  return out;
}

}  // namespace ulika::test
