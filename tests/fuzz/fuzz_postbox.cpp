// Postbox objects, messages and media of Telegram on iOS.
#include "parsers/postbox_message.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const ulika::Bytes blob(reinterpret_cast<const std::byte*>(data), size);
  ulika::PostboxTree tree;
  tree.read(blob);
  std::string out;
  ulika::JsonWriter json(out);
  if (!tree.empty()) tree.write(json, tree.root());
  ulika::read_postbox_message(blob);
  ulika::read_postbox_media(blob);
  ulika::read_postbox_key(blob);
  return 0;
}
