import assert from "node:assert";
import type { Check } from "../check.js";
import { expectFailure } from "../expectation.js";
import { jsonContent } from "../json-content.js";

/** Bounds of what a peer can send. */
export const limitChecks: readonly Check[] = [
  {
    id: "limit/body",
    title: "refuses a body over the server's limit, keeps it from the Thing, and serves on",
    operations: ["writeproperty"],
    needs: ["maxBodyBytes"],
    async run({ remote, thing, setup }) {
      const content = jsonContent("x".repeat(setup.maxBodyBytes ?? 0));
      await expectFailure(remote.request("writeproperty", "name", { content }), "RemoteError", "NetworkError");
      assert.equal(thing.calls.of("writeproperty", "name").length, 0);
      await remote.request("writeproperty", "name", { content: jsonContent("short") });
      assert.equal(thing.property("name").value, "short");
    },
  },
  {
    id: "limit/body-exact",
    title: "takes a body that is exactly as long as the server's limit",
    operations: ["writeproperty"],
    needs: ["maxBodyBytes"],
    async run({ remote, thing, setup }) {
      const value = "x".repeat((setup.maxBodyBytes ?? 0) - 2);
      await remote.request("writeproperty", "name", { content: jsonContent(value) });
      assert.equal(thing.property("name").value, value);
    },
  },
];
