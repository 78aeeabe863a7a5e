#include "parsers/postbox_media.h"

#include <fmt/core.h>

#include <cmath>

#include "triage/base/text.h"

namespace ulika {
namespace {

using Node = PostboxNode;

// Names of actions by their number, as the client's (public) code has them.
constexpr std::string_view kActions[] = {"unknown",
                                         "groupCreated",
                                         "addedMembers",
                                         "removedMembers",
                                         "photoUpdated",
                                         "titleUpdated",
                                         "pinnedMessageUpdated",
                                         "joinedByLink",
                                         "channelMigratedFromGroup",
                                         "groupMigratedToChannel",
                                         "historyCleared",
                                         "historyScreenshot",
                                         "messageAutoremoveTimeoutUpdated",
                                         "gameScore",
                                         "phoneCall",
                                         "paymentSent",
                                         "customText",
                                         "botDomainAccessGranted",
                                         "botSentSecureValues",
                                         "peerJoined",
                                         "phoneNumberRequest",
                                         "geoProximityReached",
                                         "groupPhoneCall",
                                         "inviteToGroupPhoneCall",
                                         "setChatTheme",
                                         "joinedByRequest",
                                         "webViewData",
                                         "giftPremium",
                                         "topicCreated",
                                         "topicEdited",
                                         "suggestedProfilePhoto",
                                         "attachMenuBotAllowed",
                                         "requestedPeer",
                                         "setChatWallpaper",
                                         "setSameChatWallpaper",
                                         "botAppAccessGranted",
                                         "giftCode",
                                         "giveawayLaunched",
                                         "joinedChannel",
                                         "giveawayResults"};
constexpr std::int64_t kPhoneCall = 14;

void add_line(std::string& out, std::string_view line, std::string_view before = {}) {
  if (line.empty()) return;
  if (!out.empty()) out += '\n';
  out.append(before).append(to_valid_utf8(line));
}

// The name under which the file lies in postbox/media.
std::string resource_file(const PostboxTree& tree, const Node& resource) {
  const std::string_view type = postbox_type_name(resource.type);
  const auto number = [&](std::string_view key) { return tree.integer(resource, key); };
  if (type == "CloudPhotoSizeMediaResource") {
    return fmt::format("telegram-cloud-photo-size-{}-{}-{}", number("d"), number("i"),
                       tree.text(resource, "s"));
  }
  if (type == "CloudDocumentMediaResource")
    return fmt::format("telegram-cloud-document-{}-{}", number("d"), number("f"));
  if (type == "CloudFileMediaResource") {
    // The last part is the secret of the place, so the name is given as far as it is none.
    return fmt::format("telegram-cloud-file-{}-{}-{}", number("d"), number("v"), number("l"));
  }
  if (type == "LocalFileMediaResource") return fmt::format("telegram-local-file-{}", number("f"));
  if (type == "SecretFileMediaResource") return fmt::format("secret-file-{}-{}", number("i"), number("d"));
  return {};
}

class Facts {
 public:
  explicit Facts(PostboxMedia& out) : out_(out), json_(out.attachments) { json_.begin_array(); }
  ~Facts() { json_.end_array(); }
  Facts(const Facts&) = delete;
  Facts& operator=(const Facts&) = delete;

  void take(const PostboxTree& tree) {
    if (tree.empty()) return;
    const Node& media = tree.root();
    const std::string_view type = tree.type();
    if (out_.kind.empty()) out_.kind = kind_of(tree);
    if (type == "TelegramMediaImage") {
      take_image(tree, media);
    } else if (type == "TelegramMediaFile") {
      take_file(tree, media);
    } else if (type == "TelegramMediaContact") {
      take_contact(tree, media);
    } else if (type == "TelegramMediaAction") {
      take_action(tree, media);
    } else if (type == "TelegramMediaPoll") {
      take_poll(tree, media);
    } else if (type == "TelegramMediaWebpage") {
      for (const char* path : {"u", "pendingUrl", "ti", "tx"}) add_line(out_.text, tree.text(media, path));
    } else if (tree.at("la") && tree.at("lo")) {
      take_place(tree, media);
    } else {
      for (const char* path : {"t", "d"}) add_line(out_.text, tree.text(media, path));
    }
  }

 private:
  static std::string kind_of(const PostboxTree& tree) {
    const std::string_view type = tree.type();
    if (type != "TelegramMediaAction")
      return type.empty() ? fmt::format("unknown:{}", tree.root().type) : std::string(type);
    const std::int64_t action = tree.integer(tree.root(), "_rawValue");
    const auto known = static_cast<std::size_t>(action);
    if (action >= 0 && known < std::size(kActions)) return "service:" + std::string(kActions[known]);
    return fmt::format("service:{}", action);
  }

  void attach(std::string_view name, std::string_view mime, std::string_view path) {
    json_.begin_object();
    if (!name.empty()) json_.key("name").value(name);
    if (!mime.empty()) json_.key("mime").value(mime);
    if (!path.empty()) json_.key("path").value(path);
    json_.end_object();
  }

  void take_image(const PostboxTree& tree, const Node& media) {
    const Node* sizes = tree.child(media, "r");
    double best = -1;
    std::string file;
    for (const Node* size = sizes ? tree.first(*sizes) : nullptr; size; size = tree.next(*size)) {
      const double area =
          static_cast<double>(tree.integer(*size, "dx")) * static_cast<double>(tree.integer(*size, "dy"));
      const Node* resource = tree.child(*size, "r");
      if (area <= best || !resource) continue;
      best = area;
      file = resource_file(tree, *resource);
    }
    attach(file, "image/jpeg", file);
  }

  void take_file(const PostboxTree& tree, const Node& media) {
    const Node* resource = tree.child(media, "r");
    const std::string file = resource ? resource_file(tree, *resource) : std::string();
    std::string_view name = resource ? tree.text(*resource, "fn") : std::string_view();
    const Node* attributes = tree.child(media, "at");
    for (const Node* a = attributes ? tree.first(*attributes) : nullptr; a; a = tree.next(*a)) {
      if (const auto given = tree.text(*a, "fn"); !given.empty()) name = given;
    }
    attach(name.empty() ? std::string_view(file) : name, tree.text(media, "mt"), file);
  }

  void take_contact(const PostboxTree& tree, const Node& media) {
    std::string name;
    for (const char* key : {"n.f", "n.l", "pn"}) {
      const auto part = tree.text(media, key);
      if (!name.empty() && !part.empty()) name += ' ';
      name += part;
    }
    attach(name, "text/vcard", {});
  }

  void take_poll(const PostboxTree& tree, const Node& media) {
    add_line(out_.text, tree.text(media, "t"));
    const Node* options = tree.child(media, "os");
    for (const Node* option = options ? tree.first(*options) : nullptr; option; option = tree.next(*option))
      add_line(out_.text, tree.text(*option, "t"), "- ");
  }

  void take_place(const PostboxTree& tree, const Node& media) {
    const Node* lat = tree.child(media, "la");
    const Node* lon = tree.child(media, "lo");
    if (lat->kind == Node::Kind::real && lon->kind == Node::Kind::real && std::abs(lat->real) <= 90 &&
        std::abs(lon->real) <= 180) {
      out_.latitude = lat->real;
      out_.longitude = lon->real;
    }
    if (const Node* accuracy = tree.child(media, "acc"); accuracy && accuracy->kind == Node::Kind::real)
      out_.accuracy = accuracy->real;
    for (const char* path : {"ven.t", "ven.a"}) add_line(out_.text, tree.text(media, path));
  }

  void take_action(const PostboxTree& tree, const Node& media) {
    if (tree.integer(media, "_rawValue") == kPhoneCall) {
      out_.has_call = true;
      if (tree.child(media, "d")) out_.call_seconds = tree.integer(media, "d");
      if (tree.child(media, "dr")) out_.call_reason = tree.integer(media, "dr");
      out_.call_video = tree.integer(media, "vc") != 0;
    }
    for (const char* key : {"title", "text"}) {
      if (const auto text = tree.text(media, key); !text.empty()) return add_line(out_.text, text);
    }
    std::string all;
    JsonWriter json(all);
    tree.write(json, media);
    add_line(out_.text, all);
  }

  PostboxMedia& out_;
  JsonWriter json_;
};

}  // namespace

PostboxMedia postbox_media_of(const std::vector<PostboxTree>& media) {
  PostboxMedia out;
  {
    Facts facts(out);
    for (const PostboxTree& tree : media) facts.take(tree);
  }
  return out;
}

}  // namespace ulika
