import type { EffectiveForm } from "@thingwright/td";
import { describe, expect, it } from "vitest";
import { formHeaders } from "../../../src/client/form-headers.js";

const headersOf = (term: unknown) =>
  formHeaders({ form: { href: "", "htv:headers": term } } as unknown as EffectiveForm);
const field = (name: unknown, value?: unknown) => ({ "htv:fieldName": name, "htv:fieldValue": value });

describe("formHeaders", () => {
  it.each([
    [undefined, []],
    [[], []],
    [
      [field("X-A", "1"), field("X-B")],
      ["x-a", "1"],
    ],
    [field("X-A", 1), ["x-a", "1"]],
    [{ "X-A": "1", "X-B": true }, ["x-a", "1", "x-b", "true"]],
    [
      [field("Content-Type", "text/html"), field("Accept", "text/plain")],
      ["accept", "text/plain"],
    ],
  ])("are of %j: %j", (term, headers) => {
    expect(headersOf(term)).toEqual(headers);
  });

  it.each([
    "Host",
    "Connection",
    "Keep-Alive",
    "Proxy-Connection",
    "TE",
    "Trailer",
    "Transfer-Encoding",
    "Upgrade",
    "Content-Length",
    "Content-Encoding",
    "Expect",
    "Authorization",
    "Proxy-Authorization",
    "Cookie",
  ])("are never %s", (name) => {
    expect(headersOf([field(name, "x")])).toMatch(/not the Form's to set/);
    expect(headersOf({ [name]: "x" })).toMatch(/not the Form's to set/);
  });

  it.each([
    "x",
    7,
    null,
    [null],
    [field("a b", "1")],
    [field("", "1")],
    [field("a", "1\r\nb: 2")],
    [field("a", "\u{1F600}")],
  ])("cannot be %j", (term) => {
    expect(headersOf(term)).toEqual(expect.stringMatching(/^htv:headers /));
  });
});
