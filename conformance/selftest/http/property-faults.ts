import {
  answering,
  describingProperty,
  httpFaults,
  property,
  reading,
  saying,
  withFields,
  without,
} from "./http-fault.js";
import { perfectScript } from "./perfect-thing.js";
import type { Answer, Question } from "./scripted-thing.js";

/** Values that their schemas do not have, by what is wrong with them. */
const values: readonly (readonly [what: string, name: string, body: string | Uint8Array])[] = [
  ["a value is below its minimum", "brightness", "-9"],
  ["a value is above its maximum", "brightness", "101"],
  ["an integer has a fraction", "brightness", "40.5"],
  ["a number is a text", "brightness", '"40"'],
  ["a number is a truth value", "brightness", "true"],
  ["a number is null", "brightness", "null"],
  ["a number is in an object", "brightness", '{"value":40}'],
  ["a number is in an array", "brightness", "[40]"],
  ["a number has a comma", "brightness", "40,5"],
  ["a number is none", "brightness", "NaN"],
  ["a number has its unit behind it", "brightness", "40 %"],
  ["a truth value is a number", "on", "1"],
  ["a truth value is a text", "on", '"true"'],
  ["a truth value is a word of another language", "on", "True"],
  ["a text is not one of its enumeration", "mode", '"dusk"'],
  ["a text has other capitals than its enumeration", "mode", '"Day"'],
  ["a text has no quotation marks", "mode", "day"],
  ["a text has the wrong quotation marks", "mode", "'day'"],
  ["a text does not match its pattern", "label", '"Desk 1"'],
  ["a text is too long", "label", `"${"a".repeat(21)}"`],
  ["a text is not UTF-8", "label", Buffer.from('"schreibtisch \u00fc"', "latin1")],
  ["an object lacks a member", "state", '{"hours":12}'],
  ["an object has a member of another type", "state", '{"hours":"12","lamp":{"watts":4.5}}'],
  ["an inner object has a value beyond its maximum", "state", '{"hours":12,"lamp":{"watts":60}}'],
  ["an inner object is empty", "state", '{"hours":12,"lamp":{}}'],
  ["an object is an array", "state", '[12,{"watts":4.5}]'],
  ["an object is a text of JSON", "state", JSON.stringify('{"hours":12,"lamp":{"watts":4.5}}')],
  ["an object ends early", "state", '{"hours":12,"lamp":{"watts":4.5}'],
  ["an object has a comma too many", "state", '{"hours":12,"lamp":{"watts":4.5},}'],
  ["an array is too long", "levels", "[0,1,2,3]"],
  ["an array is empty", "levels", "[]"],
  ["an array has an item of another type", "levels", '[0,"40"]'],
  ["an array is a number", "levels", "40"],
  ["there are two values in one body", "brightness", "40 41"],
  ["there is no value in the body", "brightness", ""],
];

/** What a Thing answers that does not look at Accept. */
function answerToAll(question: Question, origin: string): Answer {
  return perfectScript(false)({ ...question, headers: { ...question.headers, accept: "*/*" } }, origin) as Answer;
}

/** Statuses that a Thing must not have for the request of its own Form. */
const statuses: readonly number[] = [400, 402, 403, 405, 406, 409, 411, 412, 415, 422, 500, 501, 502];

export const propertyFaults = httpFaults("property", [
  {
    caughtBy: "bindings-requirements-scheme",
    what: "it does not speak HTTP at a Form",
    spoil: ({ path }) =>
      path === property("brightness") ? (response) => response.socket?.end("220 lamp ready\r\n") : undefined,
  },
  {
    caughtBy: "bindings-requirements-scheme",
    what: "a Form answers with bytes of another protocol",
    spoil: ({ path }) =>
      path === property("mode") ? (response) => response.socket?.end(Uint8Array.of(0x20, 2, 0, 0)) : undefined,
  },
  ...statuses.map((status) => ({
    caughtBy: "bindings-server-accept",
    what: `it answers ${status} to the request of a Form`,
    spoil: answering(property("brightness"), () => ({ status, headers: { allow: "PUT" } })),
  })),
  ...values.map(([what, name, body]) => ({ caughtBy: "server-data-schema", what, spoil: reading(name, body) })),
  {
    caughtBy: "server-uri-template",
    what: "there is nothing at an href",
    spoil: describingProperty("brightness", (each) => ({ ...each, forms: [{ href: "dim", op: "readproperty" }] })),
  },
  {
    caughtBy: "server-uri-template",
    what: "an href has other capitals than its address",
    spoil: describingProperty("mode", (each) => ({
      ...each,
      forms: [{ href: "properties/Mode", op: "readproperty" }],
    })),
  },
  {
    caughtBy: "server-uri-template",
    what: "what an href leads to is gone",
    spoil: answering(property("label"), () => ({ status: 410 })),
  },
  {
    caughtBy: "server-uri-template",
    what: "its hrefs start at another place than its base",
    spoil: saying(({ base, ...rest }) => ({ ...rest, base: base!.replace(/\/$/, "") })),
  },
  ...["application/vnd.lamp+json", "text/plain", "text/html; charset=utf-8", "application/octet-stream"].map(
    (type) => ({
      caughtBy: "td-expectedResponse-contentType",
      what: `a value comes as ${type}`,
      spoil: withFields(property("brightness"), { "content-type": type }),
    }),
  ),
  {
    caughtBy: "td-expectedResponse-contentType",
    what: "a value has no content type",
    spoil: answering(property("brightness"), (answer) => ({
      ...answer,
      headers: without(answer.headers, "content-type"),
    })),
  },
  {
    caughtBy: "td-expectedResponse-contentType",
    what: "its Form says that the response is something else",
    spoil(question, perfect, origin) {
      if (question.path === property("mode"))
        return reading("mode", '"day"')(question, answerToAll(question, origin), origin);
      return describingProperty("mode", (each) => ({
        ...each,
        forms: [{ href: "properties/mode", op: "readproperty", response: { contentType: "application/cbor" } }],
      }))(question, perfect, origin);
    },
  },
]);
