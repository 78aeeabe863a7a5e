#include "triage/leads/balance_gaps.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string_view>
#include <tuple>

namespace ulika {
namespace {

using Cents = std::int64_t;

constexpr TimeMs kMinute = 60'000;
constexpr TimeMs kSameMessage = 10 * kMinute;  // between an SMS and the notification of one payment
constexpr Cents kMost = 100'000'000'000'000'000;
constexpr std::size_t kMostOfOneMinute = 64;

std::optional<Cents> cents_of(std::string_view text) {
  const bool minus = !text.empty() && text[0] == '-';
  if (minus) text.remove_prefix(1);
  Cents value = 0;
  int decimals = -1;
  for (const char c : text) {
    if (c == '.' && decimals < 0) {
      decimals = 0;
      continue;
    }
    if (c < '0' || c > '9' || value > kMost / 10) return std::nullopt;
    if (decimals >= 2 && c != '0') return std::nullopt;  // finer than any bank's account
    if (decimals >= 2) continue;
    value = value * 10 + (c - '0');
    if (decimals >= 0) ++decimals;
  }
  if (text.empty()) return std::nullopt;
  for (int missing = std::max(decimals, 0); missing < 2; ++missing) value *= 10;
  if (value > kMost) return std::nullopt;
  return minus ? -value : value;
}

std::string decimal_of(Cents cents) {
  const Cents size = cents < 0 ? -cents : cents;
  return fmt::format("{}{}.{:02}", cents < 0 ? "-" : "", size / 100, size % 100);
}

// What the payment does to the balance; nothing when the message does not tell.
std::optional<Cents> change_of(const BalancePayment& payment) {
  const std::optional<Cents> amount = cents_of(payment.amount);
  if (!amount || payment.direction == "unknown" || payment.direction.empty()) return std::nullopt;
  return payment.direction == "out" ? -*amount : *amount;
}

auto account_of(const BalancePayment& payment) {
  return std::tie(payment.bank, payment.card_tail);
}

bool before(const BalancePayment& a, const BalancePayment& b) {
  return std::tie(a.bank, a.card_tail, a.at, a.id) < std::tie(b.bank, b.card_tail, b.at, b.id);
}

bool same_message(const BalancePayment& a, const BalancePayment& b) {
  return b.at - a.at <= kSameMessage && a.amount == b.amount && a.balance == b.balance &&
         !a.balance.empty() && a.direction == b.direction && a.currency == b.currency;
}

// Goes through the payments of one account.
class Account {
 public:
  explicit Account(std::vector<BalanceGap>& gaps) : gaps_(gaps) {}

  void take(const BalancePayment& payment) {
    const std::optional<Cents> change = change_of(payment);
    const std::optional<Cents> balance = cents_of(payment.balance);
    const bool broken = !change || (last_ && last_->currency != payment.currency);
    if (broken) last_ = nullptr;
    if (last_) sum_ += *change;
    if (sum_ > kMost || sum_ < -kMost) last_ = nullptr;
    if (!balance) return;
    if (last_ && *balance != said_ + sum_) {
      gaps_.push_back({payment.bank, payment.card_tail, payment.currency, last_->id, payment.id, last_->at,
                       payment.at, decimal_of(*balance - said_ - sum_)});
    }
    last_ = &payment;
    said_ = *balance;
    sum_ = 0;
  }

  // Whether `payment` follows from what is known, without a gap.
  bool follows(const BalancePayment& payment) const {
    const std::optional<Cents> change = change_of(payment);
    const std::optional<Cents> balance = cents_of(payment.balance);
    return last_ && change && balance && last_->currency == payment.currency &&
           *balance == said_ + sum_ + *change;
  }

 private:
  std::vector<BalanceGap>& gaps_;
  const BalancePayment* last_ = nullptr;  // the last that said a balance
  Cents said_ = 0;
  Cents sum_ = 0;  // of the payments since
};

}  // namespace

std::vector<BalanceGap> balance_gaps(std::vector<BalancePayment> payments) {
  std::sort(payments.begin(), payments.end(), before);
  std::vector<BalanceGap> gaps;
  for (std::size_t begin = 0; begin < payments.size();) {
    std::size_t end = begin;
    while (end < payments.size() && account_of(payments[end]) == account_of(payments[begin])) ++end;
    // Without the messages that stand there twice.
    std::vector<const BalancePayment*> rows;
    for (std::size_t i = begin; i < end; ++i) {
      bool twice = false;
      for (std::size_t n = rows.size(); n > 0 && !twice && payments[i].at - rows[n - 1]->at <= kSameMessage &&
                                        rows.size() - n < kMostOfOneMinute;
           --n)
        twice = same_message(*rows[n - 1], payments[i]);
      if (!twice) rows.push_back(&payments[i]);
    }
    Account account(gaps);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      // Of the messages of this minute, the one that adds up comes first.
      for (std::size_t n = i; n < rows.size() && n < i + kMostOfOneMinute; ++n) {
        if (rows[n]->at - rows[i]->at >= kMinute) break;
        if (!account.follows(*rows[n])) continue;
        std::rotate(rows.begin() + static_cast<std::ptrdiff_t>(i),
                    rows.begin() + static_cast<std::ptrdiff_t>(n),
                    rows.begin() + static_cast<std::ptrdiff_t>(n) + 1);
        break;
      }
      account.take(*rows[i]);
    }
    begin = end;
  }
  return gaps;
}

}  // namespace ulika
