import { FakeClock, settled } from "@thingwright/contract-tests";
import { Servient } from "@thingwright/core";
import { RemoteError } from "@thingwright/errors";
import type { ActionAffordance } from "@thingwright/td";
import { describe, expect, it } from "vitest";
import {
  describedThing,
  json,
  nothing,
  type ScriptedCall,
  scriptedBinding,
} from "../../../support/scripted-binding.js";

const forms = [{ href: "script://a/jump", op: ["invokeaction", "queryaction", "cancelaction"] as const }];

function consume(action: Partial<ActionAffordance>, request: (call: ScriptedCall) => unknown, clock = new FakeClock()) {
  const { binding, calls } = scriptedBinding({ request });
  const servient = new Servient({ clients: [binding], clock });
  return { clock, calls, thing: servient.consume(describedThing({ actions: { jump: { forms, ...action } } })) };
}

const operations = (calls: readonly ScriptedCall[]) => calls.map(({ request }) => request.operation);
const running = { status: "running" };

describe("an action that is over with its answer", () => {
  it("has its output as a value, as bytes and as a stream", async () => {
    const { thing } = consume({ output: { type: "integer" } }, () => 7);
    const invocation = await thing.start("jump");
    expect(invocation.asynchronous).toBe(false);
    expect([await invocation.result(), await invocation.value()]).toEqual([7, 7]);
    expect(invocation.dataUsed).toBe(true);
    expect(new TextDecoder().decode(await (await thing.invokeAction("jump")).arrayBuffer())).toBe("7");
    const chunks: string[] = [];
    for await (const chunk of (await thing.invokeAction("jump")).data) chunks.push(new TextDecoder().decode(chunk));
    expect(chunks).toEqual(["7"]);
  });

  it("may have none", async () => {
    const { thing } = consume({}, () => nothing);
    expect(await thing.invoke("jump")).toBeUndefined();
    expect(await (await thing.invokeAction("jump")).value()).toBeUndefined();
  });

  it("is judged by the schemas of its input and output", async () => {
    const { thing, calls } = consume({ input: { type: "integer" }, output: { type: "integer" } }, () => "far");
    await expect(thing.invoke("jump")).rejects.toMatchObject({ code: "WOT_ARGUMENT" });
    await expect(thing.invoke("jump", "high")).rejects.toMatchObject({ code: "WOT_DATA_INVALID" });
    expect(calls).toEqual([]);
    await expect(thing.invoke("jump", 1)).rejects.toMatchObject({ code: "WOT_DATA_INVALID" });
  });

  it("is taken as over when it is declared so, also with a location", async () => {
    const { thing } = consume({ synchronous: true }, () => ({ ...json("done"), location: "/results/1" }));
    const invocation = await thing.start("jump");
    expect(invocation.asynchronous).toBe(false);
    expect(await invocation.value()).toBe("done");
  });

  it("is taken as over when it is declared otherwise but answers with something that is no status", async () => {
    const { thing } = consume({ synchronous: false }, () => ({ height: 2 }));
    expect(await thing.invoke("jump")).toEqual({ height: 2 });
  });
});

describe("an action that goes on by itself", () => {
  it("is asked for its status at the address that the Thing gave, until it has ended", async () => {
    const statuses = [running, running, { status: "completed", output: 2 }];
    const { thing, calls, clock } = consume({ output: { type: "integer" } }, ({ request }) =>
      request.operation === "invokeaction" ? { ...json(running), location: "/jumps/1" } : statuses.shift(),
    );
    const result = thing.invoke("jump", undefined, { pollMs: 100 });
    await clock.advance(199);
    expect(operations(calls)).toEqual(["invokeaction", "queryaction", "queryaction"]);
    await clock.advance(1);
    expect(await result).toBe(2);
    expect(calls.slice(1).map(({ exchange }) => exchange.location)).toEqual(["/jumps/1", "/jumps/1", "/jumps/1"]);
  });

  it("is found at the address in its status, else at the Form of the Thing Description", async () => {
    const answers = [{ ...running, href: "/jumps/2" }, running, running, running];
    const { thing, calls } = consume({ synchronous: false }, () => answers.shift());
    const [first, second] = [await thing.start("jump"), await thing.start("jump")];
    await first.status();
    await second.status();
    expect(calls.slice(2).map(({ exchange }) => exchange.location)).toEqual(["/jumps/2", undefined]);
  });

  it("that has ended is not asked for again", async () => {
    const { thing, calls } = consume({ synchronous: false }, () => ({ status: "completed", output: "x" }));
    const invocation = await thing.start("jump");
    expect(invocation.asynchronous).toBe(true);
    expect([await invocation.result(), await invocation.value()]).toEqual(["x", "x"]);
    expect(operations(calls)).toEqual(["invokeaction"]);
    expect(new TextDecoder().decode(await (await thing.start("jump")).arrayBuffer())).toBe('"x"');
  });

  it("that failed says why, and survives a reason that is none", async () => {
    const failures: unknown[] = [{ title: "Conflict", detail: "too heavy" }, "no problem details", undefined];
    const { thing } = consume({ synchronous: false }, () => ({ status: "failed", error: failures.shift() }));
    await expect(thing.invoke("jump")).rejects.toThrow("the action failed: too heavy");
    await expect(thing.invoke("jump")).rejects.toThrow(RemoteError);
    await expect(thing.invoke("jump")).rejects.toMatchObject({ status: "failed", problem: undefined });
  });

  it("has an output that is judged by its schema", async () => {
    const { thing } = consume({ synchronous: false, output: { type: "integer" } }, () => ({
      status: "completed",
      output: "far",
    }));
    await expect(thing.invoke("jump")).rejects.toMatchObject({ code: "WOT_DATA_INVALID" });
  });

  it("is waited for until resultTimeoutMs and no longer, however long the pause", async () => {
    const { thing, clock, calls } = consume({ synchronous: false }, () => running);
    const result = thing.invoke("jump", undefined, { pollMs: 700, resultTimeoutMs: 1000, timeoutMs: 600 });
    const outcome = result.catch((error: unknown) => error);
    await clock.advance(1000);
    expect(await outcome).toMatchObject({ code: "WOT_TIMEOUT" });
    expect(calls.slice(1).map(({ exchange }) => exchange.timeoutMs)).toEqual([600, 300]);
    expect(clock.pending).toBe(0);
  });

  it("is not waited for when the signal aborts, and the pause leaves nothing behind", async () => {
    const { thing, clock } = consume({ synchronous: false }, () => running);
    const controller = new AbortController();
    const outcome = thing.invoke("jump", undefined, { signal: controller.signal }).catch((error: unknown) => error);
    await settled();
    expect(clock.pending).toBe(1);
    controller.abort();
    expect(await outcome).toMatchObject({ code: "WOT_ABORTED" });
    expect(clock.pending).toBe(0);
  });

  it("is followed without the position of the Form that invoked it", async () => {
    const two = [
      { href: "script://a/jump", op: "invokeaction" as const },
      { href: "script://a/status", op: "queryaction" as const },
    ];
    const { thing, calls } = consume({ synchronous: false, forms: two }, ({ request }) =>
      request.operation === "invokeaction" ? running : { status: "completed" },
    );
    await thing.invoke("jump", undefined, { formIndex: 0 });
    expect(calls.map(({ url }) => url)).toEqual(["script://a/jump", "script://a/status"]);
  });

  it("is cancelled where it is found", async () => {
    const { thing, calls } = consume({}, ({ request }) =>
      request.operation === "invokeaction" ? { ...nothing, location: "/jumps/3" } : nothing,
    );
    await (await thing.start("jump")).cancel();
    expect(operations(calls)).toEqual(["invokeaction", "cancelaction"]);
    expect(calls[1]?.exchange.location).toBe("/jumps/3");
  });

  it("shows its status to scripts of the Scripting API", async () => {
    const { thing } = consume({ synchronous: false }, () => running);
    const output = await (await thing.invokeAction("jump")).query();
    expect(await output.value()).toEqual(running);
  });

  it("whose status is none is a fault of the Thing", async () => {
    const answers: unknown[] = [running, { state: "fine" }];
    const { thing } = consume({ synchronous: false }, () => answers.shift());
    await expect(thing.invoke("jump")).rejects.toMatchObject({ code: "WOT_PROTOCOL" });
  });
});
