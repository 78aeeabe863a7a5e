// The only place where elements are made: text goes in as text, and links stay inside the report.
(function (U) {
  "use strict";

  const kCap = 2000;      // characters of a long text shown at first
  const kCellCap = 180;   // in a table's cell
  const allowed = /^(class|id|role|title|type|tabindex|for|value|name|min|max|step|placeholder|autocomplete|lang|dir|hidden|colspan|scope|open|width|height|start|selected|checked|disabled|inputmode|aria-[a-z]+|data-[a-z]+)$/;

  // h("p", {class: "x"}, "text", element, …). Attributes outside the list, and links that leave the page, are refused.
  U.h = (tag, attributes, ...children) => {
    const element = document.createElement(tag);
    for (const name in attributes || {}) {
      const value = attributes[name];
      if (value === null || value === undefined || value === false) continue;
      if (name === "href") {
        if (!String(value).startsWith("#")) throw new Error("a link may not leave the report");
        element.setAttribute("href", value);
      } else if (name === "click" || name === "input" || name === "change" || name === "submit") {
        element.addEventListener(name, value);
      } else if (allowed.test(name)) {
        element.setAttribute(name, value === true ? "" : String(value));
      } else {
        throw new Error("attribute " + name);
      }
    }
    U.add(element, children);
    return element;
  };
  U.add = (element, children) => {
    for (const child of Array.isArray(children) ? children : [children]) {
      if (child === null || child === undefined || child === false) continue;
      if (Array.isArray(child)) U.add(element, child);
      else element.append(child instanceof Node ? child : document.createTextNode(String(child)));
    }
    return element;
  };

  // A drawing's elements: shapes and text alone, with the attributes that shapes need. Nothing that loads or runs.
  const shapes = /^(svg|g|path|rect|circle|line|text|title)$/;
  const drawn = /^(class|d|x|y|x1|x2|y1|y2|cx|cy|r|width|height|viewBox|preserveAspectRatio|transform|text-anchor|role|tabindex|fill|stroke|stroke-width|opacity|aria-[a-z]+|data-[a-z]+)$/;
  U.svg = (tag, attributes, ...children) => {
    if (!shapes.test(tag)) throw new Error("element " + tag);
    const element = document.createElementNS(document.getElementById("shape").namespaceURI, tag);
    for (const name in attributes || {}) {
      if (attributes[name] === null || attributes[name] === undefined || attributes[name] === false) continue;
      if (!drawn.test(name)) throw new Error("attribute " + name);
      element.setAttribute(name, String(attributes[name]));
    }
    return U.add(element, children);
  };

  const code_name = (code) => "U+" + code.toString(16).toUpperCase().padStart(4, "0");

  function fill(target, text, find) {
    for (const piece of U.pieces(text)) {
      if (typeof piece !== "string") {
        target.append(U.h("span", { class: "ctl", title: U.t("text.unseen", { code: code_name(piece.code) }) }, code_name(piece.code)));
        continue;
      }
      let from = 0;
      if (find) {
        const folded = U.fold(piece);
        // Folding may change lengths; marks are set only where it did not.
        for (let at = folded.length === piece.length ? folded.indexOf(find) : -1; at >= 0; at = folded.indexOf(find, from)) {
          target.append(piece.slice(from, at), U.h("mark", null, piece.slice(at, at + find.length)));
          from = at + find.length;
        }
      }
      if (from < piece.length) target.append(piece.slice(from));
    }
  }

  // Cut without parting a surrogate pair.
  const cut = (text, length) => text.slice(0, /[\ud800-\udbff]/.test(text[length - 1]) ? length - 1 : length);

  // Text from the evidence, isolated from its surroundings; long ones open on request.
  U.said = (text, options) => {
    const o = options || {};
    const element = U.h(o.tag || "bdi", { dir: "auto", class: o.class });
    text = String(text);
    const cap = o.cap || kCap;
    if (text.length <= cap) {
      fill(element, text, o.find);
      return element;
    }
    fill(element, cut(text, cap), o.find);
    if (o.cap) {
      element.append("…");
      return element;
    }
    const more = U.h("button", { class: "more", type: "button", click: (event) => {
      event.stopPropagation();
      element.replaceChildren();
      fill(element, text, o.find);
    } }, U.n("text.show_all", text.length));
    element.append("… ", more);
    return element;
  };
  U.cell = (text, find) => U.said(String(text).replace(/\s*\n\s*/g, " ⏎ "), { cap: kCellCap, find });

  // A picture that lies in the report's own folder of media.
  U.picture = (place, words) => {
    if (!/^media\/[0-9a-f]{64}\.jpg$/.test(place)) throw new Error("a picture may not come from elsewhere");
    const element = document.createElement("img");
    element.alt = words;
    element.loading = "lazy";
    element.src = place;
    return element;
  };

  U.link = (route, ...children) => U.h("a", { href: route }, ...children);
  U.mono = (text) => U.said(text, { tag: "code", class: "mono" });
  U.button = (words, click, attributes) => U.h("button", { type: "button", click, ...(attributes || {}) }, words);

  // A time as read by people, UTC beside it on request.
  U.when = (ms, zone) => U.h("time", { class: "time", title: zone === "unknown" ? null : U.utc(ms) }, U.time(ms, zone));

  U.copy = (text, button) => {
    const done = () => { U.say(U.t("copy.done")); if (button) button.textContent = U.t("copy.done"); };
    const by_selection = () => {
      const area = U.h("textarea", { class: "unseen" });
      area.value = text;
      document.body.append(area);
      area.select();
      if (document.execCommand("copy")) done();
      area.remove();
    };
    if (navigator.clipboard && navigator.clipboard.writeText) navigator.clipboard.writeText(text).then(done, by_selection);
    else by_selection();
  };
  U.copier = (words, text) => {
    const button = U.button(words, (event) => { event.stopPropagation(); U.copy(text, button); }, { class: "quiet" });
    return button;
  };

  // Tells readers who do not see the page.
  U.say = (text) => { document.getElementById("live").textContent = text; };

  // Terms and what they are, leaving out what is empty.
  U.facts = (rows) => {
    const list = U.h("dl", { class: "facts" });
    for (const [term, value] of rows) {
      if (value === null || value === undefined || value === false || value === "" || (Array.isArray(value) && value.length === 0)) continue;
      list.append(U.h("dt", null, term), U.h("dd", null, value));
    }
    return list;
  };
  // A small table that is not windowed. Cells are text or elements; `right` names columns of numbers.
  U.grid = (heads, rows, right) => U.h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": heads[0] },
    U.h("table", { class: "grid" },
      U.h("thead", null, U.h("tr", null, heads.map((head, i) => U.h("th", { scope: "col", class: (right || []).includes(i) && "num" }, head)))),
      U.h("tbody", null, rows.map((row) => U.h("tr", null,
        row.map((value, i) => U.h("td", { class: (right || []).includes(i) && "num", "data-label": heads[i] }, value)))))));
})(window.Ulika = window.Ulika || {});
