// Words in the reader's language, and how numbers, sizes, times and hostile text are shown.
(function (U) {
  "use strict";

  let words = {};
  window.ulika_words = (all) => { words = all; };

  U.languages = { ru: "Русский", kk: "Қазақша", en: "English" };
  U.language = "ru";
  U.has = (key) => words[U.language] !== undefined && Object.hasOwn(words[U.language], key);

  // The words of a key, with {name} filled in. A key without words is shown as it is.
  U.t = (key, values) => {
    let out = U.has(key) ? words[U.language][key] : key;
    for (const name in values || {}) out = out.split("{" + name + "}").join(String(values[name]));
    return out;
  };

  // Words that go with a number: forms are parted by "|" (one, few, many as the language needs).
  U.n = (key, n) => {
    const forms = (U.has(key) ? words[U.language][key] : "{n} " + key).split("|");
    let at = n === 1 ? 0 : 1;
    if (U.language === "ru") {
      at = n % 10 === 1 && n % 100 !== 11 ? 0 : n % 10 >= 2 && n % 10 <= 4 && (n % 100 < 12 || n % 100 > 14) ? 1 : 2;
    }
    return forms[Math.min(at, forms.length - 1)].split("{n}").join(U.number(n));
  };

  // The words of a value out of a fixed list ("direction.in"); a value nobody listed is shown as stored.
  U.value = (list, value) => (U.has(list + "." + value) ? U.t(list + "." + value) : String(value));

  U.number = (n) => {
    if (!Number.isInteger(n)) return String(n);
    return String(n).replace(/\B(?=(\d{3})+$)/g, "\u202f");
  };

  U.size = (bytes) => {
    const units = ["unit.b", "unit.kib", "unit.mib", "unit.gib", "unit.tib"];
    let at = 0, n = bytes;
    while (n >= 1024 && at < units.length - 1) { n /= 1024; ++at; }
    return (at === 0 ? U.number(n) : n.toFixed(n < 10 ? 1 : 0)) + "\u00a0" + U.t(units[at]);
  };

  // Minutes east of UTC that hold in the case's zone at a point of time; null where the case names no zone.
  U.offset = (ms) => {
    const steps = U.case.offsets;
    if (steps.length === 0) return null;
    let low = 0, high = steps.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (steps[middle][0] <= ms) low = middle; else high = middle - 1;
    }
    return steps[low][1];
  };

  const two = (n) => String(n).padStart(2, "0");
  const offset_text = (minutes) => (minutes < 0 ? "-" : "+") + two(Math.floor(Math.abs(minutes) / 60)) + ":" + two(Math.abs(minutes) % 60);
  const in_range = (ms) => Number.isFinite(ms) && Math.abs(ms) < 8.6e15;

  U.utc = (ms) => (in_range(ms) ? new Date(ms).toISOString().replace("T", " ").replace(/\.000Z$/, "Z") : String(ms));

  // "2024-04-13 14:20:00 +05:00" in the case's zone, or in UTC; a clock without known zone gets no offset.
  U.time = (ms, zone) => {
    if (!in_range(ms)) return String(ms);
    if (zone === "unknown") return U.utc(ms).replace(/Z$/, "") + " (" + U.t("time.zone_unknown") + ")";
    const minutes = U.offset(ms);
    if (minutes === null) return U.utc(ms);
    return new Date(ms + minutes * 60000).toISOString().slice(0, 19).replace("T", " ") + " " + offset_text(minutes);
  };
  U.day = (ms, zone) => (in_range(ms) ? new Date(ms + (zone === "unknown" ? 0 : U.offset(ms) || 0) * 60000).toISOString().slice(0, 10) : "");
  U.clock = (ms, zone) => (in_range(ms) ? new Date(ms + (zone === "unknown" ? 0 : U.offset(ms) || 0) * 60000).toISOString().slice(11, 19) : "");
  // The first millisecond of a day "2024-04-13" in the case's zone.
  U.day_start = (text) => {
    const utc = Date.parse(text + "T00:00:00Z");
    return Number.isNaN(utc) ? null : utc - (U.offset(utc) || 0) * 60000;
  };

  U.duration = (seconds) => {
    const s = Math.max(0, Math.round(seconds));
    return (s >= 3600 ? Math.floor(s / 3600) + ":" + two(Math.floor(s / 60) % 60) : String(Math.floor(s / 60))) + ":" + two(s % 60);
  };

  // Characters that change how text looks without being seen: control characters, bidirectional controls, zero-width
  // and filler characters, tags, and halves of surrogate pairs.
  const unseen = new RegExp(
    "[\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180e" +
    "\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\u3164\\ufeff\\uffa0\\ufff9-\\ufffb]" +
    "|\\udb40[\\udc00-\\udfff]|[\\ud800-\\udbff](?![\\udc00-\\udfff])|(?<![\\ud800-\\udbff])[\\udc00-\\udfff]", "g");

  // A joiner between two pictures is part of an emoji.
  const joins_emoji = (text, at) => {
    const before = text.charCodeAt(at - 1), after = text.charCodeAt(at + 1);
    const picture = (c) => (c >= 0xd83c && c <= 0xdfff) || c === 0xfe0f || (c >= 0x2190 && c <= 0x2bff);
    return text[at] === "\u200d" && picture(before) && picture(after);
  };

  // Text as pieces: plain strings, and {code} for characters to be marked.
  U.pieces = (text) => {
    const out = [];
    let from = 0;
    text = text.replace(/\r\n/g, "\n");
    for (const match of text.matchAll(unseen)) {
      if (joins_emoji(text, match.index)) continue;
      if (match.index > from) out.push(text.slice(from, match.index));
      out.push({ code: match[0].codePointAt(0) });
      from = match.index + match[0].length;
    }
    if (from < text.length) out.push(text.slice(from));
    return out;
  };

  // For comparing: case, ё, and characters that are not seen make no difference.
  U.fold = (text) => text.toLowerCase().replace(/ё/g, "е").replace(/[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/g, "");
})(window.Ulika = window.Ulika || {});
