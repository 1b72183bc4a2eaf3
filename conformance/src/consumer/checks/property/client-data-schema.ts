import { mismatchOf } from "../../../kinds/schema-mismatch.js";
import { consumerCheck } from "../../kinds/consumer-check.js";
import { ofRequests, shown, valueIn } from "../../kinds/requests.js";
import { colourSchema, colourTrial } from "../../trials/colour.js";

const values = [{ hue: 120 }, { hue: 400 }, {}, "red"];

export const sentDataFits = consumerCheck({
  id: "client-data-schema",
  area: "property",
  specification: "td11",
  section: "behavior-data",
  level: "MUST",
  requirement: "The data that a Consumer sends is as the data schema of the interaction says.",
  procedure:
    "Tells the client to write a value that fits the data schema of a property, and three that do not, which it may refuse. Fails when a request has a body that does not fit.",
  example: "The client is told to set a hue of 400, the schema has a maximum of 360, and it sends 400.",
  exercises: [
    {
      trial: colourTrial("data-that-fits", values),
      judge: (record) =>
        ofRequests(record, {
          operation: "writeproperty",
          isConcerned: ({ body }) => body.byteLength > 0,
          faultIn(arrival) {
            const mismatch = mismatchOf(colourSchema, valueIn(arrival));
            return mismatch.kind === "value" ? `${shown(valueIn(arrival))} is sent: ${mismatch.message}` : undefined;
          },
        }),
    },
  ],
});
