#include "triage/evidence/signatures.h"

#include <array>

#include "triage/base/bytes.h"

namespace ulika {
namespace {

using namespace std::string_view_literals;

struct Signature {
  std::size_t offset;
  std::string_view bytes;
  std::string_view name;
  bool encrypted = false;
};

// From the formats' public descriptions: QEMU docs/interop, VMware VMDK 5.0, MS-VHDX, AFF 3, EWF2, Parallels,
// cloop, Bochs.
constexpr Signature kDisks[] = {
    {0, "QFI\xfb"sv, "a QEMU disk (qcow2)"},
    {0, "KDMV"sv, "a VMware disk (VMDK)"},
    {0, "COWD"sv, "a VMware disk (VMDK)"},
    {0, "# Disk DescriptorFile"sv, "the description of a VMware disk (VMDK)"},
    {0, "conectix"sv, "a Virtual PC disk (dynamic VHD)"},
    {0, "vhdxfile"sv, "a Hyper-V disk (VHDX)"},
    {0x40, "\x7f\x10\xda\xbe"sv, "a VirtualBox disk (VDI)"},
    {0, "AFF10\r\n\0"sv, "an AFF image"},
    {0, "EVF2\r\n\x81\0"sv, "an EnCase 7 image (Ex01)"},
    {0, "LVF\x09\r\n\xff\0"sv, "a logical EnCase image (L01)"},
    {0, "LEF2\r\n\x81\0"sv, "a logical EnCase 7 image (Lx01)"},
    {0, "WithoutFreeSpace"sv, "a Parallels disk"},
    {0, "WithouFreSpacExt"sv, "a Parallels disk"},
    {0, "Bochs Virtual HD Image"sv, "a Bochs disk"},
    {0, "#!/bin/sh\n#V2.0 Format\nmodprobe cloop"sv, "a compressed loop image (cloop)"},
    {0, "encrcdsa"sv, "an encrypted Apple disk image"},
};

constexpr Signature kVolumes[] = {
    {0, "LUKS\xba\xbe"sv, "LUKS encryption", true},
    {3, "-FVE-FS-"sv, "BitLocker encryption", true},
    {0x218, "LVM2 001"sv, "an LVM physical volume"},
    {0xFF6, "SWAPSPACE2"sv, "Linux swap space"},
    {0xFF6, "SWAP-SPACE"sv, "Linux swap space"},
    {0, "XFSB"sv, "XFS"},
    {0x10040, "_BHRfS_M"sv, "Btrfs"},
    {0x400, "\x10\x20\xf5\xf2"sv, "F2FS"},
    {0x400, "\xe2\xe1\xf5\xe0"sv, "EROFS"},
    {0, "hsqs"sv, "SquashFS"},
    {0x400, "BD"sv, "HFS (not HFS+)"},
    {3, "ReFS\0\0\0\0"sv, "ReFS"},
    {32, "NXSB"sv, "APFS"},
    {0x1000, "\xfc\x4e\x2b\xa9"sv, "a Linux software RAID member"},
    {0x8000, "\0BEA01"sv, "UDF"},
};

// The bytes at an offset of a source; fewer or none at its end or where it cannot be read.
std::string_view bytes_at(ByteSource& source, std::uint64_t offset, std::span<std::byte> buffer) {
  auto got = source.read(offset, buffer);
  return as_text(Bytes(buffer).first(got ? *got : 0));
}

template <std::size_t N>
const Signature* match(const Signature (&table)[N], ByteSource& source, std::uint64_t offset) {
  std::array<std::byte, 64> buffer{};
  for (const Signature& signature : table) {
    auto seen = bytes_at(source, offset + signature.offset, std::span(buffer).first(signature.bytes.size()));
    if (seen == signature.bytes) return &signature;
  }
  return nullptr;
}

}  // namespace

std::optional<std::string_view> foreign_disk_format(ByteSource& file) {
  if (const Signature* found = match(kDisks, file, 0)) return found->name;
  std::array<std::byte, 512> tail{};
  if (file.size() > tail.size() && bytes_at(file, file.size() - tail.size(), tail).substr(0, 4) == "koly") {
    return "an Apple disk image (DMG)";
  }
  return {};
}

std::optional<VolumeKind> foreign_volume_kind(ByteSource& sectors, std::uint64_t offset) {
  if (const Signature* found = match(kVolumes, sectors, offset))
    return VolumeKind{found->name, found->encrypted};
  return {};
}

std::optional<std::string_view> compressed_stream_format(Bytes head) {
  std::string_view text = as_text(head);
  auto begins = [&](std::string_view magic) { return text.substr(0, magic.size()) == magic; };
  if (begins("\x1f\x8b"sv)) return "gzip";
  if (begins("\xfd"
             "7zXZ\0"sv))
    return "xz";
  if (begins("BZh"sv) && (text.substr(4, 6) == "1AY&SY" || text.substr(4, 6) == "\x17\x72\x45\x38\x50\x90"sv))
    return "bzip2";
  if (begins("\x28\xb5\x2f\xfd"sv)) return "zstd";
  if (begins("\x04\x22\x4d\x18"sv)) return "lz4";
  if (begins("\x1f\x9d"sv)) return "compress";
  return {};
}

bool looks_like_tar(Bytes head) {
  constexpr std::size_t kBlock = 512, kSumAt = 148, kSumSize = 8;
  if (head.size() < kBlock) return false;
  if (as_text(head.subspan(257, 5)) == "ustar") return true;
  if (head[0] == std::byte{0}) return false;
  unsigned sum = 0, stored = 0;
  for (std::size_t i = 0; i < kBlock; ++i) {
    bool inside = i >= kSumAt && i < kSumAt + kSumSize;
    sum += inside ? unsigned{' '} : std::to_integer<unsigned>(head[i]);
  }
  for (char c : as_text(head.subspan(kSumAt, kSumSize))) {
    if (c >= '0' && c <= '7')
      stored = stored * 8 + static_cast<unsigned>(c - '0');
    else if (c != ' ' || stored != 0)
      break;
  }
  return stored == sum;
}

}  // namespace ulika
