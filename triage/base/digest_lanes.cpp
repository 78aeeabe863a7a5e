// Many inputs of different sizes over the lanes of a kernel: largest first, and a lane whose input ends takes
// the next one.
#include <algorithm>
#include <numeric>
#include <vector>

#include "triage/base/digest_kernels.h"

namespace ulika::kernels {
namespace {

// With fewer inputs than this the stream kernel, one input after the other, is faster than lanes that stand
// empty.
constexpr std::size_t kWorthLanes = 4;

// Blocks a lane goes on in one turn. Short turns keep what MD5 has read in the L1 cache for the two SHAs.
constexpr std::size_t kTurn = 32;

class Scheduler {
 public:
  Scheduler(const Kernels& kernels, std::span<const Bytes> inputs, std::span<Digests> out)
      : kernels_(kernels), inputs_(inputs), out_(out), order_(inputs.size()) {
    std::iota(order_.begin(), order_.end(), std::size_t{0});
    std::stable_sort(order_.begin(), order_.end(),
                     [&](std::size_t a, std::size_t b) { return inputs[a].size() > inputs[b].size(); });
  }

  void run() {
    while (used_ < kLanes && next_ < order_.size()) take_next(used_++);
    while (used_ >= kWorthLanes) {
      turn();
      refill();
    }
    for (std::size_t lane = 0; lane < used_; ++lane) drain(lane);
  }

 private:
  struct Lane {
    std::size_t input = 0;
    // Where the next block is read; MD5 and the SHAs part ways in the padding.
    const std::byte* md5_at = nullptr;
    const std::byte* sha_at = nullptr;
    std::size_t blocks = 0;  // left of the present part
    bool in_tail = false;
    Sha sha;
    Tail tail;
  };

  void take_next(std::size_t i) {
    Lane& lane = lanes_[i];
    lane.input = order_[next_++];
    const Bytes input = inputs_[lane.input];
    lane.md5_at = lane.sha_at = input.data();
    lane.blocks = input.size() / kBlock;
    lane.in_tail = false;
    const Chains begin;
    lane.sha = begin.sha;
    for (std::size_t word = 0; word < 4; ++word) md5_.words[word][i] = begin.md5[word];
    if (lane.blocks == 0) enter_tail(lane);
  }

  void enter_tail(Lane& lane) {
    const Bytes input = inputs_[lane.input];
    lane.tail = make_tail(input.subspan(input.size() / kBlock * kBlock), input.size());
    lane.in_tail = true;
    lane.blocks = lane.tail.blocks;
    lane.md5_at = lane.tail.md5.data();
    lane.sha_at = lane.tail.sha.data();
  }

  // All lanes in use go on by as many blocks as each of them has.
  void turn() {
    std::size_t blocks = kTurn;
    for (std::size_t i = 0; i < used_; ++i) blocks = std::min(blocks, lanes_[i].blocks);
    const std::byte* md5_at[kLanes];
    // Empty lanes compute along on another's bytes, for nothing.
    for (std::size_t i = 0; i < kLanes; ++i) md5_at[i] = lanes_[i < used_ ? i : 0].md5_at;
    kernels_.md5_lanes(md5_, md5_at, blocks);
    for (std::size_t i = 0; i + 1 < used_; i += 2) {
      kernels_.sha_pair(lanes_[i].sha, lanes_[i + 1].sha, lanes_[i].sha_at, lanes_[i + 1].sha_at, blocks);
    }
    if (used_ % 2 != 0) {
      Lane& last = lanes_[used_ - 1];
      Sha spare;
      kernels_.sha_pair(last.sha, spare, last.sha_at, last.sha_at, blocks);
    }
    for (std::size_t i = 0; i < used_; ++i) {
      lanes_[i].blocks -= blocks;
      lanes_[i].md5_at += blocks * kBlock;
      lanes_[i].sha_at += blocks * kBlock;
    }
  }

  void refill() {
    for (std::size_t i = 0; i < used_;) {
      Lane& lane = lanes_[i];
      if (lane.blocks != 0) {
        ++i;
      } else if (!lane.in_tail) {
        enter_tail(lane);
        ++i;
      } else {
        out_[lane.input] = to_digests(chains(i));
        if (next_ < order_.size()) {
          take_next(i++);
        } else {
          move_last_to(i);
        }
      }
    }
  }

  void move_last_to(std::size_t i) {
    const std::size_t last = --used_;
    if (i == last) return;
    Lane& lane = lanes_[i];
    lane = lanes_[last];
    if (lane.in_tail) {
      lane.md5_at = lane.tail.md5.data() + (lane.tail.blocks - lane.blocks) * kBlock;
      lane.sha_at = lane.tail.sha.data() + (lane.tail.blocks - lane.blocks) * kBlock;
    }
    for (auto& word : md5_.words) word[i] = word[last];
  }

  Chains chains(std::size_t i) const {
    Chains chains;
    for (std::size_t word = 0; word < 4; ++word) chains.md5[word] = md5_.words[word][i];
    chains.sha = lanes_[i].sha;
    return chains;
  }

  // Ends what is left of a lane by the stream kernel. In the padding MD5 and the SHAs differ, so each is
  // taken from a run of its own.
  void drain(std::size_t i) {
    const Lane& lane = lanes_[i];
    Chains now = chains(i);
    const Bytes input = inputs_[lane.input];
    if (!lane.in_tail) {
      kernels_.stream(now, lane.md5_at, lane.blocks);
      out_[lane.input] =
          finish_stream(kernels_, now, input.subspan(input.size() / kBlock * kBlock), input.size());
      return;
    }
    Chains md5 = now;
    kernels_.stream(md5, lane.md5_at, lane.blocks);
    kernels_.stream(now, lane.sha_at, lane.blocks);
    now.md5 = md5.md5;
    out_[lane.input] = to_digests(now);
  }

  const Kernels& kernels_;
  std::span<const Bytes> inputs_;
  std::span<Digests> out_;
  std::vector<std::size_t> order_;  // indexes of inputs_, largest first
  std::size_t next_ = 0;            // of order_
  std::size_t used_ = 0;            // lanes 0 to used_-1 have an input
  std::array<Lane, kLanes> lanes_;
  Md5Lanes md5_{};
};

}  // namespace

void digest_lanes(const Kernels& kernels, std::span<const Bytes> inputs, std::span<Digests> out) {
  Scheduler(kernels, inputs, out).run();
}

}  // namespace ulika::kernels
