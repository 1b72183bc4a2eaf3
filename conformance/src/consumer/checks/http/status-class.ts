import { holds, violated } from "../../../kinds/form-answer.js";
import { consumerCheck, type Exercise } from "../../kinds/consumer-check.js";
import { gives, ofReply } from "../../kinds/requests.js";
import { description, form, level } from "../../probe-thing/description.js";
import { json } from "../../probe-thing/probe-answer.js";
import type { Trial } from "../../trial.js";

/** A level that is answered with this status. The body fits, so that the status alone decides. */
function trial(operation: "readproperty" | "writeproperty", status: number): Trial {
  const name = `${operation === "readproperty" ? "read" : "write"}-${status}`;
  return {
    name,
    describe: ({ base }) => description(name, { properties: { level: level(form(`${base}/level`, operation)) } }),
    answer: () => json(7, status),
    async perform(client) {
      await client.interact(operation, "level", operation === "writeproperty" ? { value: 8 } : {});
    },
  };
}

function failing(operation: "readproperty" | "writeproperty", status: number): Exercise {
  return {
    trial: trial(operation, status),
    judge: (record) =>
      ofReply(record, operation, ({ kind }) =>
        kind === "failed" ? holds : violated(`${status} is told as a success of ${operation}`),
      ),
  };
}

export const statusClassIsUnderstood = consumerCheck({
  id: "http/status-class",
  area: "http",
  specification: "rfc9110",
  section: "§15",
  level: "MUST",
  requirement: "A client goes by the class of a status code, also when it does not know the code.",
  procedure:
    "Answers reads with 404, 500, and with 499 and 599, which nobody knows, and writes with 405 and 415. Fails when the client tells its user of a success. Answers a read with 299. Fails when the client does not give the value.",
  example: "A write is answered with 405, and the client tells its user that it was written.",
  exercises: [
    ...[404, 499, 500, 599].map((status) => failing("readproperty", status)),
    ...[405, 415].map((status) => failing("writeproperty", status)),
    { trial: trial("readproperty", 299), judge: (record) => gives(record, "readproperty", (value) => value === 7) },
  ],
});
