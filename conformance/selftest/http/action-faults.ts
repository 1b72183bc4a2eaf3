import { answering, fastHttp, type HttpFault, httpFaults, type Spoil } from "./http-fault.js";
import { perfectPath } from "./perfect-thing.js";
import { actionPath, profiledScript, statePath } from "./profiled-thing.js";
import type { Answer } from "./scripted-thing.js";

const binding = "http-basic-profile-protocol-binding";

/** A fault in a Thing that may be told to act. */
const acting = (caughtBy: string, what: string, spoil: Spoil): HttpFault => ({
  caughtBy: `${binding}-${caughtBy}`,
  what,
  options: { ...fastHttp, allow: ["invoke"] },
  script: profiledScript,
  spoil,
});

const to = (path: string, answer: Answer) => answering(path, () => answer);

/** The JSON of an answer, changed. */
const changing = (path: string, change: (value: Readonly<Record<string, unknown>>) => unknown) =>
  answering(path, (answer) =>
    answer.body === undefined ? answer : { ...answer, body: JSON.stringify(change(JSON.parse(String(answer.body)))) },
  );

/** `spoil` for requests with this method only. */
const only =
  (method: string, spoil: Spoil): Spoil =>
  (question, perfect, origin) =>
    question.method === method ? spoil(question, perfect, origin) : undefined;

const { json, text } = {
  json: { "content-type": "application/json" },
  text: { "content-type": "text/plain" },
};

export const actionFaults = httpFaults("profile", [
  acting("invokeaction-6", "an action is answered with 202", to(actionPath("halt"), { status: 202 })),
  acting(
    "invokeaction-7",
    "an action that is done at once is answered as if it went on",
    (question, _perfect, origin) =>
      question.path === actionPath("halt")
        ? (profiledScript()({ ...question, path: actionPath("jam") }, origin) as Answer)
        : undefined,
  ),
  acting("invokeaction-8", "an action that goes on is answered with 204", to(actionPath("jam"), { status: 204 })),
  acting(
    "invokeaction-20",
    "an output is a text",
    to(actionPath("measure"), { status: 200, headers: text, body: "1.5" }),
  ),
  acting(
    "invokeaction-20",
    "an output is no JSON",
    to(actionPath("measure"), { status: 200, headers: json, body: "1,5" }),
  ),
  acting("invokeaction-20", "there is no output", to(actionPath("measure"), { status: 204 })),
  acting(
    "invokeaction-20a",
    "null comes without output",
    to(actionPath("halt"), { status: 200, headers: json, body: "null" }),
  ),
  acting("invokeaction-20a", "nothing has a type", to(actionPath("halt"), { status: 204, headers: json })),
  acting("invokeaction-21", "the address of the state is in the body alone", (question, perfect) =>
    question.path === actionPath("jam") ? { ...perfect, headers: json } : undefined,
  ),
  acting("invokeaction-21", "a started action is answered as text", (question, perfect) =>
    question.path === actionPath("jam")
      ? { ...perfect, headers: { ...perfect.headers, "content-type": "text/plain" } }
      : undefined,
  ),
  acting("invokeaction-21", "the state is where no HTTP is", (question, perfect) =>
    question.path === actionPath("jam")
      ? { ...perfect, headers: { ...perfect.headers, location: "coap://blind.example/1" } }
      : undefined,
  ),
  acting(
    "invokeaction-15",
    "a started action has no status",
    changing(actionPath("jam"), ({ status: _, ...rest }) => rest),
  ),
  acting(
    "invokeaction-15",
    "the time of an action is a number",
    changing(actionPath("jam"), (status) => ({ ...status, timeRequested: 1_767_225_600_000 })),
  ),
  acting(
    "invokeaction-16",
    "an action is started",
    changing(actionPath("jam"), (status) => ({ ...status, status: "started" })),
  ),
  acting(
    "invokeaction-17",
    "the output of an action is a text",
    changing(statePath("move"), (status) => ({ ...status, output: "7" })),
  ),
  acting(
    "invokeaction-18",
    "the error of an action is a text",
    changing(statePath("jam"), (status) => ({ ...status, error: "stuck" })),
  ),
  acting(
    "invokeaction-18",
    "the title of an error is an object",
    changing(statePath("jam"), (status) => ({ ...status, error: { title: { en: "stuck" } } })),
  ),
  acting(
    "invokeaction-19",
    "the href of a state leads to CoAP",
    changing(actionPath("jam"), (status) => ({ ...status, href: "coap://blind.example/1" })),
  ),
  acting(
    "invokeaction-19",
    "the href of a state is a number",
    changing(actionPath("jam"), (status) => ({ ...status, href: 1 })),
  ),
  ...[404, 405, 501].map((status) =>
    acting(
      "queryaction-1a",
      `the state of an action is answered with ${status}`,
      only("GET", to(statePath("jam"), { status })),
    ),
  ),
  acting(
    "queryaction-5",
    "the state of an action is a text",
    only("GET", to(statePath("jam"), { status: 200, headers: text, body: "failed" })),
  ),
  acting(
    "queryaction-5",
    "the state of an action comes with 203",
    only(
      "GET",
      answering(statePath("jam"), (answer) => ({ ...answer, status: 203 })),
    ),
  ),
  acting(
    "cancelaction-5",
    "cancelling brings the last state",
    only("DELETE", to(statePath("move"), { status: 200, headers: json, body: '{"status":"failed"}' })),
  ),
  acting(
    "queryallactions-6a",
    "all actions are a list",
    to(`${perfectPath}/actions`, { status: 200, headers: json, body: "[]" }),
  ),
  acting(
    "queryallactions-6a",
    "all actions are texts",
    to(`${perfectPath}/actions`, { status: 200, headers: json, body: '{"move":"running"}' }),
  ),
  acting(
    "queryallactions-6b",
    "the latest action comes last",
    changing(`${perfectPath}/actions`, ({ move }) => ({ move: [...(move as readonly unknown[])].reverse() })),
  ),
]);
