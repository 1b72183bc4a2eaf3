import type { Codec } from "@thingwright/contracts";
import { isWotError } from "@thingwright/errors";
import { defaultMaxDepth } from "../limits.js";
import { prototypeMember, unusable } from "../unusable.js";
import { decodeUtf8WithoutBom, encodeUtf8 } from "../utf8.js";
import { checkCarriable } from "./carriable.js";
import { nestsDeeperThan } from "./nesting.js";
import { hasInfinity, mayOverflow } from "./overflow.js";
import { hasPrototypeMember, mayNamePrototype } from "./prototype-member.js";

export interface JsonOptions {
  /** Arrays and objects within each other, both ways. Default 64. */
  readonly maxDepth?: number;
}

/**
 * JSON (RFC 8259): `application/json` and every type that ends in `+json`.
 *
 * Encodes what JSON carries without loss: no `undefined`, NaN, Infinity, bigint, function, Map, Set or bytes; members
 * that are `undefined` are left out, and `toJSON` is honoured. Decodes UTF-8 only, bounds the depth before it parses,
 * and refuses a member named `__proto__` and a number that would become infinite.
 */
export function json(options: JsonOptions = {}): Codec {
  const { maxDepth = defaultMaxDepth } = options;
  return {
    mediaTypes: ["application/json"],
    suffix: "+json",
    encode: (value) => encodeUtf8(stringify(value, maxDepth)),
    decode: (body) => parse(body, maxDepth),
  };
}

function stringify(value: unknown, maxDepth: number): string {
  try {
    checkCarriable(value, maxDepth, "");
    return JSON.stringify(value);
  } catch (error) {
    if (isWotError(error)) throw error;
    throw unusable("the value cannot be written as JSON", { cause: error });
  }
}

function parse(body: Uint8Array, maxDepth: number): unknown {
  if (nestsDeeperThan(maxDepth, body)) throw unusable(`arrays and objects nest deeper than ${maxDepth}`);
  const text = decodeUtf8WithoutBom(body);
  const value = parseText(text);
  if (mayNamePrototype(text) && hasPrototypeMember(value)) throw prototypeMember();
  if (mayOverflow(text) && hasInfinity(value)) throw unusable("a number is larger than any that can be kept");
  return value;
}

/** The parser's own message quotes the content, so that it stays behind as the cause. */
function parseText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw unusable("the content is not JSON", { cause });
  }
}
