import type { AdditionalExpectedResponse, EffectiveForm, Form } from "@thingwright/td";
import { describe, expect, it } from "vitest";
import { expectationOf, expectedReplies } from "../../../src/client/expected-replies.js";

type Terms = AdditionalExpectedResponse & { readonly "htv:statusCodeValue"?: number | string };

function expectedOf(additionalResponses: readonly Terms[], response: Form["response"] = { contentType: "text/plain" }) {
  const form = { form: { href: "", response, additionalResponses }, response } as unknown as EffectiveForm;
  const effective = additionalResponses.map((each) => ({
    success: each.success ?? false,
    contentType: each.contentType ?? "application/json",
  }));
  return expectedReplies({ ...form, additionalResponses: effective });
}

const reply = (status: number, contentType?: string) => ({
  status,
  body: new Uint8Array(0),
  header: () => contentType,
  headers: () => [],
});

describe("expectationOf an answer", () => {
  it("is the response for a success, a refusal for anything else, when the Form tells of no more", () => {
    expect(expectationOf(reply(204), expectedOf([]))).toEqual({ kind: "response" });
    expect(expectationOf(reply(404, "application/json"), expectedOf([]))).toEqual({ kind: "refusal" });
  });

  it("is the response with the status that the Form tells, whatever its class", () => {
    const expected = expectedOf([], { contentType: "text/plain", "htv:statusCodeValue": 404 } as Form["response"]);
    expect(expectationOf(reply(404), expected)).toEqual({ kind: "response" });
    expect(expectationOf(reply(500), expected)).toEqual({ kind: "refusal" });
  });

  const told = expectedOf([
    { success: false, contentType: "application/json", "htv:statusCodeValue": 409 },
    { success: true, contentType: "application/json", "htv:statusCodeValue": "202" },
    { success: false, contentType: "application/json" },
    { success: true, contentType: "application/cbor" },
    { success: false, contentType: "application/json", "htv:statusCodeValue": 401 },
    { success: true, contentType: "text/plain" },
  ]);

  it.each([
    [409, "application/json; charset=utf-8", { kind: "additional", index: 0 }],
    [409, undefined, { kind: "additional", index: 0 }],
    [409, "text/html", { kind: "refusal" }],
    [202, "application/json", { kind: "additional", index: 1 }],
    [500, "application/json", { kind: "additional", index: 2 }],
    [500, "APPLICATION/JSON", { kind: "additional", index: 2 }],
    [500, undefined, { kind: "refusal" }],
    [200, "application/cbor", { kind: "additional", index: 3 }],
    [200, "text/plain", { kind: "response" }],
    [200, "image/png", { kind: "response" }],
    [204, undefined, { kind: "response" }],
    [401, "application/json", { kind: "refusal" }],
  ] as const)("with status %i and type %s is %j", (status, contentType, expectation) => {
    expect(expectationOf(reply(status, contentType), told)).toEqual(expectation);
  });
});
