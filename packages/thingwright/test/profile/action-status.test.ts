import { RequestError } from "@thingwright/errors";
import { describe, expect, it } from "vitest";
import { ask, eventually, type LampInit, serveLamp } from "../support/served-lamp.js";

const rfc3339 = /^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

const actions: LampInit = {
  actions: {
    fade: { synchronous: false, input: { type: "integer" }, output: { type: "integer", maximum: 100 } },
    measure: { synchronous: true, output: { type: "integer" } },
    reset: {},
  },
};

/** A lamp whose fading ends when the test says so, each time with what it says. */
async function serveFading(maxInvocations = 100) {
  const ends: { resolve(output: unknown): void; reject(error: unknown): void; signal?: AbortSignal | undefined }[] = [];
  const lamp = await serveLamp(actions, { limits: { maxInvocations } }, (thing) => {
    thing.setActionHandler(
      "fade",
      (_, { signal }) => new Promise((resolve, reject) => void ends.push({ resolve, reject, signal })),
    );
    thing.setActionHandler("measure", () => 7);
    thing.setActionHandler("reset", () => {});
  });
  const fade = () => ask(`${lamp.base}/lamp/actions/fade`, "POST", 1);
  const statusAt = async (href: string) => (await ask(`${lamp.base}${href}`)).json;
  return { ...lamp, ends, fade, statusAt };
}

describe("the ActionStatus of an exposed action", () => {
  it("http-basic-profile-protocol-binding-invokeaction-15: has the members that the profile has, and their types", async () => {
    await using lamp = await serveFading();
    const { json: begun } = await lamp.fade();
    expect(begun).toEqual({
      id: expect.any(String),
      status: expect.stringMatching(/^(pending|running|completed|failed)$/),
      href: expect.any(String),
      timeRequested: expect.any(String),
    });
    lamp.ends[0]?.resolve(5);
    await eventually(async () => {
      expect(await lamp.statusAt(begun.href)).toEqual({
        ...begun,
        status: "completed",
        output: 5,
        timeEnded: expect.any(String),
      });
    });
  });

  it("http-basic-profile-protocol-binding-invokeaction-16: is running until it is completed or failed", async () => {
    await using lamp = await serveFading();
    const [good, bad] = [await lamp.fade(), await lamp.fade()];
    expect([good.json.status, bad.json.status]).toEqual(["running", "running"]);
    lamp.ends[0]?.resolve(5);
    lamp.ends[1]?.reject(new RequestError("WOT_CONFLICT", "the lamp is broken"));
    await eventually(async () => {
      expect((await lamp.statusAt(good.json.href)).status).toBe("completed");
      expect((await lamp.statusAt(bad.json.href)).status).toBe("failed");
    });
  });

  it("http-basic-profile-protocol-binding-invokeaction-17: has an output only if it matches the schema; the action has failed otherwise", async () => {
    await using lamp = await serveFading();
    const [good, bad] = [await lamp.fade(), await lamp.fade()];
    lamp.ends[0]?.resolve(100);
    lamp.ends[1]?.resolve(101);
    await eventually(async () => {
      expect(await lamp.statusAt(good.json.href)).toMatchObject({ status: "completed", output: 100 });
      const failed = await lamp.statusAt(bad.json.href);
      expect(failed).toMatchObject({ status: "failed", error: { status: 500 } });
      expect(failed).not.toHaveProperty("output");
    });
  });

  it("http-basic-profile-protocol-binding-invokeaction-18: tells of a failure with problem details", async () => {
    await using lamp = await serveFading();
    const { json } = await lamp.fade();
    lamp.ends[0]?.reject(new RequestError("WOT_CONFLICT", "the lamp is broken"));
    await eventually(async () => {
      expect((await lamp.statusAt(json.href)).error).toEqual({
        type: "urn:thingwright:error:WOT_CONFLICT",
        title: "Conflict",
        status: 409,
        code: "WOT_CONFLICT",
        detail: "the lamp is broken",
      });
    });
  });

  it("http-basic-profile-protocol-binding-invokeaction-19: has an address that resolves to http", async () => {
    await using lamp = await serveFading();
    const { json } = await lamp.fade();
    const url = new URL(json.href, `${lamp.base}/lamp/actions/fade`);
    expect(url.protocol).toBe("http:");
    expect((await ask(url.href)).json.href).toBe(json.href);
  });

  it("timeRequested: is the time at which the request came, as RFC 3339 has it", async () => {
    await using lamp = await serveFading();
    const before = Date.now();
    const { json } = await lamp.fade();
    expect(json.timeRequested).toMatch(rfc3339);
    expect(Date.parse(json.timeRequested)).toBeGreaterThanOrEqual(before);
    expect(Date.parse(json.timeRequested)).toBeLessThanOrEqual(Date.now());
  });

  it("timeEnded: is there once the action has ended, well or not, and not before timeRequested", async () => {
    await using lamp = await serveFading();
    const begun = [await lamp.fade(), await lamp.fade()];
    for (const { json } of begun) expect(json).not.toHaveProperty("timeEnded");
    lamp.ends[0]?.resolve(1);
    lamp.ends[1]?.reject(new Error("no"));
    for (const { json } of begun) {
      await eventually(async () => {
        const { timeRequested, timeEnded } = await lamp.statusAt(json.href);
        expect(timeEnded).toMatch(rfc3339);
        expect(Date.parse(timeEnded)).toBeGreaterThanOrEqual(Date.parse(timeRequested));
      });
    }
  });
});

describe("an exposed action", () => {
  it("http-basic-profile-protocol-binding-invokeaction-6: answers with its output, its status or an error", async () => {
    await using lamp = await serveFading();
    expect((await ask(`${lamp.base}/lamp/actions/measure`, "POST")).status).toBe(200);
    expect((await lamp.fade()).status).toBe(201);
    const refused = await ask(`${lamp.base}/lamp/actions/fade`, "POST", "no integer");
    expect([refused.status, refused.headers.get("content-type")]).toEqual([400, "application/problem+json"]);
  });

  it("http-basic-profile-protocol-binding-invokeaction-24: is described as synchronous or not, whatever was produced", async () => {
    await using lamp = await serveFading();
    const described = Object.entries(lamp.td.actions ?? {}).map(([name, { synchronous }]) => [name, synchronous]);
    expect(described).toEqual([
      ["fade", false],
      ["measure", true],
      ["reset", true],
    ]);
  });

  it("http-basic-profile-protocol-binding-invokeaction-7: waits for its end when it is described as synchronous", async () => {
    await using lamp = await serveFading();
    expect((await ask(`${lamp.base}/lamp/actions/measure`, "POST")).json).toBe(7);
    expect((await ask(`${lamp.base}/lamp/actions/reset`, "POST")).status).toBe(204);
  });

  it("http-basic-profile-protocol-binding-invokeaction-8: answers at once when it is described as asynchronous", async () => {
    await using lamp = await serveFading();
    const { status, headers, json } = await lamp.fade();
    expect([status, headers.get("location")]).toEqual([201, json.href]);
    expect(lamp.ends).toHaveLength(1);
  });

  it("http-basic-profile-protocol-binding-invokeaction-10: may take as long as it likes when it is asynchronous", async () => {
    await using lamp = await serveLamp(actions, { http: { port: 0, limits: { handlerTimeoutMs: 1 } } }, (thing) => {
      thing.setActionHandler("fade", () => new Promise(() => {}));
    });
    const { json } = await ask(`${lamp.base}/lamp/actions/fade`, "POST", 1);
    expect((await ask(`${lamp.base}${json.href}`)).json.status).toBe("running");
  });

  it("http-basic-profile-protocol-binding-invokeaction-11: keeps a Consumer waiting only if it is synchronous, and only so long", async () => {
    await using lamp = await serveLamp(actions, { http: { port: 0, limits: { handlerTimeoutMs: 1 } } }, (thing) => {
      thing.setActionHandler("measure", () => new Promise(() => {}));
    });
    expect((await ask(`${lamp.base}/lamp/actions/measure`, "POST")).status).toBe(504);
  });

  it("http-basic-profile-protocol-binding-invokeaction-14: offers its status and its cancellation, as it may", async () => {
    await using lamp = await serveFading();
    const { href } = (await lamp.fade()).json;
    expect((await ask(`${lamp.base}${href}`)).status).toBe(200);
    expect((await ask(`${lamp.base}${href}`, "DELETE")).status).toBe(204);
  });

  it("http-basic-profile-protocol-binding-invokeaction-22: forgets the oldest that has ended when it needs the room", async () => {
    await using lamp = await serveFading(2);
    const { href: ended } = (await lamp.fade()).json;
    lamp.ends[0]?.resolve(1);
    await eventually(async () => expect((await lamp.statusAt(ended)).status).toBe("completed"));
    const { href: running } = (await lamp.fade()).json;
    expect((await ask(`${lamp.base}${ended}`)).status).toBe(200);
    await lamp.fade();
    expect((await ask(`${lamp.base}${ended}`)).status).toBe(404);
    expect((await ask(`${lamp.base}${running}`)).status).toBe(200);
  });

  it("http-basic-profile-protocol-binding-invokeaction-23: answers 503 when it cannot take another invocation", async () => {
    await using lamp = await serveFading(1);
    await lamp.fade();
    const refused = await lamp.fade();
    expect([refused.status, refused.json]).toEqual([503, expect.objectContaining({ code: "WOT_UNAVAILABLE" })]);
  });

  it("http-basic-profile-protocol-binding-queryaction-1a: has a status if it is asynchronous, and says so in a Form", async () => {
    await using lamp = await serveFading();
    const { href } = (await lamp.fade()).json;
    expect((await ask(`${lamp.base}${href}`)).json.status).toBe("running");
    const operations = lamp.td.actions?.fade?.forms.flatMap(({ op }) => op);
    expect(operations).toContain("queryaction");
  });

  it("http-basic-profile-protocol-binding-queryaction-7a: has the status failed once it has failed", async () => {
    await using lamp = await serveFading();
    const { href } = (await lamp.fade()).json;
    lamp.ends[0]?.reject(new Error("a bug"));
    await eventually(async () => expect((await lamp.statusAt(href)).status).toBe("failed"));
  });

  it("http-basic-profile-protocol-binding-queryaction-7b: tells why it failed, but nothing of the handler's own words", async () => {
    await using lamp = await serveFading();
    const { href } = (await lamp.fade()).json;
    lamp.ends[0]?.reject(new Error("the password is swordfish"));
    await eventually(async () => {
      const { error } = await lamp.statusAt(href);
      expect(error).toMatchObject({ title: "Internal error", status: 500 });
      expect(JSON.stringify(error)).not.toContain("swordfish");
    });
  });

  it("http-basic-profile-protocol-binding-cancelaction-1a: can be cancelled if it is asynchronous, and its handler hears of it", async () => {
    await using lamp = await serveFading();
    const { href } = (await lamp.fade()).json;
    expect((await ask(`${lamp.base}${href}`, "DELETE")).status).toBe(204);
    expect(lamp.ends[0]?.signal?.aborted).toBe(true);
    expect((await ask(`${lamp.base}/lamp/actions`)).json.fade).toEqual([]);
  });

  it("that has ended is not cancelled, and keeps its status", async () => {
    await using lamp = await serveFading();
    const { href } = (await lamp.fade()).json;
    lamp.ends[0]?.resolve(1);
    await eventually(async () => expect((await lamp.statusAt(href)).status).toBe("completed"));
    expect((await ask(`${lamp.base}${href}`, "DELETE")).status).toBe(409);
    expect((await lamp.statusAt(href)).output).toBe(1);
  });

  it("asks for the credentials of its invocation before it tells or cancels anything", async () => {
    const verifier = { verify: () => ({ name: "ada", scopes: [] }) };
    const secured = {
      ...actions,
      security: "basic_sc",
      securityDefinitions: { basic_sc: { scheme: "basic" } },
    } as const;
    await using lamp = await serveLamp(secured, { verifier }, (thing) => {
      thing.setActionHandler("fade", () => new Promise(() => {}));
    });
    const credentials = { authorization: `Basic ${btoa("ada:secret")}` };
    const { json } = await ask(`${lamp.base}/lamp/actions/fade`, "POST", 1, credentials);
    for (const [method, path] of [
      ["GET", json.href],
      ["DELETE", json.href],
      ["GET", "/lamp/actions"],
    ]) {
      expect((await ask(`${lamp.base}${path}`, method)).status).toBe(401);
    }
    expect((await ask(`${lamp.base}${json.href}`, "DELETE", undefined, credentials)).status).toBe(204);
  });

  it("is followed by several Consumers at once, each with its own invocation", async () => {
    await using lamp = await serveFading();
    const consumers = [lamp.servient.consume(lamp.td), lamp.servient.consume(lamp.td)];
    const invocations = await Promise.all(consumers.map((consumed) => consumed.start("fade", 1)));
    lamp.ends[1]?.resolve(2);
    lamp.ends[0]?.resolve(1);
    expect(await Promise.all(invocations.map((invocation) => invocation.result({ pollMs: 1 })))).toEqual([1, 2]);
  });

  it("that another Consumer began is found among all, awaited and cancelled", async () => {
    await using lamp = await serveFading();
    await lamp.servient.consume(lamp.td).start("fade", 1);
    const consumed = lamp.servient.consume(lamp.td);
    const { fade: statuses = [] } = await consumed.queryAllActions();
    const resumed = consumed.resume("fade", statuses[0]?.href ?? "");
    expect((await resumed.status()).status).toBe("running");
    lamp.ends[0]?.resolve(3);
    expect(await resumed.result({ pollMs: 1 })).toBe(3);
    await lamp.fade();
    const latest = (await consumed.queryAllActions()).fade?.[0]?.href ?? "";
    await consumed.resume("fade", lamp.base + latest).cancel();
    expect((await consumed.queryAllActions()).fade).toHaveLength(1);
    await expect(consumed.resume("fade", "http://127.0.0.1:1/else").status()).rejects.toMatchObject({
      code: "WOT_PROTOCOL",
    });
  });

  it("is queried and cancelled by both faces of a consumed Thing", async () => {
    await using lamp = await serveFading();
    const consumed = lamp.servient.consume(lamp.td);
    const scripted = await consumed.invokeAction("fade", 1);
    expect(await (await scripted.query()).value()).toMatchObject({ status: "running" });
    await scripted.cancel();
    await expect(scripted.query()).rejects.toMatchObject({ status: "404" });
    const plain = await consumed.start("fade", 1);
    expect((await plain.status()).status).toBe("running");
    await plain.cancel();
    await expect(plain.status()).rejects.toMatchObject({ status: "404" });
    await expect(plain.result({ pollMs: 1 })).rejects.toMatchObject({ status: "404" });
  });
});
