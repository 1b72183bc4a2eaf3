import type { UaNode } from "../browse/ua-node.js";
import type { DeviceNode } from "./device-objects.js";
import type { Reading } from "./reading.js";
import type { Served } from "./served.js";
import { entryOf, type TemplateEntry, type ThingTemplate } from "./template.js";

/** What a template says of an object: which node serves what. */
export interface Templated {
  readonly served: readonly Served[];
  /** Nodes that it names and that are not there. */
  readonly problems: readonly string[];
}

const kinds = [
  ["properties", "property", "variable"],
  ["actions", "action", "method"],
  ["events", "event", undefined],
] as const;

export function templated(
  template: ThingTemplate | undefined,
  parts: readonly DeviceNode[],
  readings: readonly Reading[],
): Templated {
  const served: Served[] = [];
  const problems: string[] = [];
  const byPath = new Map(parts.map((each) => [each.path.join("/"), each.node]));
  for (const [member, kind, nodeKind] of kinds) {
    for (const [name, entry] of Object.entries<TemplateEntry>(template?.[member] ?? {})) {
      const { path, terms } = entryOf(entry);
      const node = byPath.get(path === "." ? "" : path);
      if (node === undefined || (nodeKind !== undefined && node.kind !== nodeKind)) {
        problems.push(`${name}: there is no ${nodeKind ?? "node"} ${path}`);
      } else
        served.push({ kind, name, node, terms: { ...unitTerm(node, readings, terms), ...terms }, ...readOnly(node) });
    }
  }
  return { served, problems };
}

const readOnly = ({ kind, variable }: UaNode) =>
  kind === "variable" && variable?.isWritable === false ? { isReadOnly: true } : {};

/** The unit that the server tells, where the template says nothing else of the conversion. */
function unitTerm(node: UaNode, readings: readonly Reading[], terms: Readonly<Record<string, unknown>>) {
  const qudt = readings.find((each) => each.node === node)?.unit?.qudt;
  const isConverted = ["map:unit", "map:enum", "map:range", "map:read", "map:bit"].some((term) => term in terms);
  return qudt === undefined || isConverted || !convertible.has(qudt) ? {} : { "map:unit": `qudtUnit:${qudt}` };
}

/** Units that the mapping converts, and that models have. */
const convertible: ReadonlySet<string> = new Set([
  "DEG_C",
  "DEG_F",
  "K",
  "PERCENT",
  "FRACTION",
  "PPM",
  "PPB",
  "LUX",
  "PA",
  "HectoPA",
  "KiloPA",
  "BAR",
  "MilliBAR",
  "W",
  "KiloW",
  "J",
  "W-HR",
  "KiloW-HR",
  "SEC",
  "MIN",
  "HR",
  "DAY",
  "V",
  "MilliV",
  "A",
  "MilliA",
]);
