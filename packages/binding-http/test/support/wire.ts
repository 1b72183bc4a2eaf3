import { type IncomingHttpHeaders, request } from "node:http";

/** An HTTP response as it came. */
export interface WireAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** The body as JSON. @throws {SyntaxError} when it is none */
  json(): unknown;
}

/** What is sent beside the method and the path; a body that is no text is sent as JSON with its content type. */
export interface WireRequest {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** One request on a connection of its own, with nothing of ours in between. */
export function wire(
  port: number,
  method: string,
  path: string,
  { headers = {}, body }: WireRequest = {},
): Promise<WireAnswer> {
  const text = body === undefined || typeof body === "string" ? body : JSON.stringify(body);
  const typed = text === body ? headers : { "content-type": "application/json", ...headers };
  return new Promise((resolve, reject) => {
    const sent = request({ host: "127.0.0.1", port, method, path, headers: typed, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () => {
        const received = Buffer.concat(chunks).toString();
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: received,
          json: () => JSON.parse(received) as unknown,
        });
      });
    });
    sent.on("error", reject);
    sent.end(text);
  });
}
