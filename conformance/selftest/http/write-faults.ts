import { type HttpFault, httpFaults, property, type Spoil, withWrites } from "./http-fault.js";
import type { Answer } from "./scripted-thing.js";

/** Whoever does nothing does it for good: nothing has to be waited for. */
const impatient = { ...withWrites, limits: { effectTimeoutMs: 60 } };

/** A fault in what comes of writing a property. */
const writing = (what: string, name: string, spoil: Spoil): HttpFault => ({
  caughtBy: "td-vocab-op--Form_writeproperty",
  what,
  options: impatient,
  spoil: (question, perfect, origin) =>
    question.path === property(name) ? spoil(question, perfect, origin) : undefined,
});

/** A Thing that keeps a value of its own, whatever is written. */
const keeping = (what: string, name: string, kept: (written: string) => string): HttpFault => ({
  caughtBy: "td-vocab-op--Form_writeproperty",
  what,
  options: impatient,
  spoil: {
    begin() {
      let value: string | undefined;
      return ({ method, path, body }, perfect): Answer | undefined => {
        if (path !== property(name)) return undefined;
        if (method === "PUT") value = kept(body);
        if (method !== "GET" || value === undefined || perfect.status !== 200) return undefined;
        return { status: 200, headers: { "content-type": "application/json" }, body: value };
      };
    },
  },
});

export const writeFaults = httpFaults("property", [
  ...[400, 401, 403, 404, 405, 411, 415, 422, 500, 501].map((status) =>
    writing(`it answers ${status} to a value that its schema has`, "target", ({ method }) =>
      method === "PUT" ? { status, headers: { allow: "GET" } } : undefined,
    ),
  ),
  ...[200, 202, 204].map((status) =>
    writing(`it answers ${status} to what is written and does nothing`, "target", ({ method, path }, perfect) => {
      if (method === "PUT") return { status };
      return path === property("target") && perfect.status === 200
        ? { ...perfect, headers: { "content-type": "application/json" }, body: "40" }
        : undefined;
    }),
  ),
  keeping("it makes what is written greater", "target", (written) => String((Number(written) + 2) % 100)),
  keeping("it makes what is written least", "target", () => "0"),
  keeping("a colour temperature is not changed", "kelvin", () => "3268"),
  keeping("a colour temperature is made a tenth warmer", "kelvin", (written) =>
    String(Math.round(Number(written) * 0.9)),
  ),
  keeping("it goes to another scene", "scene", (written) => (written === '"rest"' ? '"clean"' : '"rest"')),
  keeping("it keeps one member of what is written", "limits", () => '{"low":0,"high":1}'),
]);
