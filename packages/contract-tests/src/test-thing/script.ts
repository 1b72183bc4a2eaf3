import { RequestError } from "@thingwright/errors";
import { Gate } from "./gate.js";
import type { ActionScript } from "./test-action.js";
import type { PropertyScript } from "./test-property.js";

/** A name that has to be escaped in a path, a query, a topic and a URI Template. */
export const weirdName = "weird name/ü%{}";

/** Why `failing` and `fail` fail. */
export const refusal = (): RequestError => new RequestError("WOT_CONFLICT", "the oven door is open");

/** Text of 100 000 bytes in which every eight bytes say where they stand, so that a shuffled block shows. */
const longText = Array.from({ length: 12_500 }, (_, index) => String(index * 8).padStart(8, "0")).join("");

/** A body that no text survives: every byte once. */
export const everyByte = (): Uint8Array => Uint8Array.from({ length: 256 }, (_, index) => index);

const uriVariables = { unit: { type: "string" }, step: { type: "integer" } } as const;

export const scriptedProperties = (): Readonly<Record<string, PropertyScript>> => ({
  count: { type: "integer", value: 0, observable: true },
  name: { value: "lamp" },
  sealed: { value: "as delivered", readOnly: true },
  secretInput: { value: "", writeOnly: true },
  blob: { value: longText, readOnly: true },
  failing: { value: "", observable: true, failure: refusal() },
  slow: { value: "at last", readOnly: true, gate: new Gate() },
  scaled: { value: "1", uriVariables },
  bytes: { type: "bytes", value: everyByte(), contentTypes: ["application/octet-stream"] },
  note: { value: "hello", contentTypes: ["application/json", "text/plain"] },
  [weirdName]: { value: "odd", observable: true },
});

export const scriptedActions = (): Readonly<Record<string, ActionScript>> => ({
  echo: {},
  void: {},
  fail: { failure: refusal() },
  job: { synchronous: false },
  scaledEcho: { uriVariables },
  [weirdName]: {},
});

export const scriptedEvents: readonly string[] = ["tick", "alarm", weirdName];
