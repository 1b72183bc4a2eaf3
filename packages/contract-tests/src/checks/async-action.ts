import assert from "node:assert";
import type { ActionStatus, Reply } from "@thingwright/contracts";
import type { Check } from "../check.js";
import { expectContentType, expectFailure, expectRefusal } from "../expectation.js";
import { jsonOf } from "../json-content.js";

/** Actions that go on by themselves. */
export const asyncActionChecks: readonly Check[] = [
  {
    id: "async/status",
    title: "answers an asynchronous action with its status at once",
    operations: ["invokeaction"],
    async run({ remote }) {
      const reply = await remote.request("invokeaction", "job");
      expectContentType(reply, "application/json");
      assert.equal(statusOf(reply).status, "running");
    },
  },
  {
    id: "async/query-location",
    title: "asks for the status of one invocation where the peer said that it is",
    operations: ["invokeaction", "queryaction"],
    async run({ remote, thing }) {
      const location = locationOf(await remote.request("invokeaction", "job"));
      await remote.request("invokeaction", "job");
      const output = { done: "ü" };
      thing.action("job").finish("job-1", output);
      const status = statusOf(await remote.request("queryaction", "job", { location }));
      assert.equal(status.status, "completed");
      assert.deepEqual(status.output, output);
      assert.equal(thing.calls.of("queryaction", "job")[0]?.invocation, "job-1");
    },
  },
  {
    id: "async/query-latest",
    title: "asks for the status of the latest invocation without a location",
    operations: ["invokeaction", "queryaction"],
    async run({ remote, thing }) {
      await remote.request("invokeaction", "job");
      await remote.request("invokeaction", "job");
      assert.equal(statusOf(await remote.request("queryaction", "job")).id, "job-2");
      assert.equal(thing.calls.of("queryaction", "job")[0]?.invocation, undefined);
    },
  },
  {
    id: "async/cancel-location",
    title: "cancels the one invocation that the location names",
    operations: ["invokeaction", "cancelaction"],
    async run({ remote, thing }) {
      const location = locationOf(await remote.request("invokeaction", "job"));
      await remote.request("invokeaction", "job");
      await remote.request("cancelaction", "job", { location });
      assert.deepEqual(
        thing.action("job").statuses.map(({ id }) => id),
        ["job-2"],
      );
      await expectRefusal(remote.request("cancelaction", "job", { location }), "WOT_NOT_FOUND");
    },
  },
  {
    id: "async/foreign-location",
    title: "refuses a location of another origin with ProtocolError and asks nobody",
    operations: ["invokeaction", "queryaction"],
    async run({ remote, thing, client }) {
      await remote.request("invokeaction", "job");
      const foreign = ["//elsewhere.invalid/x", "unheard-of://elsewhere.invalid/x"];
      for (const scheme of client.manifest.schemes) foreign.push(`${scheme}://elsewhere.invalid/x`);
      for (const location of foreign) {
        await expectFailure(remote.request("queryaction", "job", { location }), "ProtocolError");
      }
      assert.equal(thing.calls.of("queryaction", "job").length, 0);
    },
  },
];

const statusOf = (reply: Reply): ActionStatus => jsonOf(reply) as ActionStatus;

function locationOf({ location }: Reply): string {
  assert.ok(location !== undefined, "the reply does not say where the status is");
  return location;
}
