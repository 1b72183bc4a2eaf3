import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import { implementations } from "./implementations.js";
import { intendedDifferences } from "./intended-differences.js";
import { type Core, scriptedCalls } from "./scripted-calls.js";

const standIn = implementations["the stand-in"].core as unknown as Core;

/** With the class of outputs, which node-wot's core does not export. */
const theirs = {
  "0.8.16": coreOf("node-wot 0.8.16", "package.json"),
  "0.9.2": coreOf("node-wot 0.9.2", "node-wot-0.9/package.json"),
};

function coreOf(version: "node-wot 0.8.16" | "node-wot 0.9.2", manifest: string): Core {
  const require = createRequire(new URL(`../../../../interop/${manifest}`, import.meta.url));
  const { InteractionOutput } = require("@node-wot/core/dist/interaction-output");
  return { ...(implementations[version].core as unknown as Core), InteractionOutput };
}

/** What a call gave, or the message that it failed with. */
async function outcomeOf(call: (core: Core) => unknown, core: Core): Promise<unknown> {
  try {
    return { gave: plain(await call(core)) };
  } catch (error) {
    return { failed: error instanceof Error ? error.message : error };
  }
}

/** Objects of any class as what is in them, bytes in hexadecimal. */
function plain(value: unknown): unknown {
  if (value instanceof Uint8Array) return `bytes ${Buffer.from(value).toString("hex")}`;
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, plain(member)]));
}

describe.each(Object.entries(theirs))("the core of node-wot %s and the stand-in", (_, core) => {
  it("export the same names, and the stand-in none less", () => {
    expect(Object.keys(standIn)).toEqual(expect.arrayContaining(Object.keys(core)));
  });

  it.each(Object.entries(scriptedCalls))("agree, or differ on purpose, on %s", async (about, call) => {
    const [expected, actual] = [await outcomeOf(call, core), await outcomeOf(call, standIn)];
    // One that is listed and agrees is no difference any more.
    if (Object.hasOwn(intendedDifferences, about)) expect(actual).not.toEqual(expected);
    else expect(actual).toEqual(expected);
  });
});

it("only calls that are made are listed as differing", () => {
  expect(Object.keys(scriptedCalls)).toEqual(expect.arrayContaining(Object.keys(intendedDifferences)));
});
