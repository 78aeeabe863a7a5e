#include "triage/evidence/tsk_image.h"

#include <tsk/libtsk.h>

#include <algorithm>
#include <limits>

namespace ulika {

// libtsk casts the pointer it is given and fills the fields itself, so its own structure must come first.
struct TskImage::External {
  TSK_IMG_INFO info{};
  ByteSource* sectors = nullptr;

  static ssize_t read(TSK_IMG_INFO* info, TSK_OFF_T offset, char* buffer, size_t length) {
    if (offset < 0) return -1;
    auto* external = reinterpret_cast<External*>(info);
    auto got = external->sectors->read(static_cast<std::uint64_t>(offset),
                                       std::span(reinterpret_cast<std::byte*>(buffer), length));
    if (got) return static_cast<ssize_t>(*got);
    tsk_error_reset();
    tsk_error_set_errno(TSK_ERR_IMG_READ);
    tsk_error_set_errstr("%s", got.error().message.c_str());
    return -1;
  }
  static void close(TSK_IMG_INFO*) {}
  static void describe(TSK_IMG_INFO*, FILE*) {}
};

TskImage::TskImage(ByteSource& sectors, std::uint32_t sector_size) : external_(std::make_unique<External>()) {
  external_->sectors = &sectors;
  auto size = static_cast<TSK_OFF_T>(std::min<std::uint64_t>(
      sectors.size(), static_cast<std::uint64_t>(std::numeric_limits<TSK_OFF_T>::max())));
  tsk_img_open_external(external_.get(), size, sector_size, External::read, External::close,
                        External::describe);
}

TskImage::~TskImage() {
  tsk_img_close(&external_->info);
}

TSK_IMG_INFO* TskImage::handle() const {
  return &external_->info;
}

void TskFsCloser::operator()(TSK_FS_INFO* file_system) const {
  tsk_fs_close(file_system);
}

TskFs open_tsk_fs(const TskImage& image, std::uint64_t offset) {
  TskFs file_system(tsk_fs_open_img(image.handle(), static_cast<TSK_OFF_T>(offset), TSK_FS_TYPE_DETECT));
  if (!file_system) tsk_error_reset();
  return file_system;
}

std::string take_tsk_error() {
  const char* text = tsk_error_get();
  std::string line = text != nullptr ? text : "the file system could not be read";
  tsk_error_reset();
  std::replace(line.begin(), line.end(), '\n', ' ');
  return line;
}

}  // namespace ulika
