import type { ThingDescription } from "@thingwright/td";
import { violated } from "../../../kinds/form-answer.js";
import { consumerCheck } from "../../kinds/consumer-check.js";
import { gives } from "../../kinds/requests.js";
import { description, form, level } from "../../probe-thing/description.js";
import { json } from "../../probe-thing/probe-answer.js";
import type { Trial } from "../../trial.js";
import { replyTo } from "../../trial-record.js";

const trial: Trial = {
  name: "td-1-0",
  describe({ base }): ThingDescription {
    const described = description("td-1-0", { properties: { level: level(form(`${base}/level`, "readproperty")) } });
    return { ...described, "@context": "https://www.w3.org/2019/wot/td/v1" } as object as ThingDescription;
  },
  answer: () => json(7),
  async perform(client) {
    await client.interact("readproperty", "level");
  },
};

export const oldDescriptionIsTaken = consumerCheck({
  id: "td-context-ns-td10-namespacev10",
  area: "td",
  specification: "td11",
  section: "thing",
  level: "MUST",
  requirement: "A Consumer takes a Thing Description of TD 1.0.",
  procedure:
    "Gives the client a description whose context is that of TD 1.0, and tells it to read a property. Fails when it refuses the description, or does not give the value.",
  example: "The client says that the context is unknown.",
  exercises: [
    {
      trial,
      judge(record) {
        const taken = replyTo(record, "consume");
        if (taken?.kind === "failed") return violated(`the client refuses the description: ${taken.message}`);
        return gives(record, "readproperty", (value) => value === 7);
      },
    },
  ],
});
