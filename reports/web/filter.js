// The address of a view (#/page?filter…) and the one filter bar that all lists share.
(function (U) {
  "use strict";

  const kFilters = ["q", "dev", "app", "from", "to"];

  // {page, args, params} of an address like "#/chat/12?q=word".
  U.parse_route = (hash) => {
    const [path, query] = (hash.replace(/^#\/?/, "") || "overview").split("?");
    const params = {};
    for (const [key, value] of new URLSearchParams(query || "")) params[key] = value;
    const parts = path.split("/");
    return { page: parts[0], args: parts.slice(1), params };
  };
  U.route_to = (page, params) => {
    const query = new URLSearchParams();
    for (const key of Object.keys(params || {}).sort()) {
      if (params[key] !== "" && params[key] !== null && params[key] !== undefined) query.set(key, params[key]);
    }
    const text = query.toString();
    return "#/" + page + (text ? "?" + text : "");
  };
  // The same view with some parameters changed.
  U.route_with = (route, changes) => U.route_to([route.page, ...route.args].join("/"), { ...route.params, ...changes });
  // The filters of a route alone, to take them to another page.
  U.kept = (params) => Object.fromEntries(kFilters.filter((key) => params[key]).map((key) => [key, params[key]]));
  U.is_filtered = (params) => kFilters.some((key) => params[key]);

  // A function that says whether a row passes. Times are looked for in the row's first time (or first..last of a chat).
  U.row_test = (table, params) => {
    const find = U.fold(params.q || "");
    const item = params.dev ? U.case.items.findIndex((each) => each.name === params.dev) : -1;
    const from = params.from ? U.day_start(params.from) : null;
    const day = params.to ? U.day_start(params.to) : null;
    const to = day === null ? null : day + 86400000;
    const times = table.keys.filter((key) => table.kinds[key] === "time");
    const hidden = ["id", "derived_from", "record_id"];
    const texts = table.keys.filter((key) => (table.kinds[key] === "text" || table.kinds[key] === "json") && !hidden.includes(key));
    return (row) => {
      if (params.dev && row.item !== item) return false;
      if (params.app && row.get("app") !== params.app) return false;
      if (params.ledger && row.get("ledger") !== params.ledger) return false;
      if (from !== null || to !== null) {
        const first = times.map((key) => row.get(key)).find((value) => value !== null);
        if (first === undefined) return false;
        const last = table.name === "chat" ? row.get("last") : first;
        if (from !== null && last < from) return false;
        if (to !== null && first >= to) return false;
      }
      if (!find) return true;
      if (U.fold(row.path).includes(find)) return true;
      return texts.some((key) => {
        const value = row.get(key);
        return typeof value === "string" && U.fold(value).includes(find);
      }) || params.q === row.get("id") || (row.sha256 && params.q.toLowerCase() === row.sha256);
    };
  };

  U.apps = () => {
    const names = new Set();
    for (const item of U.case.items) for (const [app] of item.apps) names.add(app);
    return [...names].sort();
  };

  // The bar. `uses` names the filters that make sense on the page.
  U.filter_bar = (route, uses) => {
    const go = (changes) => { document.activeElement.blur(); location.hash = U.route_with(route, { ...changes, p: null, m: null }); };
    const field = (label, control) => U.h("label", { class: "field" }, U.h("span", null, label), control);
    const controls = [];
    if (uses.includes("q")) {
      const input = U.h("input", { type: "search", id: "q", value: route.params.q || "", autocomplete: "off",
        placeholder: U.t("filter.text_hint"), change: () => go({ q: input.value.trim() }) });
      controls.push(U.h("label", { class: "field wide" }, U.h("span", null, U.t("filter.text")), input));
    }
    const choice = (key, label, options) => {
      const select = U.h("select", { change: () => go({ [key]: select.value }) },
        U.h("option", { value: "" }, U.t("filter.any")),
        options.map((name) => U.h("option", { value: name, selected: route.params[key] === name }, name)));
      controls.push(field(label, select));
    };
    if (uses.includes("dev") && U.case.items.length > 1) choice("dev", U.t("filter.device"), U.case.items.map((item) => item.name));
    if (uses.includes("app") && U.apps().length > 1) choice("app", U.t("filter.app"), U.apps());
    for (const key of ["from", "to"]) {
      if (!uses.includes(key)) continue;
      const input = U.h("input", { type: "date", value: route.params[key] || "", change: () => go({ [key]: input.value }) });
      controls.push(field(U.t("filter." + key), input));
    }
    if (U.is_filtered(route.params)) {
      controls.push(U.button(U.t("filter.clear"), () => go(Object.fromEntries(kFilters.map((key) => [key, null]))), { class: "quiet" }));
    }
    return U.h("form", { class: "filters", role: "search", "aria-label": U.t("filter.name"), submit: (event) => {
      event.preventDefault();
      const input = document.getElementById("q");
      if (input) go({ q: input.value.trim() });
    } }, controls);
  };

  // The filter in words, for the line above a list and for paper.
  U.filter_words = (params) => {
    const out = [];
    if (params.q) out.push(U.t("filter.text") + " «" + params.q + "»");
    if (params.dev) out.push(U.t("filter.device") + " " + params.dev);
    if (params.app) out.push(U.t("filter.app") + " " + params.app);
    if (params.ledger) out.push(U.t("f.ledger") + ": " + U.value("ledger", params.ledger));
    if (params.from) out.push(U.t("filter.from") + " " + params.from);
    if (params.to) out.push(U.t("filter.to") + " " + params.to);
    return out.join(", ");
  };
})(window.Ulika = window.Ulika || {});
