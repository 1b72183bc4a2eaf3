import { readFileSync } from "node:fs";
import { join } from "node:path";
import { errorCodes } from "@thingwright/errors";
import { describe, expect, it } from "vitest";
import { root } from "./workspace.js";

interface Row {
  readonly family: string;
  readonly title: string;
  readonly http: string;
  readonly coap: string;
  readonly mqtt: string;
  readonly scripting: string;
  readonly when: string;
  readonly remedy: string;
}

const page = readFileSync(join(root, "docs/errors.md"), "utf8");
const documented = rowsOf(page);
const codes = Object.entries(errorCodes);

/** Rows by code, each with the heading above it as its family. */
function rowsOf(markdown: string): ReadonlyMap<string, Row> {
  const rows = new Map<string, Row>();
  let family = "";
  for (const line of markdown.split("\n")) {
    if (line.startsWith("## ")) family = line.slice(3);
    const [code, title, http, coap, mqtt, scripting, when, remedy] = line
      .split("|")
      .slice(1)
      .map((cell) => cell.trim());
    const name = /^`(WOT_\w+)`$/.exec(code ?? "")?.[1];
    if (name !== undefined) rows.set(name, { family, title, http, coap, mqtt, scripting, when, remedy } as Row);
  }
  return rows;
}

/** `0x84` as RFC 7252 §3 writes it: `4.04`. */
function dotted(coap: number): string {
  return `${coap >> 5}.${String(coap & 0x1f).padStart(2, "0")}`;
}

describe("docs/errors.md", () => {
  it("has every code of the table, and no other", () => {
    expect([...documented.keys()].sort()).toEqual(Object.keys(errorCodes).sort());
  });

  it.each(codes)("says of %s what the table says", (code, { family, title, http, coap, mqtt, scripting }) => {
    expect(documented.get(code)).toMatchObject({
      family,
      title,
      http: String(http),
      coap: dotted(coap),
      mqtt: `0x${mqtt.toString(16)}`,
      scripting,
    });
  });

  it.each(codes)("says when %s happens and what to do", (code) => {
    const { when = "", remedy = "" } = documented.get(code) ?? {};
    expect(when.length).toBeGreaterThan(10);
    expect(remedy.length).toBeGreaterThan(10);
  });
});
