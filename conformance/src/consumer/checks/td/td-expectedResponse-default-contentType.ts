import { consumerCheck } from "../../kinds/consumer-check.js";
import { gives } from "../../kinds/requests.js";
import { description, form } from "../../probe-thing/description.js";
import type { Trial } from "../../trial.js";

/** A text of JSON that is none of plain text. */
const name = 'hall \u2192 "north"';

const trial: Trial = {
  name: "default-response-type",
  describe: ({ base }) =>
    description("default-response-type", {
      properties: {
        name: { type: "string", readOnly: true, observable: false, forms: [form(`${base}/name`, "readproperty")] },
      },
    }),
  answer: () => ({ status: 200, body: JSON.stringify(name) }),
  async perform(client) {
    await client.interact("readproperty", "name");
  },
};

export const responseHasTypeOfForm = consumerCheck({
  id: "td-expectedResponse-default-contentType",
  area: "td",
  specification: "td11",
  section: "sec-response-usage",
  level: "MUST",
  requirement: "Where a Form has no response, its response is taken to have the content type of the Form.",
  procedure:
    "Answers a read with a text in JSON and without Content-Type; the Form is of application/json and has no response. Fails when the client reports an error, or gives something else than the text.",
  example: "The client gives its user the bytes of the body with the quotes.",
  exercises: [{ trial, judge: (record) => gives(record, "readproperty", (value) => value === name) }],
});
