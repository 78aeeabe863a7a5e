// Telegram's TL objects, and what is drawn out of them.
#include "parsers/telegram_message.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const ulika::Bytes blob(reinterpret_cast<const std::byte*>(data), size);
  ulika::TlTree tree;
  tree.read(ulika::TlSchema::built_in(), blob);
  std::string out;
  ulika::JsonWriter json(out);
  if (!tree.empty()) tree.write(json, tree.root());
  ulika::telegram_text(tree, blob, 1772334245);
  ulika::telegram_kind(tree, blob);
  ulika::telegram_name(tree);
  ulika::telegram_origin(tree);
  ulika::telegram_attachments(tree, blob);
  return 0;
}
