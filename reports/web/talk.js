// Conversations: the list of chats, and one chat as bubbles or as a table.
(function (U) {
  "use strict";

  const counts = (row) => {
    const parts = [];
    for (const [key, words] of [["hits", "talk.hits"], ["deleted_messages", "talk.deleted_n"], ["recovered_messages", "talk.recovered_n"]]) {
      if (row.get(key)) parts.push(U.h("span", { class: "badge " + (key === "hits" ? "hit" : "recovered") }, U.n(words, row.get(key))));
    }
    return parts;
  };

  U.chat_name = (row) => row.text("name") || row.text("chat_id") || U.t("talk.unnamed");

  const chat_columns = () => [
    { head: U.t("f.name"), wide: true, cell: (row, find) => [
      U.link(U.route_to("chat/" + row.number), U.cell(U.chat_name(row), find)),
      row.text("name") && row.text("chat_id") && U.h("div", { class: "second" }, U.cell(row.text("chat_id"), find)), U.h("div", null, counts(row))] },
    "app",
    { head: U.t("f.kind"), short: true, cell: (row) => (row.get("kind") === null ? "" : U.value("chat", row.get("kind"))) },
    { head: U.t("f.messages"), short: true, cell: (row) => [U.number(row.get("messages")),
      U.h("div", { class: "second" }, U.t("f.in") + " " + U.number(row.get("in")) + " · " + U.t("f.out") + " " + U.number(row.get("out")))] },
    { head: U.t("talk.first"), cell: (row) => (row.get("first") === null ? "" : U.when(row.get("first"))) },
    { head: U.t("talk.last"), cell: (row) => (row.get("last") === null ? "" : U.when(row.get("last"))) },
  ];

  U.page_conversations = async (box, route) => {
    const all = route.args[0] === "messages";
    box.append(U.h("h1", null, U.t("nav.conversations")),
      U.tabs([["#/conversations", U.t("talk.chats"), U.tables.chat.rows], ["#/conversations/messages", U.t("talk.all_messages"), U.tables.message.rows]], all ? 1 : 0, route),
      U.filter_bar(route, ["q", "dev", "app", "from", "to"]));
    if (all) return U.list(box, { table: U.tables.message, route, columns: U.message_columns(true) });
    if (route.params.q) {
      box.append(U.h("p", { class: "hint" }, U.link(U.route_to("conversations/messages", U.kept(route.params)), U.t("talk.search_texts", { text: route.params.q }))));
    }
    return U.list(box, { table: U.tables.chat, route, columns: chat_columns(), empty: U.no_records("message") });
  };

  U.message_columns = (with_chat) => [
    "sent_at",
    ...(with_chat ? [{ head: U.t("f.chat"), cell: (row, find) => [
      U.link("#/message/" + row.number, U.cell(row.text("chat") || row.text("chat_id") || U.t("talk.unnamed"), find)), U.h("div", { class: "second" }, U.cell(row.text("app"), find))] }] : []),
    { head: U.t("f.sender"), cell: (row, find) => [U.cell(row.text("sender") || row.text("sender_id"), find), U.h("div", { class: "second" }, U.value("direction", row.get("direction") || "unknown"))] },
    { head: U.t("f.text"), wide: true, cell: (row, find) => [U.cell(row.text("text"), find), attachments(row), place(row), marks(row)] },
  ];

  function marks(row) {
    const out = [];
    const badge = (kind, words) => out.push(U.h("span", { class: "badge " + kind }, words));
    if (row.recovered && row.recovered !== "live") badge("recovered", U.value("recovered", row.recovered));
    if (row.get("deleted")) badge("recovered", U.t("talk.deleted"));
    if (row.get("edited")) badge("plain", U.t("talk.edited"));
    if (row.get("hits")) badge("hit", U.n("talk.hits", row.get("hits")));
    return out;
  }

  function attachments(row) {
    const list = row.json("attachments");
    if (list === null) return null;
    const each = (one) => {
      if (one === null || typeof one !== "object") return U.h("div", { class: "attached" }, U.cell(String(one)));
      const name = one.name || (one.path ? String(one.path).split("/").pop() : "") || U.t("talk.attachment");
      return U.h("div", { class: "attached" }, U.h("span", { class: "paper" }, U.t("talk.attachment") + ": "), U.cell(name),
        one.mime && U.h("span", { class: "second" }, " ", U.cell(one.mime)),
        one.sha256 && U.h("span", { class: "second" }, " SHA-256 ", U.h("span", { class: "mono" }, U.cell(String(one.sha256).slice(0, 16) + "…"))));
    };
    return (Array.isArray(list) ? list.slice(0, 20) : [list]).map(each);
  }

  function place(row) {
    if (row.get("latitude") === null || row.get("longitude") === null) return null;
    const text = row.get("latitude") + ", " + row.get("longitude");
    return U.h("div", { class: "attached" }, U.h("span", { class: "paper" }, U.t("talk.place") + ": "), U.h("span", { class: "mono" }, text), " ", U.copier(U.t("copy.coordinates"), text));
  }

  const direction_of = (row) => (["in", "out", "system"].includes(row.get("direction")) ? row.get("direction") : "unknown");

  function bubble(row, find) {
    const direction = direction_of(row);
    const who = row.text("sender") || row.text("sender_id");
    const lost = row.get("deleted") || (row.recovered && row.recovered !== "live");
    const at = row.get("sent_at");
    const spoken = [U.t("direction." + direction), who, at === null ? U.t("time.none") : U.time(at, row.get("zone")), lost && U.value("recovered", row.recovered)];
    const article = U.h("article", { class: "bubble " + direction + (lost ? " lost" : ""), tabindex: "-1", "data-row": row.number, "aria-label": spoken.filter(Boolean).join(", ") },
      U.h("p", { class: "who" }, direction === "unknown" && U.h("span", { class: "note" }, U.t("talk.direction_unknown") + (who ? " · " : "")),
        who ? U.said(who, { cap: 120 }) : direction !== "unknown" && U.t("direction." + direction)),
      row.get("forwarded_from") !== null && U.h("p", { class: "note" }, U.t("talk.forwarded") + " ", U.said(row.get("forwarded_from"), { cap: 200 })),
      row.get("reply_to") !== null && U.h("p", { class: "note quote" }, U.t("talk.reply_to") + " ", U.said(row.get("reply_to"), { cap: 200 })),
      row.get("text") !== null && U.said(row.get("text"), { tag: "div", class: "words", find }),
      attachments(row), place(row),
      U.h("p", { class: "when" }, U.row_badges && U.row_badges(row), marks(row), at === null ? U.t("time.none") : U.h("time", { title: U.utc(at) }, U.clock(at, row.get("zone")))));
    article.ulika_row = row;
    return U.h("li", { class: direction }, article);
  }

  // Bubbles with a line where a new day begins.
  U.bubbles = (rows, find) => {
    const list = U.h("ol", { class: "talk" });
    let day = null;
    for (const row of rows) {
      const at = row.get("sent_at");
      const now = at === null ? U.t("time.none") : U.day(at, row.get("zone"));
      if (now !== day) list.append(U.h("li", { class: "day" }, U.h("span", null, now)));
      day = now;
      list.append(bubble(row, find));
    }
    return list;
  };

  U.page_chat = async (box, route) => {
    const chat = await U.row(U.tables.chat, Number(route.args[0]));
    if (!chat) return U.page_missing(box);
    const as_table = route.params.view === "table";
    const zone = U.case.offsets.length > 0 ? U.case.zone : "UTC";
    const people = chat.json("participants");
    const head = U.h("div", { class: "chathead", "data-row": chat.number },
      U.h("p", { class: "crumb" }, U.link("#/conversations", "‹ " + U.t("nav.conversations"))),
      U.h("h1", null, U.said(U.chat_name(chat), { cap: 200 })),
      U.h("p", { class: "second" }, [U.item_name(chat.item), chat.text("app"), chat.get("kind") && U.value("chat", chat.get("kind")), U.n("n.messages", chat.get("messages"))].filter(Boolean).join(" · ")),
      Array.isArray(people) && people.length > 0 && U.h("p", { class: "second" }, U.t("f.participants") + ": ",
        U.said(people.slice(0, 50).map((one) => (typeof one === "string" ? one : JSON.stringify(one))).join(", "), { cap: 600 })),
      U.h("p", { class: "second" }, U.t("talk.zone_note", { zone })));
    const views = U.h("p", { class: "tools" },
      U.h("a", { href: U.route_with(route, { view: null }), class: "step", "aria-current": !as_table && "true" }, U.t("talk.as_bubbles")),
      U.h("a", { href: U.route_with(route, { view: "table" }), class: "step", "aria-current": as_table && "true" }, U.t("talk.as_table")),
      chat.get("id") !== null && U.button(U.t("source.name"), () => U.show_source(chat), { class: "quiet" }));
    box.append(head, views, U.filter_bar(route, ["q", "from", "to"]));
    const from = chat.get("first_row"), to = from + chat.get("messages");
    const find = U.fold(route.params.q || "");
    await U.list(box, as_table ? { table: U.tables.message, route, from, to, columns: U.message_columns(false) }
      : { table: U.tables.message, route, from, to, draw: (rows) => U.bubbles(rows, find) });
  };

  // The chat that holds the message of this row, opened at it.
  U.page_message = async (box, route) => {
    const number = Number(route.args[0]);
    if (!Number.isInteger(number) || number < 0 || number >= U.tables.message.rows) return U.page_missing(box);
    // Chats stand in the order of their messages: the last one that begins at or before this message holds it.
    let low = 0, high = U.tables.chat.rows - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((await U.row(U.tables.chat, middle)).get("first_row") <= number) low = middle; else high = middle - 1;
    }
    location.replace(U.route_to("chat/" + low, { m: number }));
    return undefined;
  };
})(window.Ulika = window.Ulika || {});
