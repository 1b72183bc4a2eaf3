/**
 * The script of the page: unpacks the rows, finds those that have all words and what is chosen, and shows a hundred of them at a
 * time. What is looked for is in the fragment of the address, so that a search can be linked.
 */
export const searchScript = `
const data = JSON.parse(document.querySelector("#data").textContent);
const rows = data.vendors.flatMap(([family, vendor, ...rest]) => {
  let kind;
  return rest.flatMap((each) => {
    if (typeof each === "number") { kind = data.kinds[each]; return []; }
    const [models, features, tier] = kind;
    const [name, title] = data.families[family];
    const text = [vendor, each, models, features, title, data.tiers[tier]].join(" ").toLowerCase();
    return [{ family: name, vendor, device: each, models: models.split(" "), features, tier: data.tiers[tier], text }];
  });
});
const at = (id) => document.querySelector("#" + id);
const fields = ["words", "family", "model", "tier"].map(at);
const option = (select, value, text) => select.append(new Option(text, value));
for (const [name, title] of data.families) option(at("family"), name, title);
for (const model of [...new Set(rows.flatMap(({ models }) => models))].sort()) option(at("model"), model, model);
for (const tier of data.tiers) option(at("tier"), tier, tier);
const step = 100;
let shown = step;
const line = ({ vendor, device, models, features, tier }) => {
  const row = document.createElement("tr");
  for (const text of [vendor, device, models.join(", "), features, tier]) {
    const cell = document.createElement("td");
    cell.textContent = text;
    row.append(cell);
  }
  row.lastChild.className = tier;
  return row;
};
const show = () => {
  const [text, family, model, tier] = fields.map(({ value }) => value);
  const words = text.toLowerCase().split(/\\s+/).filter(Boolean);
  const found = rows.filter((row) => words.every((word) => row.text.includes(word))
    && (family === "" || row.family === family) && (model === "" || row.models.includes(model))
    && (tier === "" || row.tier === tier));
  at("rows").replaceChildren(...found.slice(0, shown).map(line));
  at("count").textContent = found.length + " of " + rows.length + " devices";
  at("more").hidden = found.length <= shown;
};
const search = () => {
  shown = step;
  const set = fields.filter(({ value }) => value !== "").map(({ id, value }) => [id, value]);
  history.replaceState(null, "", set.length === 0 ? "#" : "#" + new URLSearchParams(set));
  show();
};
const restore = () => {
  const asked = new URLSearchParams(location.hash.slice(1));
  for (const field of fields) field.value = asked.get(field.id) ?? "";
  show();
};
for (const field of fields) field.addEventListener("input", search);
document.forms[0].addEventListener("submit", (event) => event.preventDefault());
at("more").addEventListener("click", () => { shown += step; show(); });
addEventListener("hashchange", restore);
document.querySelector("main").hidden = false;
restore();
`;
