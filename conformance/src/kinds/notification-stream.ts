import type { ThingSubject } from "../subject.js";
import type { HttpExchange, HttpRequest } from "../wire/http/http-exchange.js";
import type { DirectoryAffordance, DirectoryApi } from "./directory-api.js";

const events = ["thingCreated", "thingUpdated", "thingDeleted"] as const satisfies readonly DirectoryAffordance[];

/** The notifications that the description of a directory offers. */
export const eventsOf = (directory: DirectoryApi) => events.filter(directory.offers);

/** The Accept field of who wants events. */
export const acceptsEvents = ["Accept", "text/event-stream"] as const;

/** Asks for an event stream, and leaves it as soon as something has come. */
export function openStream(subject: ThingSubject, request: HttpRequest): Promise<HttpExchange> {
  const asking = { ...request, headers: [...request.headers, acceptsEvents] };
  return subject.http.listen(asking, { forMs: subject.http.effectTimeoutMs, enough: () => true });
}

/** What to say of a stream that has not begun: some servers send nothing, not even a head, before the first event. */
export const silence = "nothing came while nothing happened";

/** Whether the stream has not begun. */
export const isSilent = ({ problem }: HttpExchange): boolean => problem?.kind === "timeout";
