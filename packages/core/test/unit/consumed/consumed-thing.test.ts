import { settled } from "@thingwright/contract-tests";
import { CredentialsError, DataSchemaError, RemoteError, RequestError, UsageError } from "@thingwright/errors";
import { memoryCredentials, staticVerifier } from "@thingwright/security";
import { describe, expect, it } from "vitest";
import { lampInit, pair } from "../../support/lamp.js";

describe("ConsumedThing", () => {
  it("reads what the Thing keeps and writes what it then keeps", async () => {
    await using lamp = await pair();
    expect(await lamp.consumed.read("brightness")).toBe(50);
    await lamp.consumed.write("brightness", 70);
    expect(await lamp.consumed.read("brightness")).toBe(70);
  });

  it("refuses a value that breaks the schema before anything is sent", async () => {
    let writes = 0;
    await using lamp = await pair(undefined, {}, (thing) => {
      thing.setPropertyWriteHandler("brightness", () => {
        writes += 1;
      });
    });
    await expect(lamp.consumed.write("brightness", 101)).rejects.toThrow(DataSchemaError);
    await expect(lamp.consumed.write("brightness", undefined)).rejects.toMatchObject({ code: "WOT_ARGUMENT" });
    expect(writes).toBe(0);
  });

  it("names the affordances that there are when one is asked for that is not", async () => {
    await using lamp = await pair();
    await expect(lamp.consumed.read("brightnes")).rejects.toThrow(/"brightness"/);
    await expect(lamp.consumed.invoke("constructor")).rejects.toMatchObject({ code: "WOT_UNKNOWN_AFFORDANCE" });
    await expect(lamp.consumed.read("__proto__")).rejects.toThrow(UsageError);
  });

  it("takes a refusal of the Thing as an error with its status", async () => {
    await using lamp = await pair(undefined, {}, (thing) => {
      thing.setPropertyReadHandler("on", () => {
        throw new RequestError("WOT_CONFLICT", "somebody holds the switch");
      });
    });
    await expect(lamp.consumed.read("on")).rejects.toThrow(RemoteError);
    await expect(lamp.consumed.read("on")).rejects.toThrow(/somebody holds the switch/);
  });

  it("learns nothing of the exception of a handler", async () => {
    await using lamp = await pair(undefined, {}, (thing) => {
      thing.setPropertyReadHandler("on", () => {
        throw new Error("the password is swordfish");
      });
    });
    const error = await lamp.consumed.read("on").catch((caught: Error) => caught);
    expect(error).toBeInstanceOf(RemoteError);
    expect(String((error as Error).message)).not.toContain("swordfish");
  });

  it("passes URI variables, converted and validated on both sides", async () => {
    const seen: unknown[] = [];
    await using lamp = await pair(undefined, {}, (thing) => {
      thing.setPropertyReadHandler("history", ({ uriVariables }) => {
        seen.push(uriVariables);
        return [];
      });
    });
    expect(await lamp.consumed.read("history", { uriVariables: { days: 7 } })).toEqual([]);
    expect(seen).toEqual([{ days: 7 }]);
    await expect(lamp.consumed.read("history", { uriVariables: { days: 0 } })).rejects.toMatchObject({
      code: "WOT_DATA_INVALID",
      pointer: "/days",
    });
  });

  it("invokes an action and returns its output", async () => {
    await using lamp = await pair(undefined, {}, (thing) => {
      thing.setActionHandler("toggle", () => true);
      thing.setActionHandler("hum", () => undefined);
    });
    expect(await lamp.consumed.invoke("toggle")).toBe(true);
    expect(await lamp.consumed.invoke("hum")).toBeUndefined();
  });

  it("follows an action that goes on by itself to its end", async () => {
    let finish: (value: unknown) => void = () => {};
    await using lamp = await pair(undefined, {}, (thing) => {
      thing.setActionHandler("fade", () => new Promise((resolve) => (finish = resolve)));
    });
    const invocation = await lamp.consumed.start("fade", { to: 10 });
    expect(invocation.asynchronous).toBe(true);
    expect((await invocation.status()).status).toBe("running");
    finish("faded");
    await settled();
    expect(await invocation.status()).toMatchObject({ status: "completed", output: "faded" });
    expect(await invocation.result()).toBe("faded");
  });

  it("cancels an action that goes on by itself", async () => {
    let aborted = false;
    await using lamp = await pair(undefined, {}, (thing) => {
      thing.setActionHandler("fade", (_input, { signal }) => {
        signal?.addEventListener("abort", () => {
          aborted = true;
        });
        return new Promise(() => {});
      });
    });
    const invocation = await lamp.consumed.start("fade", { to: 10 });
    await invocation.cancel();
    expect(aborted).toBe(true);
    await expect(invocation.status()).rejects.toThrow(RemoteError);
  });

  it("tells why an action failed", async () => {
    await using lamp = await pair(undefined, {}, (thing) => {
      thing.setActionHandler("fade", () => {
        throw new RequestError("WOT_CONFLICT", "the lamp is off");
      });
    });
    await expect(lamp.consumed.invoke("fade", { to: 10 })).rejects.toThrow(/the lamp is off/);
  });

  it("reads and writes several properties at once", async () => {
    await using lamp = await pair();
    expect(await lamp.consumed.readAll()).toEqual({ on: false, brightness: 50, serial: "L-1" });
    expect(await lamp.consumed.readMultiple(["on", "serial"])).toEqual({ on: false, serial: "L-1" });
    await lamp.consumed.writeMultiple({ on: true, brightness: 10 });
    expect(await lamp.consumed.readMultiple(["on", "brightness"])).toEqual({ on: true, brightness: 10 });
    await lamp.consumed.writeAll({ on: false, brightness: 5, pin: "1234" });
    expect(await lamp.consumed.read("brightness")).toBe(5);
  });

  it("writes nothing when one of several values is bad", async () => {
    await using lamp = await pair();
    await expect(lamp.consumed.writeMultiple({ on: true, brightness: 1000 })).rejects.toThrow(DataSchemaError);
    await expect(lamp.consumed.writeMultiple({ on: true, serial: "x" })).rejects.toThrow();
    expect(await lamp.consumed.read("on")).toBe(false);
  });

  it("is let in with the right credentials, and asks for those that nobody gave", async () => {
    const secured = {
      ...lampInit,
      securityDefinitions: { basic_sc: { scheme: "basic" as const } },
      security: "basic_sc",
    };
    const right = { username: "ada", password: "swordfish" };
    const verifier = staticVerifier({ basic_sc: [{ credentials: right, principal: { name: "ada", scopes: [] } }] });
    const credentials = memoryCredentials({});
    await using lamp = await pair(secured, { verifier, credentials });
    await expect(lamp.consumed.read("on")).rejects.toThrow(CredentialsError);
    credentials.set("*", "basic_sc", { ...right, password: "wrong" });
    await expect(lamp.consumed.read("on")).rejects.toThrow(CredentialsError);
    credentials.set("*", "basic_sc", right);
    expect(await lamp.consumed.read("on")).toBe(false);
  });

  it("speaks the Scripting API with InteractionOutputs", async () => {
    await using lamp = await pair();
    const output = await lamp.consumed.readProperty("brightness");
    expect(await output.value()).toBe(50);
    await expect(output.arrayBuffer()).rejects.toMatchObject({ code: "WOT_STATE" });
    const bytes = await (await lamp.consumed.readProperty("brightness")).arrayBuffer();
    expect(new TextDecoder().decode(bytes)).toBe("50");
    const all = await lamp.consumed.readAllProperties();
    expect(await all.get("on")?.value()).toBe(false);
  });

  it("uses the one Form that formIndex names", async () => {
    await using lamp = await pair();
    const form = lamp.exposed.description.properties?.on?.forms.findIndex(({ op }) => op?.includes("readproperty"));
    expect(await lamp.consumed.read("on", { formIndex: form as number })).toBe(false);
    await expect(lamp.consumed.read("on", { formIndex: 99 })).rejects.toMatchObject({ code: "WOT_RANGE" });
  });

  it("refuses a call whose signal is aborted", async () => {
    await using lamp = await pair();
    await expect(lamp.consumed.read("on", { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: "WOT_ABORTED",
    });
  });
});
