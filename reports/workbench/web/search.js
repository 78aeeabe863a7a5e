// Search over all devices of the case: words in their Russian and Kazakh forms, in messages and in hits.
(function (U) {
  "use strict";

  U.find_route = "search";
  U.more_pages = { ...U.more_pages, search: "page_search" };
  U.more_nav = [...(U.more_nav || []), ["search"]];

  U.page_search = async (box, route) => {
    const p = route.params;
    const kinds = ["message", "hit"];
    const chosen = Math.max(0, kinds.indexOf(route.args[0]));
    box.append(U.h("h1", null, U.t("nav.search")), U.filter_bar(route, chosen === 0 ? ["q", "dev", "app", "from", "to"] : ["q", "dev"]));
    if (!p.q) return box.append(U.h("p", { class: "empty" }, U.t("search.how")));
    const day_end = p.to && U.day_start(p.to) !== null ? U.day_start(p.to) + 86400000 : null;
    const asked = { q: p.q, dev: p.dev, app: p.app, from: p.from ? U.day_start(p.from) : null, to: day_end };
    const begun = performance.now();
    const answers = await Promise.all(kinds.map((kind) => U.ask("search", kind === "message" ? { ...asked, in: kind, p: chosen === 0 ? p.p : 1 } : { q: p.q, dev: p.dev, in: kind, p: chosen === 1 ? p.p : 1 })));
    U.last_search_ms = performance.now() - begun;
    const told = answers[chosen];
    const count = (answer) => U.number(answer.total) + (answer.more ? "+" : "");
    box.append(U.h("nav", { class: "tabs", "aria-label": U.t("list.kinds") }, kinds.map((kind, i) => U.h("a", { href: U.route_to("search/" + kind, { ...p, p: null, m: null }), "aria-current": i === chosen ? "page" : null }, U.t("type." + kind), " ", U.h("span", { class: "count" }, count(answers[i]))))));
    const page = told.page, pages = Math.max(1, Math.ceil(told.total / 100));
    const rows = U.rows_told(told.found);
    box.append(U.h("p", { class: "status", role: "status" }, U.t("search.found", { from: U.number(rows.length > 0 ? (page - 1) * 100 + 1 : 0), to: U.number((page - 1) * 100 + rows.length), total: count(told) }), " ", U.h("span", { class: "chosen" }, U.said(U.filter_words(p)))));
    if (told.unfinished.length > 0) box.append(U.h("p", { class: "notread" }, U.t("search.unfinished", { names: told.unfinished.join(", ") })));
    if (rows.length === 0) return box.append(U.h("p", { class: "empty" }, U.t("search.none")));
    box.append(U.table_of(rows, chosen === 0 ? U.message_columns(true) : U.hit_columns(), route));
    if (pages > 1) box.append(U.h("nav", { class: "pager", "aria-label": U.t("list.pages") }, page > 1 && U.h("a", { class: "step", href: U.route_with(route, { p: page - 1 }) }, "‹ " + U.t("list.previous")), U.h("span", null, U.number(page) + " / " + U.number(pages) + (told.more ? "+" : "")), rows.length === 100 && U.h("a", { class: "step", href: U.route_with(route, { p: page + 1 }) }, U.t("list.next") + " ›")));
    U.say(U.t("search.found", { from: 1, to: rows.length, total: count(told) }));
    return undefined;
  };
})(window.Ulika = window.Ulika || {});
