/* Shows and hides the questions of a wizard step while somebody types: by the server's own rules, without asking it.
   Without this file every question stands on the page; the server decides either way. The evaluator's model is
   portal.definitions.rules, to which the shared vectors and random trees hold it. */
(function () {
  "use strict";
  const table = entries => Object.assign(Object.create(null), entries);
  const MOST = 10n ** 15n, MOST_ITEMS = 200, PLACES = 10n ** 20n; // a decimal counts in units of the twentieth place
  const ITEM_OF = table({
    texts: "text", integers: "integer", decimals: "decimal", monies: "money", yes_nos: "yes_no", dates: "date",
  });

  /* A value is {kind, value}, a list's with null for an open row; for one that is unknown stands the reason, a text. */
  const isText = raw => typeof raw === "string";
  const isBlank = raw => raw === null || (isText(raw) && /^[ \t\n\r\f\v\u00a0\u3000]*$/.test(raw));
  const isNumber = kind => kind === "integer" || kind === "decimal";
  const areAlike = (left, right) => left === right || (isNumber(left) && isNumber(right));
  const size = number => (number < 0n ? -number : number);
  const whole = (kind, number) => (size(number) > MOST ? "too_large" : { kind, value: number });
  const scaled = ({ kind, value }) => (kind === "integer" ? value * PLACES : value);
  function decimal(number) { // of forty places, as products are
    if (size(number) > MOST * PLACES * PLACES) { return "too_large"; }
    return number % PLACES ? "too_precise" : { kind: "decimal", value: number / PLACES };
  }

  const READERS = table({
    text: raw => (isText(raw) ? { kind: "text", value: raw } : "not_usable"),
    yes_no: raw => (typeof raw === "boolean" ? { kind: "yes_no", value: raw } : "not_usable"),
    integer: raw => (Number.isInteger(raw) ? whole("integer", BigInt(raw)) : "not_usable"),
    money: raw => (Number.isInteger(raw) ? whole("money", BigInt(raw)) : "not_usable"),
    decimal(raw) {
      const parts = isText(raw) && /^(-?[0-9]{1,16})(?:\.([0-9]{1,20}))?$/.exec(raw);
      return parts ? decimal(BigInt(parts[1] + (parts[2] || "").padEnd(20, "0")) * PLACES) : "not_usable";
    },
    date(raw) {
      if (!isText(raw) || !/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(raw)) { return "not_usable"; }
      const day = new Date(raw + "T00:00:00Z");
      const exists = raw > "0001" && !isNaN(day) && day.toISOString().startsWith(raw);
      return exists ? { kind: "date", value: raw } : "outside_calendar";
    },
  });

  function read(kind, raw) {
    if (isBlank(raw)) { return "unanswered"; }
    if (kind in READERS) { return READERS[kind](raw); }
    if (!(kind in ITEM_OF)) {
      const isOpen = each => isBlank(each) || (typeof each === "object" && !Array.isArray(each) && !Object.keys(each).length);
      const isNone = Array.isArray(raw) ? raw.length <= MOST_ITEMS && raw.every(isOpen) : isOpen(raw);
      return isNone ? "unanswered" : "not_usable";
    }
    if (!Array.isArray(raw)) { return "not_usable"; }
    if (raw.length > MOST_ITEMS) { return "too_large"; }
    const items = raw.map(each => read(ITEM_OF[kind], each));
    const wrong = items.find(each => isText(each) && each !== "unanswered");
    return wrong || { kind, value: items.map(each => (isText(each) ? null : each.value)) };
  }

  function kindOfAmounts(kinds) {
    if (["money", "integer"].some(only => kinds.every(kind => kind === only))) { return kinds[0]; }
    return kinds.every(isNumber) ? "decimal" : null;
  }
  function total(values, kind = kindOfAmounts(values.map(each => each.kind))) {
    const sum = number => values.reduce((left, each) => left + number(each), 0n);
    if (!kind) { return "type_mismatch"; }
    return kind === "decimal" ? decimal(sum(scaled) * PLACES) : whole(kind, sum(each => each.value));
  }
  function multiply(left, right) {
    if (right.kind === "money" && left.kind !== "money") { return multiply(right, left); }
    if (!isNumber(right.kind) || !(isNumber(left.kind) || left.kind === "money")) { return "type_mismatch"; }
    if (left.kind === "money") { // half a cent goes away from zero
      const exact = left.value * scaled(right), cents = (size(exact) * 2n + PLACES) / (2n * PLACES);
      return whole("money", exact < 0n ? -cents : cents);
    }
    const product = scaled(left) * scaled(right);
    return kindOfAmounts([left.kind, right.kind]) === "integer" ? whole("integer", left.value * right.value) : decimal(product);
  }
  function sum(list) {
    const item = ITEM_OF[list.kind], kind = item && kindOfAmounts([item]);
    if (!kind) { return "type_mismatch"; }
    return list.value.includes(null) ? "unanswered" : total(list.value.map(value => ({ kind, value })), kind);
  }
  function addMonths(day, months) {
    const at = 12 * day.slice(0, 4) + (day.slice(5, 7) - 1) + months, year = Math.floor(at / 12), month = at - 12 * year + 1;
    if (year < 1 || year > 9999) { return "outside_calendar"; }
    const last = new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate(); // 400 years on, the calendar is the same
    const pad = (part, length) => String(part).padStart(length, "0");
    return { kind: "date", value: [pad(year, 4), pad(month, 2), pad(Math.min(day.slice(8), last), 2)].join("-") };
  }
  function monthsBetween(start, end) {
    if (end < start) { return -monthsBetween(end, start); }
    const months = 12 * (end.slice(0, 4) - start.slice(0, 4)) + (end.slice(5, 7) - start.slice(5, 7));
    return addMonths(start, months).value <= end ? months : months - 1;
  }
  const shifting = apply => (day, by) =>
    (day.kind === "date" && by.kind === "integer" ? apply(day.value, Number(by.value)) : "type_mismatch");
  const between = apply => (start, end) =>
    (start.kind === "date" && end.kind === "date" ? whole("integer", BigInt(apply(start.value, end.value))) : "type_mismatch");
  const FUNCTIONS = table({
    add: (...values) => total(values),
    subtract: (left, { kind, value }) => (typeof value === "bigint" ? total([left, { kind, value: -value }]) : "type_mismatch"),
    multiply,
    add_months: shifting(addMonths),
    add_years: shifting((day, years) => addMonths(day, 12 * years)),
    days_between: between((start, end) => (Date.parse(end) - Date.parse(start)) / 864e5),
    months_between: between(monthsBetween),
    years_between: between((start, end) => Math.trunc(monthsBetween(start, end) / 12)),
    count: list => (list.kind in ITEM_OF ? whole("integer", BigInt(list.value.length)) : "type_mismatch"),
    sum,
  });

  function calculate(node, facts) {
    if (node.op === "answer") { return facts.answers.get(node.field) || "unanswered"; }
    if (node.op === "record") { return facts.records.get(node.path) || "unanswered"; }
    if (node.op === "constant") { return read(node.type, node.value); }
    if (node.op === "as_of") { return read("date", facts.as_of); }
    const values = [];
    for (const each of node.arguments) {
      const value = calculate(each, facts);
      if (isText(value)) { return value; }
      values.push(value);
    }
    return node.op in FUNCTIONS ? FUNCTIONS[node.op](...values) : "unavailable";
  }

  function order(left, right) { // null where two values cannot be equal
    if (left.kind in ITEM_OF || right.kind in ITEM_OF || !areAlike(left.kind, right.kind)) { return null; }
    const [one, other] = isNumber(left.kind) ? [scaled(left), scaled(right)] : [left.value, right.value];
    return one === other ? 0 : one < other ? -1 : 1;
  }
  const COMPARISONS = table({
    eq: at => at === 0, ne: at => at !== 0, lt: at => at < 0, le: at => at <= 0, gt: at => at > 0, ge: at => at >= 0,
  });
  function compare(op, left, right) {
    const at = order(left, right), hasOrder = isNumber(left.kind) || left.kind === "money" || left.kind === "date";
    return at === null || !(hasOrder || op === "eq" || op === "ne") ? "type_mismatch" : COMPARISONS[op](at);
  }
  function isAmong(value, choices) {
    const found = choices.map(each => order(value, read(each.type, each.value)));
    return found.includes(0) || (found.includes(null) ? "type_mismatch" : false);
  }
  function contains(list, item) {
    const kind = ITEM_OF[list.kind];
    if (!kind || item.kind in ITEM_OF || !areAlike(kind, item.kind)) { return "type_mismatch"; }
    const isThere = list.value.some(value => value !== null && order({ kind, value }, item) === 0);
    return isThere || (list.value.includes(null) ? "unanswered" : false);
  }

  function decide(node, facts) { // true, false, or the reason why it is unknown
    if (node.rules) {
      const truths = node.rules.map(rule => decide(rule, facts));
      if (truths.includes(node.op !== "all")) { return node.op === "any"; }
      return truths.find(isText) || node.op !== "any";
    }
    const one = calculate(node.operand || node.left, facts);
    if (node.op === "is_answered") {
      return one !== "unanswered" && !(one.kind in ITEM_OF && one.value.every(value => value === null));
    }
    if (isText(one)) { return one; }
    if (node.op === "in") { return isAmong(one, node.choices); }
    const other = calculate(node.item || node.right, facts);
    if (isText(other)) { return other; }
    return node.op === "contains" ? contains(one, other) : compare(node.op, one, other);
  }

  const typed = entries => new Map(Object.entries(entries).map(([name, { type, value }]) => [name, read(type, value)]));
  window.portalRules = { calculate, decide, typed };

  const block = document.querySelector("script[data-rules]"), form = block && block.closest("form");
  if (!form) { return; }
  const page = JSON.parse(block.textContent), prefix = page.step + "-";
  const earlier = typed(page.answers), records = typed(page.records), parts = new Map();
  form.querySelectorAll("[data-question]").forEach(part => parts.set(part.dataset.question, part));

  const holds = (rule, answers) => decide(rule, { answers, records, as_of: page.as_of }) === true;

  const AMOUNT = /^([+-]?)([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)?(?:\.([0-9]+))?$/; // sign, whole number, decimals
  /* How each kind of control is read; `of` gives what would be posted under the control's name and a suffix. */
  const CONTROLS = table({
    text: of => read("text", (of("")[0] || "").trim().replace(/\r?\n/g, "\r\n")),
    capitals: of => read("text", (of("")[0] || "").trim().toUpperCase()),
    choice: of => read("text", of("")[0] || ""),
    organization: of => read("text", of("_code")[0] || ((of("_name")[0] || "").trim() ? "not_listed" : "")),
    choices: of => (of("").length ? read("texts", of("")) : "unanswered"),
    yes_no: of => read("yes_no", { yes: true, no: false }[of("")[0]] ?? null),
    integer(of) {
      const parts = /^([+-]?[0-9]+)(\.0*)?$/.exec((of("")[0] || "").trim());
      return parts ? whole("integer", BigInt(parts[1])) : "unanswered";
    },
    decimal(of) {
      const parts = AMOUNT.exec((of("")[0] || "").trim());
      if (!parts || !(parts[2] || parts[3])) { return "unanswered"; }
      const digits = (parts[2] || "0").replaceAll(",", "") + "." + (parts[3] || "0");
      return read("decimal", (parts[1] === "-" ? "-" : "") + digits);
    },
    money(of) {
      const parts = AMOUNT.exec((of("")[0] || "").trim().replace(/^([+-]?)\s*\$\s*/, "$1"));
      if (!parts || !(parts[2] || parts[3]) || (parts[3] && parts[3].length !== 2)) { return "unanswered"; }
      const cents = BigInt((parts[2] || "0").replaceAll(",", "") + (parts[3] || "00"));
      return whole("money", parts[1] === "-" ? -cents : cents);
    },
    month(of) {
      const [year, month] = ["_year", "_month"].map(part => (of(part)[0] || "").trim());
      const isTyped = /^[0-9]{4}$/.test(year) && /^[0-9]{1,2}$/.test(month);
      return isTyped ? read("date", [year, month.padStart(2, "0"), "01"].join("-")) : "unanswered";
    },
    date(of) {
      const [year, month, day] = ["_year", "_month", "_day"].map(part => (of(part)[0] || "").trim());
      const isTyped = [year, month, day].every(part => /^[0-9]+$/.test(part)) && year.length === 4;
      return isTyped ? read("date", [year, month.padStart(2, "0"), day.padStart(2, "0")].join("-")) : "unanswered";
    },
  });

  function judgeRows(question, of) { // shows and hides within each row; gives what is not asked there
    const unasked = new Set();
    for (let place = 0; place < question.most; place += 1) {
      const answers = new Map();
      question.within.forEach(each => {
        const at = place + "-" + each.id, asked = !each.condition || holds(each.condition, answers);
        if (!asked) { unasked.add(at); }
        if (asked && each.read) { answers.set("row." + each.id, CONTROLS[each.read](suffix => of("-" + at + suffix))); }
        if (each.condition && parts.has(question.id + "-" + at)) { parts.get(question.id + "-" + at).hidden = !asked; }
      });
    }
    return unasked;
  }

  function note(question, answers, of, unasked) {
    if (!question.rows) {
      answers.set(question.id, CONTROLS[question.read](of));
      return;
    }
    const given = (place, suffix) => of("-" + place + "-" + suffix);
    const isOpen = (place, id) => !unasked.has(place + "-" + id);
    const named = place => (question.within || []).filter(each => each.names && isOpen(place, each.id)).flatMap(each => each.names);
    const filled = [...Array(question.most).keys()]
      .filter(place => [...question.names, ...named(place)].some(name => given(place, name).some(text => text.trim())));
    answers.set(question.id, filled.length ? whole("integer", BigInt(filled.length)) : "unanswered");
    question.rows.forEach(each => {
      const readAt = place => CONTROLS[each.read](suffix => given(place, each.id + suffix));
      const column = filled.map(place => (isOpen(place, each.id) ? readAt(place) : "unanswered"));
      const list = { kind: each.type, value: column.map(value => (isText(value) ? null : value.value)) };
      answers.set(question.id + "." + each.id, filled.length ? list : "unanswered");
    });
  }

  function refresh() {
    const posted = new Map(), answers = new Map(earlier);
    new FormData(form).forEach((value, name) => posted.set(name, [...(posted.get(name) || []), String(value)]));
    page.questions.forEach(question => {
      const of = suffix => posted.get(prefix + question.id + suffix) || [];
      const asked = !question.condition || holds(question.condition, answers);
      const unasked = question.within ? judgeRows(question, of) : new Set();
      if (parts.has(question.id) && question.condition) { parts.get(question.id).hidden = !asked; }
      if (asked && question.read) { note(question, answers, of, unasked); }
    });
    document.querySelectorAll("[data-error-summary] a").forEach(link => {
      const target = document.getElementById(link.hash.slice(1));
      link.parentNode.hidden = Boolean(target && target.closest("[data-question][hidden]"));
    });
  }
  refresh();
  if (form.querySelector("[data-question][hidden] .usa-form-group--error")) { // the server asks for it, so it knows better
    parts.forEach(part => { part.hidden = false; });
    return;
  }
  form.addEventListener("input", refresh);
  form.addEventListener("change", refresh);
  window.addEventListener("pageshow", refresh); // typing that the browser put back by itself
})();
