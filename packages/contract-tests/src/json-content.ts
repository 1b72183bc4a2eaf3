import type { Content } from "@thingwright/contracts";

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true });

/** `value` as JSON bytes. */
export const jsonContent = (value: unknown, contentType = "application/json"): Content => ({
  contentType,
  body: encoder.encode(JSON.stringify(value)),
});

/** The text of a body. */
export const textOf = (content: Content): string => decoder.decode(content.body);

/** The value that a JSON body stands for. @throws {SyntaxError} when it is none */
export const jsonOf = (content: Content): unknown => JSON.parse(textOf(content));
