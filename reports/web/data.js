// The case's tables: shards are script files, loaded when a view needs them and dropped again when many are held.
(function (U) {
  "use strict";

  const kHeld = 40;  // shards kept in memory
  const held = new Map();
  const waiting = new Map();

  window.ulika_case = (data) => {
    U.case = data;
    U.tables = {};
    for (const name in data.tables) {
      const table = data.tables[name];
      const starts = [0];
      for (const rows of table.shards) starts.push(starts[starts.length - 1] + rows);
      const at = {}, kinds = {};
      table.columns.forEach(([key, kind], index) => { at[key] = index + 1; kinds[key] = kind; });
      U.tables[name] = { name, rows: table.rows, starts, at, kinds, keys: table.columns.map((column) => column[0]) };
    }
  };
  window.ulika_seal = (digest) => { U.seal = digest; };
  window.ulika_shard = (shard) => { held.set(shard.table + "/" + shard.shard, shard); };

  // One row of a table.
  class Row {
    constructor(table, number, shard, cells) {
      this.table = table;
      this.number = number;
      this.cells = cells;
      const origin = shard.origins[cells[0]];
      this.item = origin[0];
      this.path = origin[1];
      this.parser = origin[2];
      this.recovered = origin[3];
      this.sha256 = origin[4];
    }
    get(key) {
      const value = this.cells[this.table.at[key]];
      return value === undefined || value === null ? null : value;
    }
    // A list or object that is stored as JSON text; text that is no JSON comes as it is.
    json(key) {
      const value = this.get(key);
      if (typeof value !== "string") return value;
      try { return JSON.parse(value); } catch (error) { return value; }
    }
    text(key) {
      const value = this.get(key);
      return value === null ? "" : String(value);
    }
  }

  // Runs a script of the report. Pages opened from disk can load nothing else.
  U.load_script = (place) => new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = place;
    script.onload = () => { script.remove(); resolve(); };
    script.onerror = () => { script.remove(); reject(new Error(place)); };
    document.head.append(script);
  });

  function load(name, index) {
    const key = name + "/" + index;
    if (held.has(key)) {
      const shard = held.get(key);
      held.delete(key);
      held.set(key, shard);
      return Promise.resolve(shard);
    }
    if (waiting.has(key)) return waiting.get(key);
    const promise = U.load_script("data/" + name + "-" + String(index).padStart(5, "0") + ".js").finally(() => waiting.delete(key)).then(() => {
      while (held.size > kHeld) held.delete(held.keys().next().value);
      if (!held.has(key)) throw new Error(key);
      return held.get(key);
    });
    waiting.set(key, promise);
    return promise;
  }

  // A row that came by itself, with its own origin.
  U.row_from = (table, number, origin, cells) => new Row(table, number, { origins: { [cells[0]]: origin } }, cells);

  const shard_of = (table, number) => {
    let low = 0, high = table.starts.length - 2;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (table.starts[middle] <= number) low = middle; else high = middle - 1;
    }
    return low;
  };

  // The rows of these numbers, in their order.
  U.rows = async (table, numbers) => {
    const out = [];
    for (const number of numbers) {
      if (number < 0 || number >= table.rows) continue;
      const index = shard_of(table, number);
      const shard = await load(table.name, index);
      out.push(new Row(table, number, shard, shard.rows[number - table.starts[index]]));
    }
    return out;
  };
  U.row = async (table, number) => (await U.rows(table, [number]))[0] || null;

  // The first row of a sorted table whose `key` is at least `value`.
  U.lower_bound = async (table, key, value) => {
    let low = 0, high = table.starts.length - 1;  // the first shard that begins at or after it
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((await U.row(table, table.starts[middle])).get(key) < value) low = middle + 1; else high = middle;
    }
    let from = low === 0 ? 0 : table.starts[low - 1], to = low === 0 ? 0 : table.starts[low];
    while (from < to) {
      const middle = (from + to) >> 1;
      if ((await U.row(table, middle)).get(key) < value) from = middle + 1; else to = middle;
    }
    return from;
  };

  // Walks the rows [from, to) of a table shard by shard. `visit` sees each row; `step` is told how far it is after
  // each shard and ends the walk by returning false.
  U.walk = async (table, from, to, visit, step) => {
    if (from >= to) return;
    const first = shard_of(table, from), last = shard_of(table, to - 1);
    for (let index = first; index <= last; ++index) {
      const shard = await load(table.name, index);
      const start = table.starts[index];
      for (let i = Math.max(0, from - start); i < shard.rows.length && start + i < to; ++i) {
        visit(new Row(table, start + i, shard, shard.rows[i]));
      }
      if (step && step(index - first + 1, last - first + 1) === false) return;
    }
  };
})(window.Ulika = window.Ulika || {});
