import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FakeClock, settled } from "@thingwright/contract-tests";
import { silent } from "@thingwright/contracts";
import { TimeoutError, UsageError } from "@thingwright/errors";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Commissioning } from "../../src/commissioning.js";

let folder: string;
let clock: FakeClock;
let asked: string[];
/** What comes of a code: the id of a node, or an error. */
let outcomes: Record<string, string | Error>;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "commissioning-"));
  clock = new FakeClock();
  asked = [];
  outcomes = {};
});
afterEach(() => rmSync(folder, { recursive: true }));

function begin(names: readonly string[]): Commissioning {
  const commissioning = new Commissioning({
    matter: {
      commission: async (code) => {
        asked.push(code);
        const outcome = outcomes[code]!;
        if (typeof outcome !== "string") throw outcome;
        return outcome;
      },
    },
    names,
    codeOf: async (name) => (name === "unknown" ? undefined : `code of ${name}`),
    folder,
    clock,
    logger: silent,
  });
  commissioning.start();
  return commissioning;
}
const until = (holds: () => unknown) => expect.poll(holds, { interval: 2 }).toBeTruthy();

describe("the devices of a list", () => {
  it("are commissioned one after the other, each once and for all", async () => {
    outcomes = { "code of lamp": "1", "code of fan": "2" };
    const first = begin(["lamp", "fan"]);
    await until(() => first.missing.length === 0);
    await first.stop();
    const second = begin(["lamp", "fan"]);
    await until(() => second.missing.length === 0);
    await second.stop();
    expect(asked).toEqual(["code of lamp", "code of fan"]);
  });

  it("are tried again when they do not answer, and say why they are not there", async () => {
    outcomes = { "code of lamp": new TimeoutError("WOT_TIMEOUT", "no such device answers") };
    const commissioning = begin(["lamp", "unknown"]);
    await until(() => clock.pending > 0);
    expect(commissioning.missing).toEqual([
      { key: "lamp", why: "no such device answers" },
      { key: "unknown", why: "its pairing code is not among the credentials" },
    ]);
    outcomes = { "code of lamp": "1" };
    await clock.advance(10_000);
    await until(() => commissioning.missing.length === 1);
    await commissioning.stop();
    expect(asked).toEqual(["code of lamp", "code of lamp"]);
  });

  it("do not keep each other from being commissioned", async () => {
    outcomes = { "code of lamp": new UsageError("WOT_ARGUMENT", "no code"), "code of fan": "2" };
    const commissioning = begin(["lamp", "fan"]);
    await until(() => commissioning.missing.length === 1);
    expect(commissioning.missing[0]!.key).toBe("lamp");
    await commissioning.stop();
    await settled();
  });
});
