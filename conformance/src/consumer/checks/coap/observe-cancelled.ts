import { holds, unexercised, violated } from "../../../kinds/form-answer.js";
import { optionNumbers, optionOf, uintBytes, uintOf } from "../../../wire/coap/coap-message.js";
import { consumerCheck } from "../../kinds/consumer-check.js";
import { coapJson } from "../../probe-thing/coap-answer.js";
import type { CoapQuestion } from "../../probe-thing/coap-arrival.js";
import { description } from "../../probe-thing/description.js";
import { notFound } from "../../probe-thing/probe-answer.js";
import type { Trial } from "../../trial.js";
import { replyTo } from "../../trial-record.js";
import { coapForm } from "../../trials/coap-level.js";

/** Of the notification that comes after the end. */
const messageId = 0x6a13;

const sequence = (value: number) => ({ number: optionNumbers.observe, value: uintBytes(value) });

/** What a request wants of an observation: 0 to begin, 1 to end it. */
function observeOf({ message }: Pick<CoapQuestion, "message">): number | undefined {
  const value = optionOf(message, optionNumbers.observe);
  return value === undefined ? undefined : uintOf(value);
}

const trial: Trial = {
  name: "coap-observe-cancelled",
  describe: ({ coapBase }) =>
    description("coap-observe-cancelled", {
      properties: {
        level: {
          ...{ type: "integer", readOnly: true, writeOnly: false, observable: true },
          forms: [
            { ...coapForm(`${coapBase}/level`, "observeproperty"), subprotocol: "cov:observe" },
            { ...coapForm(`${coapBase}/level`, "unobserveproperty"), subprotocol: "cov:observe" },
          ],
        },
      },
    }),
  answer: () => notFound,
  answerCoap: (question) => [
    coapJson(question, "2.05", 7, observeOf(question) === 0 ? { options: [sequence(2)] } : {}),
  ],
  async perform(client) {
    await client.interact("observeproperty", "level");
    if (!(await client.datagram("observed", (each) => observeOf(each) === 0))) return;
    await client.interact("unobserveproperty", "level");
    const observing = client.datagrams.find((each) => observeOf(each) === 0)!;
    client.sendCoap(coapJson(observing, "2.05", 8, { type: "CON", messageId, options: [sequence(3)] }));
    await client.datagram("ended", (each) => {
      return observeOf(each) === 1 || (each.message.type === "RST" && each.message.messageId === messageId);
    });
  },
};

export const observationIsEnded = consumerCheck({
  id: "coap/observe-cancelled",
  area: "coap",
  specification: "rfc7641",
  section: "§3.6",
  level: "MUST",
  requirement: "A client that observes no more says so with Observe 1, or rejects the next notification.",
  procedure:
    "Tells the client observeproperty over CoAP, then unobserveproperty, and sends one more notification, Confirmable. Fails when it neither asks with Observe 1, nor answers with a reset.",
  example: "The client acknowledges notifications that it has no use for, and so gets them for ever.",
  exercises: [
    {
      trial,
      judge(record) {
        const { ended } = record.events;
        if (ended === true) return holds;
        const reply = replyTo(record, "unobserveproperty");
        const wasTold = ended === false && (reply?.kind === "done" || reply?.kind === "failed");
        return wasTold ? violated("the client goes on to be notified") : unexercised("nothing was observed");
      },
    },
  ],
});
