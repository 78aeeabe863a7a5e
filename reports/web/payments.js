// The ledger of payments: movements by bank and card, with the balance after each and the gaps between them.
(function (U) {
  "use strict";

  const kDigits = 8;       // decimals kept when sums are made
  const kShown = 1000;     // movements of one card on a page
  const kRead = 100000;    // payments that are looked at

  // A decimal as an integer of 10^-8; null for what is no decimal.
  const exact = (text) => {
    const match = /^(-?)(\d{1,18})(?:\.(\d{1,8}))?$/.exec(text === null ? "" : String(text));
    return match ? BigInt(match[1] + match[2] + (match[3] || "").padEnd(kDigits, "0")) : null;
  };
  const money = (value) => {
    const digits = (value < 0n ? -value : value).toString().padStart(kDigits + 1, "0");
    const whole = digits.slice(0, -kDigits).replace(/\B(?=(\d{3})+$)/g, "\u202f");
    const part = digits.slice(-kDigits).replace(/0{1,6}$/, "");
    return (value < 0n ? "−" : "") + whole + "." + part;
  };

  async function accounts() {
    const found = new Map();
    await U.walk(U.tables.payment, 0, Math.min(kRead, U.tables.payment.rows), (row) => {
      const key = [row.item, row.text("bank"), row.text("card_tail"), row.text("currency")].join("\u0000");
      if (!found.has(key)) found.set(key, { item: row.item, bank: row.text("bank"), tail: row.text("card_tail"), currency: row.text("currency"), rows: [], in: 0n, out: 0n, gaps: 0, unclear: 0 });
      found.get(key).rows.push(row);
    });
    for (const account of found.values()) {
      account.rows.sort((a, b) => (a.get("at") ?? Infinity) - (b.get("at") ?? Infinity) || a.number - b.number);
      let before = null;
      account.lines = account.rows.map((row) => {
        const amount = exact(row.get("amount")), after = exact(row.get("balance"));
        const direction = row.get("direction");
        const change = amount === null || !["in", "out"].includes(direction) ? null : direction === "in" ? amount : -amount;
        if (change === null) ++account.unclear;
        else if (change > 0n) account.in += change;
        else account.out -= change;
        // Two balances and the movement between them must agree; where they do not, something is not here.
        const gap = before !== null && after !== null && change !== null && before + change !== after ? after - before - change : null;
        if (gap !== null) ++account.gaps;
        before = after !== null ? after : change !== null && before !== null ? before + change : null;
        return { row, gap };
      });
    }
    return [...found.values()].sort((a, b) => b.rows.length - a.rows.length);
  }

  const title = (account) => [account.bank || U.t("payments.no_bank"), account.tail ? "*" + account.tail : U.t("payments.no_card"), account.currency].filter(Boolean).join(" · ");

  function movements(account) {
    const body = U.h("tbody");
    for (const { row, gap } of account.lines.slice(0, kShown)) {
      if (gap !== null) body.append(U.h("tr", { class: "gap" }, U.h("td", { colspan: 6 }, U.t("payments.gap", { amount: (gap > 0n ? "+" : "") + money(gap) }))));
      const direction = row.get("direction"), amount = exact(row.get("amount"));
      const sum = amount === null ? U.cell(row.text("amount")) : money(amount);
      const cells = [[U.t("f.at"), row.get("at") === null ? U.t("time.none") : U.when(row.get("at"), row.get("zone"))], [U.t("payments.in"), direction === "in" && sum, "num"], [U.t("payments.out"), direction === "out" && sum, "num"],
        [U.t("payments.unclear"), !["in", "out"].includes(direction) && sum, "num"], [U.t("f.balance"), exact(row.get("balance")) === null ? U.cell(row.text("balance")) : money(exact(row.get("balance"))), "num"],
        [U.t("f.counterparty"), [U.cell(row.text("counterparty")), row.get("ref") !== null && U.h("div", { class: "second" }, U.link("#/message/" + row.get("ref"), U.t("source.open_message")))]]];
      const line = U.h("tr", { tabindex: "-1", "data-row": row.number }, cells.map(([head, value, kind]) => U.h("td", { class: kind, "data-label": head }, value)));
      line.ulika_row = row;
      body.append(line);
    }
    return U.h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": title(account) }, U.h("table", { class: "rows" }, U.h("thead", null, U.h("tr", null,
      [["f.at"], ["payments.in", "num"], ["payments.out", "num"], ["payments.unclear", "num"], ["f.balance", "num"], ["f.counterparty"]].map(([key, kind]) => U.h("th", { scope: "col", class: kind }, U.t(key))))), body));
  }

  U.page_payments = async (box, route) => {
    const all = await accounts();
    if (all.length === 0) return box.append(U.h("p", { class: "empty" }, U.t("list.none")));
    const chosen = all[Number(route.params.account)];
    if (!chosen) {
      return box.append(U.h("p", { class: "second" }, U.t("payments.note")), U.grid([U.t("payments.account"), U.t("source.device"), U.t("type.payment"), U.t("payments.in"), U.t("payments.out"), U.t("payments.gaps"), U.t("talk.first"), U.t("talk.last")],
        all.slice(0, kShown).map((account, i) => {
          const times = account.rows.map((row) => row.get("at")).filter((at) => at !== null);
          return [U.link(U.route_with(route, { account: i }), U.cell(title(account))), U.cell(U.item_name(account.item)), U.number(account.rows.length), money(account.in), money(account.out), U.number(account.gaps),
            times.length > 0 ? U.when(times[0]) : "", times.length > 0 ? U.when(times[times.length - 1]) : ""];
        }), [2, 3, 4, 5]));
    }
    return box.append(U.h("p", { class: "crumb" }, U.link(U.route_with(route, { account: null }), "‹ " + U.t("payments.all"))), U.h("h2", null, U.said(title(chosen), { cap: 200 })),
      U.facts([[U.t("source.device"), U.said(U.item_name(chosen.item))], [U.t("payments.in"), money(chosen.in)], [U.t("payments.out"), money(chosen.out)], [U.t("payments.gaps"), U.number(chosen.gaps)], [U.t("payments.unclear"), chosen.unclear > 0 && U.number(chosen.unclear)]]),
      chosen.gaps > 0 && U.h("p", { class: "second" }, U.t("payments.gap_note")), movements(chosen), chosen.lines.length > kShown ? U.h("p", null, U.link("#/money/payment", U.t("payments.more", { n: U.number(chosen.lines.length) }))) : "");
  };
})(window.Ulika = window.Ulika || {});
