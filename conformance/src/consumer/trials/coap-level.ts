import type { Operation } from "@thingwright/td";
import type { CoapMessage } from "../../wire/coap/coap-message.js";
import type { CoapQuestion } from "../probe-thing/coap-arrival.js";
import { description, form, level } from "../probe-thing/description.js";
import { notFound } from "../probe-thing/probe-answer.js";
import type { Trial } from "../trial.js";

const methods: Readonly<Partial<Record<Operation, string>>> = {
  readproperty: "GET",
  writeproperty: "PUT",
  observeproperty: "GET",
  unobserveproperty: "GET",
};

/** A level over CoAP, that the client is told to read, or to write. */
export function coapTrial(
  name: string,
  operation: "readproperty" | "writeproperty",
  answerCoap: (question: CoapQuestion) => readonly CoapMessage[],
): Trial {
  return {
    name,
    describe: ({ coapBase }) =>
      description(name, { properties: { level: level(coapForm(`${coapBase}/level`, operation)) } }),
    answer: () => notFound,
    answerCoap,
    async perform(client) {
      await client.interact(operation, "level", operation === "writeproperty" ? { value: 8 } : {});
    },
  };
}

/** A Form over CoAP in JSON that leaves nothing to a default. */
export function coapForm(href: string, op: Operation) {
  const { "htv:methodName": _, ...rest } = form(href, op);
  return { ...rest, "cov:method": methods[op] };
}
