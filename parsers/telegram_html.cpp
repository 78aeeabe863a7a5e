#include "parsers/telegram_html.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>
#include <optional>

#include "parsers/definition.h"
#include "parsers/html_stream.h"
#include "parsers/telegram_html_parts.h"
#include "triage/base/text.h"

namespace ulika {
namespace {

using nlohmann::json;

constexpr std::size_t kMaxDepth = 256;
constexpr std::size_t kMaxText = 1 << 20;  // of one part of one message

// What the text inside an element is for.
enum class Part {
  other,
  chat,
  name,
  origin,
  text,
  service,
  title,
  status,
  description,
  question,
  answer,
  ignored
};

struct Message {
  bool service = false;
  bool joined = false;
  std::string id;
  std::uint64_t begin = 0;
  std::string name, origin, text, title, status, description, poll;
  std::string time;   // as in the title of its date
  std::string reply;  // id
  std::string kind;
  bool forwarded = false;
  std::string place;  // link to a map
  json attachments = json::array();
};

class PageReader {
 public:
  PageReader(ParseInput& input, const ParseSink& sink) : input_(input), sink_(sink) {}

  void read() {
    HtmlHandler handler;
    handler.open = [this](const HtmlTag& tag) { open(tag); };
    handler.close = [this](std::string_view name, std::uint64_t end) { close(name, end); };
    handler.text = [this](std::string_view text) { add(text); };
    const auto done = read_html(*input_.data, handler);
    if (message_) finish(input_.data->size());
    if (!done) return problem(ledger_state_of(done.error().kind), done.error().message);
    if (too_deep_)
      problem(LedgerState::limited, "elements are nested too deep, their inner ones were passed over");
  }

 private:
  struct Element {
    std::string name;
    Part part = Part::other;
    bool is_message = false;
  };

  void problem(LedgerState state, const std::string& what) {
    Problem problem;
    problem.path = input_.path;
    problem.stage = "parse";
    problem.state = state;
    problem.reason = std::string(kTelegramHtmlId) + ": " + what;
    sink_.problem(std::move(problem));
  }

  void open(const HtmlTag& tag) {
    if (tag.name == "br") return add_raw("\n");
    const bool begins = tag.name == "div" && tag.has_class("message");
    if (begins && message_) finish(tag.offset);  // the one before was never closed
    Element element{tag.name, stack_.empty() ? Part::other : stack_.back().part, begins};
    if (begins) {
      message_.emplace();
      message_->begin = tag.offset;
      message_->id = tag.attribute("id");
      message_->service = tag.has_class("service");
      message_->joined = tag.has_class("joined");
      element.part = Part::other;
    } else if (message_) {
      take(tag, element.part);
    } else if (tag.has_class("page_header")) {
      in_header_ = true;
    } else if (tag.has_class("page_body")) {
      in_header_ = false;
    } else if (in_header_ && tag.has_class("text") && tag.has_class("bold")) {
      element.part = Part::chat;
    }
    if (tag.closes_itself) return;
    if (stack_.size() < kMaxDepth) {
      stack_.push_back(std::move(element));
    } else {
      too_deep_ = true;
    }
  }

  // An element inside a message.
  void take(const HtmlTag& tag, Part& part) {
    const auto is = [&](std::string_view name) { return tag.has_class(name); };
    const std::string_view href = tag.attribute("href");
    if (const auto mark = href.rfind("#go_to_message"); mark != std::string_view::npos) {
      if (message_->reply.empty()) message_->reply = href.substr(mark + 14);
    } else if (is("date") && is("details")) {
      if (part != Part::name && part != Part::origin) message_->time = tag.attribute("title");
      part = Part::ignored;
    } else if (is("forwarded") && is("body")) {
      message_->forwarded = true;
    } else if (is("from_name")) {
      part = message_->forwarded ? Part::origin : Part::name;
    } else if (is("text")) {
      part = Part::text;
    } else if (is("question")) {
      part = Part::question;
    } else if (is("answer")) {
      part = Part::answer;
      message_->poll = telegram_html_trim(message_->poll) + "\n";
    } else if (message_->service && is("body") && is("details")) {
      part = Part::service;
    } else if (is("title")) {
      part = Part::title;
    } else if (is("status")) {
      part = Part::status;
    } else if (is("description")) {
      part = Part::description;
    } else if (is("initials") || is("reply_to") || is("signature") || is("details") || is("reactions") ||
               is("bot_buttons_table")) {
      part = Part::ignored;
    } else {
      take_media(tag, href);
    }
  }

  void take_media(const HtmlTag& tag, std::string_view href) {
    const std::string kind = telegram_html_media(tag);
    if (kind.empty()) return;
    if (message_->kind.empty()) message_->kind = kind;
    if (kind == "location" || kind == "live_location" || kind == "venue") {
      message_->place = href;
      return;
    }
    if (kind == "call" || kind == "contact" || kind == "poll" || kind == "game" || kind == "invoice") return;
    json file = json::object();
    // What is elsewhere or was left out has no path.
    if (!href.empty() && href.find("://") == std::string_view::npos) {
      file["name"] = to_valid_utf8(href.substr(href.rfind('/') + 1));
      file["path"] = to_valid_utf8(href);
    }
    if (kind == "photo") file["mime"] = "image/jpeg";
    if (kind == "voice_message") file["mime"] = "audio/ogg";
    message_->attachments.push_back(std::move(file));
  }

  void close(std::string_view name, std::uint64_t end) {
    const auto found =
        std::find_if(stack_.rbegin(), stack_.rend(), [&](const Element& e) { return e.name == name; });
    if (found == stack_.rend()) return;
    const auto keep = static_cast<std::size_t>(stack_.rend() - found) - 1;
    bool ends = false;
    for (std::size_t i = keep; i < stack_.size(); ++i) ends = ends || stack_[i].is_message;
    stack_.resize(keep);
    if (ends && message_) finish(end);
  }

  std::string* target() {
    const Part part = stack_.empty() ? Part::other : stack_.back().part;
    if (part == Part::chat) return &chat_;
    if (!message_) return nullptr;
    switch (part) {
      case Part::name:
        return &message_->name;
      case Part::origin:
        return &message_->origin;
      case Part::text:
      case Part::service:
        return &message_->text;
      case Part::title:
        return &message_->title;
      case Part::status:
        return &message_->status;
      case Part::description:
        return &message_->description;
      case Part::question:
      case Part::answer:
        return &message_->poll;
      default:
        return nullptr;
    }
  }

  void add_raw(std::string_view text) {
    std::string* into = target();
    if (into && into->size() + text.size() <= kMaxText) into->append(text);
  }

  // Lines of the file are layout: a break of the message is a <br>.
  void add(std::string_view text) {
    std::string* into = target();
    if (!into || into->size() + text.size() > kMaxText) return;
    for (const char c : text) {
      if (c == '\n' || c == '\r') {
        after_break_ = true;
      } else if (after_break_ && (c == ' ' || c == '\t')) {
        continue;
      } else {
        after_break_ = false;
        into->push_back(c);
      }
    }
  }

  Record make(const char* type, std::uint64_t begin, std::uint64_t end) const {
    Record record;
    record.type = type;
    if (record.type != "location") record.set("app", std::string("Telegram"));
    record.from.path = input_.path;
    record.from.locator = fmt::format("bytes:{}+{}", begin, end - begin);
    record.from.parser = kTelegramHtmlId;
    record.from.recovered = input_.recovered;
    return record;
  }

  static Value value(std::string_view text) {
    std::string clean = telegram_html_trim(text);
    return clean.empty() ? Value() : Value(to_valid_utf8(clean));
  }

  void finish(std::uint64_t end) {
    Message m = std::move(*message_);
    message_.reset();
    for (auto& element : stack_) element.is_message = false;
    if (m.id.substr(0, 7) == "message") m.id.erase(0, 7);
    if (!chat_told_) tell_chat(m.begin);
    // Lines between days are services with an id below zero.
    if (m.service && m.id.substr(0, 1) == "-" && m.kind.empty()) return;
    std::string sender = telegram_html_trim(m.name);
    if (!m.service) {
      if (sender.empty() && m.joined) sender = sender_;
      sender_ = sender;
    }
    const TelegramHtmlTime at = telegram_html_time(m.time);
    Record record = make("message", m.begin, end);
    record.set("chat", value(chat_));
    record.set("sender", value(sender));
    if (m.service) record.set("direction", std::string("system"));
    if (at.time) record.set("sent_at", *at.time);
    if (at.time && !at.zone_known) record.set("zone", std::string("unknown"));
    std::string text = telegram_html_trim(m.text);
    if (!m.poll.empty()) text += (text.empty() ? "" : "\n") + telegram_html_trim(m.poll);
    if (m.kind == "contact") {
      m.attachments.push_back(
          {{"name", to_valid_utf8(telegram_html_trim(m.title + " " + m.status))}, {"mime", "text/vcard"}});
    } else if (!m.attachments.empty() && !telegram_html_trim(m.title).empty() && m.kind != "photo" &&
               m.kind != "video_file" && m.attachments[0].contains("path")) {
      m.attachments[0]["name"] = to_valid_utf8(telegram_html_trim(m.title));
    }
    record.set("text", value(text));
    if (!m.attachments.empty()) record.set("attachments", m.attachments.dump());
    if (m.forwarded)
      record.set("forwarded_from",
                 telegram_html_trim(m.origin).empty() ? Value(std::string("unknown")) : value(m.origin));
    record.set("reply_to", value(m.reply));
    record.set("kind", value(m.service ? "service" : m.kind));
    take_place(m, end, at, record);
    if (m.kind == "call") take_call(m, end, at);
    sink_.record(std::move(record));
  }

  void take_place(const Message& m, std::uint64_t end, const TelegramHtmlTime& at, Record& record) {
    const auto place = telegram_html_place(m.place);
    if (!place) return;
    record.set("latitude", place->first);
    record.set("longitude", place->second);
    Record location = make("location", m.begin, end);
    location.set("latitude", place->first);
    location.set("longitude", place->second);
    if (at.time) location.set("at", *at.time);
    if (at.time && !at.zone_known) location.set("zone", std::string("unknown"));
    location.set("origin", std::string("app_db"));
    if (m.kind == "venue") location.set("label", value(m.title + " " + m.description));
    location.set("value", value(m.place));
    sink_.record(std::move(location));
  }

  void take_call(const Message& m, std::uint64_t end, const TelegramHtmlTime& at) {
    Record call = make("call", m.begin, end);
    const TelegramHtmlCall words = telegram_html_call(m.status);
    if (!words.direction.empty()) call.set("direction", std::string(words.direction));
    call.set("party", value(chat_));
    if (at.time && at.zone_known) call.set("started_at", *at.time);
    if (words.seconds) call.set("duration_s", *words.seconds);
    if (words.answered) call.set("answered", static_cast<std::int64_t>(*words.answered));
    call.set("kind", value(m.status));
    sink_.record(std::move(call));
  }

  // Once an export: its further pages are messages2.html and so on.
  void tell_chat(std::uint64_t end) {
    chat_told_ = true;
    const std::string name = input_.path.substr(input_.path.rfind('/') + 1);
    const bool further = name.size() > 13 && path_matches("messages*.html", name);
    if (further || telegram_html_trim(chat_).empty()) return;
    Record record = make("chat", 0, end);
    record.set("name", value(chat_));
    sink_.record(std::move(record));
  }

  ParseInput& input_;
  const ParseSink& sink_;
  std::vector<Element> stack_;
  std::optional<Message> message_;
  std::string chat_;
  std::string sender_;  // of the message before: "joined" ones do not repeat it
  bool in_header_ = false;
  bool chat_told_ = false;
  bool after_break_ = false;
  bool too_deep_ = false;
};

}  // namespace

bool is_telegram_html(std::string_view head) {
  const auto has = [&](std::string_view part) { return head.find(part) != std::string_view::npos; };
  return has("<html") && has("class=\"page_wrap\"") && has("page_body chat_page");
}

void read_telegram_html(ParseInput& input, const ParseSink& sink, ParseOutcome&) {
  PageReader(input, sink).read();
}

}  // namespace ulika
