import type { ThingDescription } from "@thingwright/td";
import { describing, describingProperty, type HttpFault, httpFaults, type Spoil, saying } from "./http-fault.js";

/** Texts that are no JSON, by what is wrong with them. */
const texts: readonly (readonly [what: string, change: (text: string) => string])[] = [
  ["its description ends early", (text) => text.slice(0, -1)],
  ["its description has a comma too many", (text) => text.replace(/\}$/, ",}")],
  ["its description has a comment", (text) => `// the lamp\n${text}`],
  ["its description has single quotation marks", (text) => text.replaceAll('"', "'")],
  ["its description goes on after its end", (text) => `${text}}`],
  ["its description has a line break in a text", (text) => text.replace("Perfect lamp", "Perfect\nlamp")],
  ["its description has a number that is none", (text) => text.replace('"maximum":100', '"maximum":NaN')],
  ["its description is a page", () => "<!doctype html><title>Lamp</title>"],
  ["its description is YAML", () => "title: Perfect lamp\n"],
];

type Change = (description: ThingDescription) => unknown;

/** Descriptions that are not valid, by what is wrong with them. */
const descriptions: readonly (readonly [what: string, change: Change])[] = [
  ["it has no title", ({ title: _, ...rest }) => rest],
  ["its title is a number", (description) => ({ ...description, title: 1 })],
  ["it has no context", ({ "@context": _, ...rest }) => rest],
  [
    "its context is that of another vocabulary",
    (description) => ({ ...description, "@context": "https://schema.org/" }),
  ],
  ["it has no security", ({ security: _, ...rest }) => rest],
  ["its security is not defined", (description) => ({ ...description, security: "none" })],
  ["it has no security definitions", ({ securityDefinitions: _, ...rest }) => rest],
  [
    "a security definition has no scheme",
    (description) => ({ ...description, securityDefinitions: { open: {}, closed: {} } }),
  ],
  ["its properties are an array", (description) => ({ ...description, properties: [] })],
  ["its description is a text", () => "Perfect lamp"],
  [
    "its Forms are an object",
    (description) => ({ ...description, forms: { href: "properties", op: "readallproperties" } }),
  ],
  ["a Form of it has no operation", (description) => ({ ...description, forms: [{ href: "properties" }] })],
];

/** Properties that are not valid. */
const properties: readonly (readonly [what: string, change: Parameters<typeof describingProperty>[1]])[] = [
  ["a property has no Forms", ({ forms: _, ...rest }) => rest],
  ["a property has an empty list of Forms", (property) => ({ ...property, forms: [] })],
  ["a Form has no href", (property) => ({ ...property, forms: [{ op: "readproperty" }] })],
  ["a Form has an operation of actions", (property) => ({ ...property, forms: [{ href: "a", op: "invokeaction" }] })],
  ["a Form has an operation that nobody knows", (property) => ({ ...property, forms: [{ href: "a", op: "read" }] })],
  ["a data schema has a type that nobody knows", (property) => ({ ...property, type: "int" })],
  ["a minimum is a text", (property) => ({ ...property, minimum: "0" })],
  ["readOnly is a text", (property) => ({ ...property, readOnly: "true" })],
  ["an enumeration is an object", (property) => ({ ...property, enum: {} })],
];

/** Which assertion says it, where one with an id of its own does: the rest is for `td-processor`. */
const named: ReadonlyMap<string, string> = new Map([
  ["it has no title", "td-vocab-title--Thing"],
  ["its title is a number", "td-vocab-title--Thing"],
  ["it has no context", "td-vocab-at-context--Thing"],
  ["its context is that of another vocabulary", "td-context"],
  ["it has no security", "td-vocab-security--Thing"],
  ["its security is not defined", "td-vocab-security--Thing"],
  ["it has no security definitions", "td-vocab-securityDefinitions--Thing"],
  ["a security definition has no scheme", "td-vocab-scheme--SecurityScheme"],
  ["a Form of it has no operation", "td-op-for-thing"],
  ["a property has no Forms", "td-vocab-forms--InteractionAffordance"],
  ["a property has an empty list of Forms", "td-vocab-forms--InteractionAffordance"],
  ["a Form has no href", "td-vocab-href--Form"],
  ["a Form has an operation of actions", "td-op-for-property"],
  ["a Form has an operation that nobody knows", "well-known-operation-types-only"],
]);

const notJson = (what: string, spoil: Spoil): HttpFault => ({ caughtBy: "td-json-open", what, spoil });
const notValid = (what: string, spoil: Spoil): HttpFault => ({
  caughtBy: named.get(what) ?? "td-processor",
  ...{ what, spoil },
});

export const tdFaults = httpFaults("td", [
  ...texts.map(([what, change]) => notJson(what, describing(change))),
  {
    caughtBy: "td-json-open_no-byte-order",
    what: "its description has a mark",
    spoil: describing((text) => `\ufeff${text}`),
  },
  {
    caughtBy: "td-json-open_utf-8",
    what: "its description is in Latin-1",
    spoil: describing((text) => Buffer.from(text.replace("Perfect", "Parf\u00e4it"), "latin1")),
  },
  {
    caughtBy: "td-json-open_utf-8",
    what: "its description cuts a character in two",
    spoil: describing((text) =>
      Buffer.concat([Buffer.from(text.slice(0, -2)), Uint8Array.of(0xc3), Buffer.from('"}}')]),
    ),
  },
  ...descriptions.map(([what, change]) => notValid(what, saying(change))),
  ...properties.map(([what, change]) => notValid(what, describingProperty("brightness", change))),
  {
    caughtBy: "td-vocab-observable--PropertyAffordance",
    what: "a property is said to be observable and is not",
    spoil: describingProperty("brightness", (property) => ({ ...property, observable: true })),
  },
  {
    caughtBy: "td-vocab-observable--PropertyAffordance",
    what: "a property can be observed and is not said to be observable",
    spoil: describingProperty("on", ({ observable: _, ...rest }) => rest),
  },
]);
