import assert from "node:assert";
import type { Check } from "../check.js";
import { jsonContent, jsonOf } from "../json-content.js";
import { upTo } from "./stream.js";

/** Many requests at a time. */
export const concurrencyChecks: readonly Check[] = [
  {
    id: "concurrency/own-answers",
    title: "gives each of 100 requests in flight its own answer",
    operations: ["invokeaction"],
    async run({ remote, thing, patienceMs }) {
      const prepared = remote.prepare("invokeaction", "echo");
      const ask = async (value: number): Promise<unknown> =>
        jsonOf(await prepared.request({ content: jsonContent(value), timeoutMs: 4 * patienceMs }));
      assert.deepEqual(await Promise.all(upTo(100).map(ask)), upTo(100));
      assert.equal(thing.calls.of("invokeaction", "echo").length, 100);
    },
  },
  {
    id: "concurrency/all-reads",
    title: "answers 100 reads in flight",
    operations: ["readproperty"],
    async run({ remote, patienceMs }) {
      const prepared = remote.prepare("readproperty", "name");
      const read = async (): Promise<unknown> => jsonOf(await prepared.request({ timeoutMs: 4 * patienceMs }));
      const answers = await Promise.all(upTo(100).map(read));
      assert.deepEqual([...new Set(answers)], ["lamp"]);
    },
  },
  {
    id: "concurrency/not-blocked",
    title: "answers one request while another waits for its Thing",
    operations: ["readproperty"],
    async run({ remote, thing }) {
      const waiting = remote.request("readproperty", "slow");
      waiting.catch(() => {});
      assert.equal(jsonOf(await remote.request("readproperty", "count")), 0);
      thing.property("slow").gate?.open();
      assert.equal(jsonOf(await waiting), "at last");
    },
  },
];
