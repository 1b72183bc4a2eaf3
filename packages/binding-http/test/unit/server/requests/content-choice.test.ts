import { UnsupportedError } from "@thingwright/errors";
import { describe, expect, it } from "vitest";
import { type ServedThing, serveThing } from "../../../support/served-thing.js";

/** A server with an action that takes and gives JSON and text. */
async function serveEcho(): Promise<ServedThing> {
  const served = await serveThing();
  Object.defineProperty(served.thing.action("echo"), "contentTypes", { value: ["application/json", "text/plain"] });
  return served;
}

const invoke = (served: ServedThing, headers: Record<string, string>) =>
  served.ask("/test-thing/actions/echo", { method: "POST", headers, body: "1" });

describe("the answer of an action", () => {
  const acceptOf = async (served: ServedThing, headers: Record<string, string>) => {
    await invoke(served, headers);
    return served.thing.calls.of("invokeaction", "echo").at(-1)?.request.accept;
  };

  it("has the type of the input, as the Form that both belong to says, unless another one is asked for", async () => {
    await using served = await serveEcho();
    expect(await acceptOf(served, { "content-type": "text/plain" })).toBe("text/plain");
    expect(await acceptOf(served, { "content-type": "text/plain;charset=utf-8", accept: "*/*" })).toBe("text/plain");
    expect(await acceptOf(served, { "content-type": "application/json" })).toBeUndefined();
    expect(await acceptOf(served, { "content-type": "text/plain", accept: "application/json" })).toBeUndefined();
    expect(await acceptOf(served, { "content-type": "application/json", accept: "text/*" })).toBe("text/plain");
  });

  it("is refused with 406 before anything happens when no type will do", async () => {
    await using served = await serveEcho();
    expect((await invoke(served, { "content-type": "text/plain", accept: "image/png" })).status).toBe(406);
    expect(served.thing.calls.of("invokeaction", "echo")).toEqual([]);
  });
});

describe("a body that is not taken", () => {
  it("for its coding is answered with what is (RFC 7694)", async () => {
    await using served = await serveThing();
    const { status, headers } = await served.ask("/test-thing/properties/count", {
      method: "PUT",
      headers: { "content-type": "application/json", "content-encoding": "gzip" },
      body: "1",
    });
    expect([status, headers["accept-encoding"], headers.accept]).toEqual([415, "identity", undefined]);
  });

  it("for its type is answered with those that are (RFC 9110 §15.5.16)", async () => {
    await using served = await serveThing();
    served.thing.property("note").failure = new UnsupportedError("WOT_CONTENT_TYPE", "not this");
    const { status, headers } = await served.ask("/test-thing/properties/note", {
      method: "PUT",
      headers: { "content-type": "image/png" },
      body: "1",
    });
    expect([status, headers.accept]).toEqual([415, "application/json, text/plain"]);
  });
});
