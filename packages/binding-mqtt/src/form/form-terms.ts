import { type Form, isRecord, type Operation } from "@thingwright/td";

export type ControlPacket = "publish" | "subscribe" | "unsubscribe";
export type QoS = 0 | 1 | 2;

/** The terms of the W3C's MQTT binding in a Form, normalised. */
export interface FormTerms {
  /** As the Form says, else as the operation asks for by default. */
  readonly controlPacket: ControlPacket;
  readonly topic?: string;
  readonly filters: readonly string[];
  readonly qos?: QoS;
  readonly retain?: boolean;
}

/**
 * Reads `mqv:topic`, `mqv:filter`, `mqv:controlPacket`, `mqv:qos` and `mqv:retain`. A term with an unusable value
 * counts as absent; `mqv:publish`, `quality:1` and plain numbers of older drafts are understood, as are their
 * `mqv:controlPacketValue`, `mqv:methodName`, `mqv:commandCode` and `mqv:methodCode` (the packet's type by number), and
 * `mqv:options`.
 *
 * @see W3C WoT MQTT binding, "Form terms" and "Default mappings"
 */
export function formTermsOf(form: Form, operation: Operation): FormTerms {
  const topic = form["mqv:topic"];
  const filter = form["mqv:filter"];
  const qos = qosOf(form["mqv:qos"] ?? optionOf(form, "qos"));
  const retain = form["mqv:retain"] ?? optionOf(form, "retain");
  return {
    controlPacket: controlPacketOf(form) ?? defaultControlPacket(operation),
    filters: (Array.isArray(filter) ? filter : [filter]).filter((text): text is string => typeof text === "string"),
    ...(typeof topic === "string" ? { topic } : {}),
    ...(qos === undefined ? {} : { qos }),
    ...(typeof retain === "boolean" ? { retain } : {}),
  };
}

/** The control packet that carries out `operation` when its Form does not say. */
export function defaultControlPacket(operation: Operation): ControlPacket {
  if (operation.startsWith("un")) return "unsubscribe";
  if (operation.startsWith("read") || operation.startsWith("observe") || operation.startsWith("subscribe")) {
    return "subscribe";
  }
  return "publish";
}

function controlPacketOf(form: Form): ControlPacket | undefined {
  const term = form["mqv:controlPacket"] ?? form["mqv:controlPacketValue"] ?? form["mqv:methodName"];
  if (term === undefined) return packetTypes.get(form["mqv:commandCode"] ?? form["mqv:methodCode"]);
  if (typeof term !== "string") return undefined;
  const name = term.replace(/^.*[:#]/, "").toLowerCase();
  return name === "publish" || name === "subscribe" || name === "unsubscribe" ? name : undefined;
}

/** MQTT 5.0 §2.1.2 */
const packetTypes: ReadonlyMap<unknown, ControlPacket> = new Map([
  [3, "publish"],
  [8, "subscribe"],
  [10, "unsubscribe"],
]);

/** The value of an option of older drafts: `"mqv:options": [{"mqv:optionName": …, "mqv:optionValue": …}]`. */
function optionOf(form: Form, name: string): unknown {
  const options: readonly unknown[] = [form["mqv:options"]].flat();
  const option = options.find((each) => isRecord(each) && each["mqv:optionName"] === name);
  return isRecord(option) ? option["mqv:optionValue"] : undefined;
}

/** The level that a value of `mqv:qos` stands for; `undefined` for an unusable one. */
export function qosOf(term: unknown): QoS | undefined {
  const level = typeof term === "string" ? Number(term.replace(/^quality:/, "") || Number.NaN) : term;
  return level === 0 || level === 1 || level === 2 ? level : undefined;
}
