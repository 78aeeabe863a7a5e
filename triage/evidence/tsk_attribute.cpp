#include <tsk/libtsk.h>

#include <algorithm>

#include "triage/evidence/tsk_walk.h"

namespace ulika {
namespace {

class AttributeSource final : public ByteSource {
 public:
  AttributeSource(TSK_FS_FILE* file, const TSK_FS_ATTR* attribute, std::uint64_t size)
      : file_(file), attribute_(attribute), size_(size) {}
  ~AttributeSource() override { tsk_fs_file_close(file_); }
  AttributeSource(const AttributeSource&) = delete;
  AttributeSource& operator=(const AttributeSource&) = delete;

  std::uint64_t size() const override { return size_; }

  Result<std::size_t> read(std::uint64_t offset, std::span<std::byte> out) override {
    if (offset >= size_ || out.empty()) return 0;
    std::size_t want = static_cast<std::size_t>(std::min<std::uint64_t>(out.size(), size_ - offset));
    tsk_error_reset();
    ssize_t got = tsk_fs_attr_read(attribute_, static_cast<TSK_OFF_T>(offset),
                                   reinterpret_cast<char*>(out.data()), want, TSK_FS_FILE_READ_FLAG_NONE);
    if (got < 0) return fail(ErrorKind::damaged, take_tsk_error());
    if (got == 0) return fail(ErrorKind::damaged, "the content ends before its size");
    return static_cast<std::size_t>(got);
  }

 private:
  TSK_FS_FILE* file_;
  const TSK_FS_ATTR* attribute_;
  std::uint64_t size_;
};

}  // namespace

Result<std::unique_ptr<ByteSource>> open_tsk_attribute(TSK_FS_INFO& file_system, const FileEntry& entry) {
  tsk_error_reset();
  TSK_FS_FILE* file = tsk_fs_file_open_meta(&file_system, nullptr, entry.content.meta);
  if (file == nullptr) return fail(ErrorKind::damaged, take_tsk_error());
  int count = tsk_fs_file_attr_getsize(file);
  for (int i = 0; i < count; ++i) {
    const TSK_FS_ATTR* attribute = tsk_fs_file_attr_get_idx(file, i);
    if (attribute == nullptr || static_cast<std::uint32_t>(attribute->type) != entry.content.attr_type ||
        attribute->id != entry.content.attr_id) {
      continue;
    }
    std::uint64_t size = attribute->size > 0 ? static_cast<std::uint64_t>(attribute->size) : 0;
    return std::make_unique<AttributeSource>(file, attribute, size);
  }
  tsk_fs_file_close(file);
  return fail(ErrorKind::damaged, "the content is no longer where it was listed");
}

}  // namespace ulika
