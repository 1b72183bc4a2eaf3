import type { Fetch } from "../../src/authority/bounded-fetch.js";

/** What was asked for. */
export interface AskedRequest {
  readonly url: string;
  readonly init: RequestInit;
}

/** A `fetch` that answers by `answer` and remembers what was asked. */
export function answeringFetch(answer: (request: AskedRequest) => Response | Promise<Response>): {
  readonly fetch: Fetch;
  readonly asked: AskedRequest[];
} {
  const asked: AskedRequest[] = [];
  return {
    asked,
    fetch: async (url, init) => {
      const request = { url, init };
      asked.push(request);
      return answer(request);
    },
  };
}

export const json = (value: unknown, status = 200): Response =>
  new Response(JSON.stringify(value), { status, headers: { "content-type": "application/json" } });
