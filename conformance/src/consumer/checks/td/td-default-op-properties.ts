import type { PropertyAffordance } from "@thingwright/td";
import { holds, unexercised, violated } from "../../../kinds/form-answer.js";
import type { FormFinding } from "../../../kinds/form-evidence.js";
import { consumerCheck } from "../../kinds/consumer-check.js";
import { description, form, level, without } from "../../probe-thing/description.js";
import { json, noContent } from "../../probe-thing/probe-answer.js";
import type { Trial } from "../../trial.js";
import { replyTo, type TrialRecord } from "../../trial-record.js";

type Access = Pick<PropertyAffordance, "readOnly" | "writeOnly">;

/** A property with a Form without op. What has a body is a write: one method could not be that of both. */
function trial(name: string, access: Access): Trial {
  return {
    name,
    describe: ({ base }) =>
      description(name, {
        properties: {
          level: { ...level(without(form(`${base}/level`, "readproperty"), "op", "htv:methodName")), ...access },
        },
      }),
    answer: ({ body }) => (body.byteLength === 0 ? json(7) : noContent),
    async perform(client) {
      await client.interact("readproperty", "level");
      await client.interact("writeproperty", "level", { value: 8 });
    },
  };
}

const operations = ["readproperty", "writeproperty"] as const;

/** Whether the client did what the Form is for, and sent nothing for what it is not for. */
function judgeBy(expected: readonly (typeof operations)[number][]) {
  return (record: TrialRecord): FormFinding => {
    const tried = operations.filter((each) => ["done", "failed"].includes(replyTo(record, each)?.kind ?? ""));
    if (tried.length < operations.length) return unexercised("reading and writing were not tried");
    for (const operation of tried) {
      const isSent = record.arrivals.some(({ body }) => (body.byteLength === 0) === (operation === "readproperty"));
      if (isSent && !expected.includes(operation)) return violated(`${operation} is sent, which the Form is not for`);
      if (!isSent && expected.includes(operation)) return violated(`${operation} is not sent, which the Form is for`);
    }
    return holds;
  };
}

export const propertyFormReadsAndWrites = consumerCheck({
  id: "td-default-op-properties",
  area: "td",
  specification: "td11",
  section: "sec-default-values",
  level: "MUST",
  requirement:
    "A Form of a property without op is for readproperty and writeproperty; for the first alone with readOnly, for the second alone with writeOnly.",
  procedure:
    "Tells the client to read and to write a property whose Form has no op: one for both, one that is readOnly, one that is writeOnly. Fails when what the Form is for is not sent, or what it is not for is.",
  example: "The client writes a property that is readOnly.",
  exercises: [
    { trial: trial("default-op-both", { readOnly: false, writeOnly: false }), judge: judgeBy(operations) },
    { trial: trial("default-op-read-only", { readOnly: true, writeOnly: false }), judge: judgeBy(["readproperty"]) },
    { trial: trial("default-op-write-only", { readOnly: false, writeOnly: true }), judge: judgeBy(["writeproperty"]) },
  ],
});
