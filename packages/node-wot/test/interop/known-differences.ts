import type { Outcome } from "./example-uses.js";
import type { Implementation } from "./implementations.js";

export type Protocol = "http" | "coap";

/** Who exposes an example and who uses it, over what. */
export interface Setting {
  readonly server: Implementation;
  readonly client: Implementation;
  readonly protocol: Protocol;
}

/** An outcome that is another than that of node-wot alone. */
export interface Difference {
  readonly step: string;
  readonly alone: Outcome[1];
  readonly here: Outcome[1];
}

/** Differences that are as they shall be, or are node-wot's own; the guide to migrating says so too. */
export const knownDifferences: Readonly<Record<string, (difference: Difference, setting: Setting) => boolean>> = {
  "URI variables are checked against their schemas": ({ step, here }) =>
    here === "refused" && /"step":251|"quantity":9/.test(step),
  "an answer of 4.xx over CoAP is success to node-wot's client": ({ alone, here }, { client, protocol }) =>
    protocol === "coap" && client.startsWith("node-wot") && alone === "refused" && isDone(here),
  "an answer of 4.xx over CoAP is an error to the stand-in's client": ({ alone, here }, { server, protocol }) =>
    protocol === "coap" && server.startsWith("node-wot") && here === "refused" && isDone(alone),
  "the stand-in's client reads all that node-wot's CoAP server has": ({ step, alone }, { server, client, protocol }) =>
    protocol === "coap" &&
    server.startsWith("node-wot") &&
    client === "the stand-in" &&
    alone === "refused" &&
    /^read all/.test(step),
  "node-wot's CoAP client knows no content format for images": ({ step, here }, { client, protocol }) =>
    protocol === "coap" && client.startsWith("node-wot") && here === "refused" && /redDotImage|^read all/.test(step),
};

/** Whether an operation went well and brought nothing. */
const isDone = (outcome: Outcome[1]): boolean => outcome !== "refused" && outcome.value === undefined;
