#include "parsers/telegram_tdata.h"

#include <fmt/core.h>

#include <algorithm>
#include <iterator>

#include "parsers/definition.h"
#include "parsers/tdata_crypt.h"

namespace ulika {
namespace {

constexpr std::uint64_t kMaxFile = 1 << 20;  // such files hold some kilobytes
constexpr std::size_t kMostPasscodes = 8;
constexpr std::uint32_t kMtpBlock = 0x4b;
constexpr std::uint64_t kWideIds = ~std::uint64_t{0};
constexpr std::string_view kKeyFile = "key_datas";
constexpr std::string_view kAccountFiles[] = {"D877F783D5D3EF8Cs", "A7FDF864FBC10B77s", "F8806DD0C461824Fs",
                                              "C2B05980D9127787s", "0CA814316818D8F6s", "45D0FC5B5101406Ds"};

const std::string_view* account_file_of(std::string_view path) {
  const auto found = std::find_if(std::begin(kAccountFiles), std::end(kAccountFiles),
                                  [&](std::string_view name) { return path_matches(name, path); });
  return found == std::end(kAccountFiles) ? nullptr : found;
}

// Empty where the folder may be of any system: portable copies are common.
std::string platform_of(std::string_view path) {
  if (path.find("AppData/") != std::string_view::npos) return "windows";
  if (path.find("Library/Application Support/") != std::string_view::npos) return "macos";
  if (path.find(".local/share/") != std::string_view::npos) return "linux";
  return {};
}

struct OpenedKeys {
  TdataKeys keys;
  std::string how;  // for a person
};

// ErrorKind::encrypted where no passcode opens it, with the reason.
Result<OpenedKeys> open_with(const KeyRing* ring, Bytes file) {
  std::vector<std::pair<std::string_view, std::string_view>> tries = {{"", "without a passcode"}};
  if (ring != nullptr) {
    for (const std::string_view key : ring->of("telegram"))
      tries.emplace_back(key, "with the key given for telegram");
    for (const std::string& password : ring->passwords)
      tries.emplace_back(password, "with the password given");
  }
  const std::size_t given = tries.size() - 1;
  if (given > kMostPasscodes) tries.resize(kMostPasscodes + 1);
  for (const auto& [passcode, how] : tries) {
    auto keys = open_tdata_keys(file, passcode);
    if (keys) return OpenedKeys{std::move(*keys), std::string(how)};
    if (keys.error().kind != ErrorKind::encrypted) return tl::unexpected(keys.error());
  }
  if (given == 0) {
    return fail(ErrorKind::encrypted,
                "behind a local passcode, and none was given (--password, --key telegram=PASSCODE)");
  }
  std::string reason = "behind a local passcode, and none that was given opens it";
  if (given > kMostPasscodes) reason += fmt::format("; {} were not tried", given - kMostPasscodes);
  return fail(ErrorKind::encrypted, std::move(reason));
}

struct MtpData {
  std::uint64_t user = 0;
  std::uint32_t server = 0;
  bool has_keys = false;
};

// Block 0x4b: an array of the user's id and main data centre (32 bits each, or 64 and 32 after all ones),
// then a count of keys and the keys.
Result<MtpData> read_mtp(Bytes plain) {
  ByteReader reader(plain);
  if (reader.u32be() != kMtpBlock)
    return fail(ErrorKind::unsupported, "the file's first block is not the account's");
  const std::uint32_t size = reader.u32be();
  ByteReader block(reader.take(size));
  MtpData data;
  const std::uint64_t first = block.u64be();
  const bool wide = first == kWideIds;
  data.user = wide ? block.u64be() : first >> 32;
  data.server = wide ? block.u32be() : static_cast<std::uint32_t>(first);
  const std::uint32_t keys = block.u32be();
  if (!reader.ok() || !block.ok()) return fail(ErrorKind::damaged, "the account's block is cut short");
  data.has_keys = keys != 0 && block.left() != 0;
  return data;
}

class TdataReader {
 public:
  TdataReader(ParseInput& input, const ParseSink& sink) : input_(input), sink_(sink) {}

  void read() {
    const auto file = read_all(*input_.data, kMaxFile);
    if (!file) return tell(file.error());
    if (account_file_of(input_.path) != nullptr) return read_account(*file);
    const auto opened = open_with(input_.keys, *file);
    if (!opened) return tell(opened.error());
    std::string accounts;
    for (const std::uint32_t index : opened->keys.accounts)
      accounts += fmt::format("{}{}", accounts.empty() ? "" : ", ", index);
    tell(LedgerState::scanned, fmt::format("opened {}; accounts: {}; the active one: {}", opened->how,
                                           accounts.empty() ? "none" : accounts, opened->keys.active));
  }

 private:
  void tell(LedgerState state, const std::string& what) {
    sink_.problem({input_.path, "parse", state, fmt::format("{}: {}", kTelegramTdataId, what), -1, 0});
  }
  void tell(const Error& error) { tell(ledger_state_of(error.kind), error.message); }

  void read_account(Bytes file) {
    const auto payload = open_tdf(file);
    if (!payload) return tell(payload.error());
    const std::string beside = tdata_keys_beside(input_.path);
    const auto companion =
        std::find_if(input_.companions.begin(), input_.companions.end(),
                     [&](const Companion& c) { return c.data != nullptr && c.path == beside; });
    if (companion == input_.companions.end())
      return tell(LedgerState::encrypted, "no key_datas beside it, which holds its key");
    const auto key_file = read_all(*companion->data, kMaxFile);
    if (!key_file) return tell(key_file.error());
    const auto opened = open_with(input_.keys, *key_file);
    if (!opened) return tell(ledger_state_of(opened.error().kind), "key_datas: " + opened.error().message);
    ByteReader reader(*payload);
    const std::uint32_t size = reader.u32be();
    const auto plain = open_tdata_block(reader.take(size), opened->keys.local_key);
    if (!plain && plain.error().kind == ErrorKind::encrypted)
      return tell(LedgerState::damaged,
                  "the key in key_datas does not open it: damaged, or of another folder");
    if (!plain) return tell(plain.error());
    const auto data = read_mtp(*plain);
    if (!data) return tell(data.error());
    tell(LedgerState::scanned, fmt::format("opened {}; main data centre {}{}", opened->how, data->server,
                                           data->user == 0 ? "; nobody is signed in" : ""));
    if (data->user != 0) tell_account(*data);
  }

  void tell_account(const MtpData& data) {
    Record record;
    record.type = "account";
    record.set("app", std::string("Telegram"));
    if (std::string platform = platform_of(input_.path); !platform.empty())
      record.set("platform", std::move(platform));
    record.set("account_id", std::to_string(data.user));
    if (data.has_keys) record.set("secret", std::string("token"));
    record.from.path = input_.path;
    record.from.locator = "block:0x4b";
    record.from.parser = kTelegramTdataId;
    record.from.recovered = input_.recovered;
    sink_.record(std::move(record));
  }

  ParseInput& input_;
  const ParseSink& sink_;
};

}  // namespace

bool is_telegram_tdata_path(std::string_view path) {
  return path_matches(kKeyFile, path) || account_file_of(path) != nullptr;
}

std::string tdata_keys_beside(std::string_view path) {
  const std::string_view* name = account_file_of(path);
  if (name == nullptr) return {};
  return std::string(path.substr(0, path.size() - name->size())) + std::string(kKeyFile);
}

void read_telegram_tdata(ParseInput& input, const ParseSink& sink, ParseOutcome&) {
  TdataReader(input, sink).read();
}

}  // namespace ulika
