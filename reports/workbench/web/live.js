// The workbench's way to its server: the one place that asks it, on this computer alone.
(function (U) {
  "use strict";

  U.live = true;

  const ask = async (place, options) => {
    const answer = await fetch("/api/" + place, options);
    if (answer.status === 401) throw new Error(U.t("live.closed"));
    const told = await answer.json();
    if (!answer.ok) throw new Error(told.error || String(answer.status));
    return told;
  };
  U.ask = (place, params) => ask(place + "?" + new URLSearchParams(Object.entries(params || {}).filter(([, value]) => value !== null && value !== undefined && value !== "")), {});
  U.tell = (place, value) => ask(place, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(value) });

  // Rows as the server sends them.
  U.rows_told = (found) => found.rows.map(([number, origin, cells]) => U.row_from(U.tables[found.table], number, origin, cells));

  // The evidence's own bytes, as digits and letters and never as anything that a browser reads.
  const dump = (offset, hex) => {
    const lines = [];
    for (let at = 0; at < hex.length; at += 32) {
      const bytes = hex.slice(at, at + 32).match(/../g) || [];
      const letters = bytes.map((each) => { const code = parseInt(each, 16); return code >= 0x20 && code < 0x7f ? String.fromCharCode(code) : "."; }).join("");
      lines.push((offset + at / 2).toString(16).padStart(8, "0") + "  " + bytes.join(" ").padEnd(47, " ") + "  " + letters);
    }
    return lines.join("\n");
  };

  U.bytes_button = (row) => {
    if (!row.path) return null;
    const place = U.h("div");
    const show = async (offset) => {
      place.replaceChildren(U.h("p", { class: "second" }, U.t("live.reading")));
      try {
        const told = await U.ask("bytes", { dev: U.item_name(row.item), path: row.path, offset, length: 512 });
        place.replaceChildren(U.h("pre", { class: "hex", tabindex: "0" }, dump(told.offset, told.hex)), U.h("p", { class: "tools" },
          offset > 0 && U.button("‹ 512", () => show(Math.max(0, offset - 512)), { class: "quiet" }), told.hex.length >= 1024 && U.button("512 ›", () => show(offset + 512), { class: "quiet" })));
      } catch (error) {
        place.replaceChildren(U.h("p", { class: "second", role: "alert" }, U.said(error.message, { cap: 400 })));
      }
    };
    const at = /^bytes:(\d+)/.exec(row.text("locator"));
    const offset = row.get("offset") ?? (at ? Number(at[1]) : 0);
    return [U.h("h3", null, U.t("live.bytes")), U.button(U.t("live.show_bytes"), () => show(Math.max(0, offset - 64)), { id: "hex" }), place];
  };
})(window.Ulika = window.Ulika || {});
