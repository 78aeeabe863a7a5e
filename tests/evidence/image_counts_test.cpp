// Files that walks of real images find, held against the counts of `fls` (The Sleuth Kit) that came with the
// images.
#include <cstdio>

#include "tests/evidence/sample_images.h"

namespace ulika {
namespace {

// What the counts of a set count.
enum class Counting {
  files,  // regular files whose path does not begin with '$', in all folders; deleted names that still lead
          // somewhere
  all,    // every name of a regular file, with the file system's own; everything deleted, folders too
  top_folder,  // like `files`, but of the top folder alone (the set was listed without recursion)
};

struct Expected {
  const char* image;
  Counting counting;
  unsigned live;
  unsigned deleted;
  unsigned more = 0;  // live entries beyond `live`, and why
  const char* because = "";
};

constexpr Expected kExpected[] = {
    {"bulk_extractor/src/tests/CFReDS001.E01", Counting::files, 2, 2},
    {"bulk_extractor/src/tests/nps-2010-emails.100k.raw", Counting::files, 30, 1},
    {"bulk_extractor/src/tests/nps-2010-emails.E01", Counting::files, 30, 1},
    {"bulk_extractor/tests/Data/ELF_2009-aor-test_spada4.iso", Counting::files, 3, 0},
    {"dfvfs/bogus.001", Counting::files, 0, 0},
    {"dfvfs/ext2.E01", Counting::files, 3, 0},
    {"dfvfs/ext2.raw", Counting::files, 3, 0},
    {"dfvfs/ext4.raw", Counting::files, 3, 0},
    {"dfvfs/fat-parent.vhd", Counting::files, 2, 0},
    {"dfvfs/fat12.raw", Counting::files, 4, 0},
    {"dfvfs/gpt.raw", Counting::files, 6, 0},
    {"dfvfs/gpt_empty_with_mbr.raw", Counting::files, 3, 0},
    {"dfvfs/hfs.raw", Counting::files, 0, 0},
    {"dfvfs/hfsplus.raw", Counting::files, 7, 0, 2,
     "an extended attribute and a resource fork are entries of their own"},
    {"dfvfs/history/image.raw.000", Counting::files, 3, 0},
    {"dfvfs/history/mbr_floppy.raw", Counting::files, 0, 0},
    {"dfvfs/iso9660.raw", Counting::files, 3, 0},
    {"dfvfs/luks1.raw", Counting::files, 0, 0},
    {"dfvfs/lvm.raw", Counting::files, 0, 0},
    {"dfvfs/mbr.raw", Counting::files, 6, 0},
    {"dfvfs/ntfs-fixed.vhd", Counting::files, 5, 0},
    {"dfvfs/ntfs-parent.vhd", Counting::files, 1, 0},
    {"dfvfs/ntfs.raw", Counting::files, 4, 0},
    {"dfvfs/vss.raw.xz", Counting::files, 10, 0},
    {"exfatprogs/bad_bitmap/exfat.img.tar.xz", Counting::top_folder, 3, 0},
    {"exfatprogs/bad_file_size/exfat.img.tar.xz", Counting::top_folder, 3, 0},
    {"exfatprogs/bad_first_clu/exfat.img.tar.xz", Counting::top_folder, 3, 0},
    {"exfatprogs/bad_num_chain/exfat.img.tar.xz", Counting::top_folder, 3, 0},
    {"exfatprogs/bad_root/exfat.img.tar.xz", Counting::top_folder, 42, 40},
    {"exfatprogs/bad_dentries2/exfat.img.tar.xz", Counting::top_folder, 0, 0},
    {"exfatprogs/de_bad_csum/exfat.img.tar.xz", Counting::top_folder, 3, 0},
    {"exfatprogs/duplicate_clu/exfat.img.tar.xz", Counting::top_folder, 3, 0},
    {"exfatprogs/file_invalid_clus/exfat.img.tar.xz", Counting::top_folder, 8, 0},
    {"exfatprogs/large_file_invalid_clus/exfat.img.tar.xz", Counting::top_folder, 1, 0},
    {"exfatprogs/loop_chain/exfat.img.tar.xz", Counting::top_folder, 3, 0},
    {"ntfs-samples/ntfs-lastaccess.raw.gz", Counting::files, 3, 0},
    {"ntfs-samples/ntfs-ptrn.raw.gz", Counting::files, 5, 0},
    {"ntfs-samples/ntfs-si-vs-fn.raw.gz", Counting::files, 2, 0},
    {"plaso/ext4.raw", Counting::files, 3, 0},
    {"plaso/ext4_with_binaries.dd", Counting::files, 5, 0},
    {"plaso/image.E01", Counting::files, 3, 0},
    {"plaso/syslog_image.dd", Counting::files, 2, 0},
    {"plaso/tsk_volume_system.raw", Counting::files, 0, 0},
    {"sleuthkit/test/data/image.E01", Counting::files, 3, 0},
    {"sleuthkit/test/data/image.dd", Counting::files, 3, 0},
    {"sleuthkit_test_data/from_brian/1-extend-part.zip", Counting::files, 6, 0},
    {"sleuthkit_test_data/from_brian/2-kwsrch-fat.zip", Counting::files, 7, 1},
    {"sleuthkit_test_data/from_brian/5-fat-daylight.zip", Counting::files, 2, 0},
    {"sleuthkit_test_data/from_brian/6-undel-fat.zip", Counting::files, 1, 7},
    {"sleuthkit_test_data/from_brian/8-jpeg-search.zip", Counting::files, 15, 2},
    {"sleuthkit_test_data/from_brian/9-fat-label.zip", Counting::files, 2, 0},
    {"dfir_ntfs/test_data/exfat_win.raw.gz", Counting::all, 405, 6},
    {"dfir_ntfs/test_data/fat16.raw.gz", Counting::all, 513, 0},
    {"dfir_ntfs/test_data/fat_deleted_dir.raw.gz", Counting::all, 0, 504},
    {"dfir_ntfs/test_data/fat_dir.raw.gz", Counting::all, 0, 1},
    {"dfir_ntfs/test_data/fat_lfn_test.raw.gz", Counting::all, 1, 0},
    {"dfir_ntfs/test_data/fat_noloop.raw.gz", Counting::all, 0, 1},
    {"dfir_ntfs/test_data/ntfs3.raw.gz", Counting::all, 20, 8, 1,
     "fls prints one live name as \"-/r\", which was not counted"},
    {"dfir_ntfs/test_data/ntfs_index.raw.gz", Counting::all, 55, 2},
};

// A name without anything behind it: no times, no content (the directory entry outlived its inode).
bool leads_nowhere(const FileEntry& entry) {
  return entry.content.kind == ContentRef::Kind::none && !entry.times.modified && !entry.times.changed &&
         !entry.times.created && !entry.times.accessed;
}

bool counts(const FileEntry& entry, Counting counting) {
  std::size_t slash = entry.path.find('/');
  if (slash == entry.path.npos) return false;
  std::string_view below = std::string_view(entry.path).substr(slash + 1);
  bool deleted = entry.state == FileState::deleted || entry.state == FileState::orphan;
  if (counting == Counting::all) {
    // The boot sector and the tables of FAT are names that libtsk makes up; a file of NTFS without data has
    // no line.
    if (below == "$MBR" || below == "$FAT1" || below == "$FAT2") return false;
    if (deleted) return entry.kind == EntryKind::file || entry.kind == EntryKind::directory;
    return entry.kind == EntryKind::file && entry.content.kind != ContentRef::Kind::none;
  }
  if (entry.kind != EntryKind::file || below.front() == '$') return false;
  if (counting == Counting::top_folder && below.find('/') != below.npos) return false;
  return !deleted || !leads_nowhere(entry);
}

TEST(ImageCounts, EqualThoseOfFls) {
  ULIKA_NEEDS_EVIDENCE();
  std::printf("%-62s %14s %14s\n", "image", "expected", "found");
  for (const Expected& expected : kExpected) {
    auto evidence = open_evidence(test::sample_image(expected.image));
    ASSERT_TRUE(evidence) << expected.image << ": " << evidence.error().message;
    unsigned live = 0, deleted = 0;
    for (const FileEntry& entry : test::walk_all(**evidence).entries) {
      if (!counts(entry, expected.counting)) continue;
      (entry.state == FileState::allocated ? live : deleted) += 1;
    }
    bool same = live == expected.live + expected.more && deleted == expected.deleted;
    std::printf("%-62s %6u +%6u %6u +%6u %s\n", expected.image, expected.live, expected.deleted, live,
                deleted, same ? expected.because : "DIFFERS");
    EXPECT_TRUE(same) << expected.image;
  }
}

}  // namespace
}  // namespace ulika
