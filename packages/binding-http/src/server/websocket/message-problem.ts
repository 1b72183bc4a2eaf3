import { type Problem, toProblem } from "@thingwright/errors";

/** The draft's common error types. Its addresses are placeholders, as it says itself. */
const commonTitles: ReadonlyMap<number, string> = new Map([
  [400, "Bad Request"],
  [403, "Forbidden"],
  [404, "Not Found"],
  [500, "Internal Server Error"],
  [503, "Service Unavailable"],
]);

/** Statuses of HTTP that one of the common types describes as well. */
const describedBy: ReadonlyMap<number, number> = new Map([
  [401, 403],
  [405, 400],
  [406, 400],
  [413, 400],
  [415, 400],
  [422, 400],
]);

/**
 * The problem details of `error` in a response message: of a common type where one will do, else of our own. The code of
 * our table goes along.
 *
 * @see Web Thing Protocol, "Error Response"
 */
export function messageProblem(error: unknown): Problem {
  const problem = toProblem(error);
  const status = describedBy.get(problem.status) ?? problem.status;
  const title = commonTitles.get(status);
  if (title === undefined) return problem;
  return { ...problem, status, title, type: `https://w3c.github.io/web-thing-protocol/errors#${status}` };
}
