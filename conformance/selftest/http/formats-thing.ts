import { gzipSync } from "node:zlib";
import type { ThingDescription } from "@thingwright/td";
import { perfectPath } from "./perfect-thing.js";
import type { Answer, Script } from "./scripted-thing.js";

/** The media types of what it measures. */
const types = {
  name: "application/json",
  energy: "application/cbor",
  note: "text/plain;charset=utf-8",
  phases: "text/plain",
  pulses: "application/octet-stream;length=2;signed=false",
  history: "application/json",
  scaled: "application/json",
} as const;

/** A Thing whose values are not all in plain JSON: a meter. */
export function formatsDescription(origin: string): ThingDescription {
  const read = (name: keyof typeof types, query = "") => [
    { href: `properties/${name}${query}`, op: "readproperty", contentType: types[name] },
  ];
  return {
    "@context": "https://www.w3.org/2022/wot/td/v1.1",
    id: "urn:uuid:0f2f9b0b-5f0d-4a64-8ad8-0f6f0d3b2c55",
    title: "Perfect meter",
    base: `${origin}${perfectPath}/`,
    securityDefinitions: { open: { scheme: "nosec" } },
    security: "open",
    properties: {
      name: { type: "string", readOnly: true, forms: read("name") },
      energy: {
        type: "object",
        properties: { wh: { type: "integer", minimum: 0 }, factor: { type: "number", maximum: 1 } },
        required: ["wh", "factor"],
        readOnly: true,
        forms: read("energy"),
      },
      note: { type: "string", maxLength: 20, readOnly: true, forms: read("note") },
      phases: { type: "integer", minimum: 1, maximum: 3, readOnly: true, forms: read("phases") },
      pulses: { type: "integer", maximum: 50_000, readOnly: true, forms: read("pulses") },
      history: {
        type: "array",
        items: { type: "number" },
        readOnly: true,
        forms: read("history").map((form) => ({ ...form, contentCoding: "gzip" })),
      },
      scaled: {
        type: "number",
        readOnly: true,
        uriVariables: { unit: { type: "string", enum: ["Wh", "kWh"] } },
        forms: read("scaled", "{?unit}"),
      },
    },
  } as unknown as ThingDescription;
}

const scaled: Readonly<Record<string, string>> = { "": "1234", "?unit=Wh": "1234", "?unit=kWh": "1.234" };

/** The bytes of each value. */
const values: Readonly<Record<keyof typeof types, string | Uint8Array>> = {
  name: '"meter"',
  // {"wh": 1234, "factor": 0.5}
  energy: Uint8Array.from([0xa2, 0x62, 0x77, 0x68, 0x19, 0x04, 0xd2, 0x66, ...Buffer.from("factor"), 0xf9, 0x38, 0x00]),
  note: "in the cellar",
  phases: "3",
  pulses: Uint8Array.of(0xc0, 0x00),
  history: gzipSync("[1.5, 2.5]"),
  scaled: "1234",
};

/** The script of that meter. */
export function formatsScript(): Script {
  return ({ method, path, headers }, origin) => {
    if (path === perfectPath || path === "/.well-known/wot") {
      return answer("application/td+json", JSON.stringify(formatsDescription(origin)));
    }
    const [, name, query = ""] = /^\/lamp\/properties\/([a-z]+)(\?.*)?$/.exec(path) ?? [];
    if (name === undefined || !Object.hasOwn(values, name)) return { status: 404 };
    if (method !== "GET" && method !== "HEAD") return { status: 405, headers: { allow: "GET, HEAD" } };
    const of = name as keyof typeof types;
    const [type = ""] = types[of].split(";");
    const accept = headers.accept ?? "*/*";
    if (!accept.includes(type) && !accept.includes("*/*")) return { status: 406 };
    if (of === "scaled") return Object.hasOwn(scaled, query) ? answer(types[of], scaled[query]!) : { status: 400 };
    const { headers: about, ...rest } = answer(types[of], values[of]);
    return { ...rest, headers: { ...about, ...(of === "history" ? { "content-encoding": "gzip" } : {}) } };
  };
}

const answer = (type: string, body: string | Uint8Array): Answer => ({
  status: 200,
  headers: { "content-type": type },
  body,
});
