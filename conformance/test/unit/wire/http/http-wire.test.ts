import { type Effect, type HttpRequest, HttpWire } from "@thingwright/conformance";
import { describe, expect, it } from "vitest";
import { type Script, ScriptedThing } from "../../../../selftest/http/scripted-thing.js";
import { Ledger } from "../../../../src/run/ledger.js";
import { defaultProbeLimits } from "../../../../src/wire/probe-limits.js";

const never = new AbortController().signal;
const ledgerOf = (...allowed: readonly Effect[]) => new Ledger(new Set(allowed), never);

function wireWith(ledger: Ledger): HttpWire {
  return new HttpWire({
    signal: never,
    now: Date.now,
    random: () => 0,
    limits: defaultProbeLimits,
    trust: {},
    pace: { turn: async () => {} },
    ledger,
  });
}

/** A Thing with one value, that takes any other. */
function keeping(): Script {
  let value = "40";
  return ({ method, body }) => {
    if (method === "PUT") value = body;
    return { status: 200, body: value };
  };
}

const put = (url: string, value: string): HttpRequest => ({
  method: "PUT",
  url,
  headers: [],
  body: Buffer.from(value),
});
const get = (url: string): HttpRequest => ({ method: "GET", url, headers: [] });
const textOf = ({ response }: { response?: { body: Uint8Array } | undefined }) =>
  new TextDecoder().decode(response?.body);

describe("the HTTP wire", () => {
  it("changes a value, reads it anew, and puts it back when the ledger settles", async () => {
    await using thing = await ScriptedThing.start(keeping());
    const ledger = ledgerOf("write");
    const http = wireWith(ledger);
    expect(textOf(await http.ask(get(thing.origin)))).toBe("40");
    await http.change(put(thing.origin, "41"), {
      safety: "write",
      effect: "sets it to 41",
      async restore(own) {
        await own.change(put(thing.origin, "40"), { safety: "write", effect: "sets it back" });
        const now = textOf(await own.ask(get(thing.origin)));
        return now === "40" ? undefined : `it is ${now}`;
      },
    });
    expect(textOf(await http.ask(get(thing.origin)))).toBe("41");
    await ledger.settle();
    expect(ledger.unrestored).toEqual([]);
    expect(textOf(await http.ask(get(thing.origin)))).toBe("40");
  });

  it("sends no change that is not allowed, and none that is called a question", async () => {
    await using thing = await ScriptedThing.start(keeping());
    const http = wireWith(ledgerOf());
    const refused = await http.change(put(thing.origin, "41"), { safety: "write", effect: "sets it to 41" });
    expect(refused.problem).toEqual({ kind: "unsendable", message: "write is not allowed" });
    expect((await http.ask(put(thing.origin, "41"))).problem).toMatchObject({ kind: "unsendable" });
    expect(thing.questions).toEqual([]);
  });

  it("listens to a stream until it has enough, or the time is up", async () => {
    await using thing = await ScriptedThing.start(() => (response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write("data: 1\n\n");
    });
    const http = wireWith(ledgerOf());
    let status: number | undefined;
    const heard = await http.listen(get(thing.origin), {
      forMs: 10_000,
      enough: (body) => body.byteLength >= 9,
      opened: (head) => {
        status = head.status;
      },
    });
    expect([status, textOf(heard)]).toEqual([200, "data: 1\n\n"]);
    const silent = await http.listen(get(thing.origin), { forMs: 40, enough: () => false });
    expect(silent.response?.status).toBe(200);
  });

  it("sends a body in a way that curl can repeat", async () => {
    await using thing = await ScriptedThing.start(keeping());
    const http = wireWith(ledgerOf("write"));
    const { reproduce, replay } = await http.change(put(thing.origin, "it's"), { safety: "write", effect: "sets it" });
    expect(thing.questions[0]).toMatchObject({ method: "PUT", body: "it's", headers: { "content-length": "4" } });
    expect(reproduce).toContain("--request 'PUT' --globoff --data-raw 'it'\\''s' ");
    expect(replay).toMatchObject({ body: Buffer.from("it's").toString("base64") });
  });
});
