import { gzipSync } from "node:zlib";
import type { Answer, Question } from "./scripted-thing.js";

/** The fields and the body of an answer in JSON. */
export function content(value: unknown, contentType: string) {
  const body = JSON.stringify(value);
  return { headers: { "content-type": contentType, "content-length": String(Buffer.byteLength(body)) }, body };
}

/** Problem details (RFC 9457). */
export function problem(status: number, headers: Answer["headers"] = {}, more: object = {}): Answer {
  const { body, headers: about } = content({ title: "No", status, ...more }, "application/problem+json");
  return { status, headers: { ...about, ...headers }, body };
}

/** The answer, compressed for who wants that. */
export function compressed({ headers }: Question, answer: Answer): Answer {
  if (!/\bgzip\b/.test(String(headers["accept-encoding"] ?? "")) || answer.status !== 200) return answer;
  const body = gzipSync(answer.body ?? "");
  const about = { ...answer.headers, "content-encoding": "gzip", "content-length": String(body.byteLength) };
  return { ...answer, headers: about, body };
}
