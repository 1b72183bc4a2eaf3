import { answering, fastHttp, type HttpFault, httpFaults, type Spoil } from "./http-fault.js";
import { profiledScript, streamPath } from "./profiled-thing.js";

const binding = "http-sse-profile-protocol-binding";

/** A fault in the streams of a Thing: `number` is that of the assertion. */
const streaming = (operation: string, number: string, what: string, spoil: Spoil): HttpFault => ({
  caughtBy: `${binding}-${operation}-${number}`,
  what: `${what} by ${operation}`,
  options: { ...fastHttp, limits: { effectTimeoutMs: 300 } },
  script: profiledScript,
  spoil,
});

/** The text of a stream, changed. */
const saying = (path: string, change: (text: string) => string): Spoil =>
  answering(path, (answer) => ({ ...answer, body: change(String(answer.body)) }));

/** The numbers of the assertions of each operation, and where its stream is. */
const operations = [
  {
    operation: "observeproperty",
    path: streamPath("position"),
    ...{ open: "4", named: "5b", schema: undefined, id: "5c", time: "5d" },
  },
  {
    operation: "observeallproperties",
    path: streamPath("properties"),
    ...{ open: "4", named: "5b", schema: "5c", id: "5d", time: "5e" },
  },
  {
    operation: "subscribeevent",
    path: streamPath("jammed"),
    ...{ open: "5", named: "6b", schema: "6c", id: "6d", time: "6e" },
  },
  {
    operation: "subscribeallevents",
    path: streamPath("events"),
    ...{ open: "3", named: "4b", schema: "4c", id: "4d", time: "4e" },
  },
];

export const streamFaults = httpFaults(
  "profile",
  operations.flatMap(({ operation, path, open, named, schema, id, time }) => [
    streaming(
      operation,
      open,
      "a stream is closed",
      answering(path, (answer) => ({ ...answer, isOpen: false })),
    ),
    streaming(
      operation,
      open,
      "a stream is text",
      answering(path, (answer) => ({ ...answer, headers: { "content-type": "text/plain" } })),
    ),
    streaming(
      operation,
      open,
      "a stream is nowhere",
      answering(path, () => ({ status: 404 })),
    ),
    streaming(
      operation,
      named,
      "messages have no name",
      saying(path, (text) => text.replaceAll(/^event:.*\n/gm, "")),
    ),
    streaming(
      operation,
      named,
      "data is no JSON",
      saying(path, (text) => text.replaceAll(/^data:.*$/gm, "data: up")),
    ),
    ...(schema === undefined
      ? []
      : [
          streaming(
            operation,
            schema,
            "data is a list",
            saying(path, (text) => text.replaceAll(/^data:.*$/gm, "data: []")),
          ),
        ]),
    streaming(
      operation,
      id,
      "messages have no id",
      saying(path, (text) => text.replaceAll(/^id:.*\n/gm, "")),
    ),
    streaming(
      operation,
      id,
      "all messages have one id",
      saying(path, (text) => text.replaceAll(/^id:.*$/gm, "id: 1")),
    ),
    streaming(
      operation,
      time,
      "an id is a word",
      saying(path, (text) => text.replaceAll(/^id: (.*)$/gm, "id: x$1")),
    ),
  ]),
);
