import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { Logger } from "@thingwright/contracts";

/**
 * Sees each request before the server does: answers it, or calls `next`. It may change the address, `request.url`. Requests to upgrade a connection do
 * not pass it.
 */
export type HttpMiddleware = (request: IncomingMessage, response: ServerResponse, next: () => void) => unknown;

/** `handle`, behind a middleware; where that fails, who asks gets a 500 that says nothing of it, and the log the reason. */
export function behind(middleware: HttpMiddleware, handle: RequestListener, logger: Logger): RequestListener {
  return (request, response) => {
    let hasPassed = false;
    const next = (): void => {
      if (!hasPassed) handle(request, response);
      hasPassed = true;
    };
    const failed = (error: unknown): void => {
      logger.error("the middleware of the HTTP server failed", { error });
      if (response.headersSent || hasPassed) response.destroy();
      else response.writeHead(500).end();
    };
    const run = async (): Promise<unknown> => middleware(request, response, next);
    run().catch(failed);
  };
}
