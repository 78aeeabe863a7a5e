// Tags, notes and saved views: what examiners add, each with author and time. Entries of others come in by themselves.
(function (U) {
  "use strict";

  const kEvery = 5000;  // milliseconds between looks for entries of others
  const tags = ["important", "check", "against", "third_party", "privileged", "report"];
  const entries = [];
  let author = "", last = 0, loaded = null;

  U.more_pages = { ...U.more_pages, tagged: "page_tagged" };
  U.more_nav = [...(U.more_nav || []), ["tagged"]];

  const take = (entry) => { if (entry.n > last) { entries.push(entry); last = entry.n; } };
  async function look() {
    const told = await U.ask("review", { after: last });
    author = told.author;
    const before = last;
    told.entries.forEach(take);
    if (last > before) refresh();
  }
  U.review_ready = () => { loaded = loaded || look().then(() => { setInterval(() => { look().catch(() => {}); }, kEvery); }); return loaded; };

  const of = (target) => entries.filter((entry) => entry.target === target);
  U.tags_of = (target) => {
    const now = new Map();
    for (const entry of of(target)) {
      if (entry.kind === "tag") now.set(entry.value, entry);
      if (entry.kind === "untag") now.delete(entry.value);
    }
    return [...now.values()];
  };
  const notes_of = (target) => of(target).filter((entry) => entry.kind === "note");
  const tag_words = (value) => (U.has("tag." + value) ? U.t("tag." + value) : value);

  async function write(target, kind, value) {
    take(await U.tell("review", { target, kind, value }));
    refresh();
    U.say(U.t("review.saved"));
  }
  U.tag = (row, value) => row.get("id") && !U.tags_of(row.get("id")).some((entry) => entry.value === value) && write(row.get("id"), "tag", value);
  U.untag = (row, value) => row.get("id") && U.tags_of(row.get("id")).some((entry) => entry.value === value) && write(row.get("id"), "untag", value);

  // Marks in lists; kept as elements that refresh() fills again.
  const fill = (mark) => mark.replaceChildren(...U.tags_of(mark.dataset.target).map((entry) => U.h("span", { class: "badge hit" }, tag_words(entry.value))),
    ...(notes_of(mark.dataset.target).length > 0 ? [U.h("span", { class: "badge plain" }, U.n("review.notes", notes_of(mark.dataset.target).length))] : []));
  U.row_badges = (row) => {
    if (!row.get("id")) return null;
    const mark = U.h("span", { class: "reviewed", "data-target": row.get("id") });
    fill(mark);
    return mark;
  };
  function refresh() {
    for (const mark of document.querySelectorAll(".reviewed")) fill(mark);
    for (const box of document.querySelectorAll(".reviewbox")) if (box.ulika_row) box.replaceChildren(...pieces(box.ulika_row));
  }

  const signed = (entry) => U.h("span", { class: "second" }, " – ", U.said(entry.author || U.t("review.nobody"), { cap: 80 }), ", ", U.time(entry.at));

  function pieces(row) {
    const target = row.get("id");
    const now = U.tags_of(target);
    const text = U.h("textarea", { id: "note", "aria-label": U.t("review.note") });
    return [U.h("h3", null, U.t("review.name")),
      U.h("p", { class: "tools" }, tags.map((value, i) => {
        const set = now.some((entry) => entry.value === value);
        return U.h("button", { type: "button", "aria-pressed": set ? "true" : "false", class: set ? "step pressed" : "step", click: () => (set ? U.untag(row, value) : U.tag(row, value)) }, String(i + 1) + " ", tag_words(value));
      })),
      ...now.map((entry) => U.h("p", null, U.h("span", { class: "badge hit" }, U.said(tag_words(entry.value), { cap: 100 })), signed(entry))),
      ...notes_of(target).map((entry) => U.h("p", null, U.said(entry.value), signed(entry))),
      text, U.h("p", { class: "tools" }, U.button(U.t("review.add_note"), () => { const value = text.value.trim(); if (value) { text.value = ""; write(target, "note", value); } }), U.h("span", { class: "second" }, U.t("review.as", { name: author || U.t("review.nobody") })))];
  }
  U.panel_more = (row) => {
    if (!row.get("id")) return [];
    const box = U.h("section", { class: "reviewbox" }, pieces(row));
    box.ulika_row = row;
    return [box, U.bytes_button(row)];
  };

  U.more_key = (event, selected) => {
    const row = selected && selected.ulika_row;
    if (event.target.matches("input, select, textarea") || event.ctrlKey || event.metaKey || !row) return false;
    const digit = /^Digit([1-6])$/.exec(event.code);
    if (digit) {
      event.preventDefault();
      (event.altKey ? U.untag : U.tag)(row, tags[Number(digit[1]) - 1]);
      return true;
    }
    if (event.altKey) return false;
    if (event.code === "KeyN" || event.code === "KeyH") {
      event.preventDefault();
      U.show_source(row).then(() => { const place = document.getElementById(event.code === "KeyN" ? "note" : "hex"); if (place) { place.focus(); if (event.code === "KeyH") place.click(); } });
      return true;
    }
    return false;
  };
  U.more_keys = [["1 – 6", "keys.tag"], ["Alt+1 – 6", "keys.untag"], ["N", "keys.note"], ["H", "keys.hex"]];

  U.report_tools = (tagged) => {
    const scope = U.h("select", { "aria-label": U.t("part.scope") }, U.h("option", { value: "all" }, U.t("part.all")), tagged > 0 && U.h("option", { value: "tagged", selected: true }, U.t("part.tagged")));
    const mask = U.h("input", { type: "checkbox", id: "mask" });
    const told = U.h("p", { role: "status" });
    return U.h("section", { class: "card" }, U.h("h2", null, U.t("part.write")), U.h("p", { class: "tools" }, scope, U.h("label", null, mask, " ", U.t("part.mask")), U.button(U.t("part.go"), async () => {
      told.replaceChildren(U.t("part.writing"));
      try {
        told.replaceChildren(U.t("part.written") + " ", U.mono((await U.tell("report", { scope: scope.value, mask: mask.checked, language: U.language })).place));
      } catch (error) { told.replaceChildren(U.said(error.message, { cap: 400 })); }
    })), told);
  };

  // Everything tagged or noted, newest first, and the views that were saved.
  U.page_tagged = async (box, route) => {
    await look();
    box.append(U.h("h1", null, U.t("nav.tagged")), U.h("p", { class: "second" }, U.t("review.about")));
    const targets = [...new Set(entries.filter((entry) => entry.target).map((entry) => entry.target).reverse())].filter((target) => U.tags_of(target).length + notes_of(target).length > 0);
    const wanted = route.params.tag ? targets.filter((target) => U.tags_of(target).some((entry) => entry.value === route.params.tag)) : targets;
    const present = [...new Set(targets.flatMap((target) => U.tags_of(target).map((entry) => entry.value)))].sort();
    box.append(U.h("p", { class: "tools" }, U.h("a", { class: "step", href: "#/tagged", "aria-current": !route.params.tag && "true" }, U.t("filter.any")), present.map((value) => U.h("a", { class: "step", href: U.route_to("tagged", { tag: value }), "aria-current": route.params.tag === value && "true" }, U.said(tag_words(value), { cap: 60 })))));
    if (U.report_tools) box.append(U.report_tools(targets.length));
    if (wanted.length === 0) box.append(U.h("p", { class: "empty" }, U.t("review.none")));
    for (let at = 0; at < Math.min(wanted.length, 500); at += 50) {
      const told = await U.ask("find", { ids: wanted.slice(at, at + 50).join(",") });
      for (const found of told.found) {
        for (const row of U.rows_told(found)) {
          const kind = row.table.name;
          const words = kind === "message" ? row.text("text") : kind === "file" ? row.path : row.text("value") || row.text("name") || row.text("text") || row.text("label") || row.path;
          const card = U.h("article", { class: "card cardrow", tabindex: "-1", "data-row": row.number }, U.h("p", null, U.h("span", { class: "badge plain" }, U.t("type1." + kind)), " ", U.cell(U.item_name(row.item)), " ", U.row_badges(row)), U.said(words, { tag: "div", class: "words", cap: 600 }),
            notes_of(row.get("id")).map((entry) => U.h("p", null, U.said(entry.value), signed(entry))), U.h("p", { class: "tools" }, kind === "message" && U.link("#/message/" + row.number, U.t("source.open")), U.button(U.t("source.name"), () => U.show_source(row), { class: "quiet" })));
          card.ulika_row = row;
          box.append(card);
        }
      }
    }
    const views = entries.filter((entry) => entry.kind === "view");
    const name = U.h("input", { type: "text", id: "viewname", "aria-label": U.t("review.view_name"), placeholder: U.t("review.view_name") });
    box.append(U.h("h2", null, U.t("review.views")), U.h("ul", null, views.map((entry) => {
      const [words, address] = entry.value.split("\n");
      return U.h("li", null, String(address).startsWith("#/") ? U.link(address, U.said(words, { cap: 120 })) : U.said(words, { cap: 120 }), signed(entry));
    })), U.h("p", { class: "tools" }, name, U.button(U.t("review.save_view"), async () => { if (name.value.trim() && U.before) { take(await U.tell("review", { target: "", kind: "view", value: name.value.trim().replace(/\n/g, " ") + "\n" + U.before })); location.reload(); } })), U.before ? U.h("p", { class: "second" }, U.t("review.view_is"), " ", U.mono(U.before)) : "");
  };
})(window.Ulika = window.Ulika || {});
