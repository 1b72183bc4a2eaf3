import { answering, httpFaults, property, without } from "./http-fault.js";
import { perfectPath } from "./perfect-thing.js";
import type { Answer, Question } from "./scripted-thing.js";

export const profileFaults = httpFaults("profile", [
  {
    caughtBy: "common-constraints-errors-7",
    what: "its errors are pages",
    profiled: true,
    spoil: (_question, perfect) =>
      perfect.status === 404
        ? { status: 404, headers: { "content-type": "text/html" }, body: "<h1>No</h1>" }
        : undefined,
  },
  {
    caughtBy: "common-constraints-errors-7",
    what: "the status in its problem details is a text",
    profiled: true,
    spoil: (_question, perfect) =>
      perfect.status === 404
        ? { status: 404, headers: { "content-type": "application/problem+json" }, body: '{"status":"404"}' }
        : undefined,
  },
  {
    caughtBy: "http-basic-profile-protocol-binding-readallproperties-5",
    what: "a property is missing among all",
    profiled: true,
    spoil: answering(`${perfectPath}/properties`, (answer) => ({
      status: 200,
      headers: without(answer.headers, "content-length"),
      body: '{"on":true}',
    })),
  },
  {
    caughtBy: "http-basic-profile-protocol-binding-readproperty-6",
    what: "a value comes with 203",
    profiled: true,
    spoil: answering(property("brightness"), (answer) => ({ ...answer, status: 203 })),
  },
  ...[
    ["a list", "[]"],
    ["a text", '"no"'],
    ["no JSON", "no"],
    ["of a type that is a number", '{"type":404}'],
    ["of a title that is an object", '{"title":{"en":"No"}}'],
    ["of a detail that is a list", '{"detail":["no"]}'],
  ].map(([what, body]) => ({
    caughtBy: "common-constraints-errors-7",
    what: `its problem details are ${what}`,
    profiled: true,
    spoil: (_question: Question, perfect: Answer) =>
      perfect.status === 404
        ? { status: 404, headers: { "content-type": "application/problem+json" }, body: body! }
        : undefined,
  })),
  {
    caughtBy: "common-constraints-errors-7",
    what: "its problem details come as JSON",
    profiled: true,
    spoil: (_question, perfect) =>
      perfect.status === 404
        ? { ...perfect, headers: { ...perfect.headers, "content-type": "application/json" } }
        : undefined,
  },
  ...[
    ["a list of values", "[true,40]"],
    ["null", "null"],
    ["a text", '"all"'],
    ["an empty object", "{}"],
  ].map(([what, body]) => ({
    caughtBy: "http-basic-profile-protocol-binding-readallproperties-5",
    what: `all properties together are ${what}`,
    profiled: true,
    spoil: answering(`${perfectPath}/properties`, (answer) => ({
      status: 200,
      headers: without(answer.headers, "content-length"),
      body: body!,
    })),
  })),
  ...[201, 206].map((status) => ({
    caughtBy: "http-basic-profile-protocol-binding-readallproperties-5",
    what: `all properties together come with ${status}`,
    profiled: true,
    spoil: answering(`${perfectPath}/properties`, (answer) => ({ ...answer, status })),
  })),
]);
