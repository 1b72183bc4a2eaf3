import { describe, expect, it } from "vitest";
import { ScriptedResponder } from "../../../../selftest/mdns/scripted-responder.js";
import { Ledger } from "../../../../src/run/ledger.js";
import type { Effect } from "../../../../src/wire/change.js";
import type { MdnsGroup } from "../../../../src/wire/mdns/mdns-group.js";
import { MdnsWire } from "../../../../src/wire/mdns/mdns-wire.js";
import { defaultProbeLimits } from "../../../../src/wire/probe-limits.js";

const questions = [{ name: "_wot._tcp.local", type: "PTR" }] as const;

function wireTo(mdns: MdnsGroup, allowed: readonly Effect[] = ["network"], signal = new AbortController().signal) {
  return new MdnsWire({
    signal,
    mdns,
    now: () => 0,
    random: () => 0,
    limits: { ...defaultProbeLimits, effectTimeoutMs: 60 },
    trust: {},
    pace: { turn: async () => {} },
    ledger: new Ledger(new Set(allowed), signal),
  });
}

const lamp = {
  names: ["_wot._tcp"],
  instance: "Lamp._wot._tcp",
  port: 80,
  address: "192.0.2.7",
  text: { td: "/lamp" },
};

describe("the wire to the local network", () => {
  it("brings the records that somebody has, each once, and says what passed", async () => {
    await using responder = await ScriptedResponder.start([lamp]);
    const { records, transcript, reproduce, problem } = await wireTo(responder.group).ask(questions);
    expect(records.map(({ type }) => type)).toEqual(["PTR", "SRV", "TXT", "A"]);
    expect(transcript.map(({ direction }) => direction)).toEqual(["sent", "received", "sent"]);
    expect(reproduce).toBe(`dig -p ${responder.group.port} @127.0.0.1 _wot._tcp.local PTR`);
    expect(problem).toBeUndefined();
  });

  it("asks nobody when that is not allowed", async () => {
    await using responder = await ScriptedResponder.start([lamp]);
    const { records, problem } = await wireTo(responder.group, []).ask(questions);
    expect({ records, problem }).toEqual({
      records: [],
      problem: { kind: "unsendable", message: "network is not allowed" },
    });
  });

  it("ends with the run, and when there is no way to the network", async () => {
    await using responder = await ScriptedResponder.start([lamp]);
    const run = new AbortController();
    const asked = wireTo(responder.group, ["network"], run.signal).ask(questions);
    run.abort();
    expect((await asked).problem?.kind).toBe("aborted");
    expect((await wireTo({ address: "not an address", port: 5353 }).ask(questions)).problem?.kind).toBe("unreachable");
  });

  it("asks again what a record holds, and nothing that it does not know", async () => {
    await using responder = await ScriptedResponder.start([lamp]);
    const wire = wireTo(responder.group);
    const { replay } = await wire.ask(questions);
    expect((await wire.replay(replay))?.records).toHaveLength(4);
    expect(await wire.replay({ wire: "mqtt" })).toBeUndefined();
  });
});
