#include "parsers/ufdr_report.h"

#include <fmt/format.h>

#include <functional>
#include <map>
#include <unordered_set>

#include "parsers/ufdr_model.h"
#include "triage/base/xml_stream.h"

namespace ulika {
namespace {

constexpr std::size_t kMaxText = 1 << 20;    // bytes of one value
constexpr std::size_t kMaxModels = 100'000;  // nested in one model, without the messages of a chat
constexpr std::string_view kSecrets[] = {"Password", "Cookie", "Key", "Passwords"};

// Names of the report's device facts, and keys of a `device` record.
constexpr std::pair<std::string_view, std::string_view> kDeviceFacts[] = {
    {"DeviceInfoSelectedManufacturer", "make"},
    {"DeviceInfoDetectedPhoneVendor", "make"},
    {"DeviceInfoManufacturer", "make"},
    {"DeviceInfoSelectedDeviceName", "model"},
    {"DeviceInfoDetectedPhoneModel", "model"},
    {"DeviceInfoDetectedModel", "model"},
    {"DeviceInfoModelNumber", "model"},
    {"DeviceInfoSerialNumber", "serial"},
    {"DeviceInfoSerial", "serial"},
    {"Serial", "serial"},
    {"IMEI", "imei"},
    {"DeviceInfoIMEI", "imei"},
    {"DeviceInfoOSVersion", "os"},
    {"DeviceInfoOwnerName", "owner"},
    {"DeviceInfoDeviceName", "owner"},
    {"MSISDN", "phone"},
    {"DeviceInfoPhoneNumber", "phone"},
};

class Reader {
 public:
  Reader(const ParseInput& input, const ParseSink& sink) : input_(input), sink_(sink) {}

  void read() {
    const auto done = read_xml(*input_.data, {[this](std::string_view name, const XmlAttributes& attributes) {
                                                open(name, attributes);
                                                return true;
                                              },
                                              [this](std::string_view name) { close(name); },
                                              [this](std::string_view text) {
                                                if (collecting_ && text_.size() < kMaxText) text_ += text;
                                              }});
    flush_device();
    if (!done) tell(ledger_state_of(done.error().kind), done.error().message);
    for (const auto& [type, count] : left_out_) {
      tell(LedgerState::unsupported,
           fmt::format("models of the report that no record is made of: {} ({})", type, count));
    }
  }

 private:
  struct Level {
    UfdrModel model;
    std::string holder;  // the field of the model above that holds it
  };

  void open(std::string_view name, const XmlAttributes& attributes) {
    if (name == "model") {
      if (levels_.empty()) nested_ = 0;
      Level level;
      level.model.type = attribute(attributes, "type");
      level.model.id = attribute(attributes, "id");
      level.model.deleted_state = attribute(attributes, "deleted_state");
      level.holder = holders_.empty() ? std::string() : holders_.back();
      levels_.push_back(std::move(level));
    } else if (name == "modelField" || name == "multiModelField") {
      holders_.emplace_back(attribute(attributes, "name"));
    } else if (name == "field" || name == "multiField") {
      field_ = attribute(attributes, "name");
    } else if (name == "value" && !levels_.empty()) {
      begin_text();
    } else if (name == "metadata") {
      in_device_ = attribute(attributes, "section") == "Device Info";
    } else if (name == "item" && in_device_) {
      fact_ = attribute(attributes, "name");
      begin_text();
    }
  }

  void close(std::string_view name) {
    if (name == "value" && collecting_) {
      collecting_ = false;
      if (!levels_.empty() && !field_.empty() && !text_.empty())
        levels_.back().model.fields.emplace(field_, text_);
    } else if (name == "item" && collecting_) {
      collecting_ = false;
      take_fact();
    } else if (name == "field" || name == "multiField") {
      field_.clear();
    } else if ((name == "modelField" || name == "multiModelField") && !holders_.empty()) {
      holders_.pop_back();
    } else if (name == "metadata") {
      in_device_ = false;
    } else if (name == "model" && !levels_.empty()) {
      end_model();
    }
  }

  void begin_text() {
    collecting_ = true;
    text_.clear();
  }

  void end_model() {
    Level level = std::move(levels_.back());
    levels_.pop_back();
    const bool in_chat =
        !levels_.empty() && levels_.back().model.type == "Chat" && level.model.type == "InstantMessage";
    if (levels_.empty() || in_chat) return make(level.model, in_chat ? &levels_.back().model : nullptr);
    if (++nested_ > kMaxModels) {
      if (nested_ == kMaxModels + 1)
        tell(LedgerState::limited, "one model of the report holds too many others");
      return;
    }
    levels_.back().model.models[level.holder].push_back(std::move(level.model));
  }

  void make(const UfdrModel& model, const UfdrModel* chat) {
    if (!is_known_model(model.type)) {
      for (const std::string_view secret : kSecrets) {
        if (model.type == secret) return;
      }
      if (left_out_.size() < 200) ++left_out_[model.type];
      return;
    }
    if (is_repeated(model, chat)) return;
    for (Record& record : records_of_model(model, chat)) {
      record.from.locator = "xml:/model/" + model.id;
      write(std::move(record));
    }
  }

  // The same message may come once for each extraction and decoder.
  bool is_repeated(const UfdrModel& model, const UfdrModel* chat) {
    const std::string_view identifier = model.text(model.type == "Chat" ? "Id" : "Identifier");
    if (model.type != "InstantMessage" && model.type != "Chat") return false;
    if (identifier.empty()) return false;
    std::string key = model.type;
    for (const std::string_view part :
         {chat != nullptr ? chat->text("Source") : model.text("Source"),
          chat != nullptr ? chat->text("Id") : std::string_view(), identifier, model.text("TimeStamp")}) {
      key.push_back('\0');
      key += part;
    }
    return !seen_.insert(std::hash<std::string>{}(key)).second;
  }

  void take_fact() {
    for (const auto& [name, key] : kDeviceFacts) {
      if (fact_ != name || text_.empty() || device_.find(key) != nullptr) continue;
      device_.set(key, text_);
    }
    if (fact_ == "DeviceInfoOSType") system_ = text_;
  }

  void flush_device() {
    if (const std::string os(device_.text("os")); !system_.empty() && os.find(system_) == os.npos)
      device_.set("os", os.empty() ? system_ : system_ + " " + os);
    if (device_.fields.empty()) return;
    device_.type = "device";
    device_.from.locator = "xml:/project/metadata";
    write(std::move(device_));
  }

  void write(Record&& record) {
    record.from.path = input_.path;
    record.from.parser = kUfdrReportId;
    record.from.recovered = input_.recovered;
    sink_.record(std::move(record));
  }

  void tell(LedgerState state, std::string reason) {
    Problem problem;
    problem.path = input_.path;
    problem.stage = "parse";
    problem.state = state;
    problem.reason = fmt::format("{}: {}", kUfdrReportId, reason);
    sink_.problem(std::move(problem));
  }

  const ParseInput& input_;
  const ParseSink& sink_;
  std::vector<Level> levels_;
  std::vector<std::string> holders_;
  std::string field_, text_, fact_, system_;
  bool collecting_ = false;
  bool in_device_ = false;
  std::size_t nested_ = 0;
  std::map<std::string, std::uint64_t> left_out_;
  std::unordered_set<std::size_t> seen_;
  Record device_;
};

}  // namespace

bool is_ufdr_report(std::string_view head) {
  return head.find("<project") != head.npos &&
         (head.find("pa.cellebrite.com/report") != head.npos || head.find("extractionType") != head.npos);
}

void read_ufdr_report(ParseInput& input, const ParseSink& sink, ParseOutcome&) {
  Reader(input, sink).read();
}

}  // namespace ulika
