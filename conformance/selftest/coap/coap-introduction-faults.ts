import { type CoapMessage, optionNumbers, uintBytes } from "../../src/wire/coap/coap-message.js";
import { at, coapFaultsOf, coded, hasOption, responding, saying, without } from "./coap-faults.js";
import { pathOf } from "./perfect-coap-thing.js";

const description = ".well-known/wot";
const list = ".well-known/core";

const has = (number: number, value: number) => (response: CoapMessage) => ({
  ...without(number)(response),
  options: [...without(number)(response).options, { number, value: uintBytes(value) }],
});

/** Requests for this path that have the option. */
const asking = (path: string, number: number) => (request: CoapMessage) =>
  pathOf(request) === path && hasOption(number)(request);

const links = (change: (text: string) => string) => (response: CoapMessage) =>
  saying(change(Buffer.from(response.payload).toString()))(response);

export const coapIntroductionFaults = coapFaultsOf(
  [
    {
      caughtBy: "exploration-server-coap-method",
      what: "its description is no GET",
      spoil: responding(at(description), coded("4.05")),
    },
    ...[0, 40, 60].map((format) => ({
      caughtBy: "exploration-server-coap-resp",
      what: `its description is in the Content-Format ${format}`,
      spoil: responding(
        (request, response) => at(description)(request, response) && !hasOption(optionNumbers.accept)(request),
        has(optionNumbers.contentFormat, format),
      ),
    })),
    {
      caughtBy: "exploration-server-coap-resp",
      what: "its description has no Content-Format",
      spoil: responding(
        (request, response) => at(description)(request, response) && !hasOption(optionNumbers.accept)(request),
        without(optionNumbers.contentFormat),
      ),
    },
    {
      caughtBy: "exploration-server-coap-resp",
      what: "its description is another document",
      spoil: responding(at(description), saying('{"name":"lamp"}')),
    },
    {
      caughtBy: "exploration-server-coap-alternate-content",
      what: "its description is in one Content-Format, whatever is asked for",
      spoil: responding(asking(description, optionNumbers.accept), has(optionNumbers.contentFormat, 50)),
    },
    {
      caughtBy: "exploration-server-coap-size2",
      what: "it does not say how long its description is",
      spoil: responding(asking(description, optionNumbers.size2), without(optionNumbers.size2)),
    },
    {
      caughtBy: "sec-tdd-intro-no-observe",
      what: "its list of resources can be observed",
      spoil: responding(asking(list, optionNumbers.observe), has(optionNumbers.observe, 7)),
    },
    {
      caughtBy: "sec-tdd-intro-no-observe",
      what: "its description can be observed by everybody",
      spoil: responding(asking(description, optionNumbers.observe), has(optionNumbers.observe, 7)),
    },
    {
      caughtBy: "introduction-core-rd",
      what: "a link leads to no description",
      spoil: responding(
        at(list),
        links((text) => text.replace("</.well-known/wot>", "</lamp/name>").replace("432", "50")),
      ),
    },
    {
      caughtBy: "introduction-core-rd",
      what: "a link leads to nothing",
      spoil: responding(
        at(list),
        links((text) => text.replace("</.well-known/wot>", "</td>")),
      ),
    },
    {
      caughtBy: "introduction-core-rd-resource-type-thing",
      what: "a link to its description has no resource type",
      spoil: responding(
        at(list),
        links((text) => text.replace(';rt="wot.thing"', "")),
      ),
    },
    {
      caughtBy: "introduction-core-rd-resource-type-thing",
      what: "it is called a directory",
      spoil: responding(
        at(list),
        links((text) => text.replace("wot.thing", "wot.directory")),
      ),
    },
  ],
  "retrieval",
);
