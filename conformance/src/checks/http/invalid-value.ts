import { holds, unexercised, violated } from "../../kinds/form-answer.js";
import { invalidWriteCheck } from "../../kinds/invalid-write-check.js";
import { summaryOf } from "../../wire/http/http-exchange.js";

export const invalidValueIsNotTaken = invalidWriteCheck({
  id: "http/invalid-value",
  area: "http",
  specification: "td11",
  section: "behavior-data",
  level: "MUST",
  requirement: "What a property takes matches its data schema (server-data-schema).",
  procedure:
    "Writes to each property a value of a JSON type that its schema does not have, reads it, and puts the old value back. Fails when a value that does not match the schema is read.",
  example: 'A property of the type "integer" is written "thingwright", and read so.',
  judge({ write, left, written }) {
    if (write.response === undefined) return unexercised(summaryOf(write));
    if (left === "unknown") return unexercised("it cannot be read afterwards");
    return left === "invalid" ? violated(`${JSON.stringify(written)} is taken`) : holds;
  },
});
