import assert from "node:assert";
import type { Content, PreparedForm } from "@thingwright/contracts";
import { type CodeOf, CredentialsError, type ErrorCode, errorCodes, RequestError } from "@thingwright/errors";
import { effectiveForms, type Operation } from "@thingwright/td";
import type { Check } from "../check.js";
import { expectFailure, expectRefusal } from "../expectation.js";
import { jsonContent, jsonOf } from "../json-content.js";
import type { World } from "../world.js";

const secret = "password hunter2 at 10.0.0.1";

/** A refusal at the Thing is an error at the client, with the right family and status. */
export const refusalChecks: readonly Check[] = [
  {
    id: "refusal/read",
    title: "makes a refused read a RemoteError",
    operations: ["readproperty"],
    async run({ remote }) {
      await expectRefusal(remote.request("readproperty", "failing"), "WOT_CONFLICT");
    },
  },
  {
    id: "refusal/write",
    title: "makes a refused write a RemoteError, never a success",
    operations: ["writeproperty"],
    async run({ remote }) {
      await expectRefusal(remote.request("writeproperty", "failing", { content: jsonContent("x") }), "WOT_CONFLICT");
    },
  },
  {
    id: "refusal/invoke",
    title: "makes a failed action a RemoteError",
    operations: ["invokeaction"],
    async run({ remote }) {
      await expectRefusal(remote.request("invokeaction", "fail"), "WOT_CONFLICT");
    },
  },
  {
    id: "refusal/observe",
    title: "rejects subscribe() when the Thing refuses the observation, and leaves the sink alone",
    operations: ["observeproperty"],
    async run(world) {
      const sink = world.sink();
      await expectRefusal(world.remote.subscribe("observeproperty", "failing", sink), "WOT_CONFLICT");
      assert.deepEqual(sink.calls, []);
    },
  },
  {
    id: "refusal/subscribe",
    title: "rejects subscribe() when the Thing refuses the event, and leaves the sink alone",
    operations: ["subscribeevent"],
    async run(world) {
      const sink = world.sink();
      world.thing.event("alarm").failure = new RequestError("WOT_CONFLICT", "no");
      await expectRefusal(world.remote.subscribe("subscribeevent", "alarm", sink), "WOT_CONFLICT");
      assert.deepEqual(sink.calls, []);
    },
  },
  {
    id: "refusal/every-code",
    title: "keeps the status of every refusal that a handler can make",
    operations: ["invokeaction"],
    async run({ remote, thing }) {
      for (const code of requestErrorCodes) {
        thing.action("fail").failure = new RequestError(code, "because of the check");
        await expectRefusal(remote.request("invokeaction", "fail"), code);
      }
    },
  },
  {
    id: "refusal/invalid-value",
    title: "makes a value that the Thing finds invalid a RemoteError",
    operations: ["writeproperty"],
    async run({ remote, thing }) {
      const write = remote.request("writeproperty", "count", { content: jsonContent("many") });
      await expectRefusal(write, "WOT_DATA_INVALID");
      assert.equal(thing.property("count").value, 0);
    },
  },
  {
    id: "refusal/malformed-body",
    title: "makes a body that the Thing cannot decode a RemoteError",
    operations: ["writeproperty"],
    async run({ remote }) {
      const content = { contentType: "application/json", body: new TextEncoder().encode("{") };
      await expectRefusal(remote.request("writeproperty", "count", { content }), "WOT_DATA_SYNTAX");
    },
  },
  {
    id: "refusal/unknown-affordance",
    title: "makes an unknown affordance a RemoteError, also when it is called like a member of every object",
    operations: ["readproperty"],
    async run(world) {
      for (const name of ["absent", "__proto__", "constructor", "toString"]) {
        await expectFailure(request(forged(world, "readproperty", "count", name), world), "RemoteError");
      }
      assert.equal(jsonOf(await world.remote.request("readproperty", "count")), 0);
    },
  },
  {
    id: "refusal/not-offered",
    title: "refuses to write a property that is read only",
    operations: ["writeproperty"],
    async run(world) {
      const { thing } = world;
      const prepared = forged(world, "writeproperty", "name", "sealed");
      await expectFailure(request(prepared, world, jsonContent("broken")), "RemoteError");
      assert.equal(thing.property("sealed").value, "as delivered");
    },
  },
  {
    id: "refusal/credentials",
    title: "makes missing and refused credentials a CredentialsError",
    operations: ["invokeaction"],
    async run({ remote, thing }) {
      for (const code of ["WOT_CREDENTIALS_MISSING", "WOT_CREDENTIALS_REFUSED"] as const) {
        thing.action("fail").failure = new CredentialsError(code, "who is there?", { challenges: ['Basic realm="x"'] });
        await expectFailure(remote.request("invokeaction", "fail"), "CredentialsError");
      }
    },
  },
  {
    id: "refusal/no-leak",
    title: "tells nobody the message of an error that is the server's own fault",
    operations: ["invokeaction"],
    async run({ remote, thing }) {
      thing.action("fail").failure = new TypeError(secret);
      const error = await expectRefusal(remote.request("invokeaction", "fail"), "WOT_INTERNAL");
      const told = `${error.message} ${JSON.stringify(error.problem ?? {})}`;
      assert.ok(!/hunter2|10\.0\.0\.1/.test(told), `it told: ${told}`);
    },
  },
  {
    id: "refusal/served-on",
    title: "serves on after a refusal",
    operations: ["invokeaction"],
    async run({ remote }) {
      for (const value of [1, 2, 3]) {
        await expectFailure(remote.request("invokeaction", "fail"), "RemoteError");
        assert.equal(jsonOf(await remote.request("invokeaction", "echo", { content: jsonContent(value) })), value);
      }
    },
  },
];

const requestErrorCodes = (Object.keys(errorCodes) as ErrorCode[]).filter(
  (code): code is CodeOf<"RequestError"> => errorCodes[code].family === "RequestError",
);

/** The Form of a property, made to be about another one that the server has no such Form for. */
function forged(world: World, operation: Operation, name: string, other: string): PreparedForm {
  const { description } = world.remote;
  const forms = description.properties?.[name]?.forms.map((form) =>
    JSON.parse(renamed(JSON.stringify(form), name, other)),
  );
  const thing = { ...description, properties: { forged: { type: "string" as const, forms: forms ?? [] } } };
  const form = effectiveForms(thing, "property", "forged").find(({ op }) => op.includes(operation));
  assert.ok(form !== undefined, `${operation} is not offered on ${name}`);
  const prepared = world.remote.prepareForm(form, operation, other);
  assert.ok(!("refused" in prepared), "the forged Form is refused");
  return prepared;
}

/** Replaces whole segments only, so that terms like `htv:methodName` stay. */
function renamed(form: string, name: string, other: string): string {
  const segments = new RegExp(`(?<=[/])${name}(?=[/"{?])`, "g");
  const result = form.replaceAll(segments, other);
  assert.notEqual(result, form, `${name} is no segment in the Form ${form}`);
  return result;
}

const request = (prepared: PreparedForm, world: World, content?: Content): Promise<unknown> =>
  prepared.request({ timeoutMs: world.patienceMs, ...(content === undefined ? {} : { content }) });
