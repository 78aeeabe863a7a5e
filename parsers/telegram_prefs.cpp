#include "parsers/telegram_prefs.h"

#include <fmt/core.h>

#include <algorithm>

#include "parsers/definition.h"
#include "parsers/html_stream.h"
#include "parsers/telegram_message.h"
#include "triage/base/base64.h"
#include "triage/base/text.h"
#include "triage/base/time.h"

namespace ulika {
namespace {

constexpr std::size_t kMaxValue = 1 << 20;

std::string from_hex(std::string_view text) {
  static constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out;
  if (text.size() % 2 != 0) return out;
  for (std::size_t i = 0; i < text.size(); i += 2) {
    const auto digit = [&](char c) {
      return kDigits.find(static_cast<char>(c >= 'A' && c <= 'F' ? c + 32 : c));
    };
    const auto high = digit(text[i]), low = digit(text[i + 1]);
    if (high == std::string_view::npos || low == std::string_view::npos) return {};
    out.push_back(static_cast<char>(high << 4 | low));
  }
  return out;
}

class PrefsReader {
 public:
  PrefsReader(ParseInput& input, const ParseSink& sink)
      : input_(input), sink_(sink), drafts_(path_matches("shared_prefs/drafts*.xml", input.path)) {}

  void read() {
    HtmlHandler handler;
    handler.open = [this](const HtmlTag& tag) {
      inside_ = tag.name == "string" && !tag.closes_itself;
      name_ = tag.attribute("name");
      value_.clear();
    };
    handler.text = [this](std::string_view text) {
      if (inside_ && value_.size() + text.size() <= kMaxValue) value_ += text;
    };
    handler.close = [this](std::string_view name, std::uint64_t) {
      if (inside_ && name == "string") take();
      inside_ = false;
    };
    if (const auto done = read_html(*input_.data, handler); !done)
      problem(ledger_state_of(done.error().kind), done.error().message);
  }

 private:
  void problem(LedgerState state, const std::string& what) {
    sink_.problem({input_.path, "parse", state, std::string(kTelegramPrefsId) + ": " + what, -1, 0});
  }

  Record make(const char* type) const {
    Record record;
    record.type = type;
    record.set("app", std::string("Telegram"));
    record.set("platform", std::string("android"));
    record.from.path = input_.path;
    record.from.locator = fmt::format("xml:/map/string[@name='{}']", to_valid_utf8(name_));
    record.from.parser = kTelegramPrefsId;
    record.from.recovered = input_.recovered;
    return record;
  }

  void take() {
    // In the file of drafts, "r_…" are the messages that are answered.
    const bool is_draft = drafts_ && !name_.empty() && name_.substr(0, 2) != "r_";
    if (!is_draft && (drafts_ || name_ != "user")) return;
    const std::string blob = is_draft ? from_hex(value_) : from_base64(value_).value_or("");
    TlTree tree;
    tree.read(TlSchema::built_in(), as_bytes(blob));
    if (!tree.trouble().empty())
      problem(LedgerState::damaged,
              fmt::format("the value “{}” was read in part: {}", to_valid_utf8(name_), tree.trouble()));
    if (tree.empty()) return;
    is_draft ? tell_draft(tree, blob) : tell_account(tree);
  }

  void tell_account(const TlTree& tree) {
    Record record = make("account");
    const TlNode* id = tree.at("id");
    if (!id || id->kind != TlNode::Kind::integer) return;
    record.set("account_id", std::to_string(id->integer));
    if (const std::string name = telegram_name(tree); !name.empty()) record.set("name", to_valid_utf8(name));
    const TlNode* phone = tree.at("phone");
    if (phone && !phone->bytes.empty()) record.set("phone", to_valid_utf8(phone->bytes));
    sink_.record(std::move(record));
  }

  void tell_draft(const TlTree& tree, const std::string& blob) {
    const std::string text = telegram_text(tree, as_bytes(blob), 0);
    if (text.empty()) return;
    Record record = make("message");
    // "123", or "t_123_4" for a topic of it.
    std::string_view chat = name_;
    if (chat.substr(0, 2) == "t_") chat = chat.substr(2, chat.find('_', 2) - 2);
    record.set("chat_id", to_valid_utf8(chat));
    record.set("direction", std::string("out"));
    const TlNode* date = tree.at("date");
    if (date) {
      if (const auto at = from_unix_seconds(static_cast<double>(date->integer))) record.set("sent_at", *at);
    }
    record.set("text", to_valid_utf8(text));
    record.set("kind", std::string("draft"));
    sink_.record(std::move(record));
  }

  ParseInput& input_;
  const ParseSink& sink_;
  bool drafts_;
  bool inside_ = false;
  std::string name_;
  std::string value_;
};

}  // namespace

bool is_telegram_prefs_path(std::string_view path) {
  return path_matches("shared_prefs/userconf*.xml", path) || path_matches("shared_prefs/drafts*.xml", path);
}

void read_telegram_prefs(ParseInput& input, const ParseSink& sink, ParseOutcome&) {
  PrefsReader(input, sink).read();
}

}  // namespace ulika
