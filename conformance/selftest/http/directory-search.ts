import { content, problem } from "./json-answer.js";
import type { Answer, Question } from "./scripted-thing.js";

const rows = { head: { vars: ["n"] }, results: { bindings: [{ n: { type: "literal", value: "3" } }] } };

/** What a directory answers to SPARQL: nothing but the form of it, which depends on what kind of query it is. */
export function search({ method, body }: Question, asked: string): Answer {
  if (!["GET", "HEAD", "POST"].includes(method)) return problem(405, { allow: "GET, HEAD, POST" });
  const kind = /^\s*(?:PREFIX[^>]*>\s*)*(\w+)/i.exec(method === "POST" ? body : asked)?.[1]?.toUpperCase() ?? "";
  if (kind === "ASK") return { status: 200, ...content({ head: {}, boolean: true }, "application/json") };
  if (kind === "SELECT") return { status: 200, ...content(rows, "application/json") };
  if (kind !== "CONSTRUCT" && kind !== "DESCRIBE") return problem(400, {}, { detail: "it is no query" });
  return { status: 200, ...content([], "application/ld+json") };
}
