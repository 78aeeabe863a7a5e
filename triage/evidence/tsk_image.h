// TskImage: lets libtsk read sectors through a ByteSource of ours.
#pragma once

#include <memory>
#include <string>

#include "triage/base/byte_source.h"

struct TSK_IMG_INFO;
struct TSK_FS_INFO;

namespace ulika {

class TskImage {
 public:
  // `sectors` must outlive the image.
  TskImage(ByteSource& sectors, std::uint32_t sector_size);
  ~TskImage();
  TskImage(const TskImage&) = delete;
  TskImage& operator=(const TskImage&) = delete;

  TSK_IMG_INFO* handle() const;

 private:
  struct External;
  std::unique_ptr<External> external_;
};

struct TskFsCloser {
  void operator()(TSK_FS_INFO* file_system) const;
};
using TskFs = std::unique_ptr<TSK_FS_INFO, TskFsCloser>;

// The file system at a byte offset; null when libtsk knows none there.
TskFs open_tsk_fs(const TskImage& image, std::uint64_t offset);

// What libtsk says about its last failure, as one line; it is cleared by that.
std::string take_tsk_error();

}  // namespace ulika
