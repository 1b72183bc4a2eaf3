import type { FormRequest } from "@thingwright/contracts";
import { ThingDescriptionError } from "@thingwright/errors";
import type { JsonLdContext } from "@thingwright/td";
import { type DataType, isDataType } from "../payload/data-type.js";
import { type EdgeNodeId, isId } from "../topic.js";

/** Namespace of the terms; prefix `spb`. */
export const sparkplugNamespace = "https://thingwright.org/ns/sparkplug#";

/** What a Form says of a metric. */
export interface SparkplugTerms extends EdgeNodeId {
  /** Empty for a metric of the edge node itself. */
  readonly device: string;
  /** Empty for whether the edge node, or the device, is there. */
  readonly metric: string;
  /** Of what is written, for an edge node whose birth does not say it. */
  readonly dataType: DataType | undefined;
  /** What an action writes; its input otherwise. */
  readonly value: unknown;
}

/**
 * The terms of a Form, under whatever prefix; `undefined` for a Form with neither `spb:metric` nor `spb:online`, which is
 * an ordinary one.
 *
 * @throws {ThingDescriptionError} WOT_TD_INVALID when one is unusable
 */
export function sparkplugTermsOf({ thing, form: { form, pointer } }: FormRequest): SparkplugTerms | undefined {
  const prefix = prefixIn(thing["@context"]);
  const members = form as unknown as Readonly<Record<string, unknown>>;
  const term = (name: string): unknown => members[`${prefix}:${name}`] ?? members[`${sparkplugNamespace}${name}`];
  const metric = term("online") === true ? onlineMetric : term("metric");
  if (metric === undefined) return undefined;
  const [group, edgeNode, device = "", dataType] = ["group", "edgeNode", "device", "dataType"].map(term);
  const refuse = (name: string, demand: string): never => {
    throw new ThingDescriptionError("WOT_TD_INVALID", `${prefix}:${name} must be ${demand}`, { pointer });
  };
  if (typeof metric !== "string" || (metric === "" && term("online") !== true)) {
    return refuse("metric", "the name of a metric");
  }
  if (!isId(group)) return refuse("group", "an id without +, # and /");
  if (!isId(edgeNode)) return refuse("edgeNode", "an id without +, # and /");
  if (device !== "" && !isId(device)) return refuse("device", "an id without +, # and /");
  if (dataType !== undefined && !isDataType(dataType)) return refuse("dataType", "a data type of Sparkplug");
  return { group, edgeNode, device: device as string, metric, dataType, value: term("value") };
}

/** Stands for no metric, but for whether there are any. */
export const onlineMetric = "";

/** The prefix that the document has declared for the namespace; `spb` where it has none. */
function prefixIn(context: JsonLdContext | undefined): string {
  for (const entry of [context].flat()) {
    if (typeof entry !== "object" || entry === null) continue;
    for (const [prefix, iri] of Object.entries(entry)) if (iri === sparkplugNamespace) return prefix;
  }
  return "spb";
}
