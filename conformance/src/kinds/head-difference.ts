import { type HttpResponse, headerOf, isSuccess } from "../wire/http/http-exchange.js";

/** In what the answer to HEAD differs from that to GET; `undefined` when it has the same fields. */
export function headDifference(head: HttpResponse, get: HttpResponse): string | undefined {
  if (!isSuccess(head) || head.status !== get.status) return `${head.status} instead of ${get.status}`;
  for (const name of ["content-type", "content-length", "etag"]) {
    const [inHead, inGet] = [headerOf(head, name), headerOf(get, name)];
    // RFC 9110 §9.3.2 lets HEAD leave out what only the content tells.
    const mayMiss = inHead === undefined && name !== "content-type";
    if (inHead !== inGet && !mayMiss && inGet !== undefined) return `${name} is ${inHead} instead of ${inGet}`;
  }
  return undefined;
}
