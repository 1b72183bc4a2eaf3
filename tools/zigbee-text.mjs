/**
 * The text of `docs/devices/zigbee.json`: what devices are the same have one number, and each vendor has a line, so that a
 * change of a few devices changes a few lines.
 */
export function zigbeeText(source, devices) {
  const kinds = new Set();
  const vendors = new Map();
  for (const { vendor, model, models, features } of devices) {
    const kind = JSON.stringify([words(models), words(features.toSorted())]);
    kinds.add(kind);
    if (!vendors.has(vendor)) vendors.set(vendor, []);
    vendors.get(vendor).push([kind, model]);
  }
  const order = new Map([...kinds].sort().map((kind, index) => [kind, index]));
  const lines = [...vendors]
    .sort(([one], [other]) => compare(one, other))
    .map(([vendor, own]) => `${JSON.stringify(vendor)}:${JSON.stringify(byKind(own, order))}`);
  return `{"source":${JSON.stringify(source)},\n"kinds":[\n${[...order.keys()].join(",\n")}],\n"vendors":{\n${lines.join(",\n")}}}\n`;
}

const words = (list) => [...new Set(list)].join(" ");

const compare = (one, other) => (one < other ? -1 : one > other ? 1 : 0);

function byKind(devices, order) {
  const numbered = {};
  for (const [kind, model] of devices) {
    const number = order.get(kind);
    numbered[number] ??= [];
    numbered[number].push(model);
  }
  for (const own of Object.values(numbered)) own.sort(compare);
  return numbered;
}
