import type { CredentialVerifier } from "@thingwright/contracts";
import { CredentialsError } from "@thingwright/errors";
import { memoryCredentials, staticVerifier } from "@thingwright/security";
import type { PartialThingDescription } from "@thingwright/td";
import { describe, expect, it } from "vitest";
import { lampInit, pair } from "../support/lamp.js";

const ada = { name: "ada", scopes: ["all"] };
const basic = { username: "ada", password: "swordfish" };
const key = { apiKey: "k-1" };
const verifier = staticVerifier({
  basic_sc: [{ credentials: basic, principal: ada }],
  key_sc: [{ credentials: key, principal: ada }],
});

const guarded = (security: string | string[], definitions: PartialThingDescription["securityDefinitions"] = {}) => ({
  ...lampInit,
  security,
  securityDefinitions: {
    basic_sc: { scheme: "basic" as const },
    key_sc: { scheme: "apikey" as const, in: "header" as const, name: "x-key" },
    ...definitions,
  },
});

const either = { either_sc: { scheme: "combo" as const, oneOf: ["basic_sc", "key_sc"] } };
const both = { both_sc: { scheme: "combo" as const, allOf: ["basic_sc", "key_sc"] } };

describe("the security of a Thing", () => {
  for (const [title, init] of [
    ["two names at once", guarded(["basic_sc", "key_sc"])],
    ["a combo of all", guarded("both_sc", both as never)],
  ] as const) {
    it(`asks for all of ${title}`, async () => {
      const credentials = memoryCredentials({});
      await using lamp = await pair(init, { verifier, credentials });
      credentials.set("*", "basic_sc", basic);
      await expect(lamp.consumed.read("on")).rejects.toThrow(CredentialsError);
      credentials.set("*", "key_sc", { apiKey: "wrong" });
      await expect(lamp.consumed.read("on")).rejects.toThrow(CredentialsError);
      credentials.set("*", "key_sc", key);
      expect(await lamp.consumed.read("on")).toBe(false);
    });
  }

  it("asks for one of a combo of alternatives", async () => {
    const credentials = memoryCredentials({});
    await using lamp = await pair(guarded("either_sc", either as never), { verifier, credentials });
    await expect(lamp.consumed.read("on")).rejects.toThrow(CredentialsError);
    credentials.set("*", "key_sc", key);
    expect(await lamp.consumed.read("on")).toBe(false);
  });

  it("stands before everything: no operation tells anything to somebody without credentials", async () => {
    const refusing: CredentialVerifier = { verify: () => undefined };
    const credentials = memoryCredentials({});
    credentials.set("*", "basic_sc", basic);
    await using lamp = await pair(guarded("basic_sc"), { verifier: refusing, credentials });
    const { consumed } = lamp;
    const attempts = [
      consumed.read("on"),
      consumed.write("on", true),
      consumed.readAll(),
      consumed.readMultiple(["on"]),
      consumed.writeMultiple({ on: true }),
      consumed.writeAll({ on: true, brightness: 1, pin: "1" }),
      consumed.invoke("hum"),
      consumed.queryAction("fade"),
      consumed.cancelAction("fade"),
      consumed.queryAllActions(),
      consumed.observe("on").ready,
      consumed.observeAll().ready,
      consumed.subscribe("overheated").ready,
      consumed.subscribeAll().ready,
    ];
    for (const outcome of await Promise.allSettled(attempts)) {
      expect(outcome).toMatchObject({ status: "rejected", reason: { family: "CredentialsError" } });
    }
  });

  it("tells handlers who asks", async () => {
    const seen: unknown[] = [];
    const credentials = memoryCredentials({});
    credentials.set("*", "basic_sc", basic);
    await using lamp = await pair(guarded("basic_sc"), { verifier, credentials }, (thing) => {
      thing.setPropertyReadHandler("on", ({ principal }) => {
        seen.push(principal?.name);
        return true;
      });
      thing.setPropertyWriteHandler("on", (_value, { principal }) => void seen.push(principal?.name));
      thing.setActionHandler("hum", (_input, { principal }) => void seen.push(principal?.name));
    });
    await lamp.consumed.read("on");
    await lamp.consumed.readMultiple(["on"]);
    await lamp.consumed.write("on", true);
    await lamp.consumed.writeMultiple({ on: true });
    await lamp.consumed.invoke("hum");
    expect(seen).toEqual(["ada", "ada", "ada", "ada", "ada"]);
  });

  it("takes a verifier that fails for a fault of its own, and lets nobody in", async () => {
    const credentials = memoryCredentials({});
    credentials.set("*", "basic_sc", basic);
    const broken: CredentialVerifier[] = [
      { verify: () => Promise.reject(new Error("the database at 10.0.0.7 is down")) },
      {
        verify() {
          throw new Error("the database at 10.0.0.7 is down");
        },
      },
    ];
    for (const each of broken) {
      await using lamp = await pair(guarded("basic_sc"), { verifier: each, credentials });
      const error = await lamp.consumed.read("on").catch((caught: Error) => caught);
      expect(error).toMatchObject({ problem: { status: 500 } });
      expect(String((error as Error).message)).not.toContain("10.0.0.7");
    }
  });
});
