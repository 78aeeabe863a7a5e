#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>

#include "tests/scan/detect_vectors.h"
#include "triage/scan/byte_detectors.h"

namespace ulika {
namespace {

std::string utf16(std::string_view ascii) {
  std::string out;
  for (const char c : ascii) {
    out += c;
    out += '\0';
  }
  return out;
}

std::vector<Hit> hits_in(std::string_view bytes) {
  std::vector<Hit> hits;
  detect_bytes(as_bytes(bytes), 0, bytes.size(), 0, hits);
  return hits;
}

std::string line_of(const Hit& hit) {
  return hit.rule + " " + hit.category + " " + hit.value + " " + hit.encoding + " " +
         std::to_string(hit.offset) + "+" + std::to_string(hit.length);
}

std::vector<std::string> lines_of(const std::vector<Hit>& hits) {
  std::vector<std::string> lines;
  for (const Hit& hit : hits) lines.push_back(line_of(hit));
  return lines;
}

// Sentences that hold each kind of match; test values only.
const std::vector<std::string>& sentences() {
  static const std::vector<std::string> all = {
      "карта 4242 4242 4242 4242 12/30 ",
      "pan:5555-5555-5555-4444;",
      ";4242424242424242=30121010000000000?",
      "45.912345, 69.845678\n",
      "lat=45.912345&lng=69.845678 ",
      "45°54'44.442\"N 69°50'44.441\"E ",
      "geo:45.912345,69.845678 ",
      "https://2gis.kz/almaty/geo/70000000000000000/69.845678,45.912345 ",
      "yandex.kz/maps/?pt=69.845678,45.912345 ",
      "https://maps.app.goo.gl/AbCdEf123456 ",
      "8JQFWR6W+W7 ",
      "звони +7 700 000-00-01, или 8 (700) 000-00-02 ",
      "mail ivan.test@example.org, ",
      "пишите @example_shop тут ",
      "https://t.me/example_shop ",
      "t.me/+AbCdEf123456 ",
      "KZ86 125K ZT50 0410 0100 ",
      "ИИН 991231000014 ",
      "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa ",
      "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4 ",
      "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed ",
      "TGcLQ7uKEGmxhi6VT1FG8N76vXUvPJVz29 ",
      "EQDKbjIcfM6ezt8KjKJJLshZJJSqX7XOA4ff-W72r5gqPrHF ",
      "44PCaGMDV7HVePjsR6nEfbQFMCFiRY5LaPWyeCYr9dW4FURsqEp9exeMweCyUSALW8YPA6y5ra5KYV5GWeYNVf7qT694dS6 ",
      "5A0842424242424242425F2403301231 "};
  return all;
}

// Matches between stretches of text, digits, zeros and noise, in both widths and at odd and even places.
std::string mixture(std::mt19937& random, std::size_t size) {
  static const std::string kPieces[] = {" ", "0",     "123 ", "45.1",     ", ",     "@",    "://",
                                        "a", "t.me/", "+",    "\xC2\xB0", "слово ", "http", "x-y_z"};
  std::string out;
  const auto pick = [&](std::size_t n) {
    return std::uniform_int_distribution<std::size_t>(0, n - 1)(random);
  };
  while (out.size() < size) {
    switch (pick(6)) {
      case 0:
        out += sentences()[pick(sentences().size())];
        break;
      case 1:
        out += utf16(sentences()[pick(sentences().size())]);
        break;
      case 2:
        for (std::size_t n = pick(80); n > 0; --n) out += static_cast<char>(pick(256));
        break;
      case 3:
        out.append(pick(90), '\0');
        break;
      default:
        for (std::size_t n = pick(12); n > 0; --n) out += kPieces[pick(std::size(kPieces))];
        break;
    }
  }
  return out;
}

// The definition of the anchors, one character at a time.
std::vector<ByteAnchor> anchors_by_definition(std::string_view bytes) {
  std::vector<ByteAnchor> out;
  for (const bool wide : {false, true}) {
    const std::ptrdiff_t step = wide ? 2 : 1;
    const auto size = static_cast<std::ptrdiff_t>(bytes.size());
    for (std::ptrdiff_t at = 0; at < size; ++at) {
      // The character `k` places on; -1 where there is none.
      const auto c = [&](std::ptrdiff_t k) -> int {
        const std::ptrdiff_t i = at + k * step;
        if (i < 0 || i >= size) return -1;
        if (wide && (i + 1 >= size || bytes[static_cast<std::size_t>(i) + 1] != '\0')) return -1;
        return static_cast<unsigned char>(bytes[static_cast<std::size_t>(i)]);
      };
      const auto digit = [&](std::ptrdiff_t k) { return c(k) >= '0' && c(k) <= '9'; };
      const auto alpha = [&](std::ptrdiff_t k) {
        return (c(k) >= 'a' && c(k) <= 'z') || (c(k) >= 'A' && c(k) <= 'Z');
      };
      const auto token = [&](std::ptrdiff_t k) { return digit(k) || alpha(k) || c(k) == '_' || c(k) == '-'; };
      const auto tokens = [&](std::ptrdiff_t from, std::ptrdiff_t to) {
        for (std::ptrdiff_t k = from; k <= to; ++k) {
          if (!token(k)) return false;
        }
        return true;
      };
      const auto add = [&](AnchorKind kind) { out.push_back({static_cast<std::size_t>(at), kind, wide}); };
      if (digit(0) && !digit(-1) && digit(1) && digit(2)) add(AnchorKind::number);
      if (!token(-1) && tokens(0, 24)) add(AnchorKind::token);
      if (c(0) == '@' && tokens(1, 2) && (tokens(-2, -1) || tokens(3, 5))) add(AnchorKind::at_sign);
      if (c(0) == ':' && ((c(1) == '/' && c(2) == '/') || (alpha(-1) && alpha(-2) && alpha(-3) && token(1))))
        add(AnchorKind::colon);
      if (c(0) == '/' && alpha(-1) && alpha(-2) && (c(-3) == '.' || (alpha(-3) && c(-4) == '.')))
        add(AnchorKind::slash);
      if (c(0) == '+' && tokens(-8, -1) && tokens(1, 2)) add(AnchorKind::plus);
      if (c(0) == 0xB0 && (digit(-1) || digit(-2)) && (digit(1) || digit(2))) add(AnchorKind::degree);
    }
  }
  return out;
}

bool earlier(const ByteAnchor& a, const ByteAnchor& b) {
  return std::tie(a.at, a.kind, a.wide) < std::tie(b.at, b.kind, b.wide);
}

TEST(ByteAnchors, BothWaysFollowTheDefinitionAtEveryAlignmentAndTail) {
  std::mt19937 random(1);
  const std::string alphabet = "0123456789abzAZ_-@:/.+ \xB0";
  for (int round = 0; round < 60; ++round) {
    std::string bytes = round % 3 == 0 ? mixture(random, 4000) : std::string();
    while (bytes.size() < 3000) {
      const char c = alphabet[std::uniform_int_distribution<std::size_t>(0, alphabet.size() - 1)(random)];
      // Long runs of one class and zero bytes between characters, so that each anchor comes about.
      const auto run = std::uniform_int_distribution<std::size_t>(1, round % 2 == 0 ? 30 : 2)(random);
      for (std::size_t i = 0; i < run; ++i) {
        bytes += c;
        if (round % 4 >= 2) bytes += '\0';
      }
      if (run == 1) bytes += '\0';
    }
    const std::size_t skip = static_cast<std::size_t>(round) % 67;
    const std::string_view piece =
        std::string_view(bytes).substr(skip, bytes.size() - skip - static_cast<std::size_t>(round) * 2 % 71);
    auto expected = anchors_by_definition(piece);
    std::vector<ByteAnchor> fast;
    std::vector<ByteAnchor> portable;
    // In two parts, at a place that is no multiple of anything.
    const std::size_t middle = piece.size() / 3 + skip;
    find_byte_anchors(as_bytes(piece), 0, middle, fast);
    find_byte_anchors(as_bytes(piece), middle, piece.size(), fast);
    find_byte_anchors_portable(as_bytes(piece), 0, piece.size(), portable);
    std::sort(expected.begin(), expected.end(), earlier);
    std::sort(fast.begin(), fast.end(), earlier);
    std::sort(portable.begin(), portable.end(), earlier);
    ASSERT_EQ(fast.size(), expected.size()) << "round " << round;
    EXPECT_TRUE(fast == expected) << "round " << round;
    EXPECT_TRUE(portable == expected) << "round " << round;
  }
}

TEST(ByteDetectors, EachKindIsFoundInBothWidths) {
  const std::vector<std::string> wanted = {
      "pan card 4242424242424242",
      "pan card 5555555555554444",
      "track2 card 4242424242424242",
      "dec_dot location 45.912345,69.845678",
      "labelled location 45.912345,69.845678",
      "dms location 45.912345,69.845678",
      "geo_uri location 45.912345,69.845678",
      "2gis location 45.912345,69.845678",
      "yandex location 45.912345,69.845678",
      "google_short location https://maps.app.goo.gl/AbCdEf123456",
      "pluscode location 45.912312,69.845687",
      "phone phone +77000000001",
      "email email ivan.test@example.org",
      "handle handle @example_shop",
      "telegram_link handle @example_shop",
      "telegram_link invite t.me/+AbCdEf123456",
      "iban iban KZ86125KZT5004100100",
      "kz_iin iin 991231000014",
      "btc_base58 wallet 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa",
      "bech32 wallet bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
      "eth wallet 0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
      "tron wallet TGcLQ7uKEGmxhi6VT1FG8N76vXUvPJVz29",
      "ton wallet EQDKbjIcfM6ezt8KjKJJLshZJJSqX7XOA4ff-W72r5gqPrHF",
      "xmr wallet "
      "44PCaGMDV7HVePjsR6nEfbQFMCFiRY5LaPWyeCYr9dW4FURsqEp9exeMweCyUSALW8YPA6y5ra5KYV5GWeYNVf7qT694dS6",
      "emv_tlv card 4242424242424242"};
  std::size_t missing = 0;
  for (std::size_t i = 0; i < sentences().size(); ++i) {
    const auto plain = lines_of(hits_in("before " + sentences()[i] + "after"));
    const bool found = std::any_of(plain.begin(), plain.end(), [&](const std::string& line) {
      return std::any_of(wanted.begin(), wanted.end(),
                         [&](const std::string& w) { return line.find(w) != std::string::npos; });
    });
    EXPECT_TRUE(found) << sentences()[i];
    missing += found ? 0 : 1;
  }
  std::string all;
  for (const std::string& sentence : sentences()) all += sentence + "\n";
  std::string everything;
  for (const std::string& line : lines_of(hits_in(all))) everything += line + "\n";
  for (const std::string& w : wanted)
    EXPECT_NE(everything.find(w), std::string::npos) << w << "\n" << everything;

  // What is ASCII alone is found as UTF-16LE too, at the same place in characters, on even and odd bytes.
  for (const std::string& sentence : sentences()) {
    if (std::any_of(sentence.begin(), sentence.end(),
                    [](char c) { return static_cast<unsigned char>(c) >= 0x80; }))
      continue;
    const auto plain = hits_in("before " + sentence + "after");
    for (const std::size_t shift : {0u, 1u}) {
      const auto wide = hits_in(std::string(shift, '\x05') + utf16("before " + sentence + "after"));
      ASSERT_EQ(wide.size(), plain.size()) << sentence;
      for (std::size_t i = 0; i < wide.size(); ++i) {
        EXPECT_EQ(wide[i].encoding, "utf-16le");
        EXPECT_EQ(wide[i].value, plain[i].value);
        EXPECT_EQ(wide[i].offset, shift + 2 * plain[i].offset);
        EXPECT_EQ(wide[i].length, 2 * plain[i].length);
      }
    }
  }
}

TEST(ByteDetectors, AgreeWithTheExactDetectorsAtEveryAnchor) {
  std::mt19937 random(2);
  for (int round = 0; round < 20; ++round) {
    const std::string bytes = mixture(random, 20'000);
    std::vector<Hit> exact;
    detect_at_anchors(as_bytes(bytes), anchors_by_definition(bytes), 0, bytes.size(), 0, exact);
    EXPECT_EQ(lines_of(hits_in(bytes)), lines_of(exact)) << "round " << round;
    EXPECT_GT(exact.size(), 50u);
  }
}

TEST(ByteDetectors, DoNotDependOnCutsOrAlignment) {
  std::mt19937 random(3);
  for (int round = 0; round < 12; ++round) {
    const std::string bytes = mixture(random, 30'000);
    const auto whole = lines_of(hits_in(bytes));
    for (std::size_t shift = 1; shift < 64; shift += 9) {
      const std::string moved = std::string(shift, '\xFE') + bytes;
      std::vector<Hit> hits;
      const std::string_view view = std::string_view(moved).substr(shift);
      detect_bytes(as_bytes(view), 0, view.size(), 0, hits);
      EXPECT_EQ(lines_of(hits), whole) << "shift " << shift;
    }
    std::vector<Hit> pieces;
    for (std::size_t begin = 0; begin < bytes.size();) {
      const std::size_t end =
          std::min(bytes.size(), begin + std::uniform_int_distribution<std::size_t>(1, 4000)(random));
      const std::size_t from = begin - std::min(begin, kDetectorContext);
      const std::size_t to = std::min(bytes.size(), end + kDetectorContext);
      detect_bytes(as_bytes(std::string_view(bytes).substr(from, to - from)), begin - from, end - from, from,
                   pieces);
      begin = end;
    }
    EXPECT_EQ(lines_of(pieces), whole) << "round " << round;
  }
}

TEST(ByteDetectors, FindWhatEndsWithTheContent) {
  for (const std::string& sentence : sentences()) {
    const std::string trimmed = sentence.substr(0, sentence.find_last_not_of(" \n;,") + 1);
    const auto count = hits_in(trimmed + " ").size();
    for (std::size_t before = 0; before < 70; ++before) {
      EXPECT_EQ(hits_in(std::string(before, '\n') + trimmed).size(), count) << trimmed << " after " << before;
    }
  }
}

TEST(ByteDetectors, NoiseHoldsNothing) {
  std::mt19937_64 random(4);
  std::string noise(16 << 20, '\0');
  for (std::size_t i = 0; i < noise.size(); i += 8) {
    const std::uint64_t word = random();
    for (std::size_t k = 0; k < 8; ++k) noise[i + k] = static_cast<char>(word >> (8 * k));
  }
  EXPECT_EQ(lines_of(hits_in(noise)), std::vector<std::string>());
}

TEST(ByteDetectors, WhatOnlyLooksLikeAMatchIsLeftToText) {
  for (const char* text :
       {"1718443200000 1718443200001 4718443200002", "v 0.123456 1.234567 2.345678", "id=4242424242424242",
        "deadbeef4242424242424242deadbeef", "4242 4242 4242 4242 4242 4242", "8.8.8.8 192.168.10.25",
        "2024-06-15 12:34:56.789", "900000000000", "87000000003", "@media screen", "icon@2x.png",
        "0.123456, 0.654321", "8600123412341234", "/usr/lib/x86_64-linux-gnu/libfoo.so.1.2.3"}) {
    EXPECT_EQ(lines_of(hits_in(text)), std::vector<std::string>()) << text;
  }
}

TEST(ByteDetectors, VectorsThatAreNoPlaceAreNoneInBytes) {
  for (const auto& row :
       test::read_vectors(std::string(ULIKA_SOURCE_DIR) + "/tests/scan/data/geo_vectors.tsv")) {
    if (row[2] != "nothing") continue;
    for (const Hit& hit : hits_in(row[5])) EXPECT_NE(hit.category, "location") << row[0] << " " << row[5];
  }
}

}  // namespace
}  // namespace ulika
