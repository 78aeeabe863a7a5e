#include "triage/evidence/evidence.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "triage/base/bytes.h"
#include "triage/evidence/android_backup.h"
#include "triage/evidence/evidence_openers.h"
#include "triage/evidence/signatures.h"
#include "triage/evidence/zip_directory.h"

namespace ulika {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view kEwfSignature = "EVF\x09\r\n\xff\0"sv;
constexpr std::size_t kHead = 1024;

std::string lower_extension(const std::filesystem::path& path) {
  std::string extension = path.extension().string();
  std::transform(extension.begin(), extension.end(), extension.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return extension;
}

bool named_like_compressed_tar(const std::filesystem::path& path) {
  std::string extension = lower_extension(path);
  if (extension == ".tgz" || extension == ".txz" || extension == ".tbz" || extension == ".tbz2") return true;
  return lower_extension(path.stem()) == ".tar";
}

Result<std::unique_ptr<Evidence>> open_raw(const std::filesystem::path& path) {
  auto pieces = split_pieces(path);
  if (!pieces) return tl::unexpected(pieces.error());
  auto image = open_raw_image(*pieces);
  if (!image) return tl::unexpected(image.error());
  return open_disk_evidence(std::move(*image));
}

}  // namespace

Result<std::unique_ptr<Evidence>> open_evidence(const std::filesystem::path& path, const KeyRing& keys) {
  const auto extraction = [&](Result<std::unique_ptr<Evidence>> base) -> Result<std::unique_ptr<Evidence>> {
    if (!base) return base;
    return as_extraction(std::move(*base), keys);
  };
  std::error_code error;
  auto status = std::filesystem::status(path, error);
  if (status.type() == std::filesystem::file_type::not_found) {
    return fail(ErrorKind::not_found, fmt::format("{} does not exist", path.string()));
  }
  if (std::filesystem::is_directory(status)) return extraction(open_folder_evidence(path));
  auto file = HostFile::open(path);
  if (!file) return tl::unexpected(file.error());
  if ((*file)->size() == 0)
    return fail(ErrorKind::damaged, fmt::format("{} is empty (0 bytes)", path.string()));
  std::vector<std::byte> buffer(kHead);
  auto got = (*file)->read(0, buffer);
  if (!got) return tl::unexpected(got.error());
  Bytes head = Bytes(buffer).first(*got);
  if (as_text(head).substr(0, kEwfSignature.size()) == kEwfSignature) {
    auto image = open_ewf_image(path);
    if (!image) return tl::unexpected(image.error());
    return open_disk_evidence(std::move(*image));
  }
  if (looks_like_zip(head)) return extraction(open_zip_evidence(path, std::move(*file)));
  if (looks_like_android_backup(head)) return open_android_backup_evidence(path, std::move(*file), keys);
  if (looks_like_tar(head)) return extraction(open_tar_evidence(path, std::move(*file), false));
  if (auto format = compressed_stream_format(head)) {
    if (named_like_compressed_tar(path)) return open_tar_evidence(path, std::move(*file), true);
    return fail(ErrorKind::unsupported,
                fmt::format("{} is compressed with {}; unpack it first and give the unpacked file",
                            path.string(), *format));
  }
  if (auto format = foreign_disk_format(**file)) {
    return fail(
        ErrorKind::unsupported,
        fmt::format(
            "{} is {}, which is not read by this version; convert it to a raw image first (qemu-img convert "
            "-O raw, or the tool that made it)",
            path.string(), *format));
  }
  return open_raw(path);
}

std::string default_evidence_name(const std::filesystem::path& path) {
  std::filesystem::path clean = path.lexically_normal();
  if (!clean.has_filename()) clean = clean.parent_path();
  std::error_code error;
  if (clean == "." || clean == "..") clean = std::filesystem::absolute(clean, error).lexically_normal();
  if (!clean.has_filename()) clean = clean.parent_path();
  if (std::filesystem::is_directory(clean, error)) return clean.filename().string();
  std::filesystem::path name = clean.filename();
  std::string extension = lower_extension(name);
  name = name.stem();
  bool packed = extension == ".gz" || extension == ".xz" || extension == ".bz2" || extension == ".zst";
  bool piece = has_piece_suffix(clean);
  if ((packed && lower_extension(name) == ".tar") ||
      (piece && (lower_extension(name) == ".dd" || lower_extension(name) == ".raw" ||
                 lower_extension(name) == ".img"))) {
    name = name.stem();
  }
  return name.empty() ? "evidence" : name.string();
}

}  // namespace ulika
