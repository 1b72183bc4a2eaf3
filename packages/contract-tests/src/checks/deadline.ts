import assert from "node:assert";
import type { NetworkError } from "@thingwright/errors";
import type { Check } from "../check.js";
import { expectFailure } from "../expectation.js";
import { jsonContent, jsonOf } from "../json-content.js";

/** Long enough to reach the Thing on loopback, short enough for a test. */
const shortMs = 50;

/** Deadlines, abortion, and peers that are not there. */
export const deadlineChecks: readonly Check[] = [
  {
    id: "deadline/timeout",
    title: "fails with TimeoutError when the answer takes longer than timeoutMs, and serves on",
    operations: ["readproperty"],
    async run({ remote }) {
      await expectFailure(remote.request("readproperty", "slow", { timeoutMs: shortMs }), "TimeoutError");
      assert.equal(jsonOf(await remote.request("readproperty", "count")), 0);
    },
  },
  {
    id: "deadline/abort",
    title: "fails with AbortError when the signal aborts in mid-request, and serves on",
    operations: ["readproperty"],
    async run({ remote, thing, patienceMs }) {
      const controller = new AbortController();
      const pending = remote.request("readproperty", "slow", { signal: controller.signal });
      const failure = expectFailure(pending, "AbortError");
      failure.catch(() => {});
      await thing.calls.until("readproperty", "slow", 1, patienceMs);
      controller.abort();
      await failure;
      assert.equal(jsonOf(await remote.request("readproperty", "count")), 0);
    },
  },
  {
    id: "deadline/aborted-before",
    title: "fails with AbortError when the signal has aborted before, and asks the Thing nothing",
    operations: ["writeproperty"],
    async run({ remote, thing }) {
      const exchange = { content: jsonContent("x"), signal: AbortSignal.abort() };
      await expectFailure(remote.request("writeproperty", "name", exchange), "AbortError");
      await remote.request("writeproperty", "secretInput", { content: jsonContent("barrier") });
      assert.equal(thing.calls.of("writeproperty", "name").length, 0);
    },
  },
  {
    id: "deadline/aborted-before-subscribe",
    title: "fails with AbortError when the signal has aborted before subscribe()",
    operations: ["subscribeevent"],
    async run(world) {
      const sink = world.sink();
      const subscribing = world.remote.subscribe("subscribeevent", "tick", sink, { signal: AbortSignal.abort() });
      await expectFailure(subscribing, "AbortError");
      assert.deepEqual(sink.calls, []);
    },
  },
  {
    id: "deadline/nobody-listens",
    title: "fails with NetworkError, as not sent, when nobody listens",
    operations: ["readproperty"],
    async run(world) {
      await world.server.stop();
      const remote = world.remote.by(world.newClient());
      const request = remote.request("readproperty", "count", { timeoutMs: 4 * shortMs });
      if (world.setup.connectionless === true) {
        await expectFailure(request, "NetworkError", "TimeoutError");
      } else {
        const error = (await expectFailure(request, "NetworkError")) as NetworkError;
        assert.equal(error.sent, false);
      }
    },
  },
  {
    id: "deadline/peer-gone",
    title: "fails with NetworkError or TimeoutError when the server has gone since the last request",
    operations: ["readproperty"],
    async run({ remote, server }) {
      const prepared = remote.prepare("readproperty", "count");
      await prepared.request({ timeoutMs: 20 * shortMs });
      await server.stop();
      await expectFailure(prepared.request({ timeoutMs: 4 * shortMs }), "NetworkError", "TimeoutError");
    },
  },
];
