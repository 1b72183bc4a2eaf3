import type { Subject, ThingSubject } from "../subject.js";
import { type HttpExchange, headerOf, isSuccess } from "../wire/http/http-exchange.js";
import { essenceOf } from "../wire/http/media-type.js";
import { pause } from "../wire/pause.js";
import { isObject } from "./action-status.js";
import { type DirectoryApi, thingPath } from "./directory-api.js";
import {
  changeRegistered,
  isAbsent,
  type OpenDirectory,
  putNew,
  registrationObstacle,
  retrieveUntil,
  unusedId,
} from "./directory-change.js";
import { type EventMessage, eventMessagesIn, valueIn } from "./event-message.js";
import { acceptsEvents } from "./notification-stream.js";
import { maxOpenStreamMs } from "./open-stream.js";
import { type SampleDescription, sampleDescription } from "./registered-description.js";

/** A stream that was listened to while a Thing Description was registered, changed and deleted. */
export interface NotificationStream {
  readonly exchange: HttpExchange;
  /** What came about it. */
  readonly messages: readonly EventMessage[];
  /** Whether it had begun when the first thing happened: what another does not bring shows nothing. */
  readonly isInTime: boolean;
}

/** What the streams of a directory brought. */
export interface Notifications {
  readonly id: string;
  readonly document: SampleDescription;
  readonly updated: SampleDescription;
  /** What happened to it, in its order. */
  readonly types: readonly (typeof eventTypes)[number][];
  /** `/events`. */
  readonly all: NotificationStream;
  /** `/events/thing_deleted`: what comes last. */
  readonly deleted: NotificationStream;
  /** `/events?diff=true`. */
  readonly diff: NotificationStream;
  /** `/events` again, from the first message on; absent where that had no id. */
  readonly again?: NotificationStream;
}

/** Names of the events in the life of a Thing Description, in its order. */
export const eventTypes = ["thing_created", "thing_updated", "thing_deleted"] as const;

/** Why a stream that brings nothing shows nothing. */
export const begunLate = "the stream had not begun when it happened";

const tried = new WeakMap<Subject, Promise<Notifications | string>>();

/** Listens while a Thing Description comes and goes. All checks of the run look at the same streams. */
export function notificationTrial(subject: ThingSubject, directory: DirectoryApi): Promise<Notifications | string> {
  const known = tried.get(subject) ?? tryAll({ subject, directory });
  tried.set(subject, known);
  return known;
}

async function tryAll(open: OpenDirectory): Promise<Notifications | string> {
  const obstacle = registrationObstacle(open);
  if (obstacle !== undefined) return obstacle;
  const unused = await unusedId(open);
  if (typeof unused === "string") return unused;
  const { id } = unused;
  const streams = [
    listen(open, "/events", id, eventTypes),
    listen(open, "/events/thing_deleted", id, ["thing_deleted"]),
    listen(open, "/events?diff=true", id, eventTypes),
  ];
  // Some servers say nothing at all before the first event.
  await inTime(open, Promise.all(streams.map(({ begun }) => begun)));
  const begun = streams.map(({ hasBegun }) => hasBegun());
  const document = sampleDescription({ id });
  const { support: _, ...updated } = sampleDescription({ id, title: "Registered and updated" });
  const creation = await putNew(open, id, document);
  const update = await changeRegistered(open, id, { method: "PUT", document: updated });
  await changeRegistered(open, id, { method: "DELETE" });
  const isDeleted = isAbsent(await retrieveUntil(open, thingPath(id), isAbsent));
  const happened = [isMade(creation), isMade(creation) && isMade(update), isMade(creation) && isDeleted];
  const [all, deleted, diff] = await Promise.all(
    streams.map(async (stream, index) => streamOf(await heard(open, stream), id, begun[index]!)),
  );
  const lastId = all!.messages[0]?.id;
  const missed = eventTypes.slice(1);
  const again = lastId === undefined ? undefined : await resumed(open, id, missed, lastId);
  const types = eventTypes.filter((_, index) => happened[index]);
  return { id, document, updated, types, all: all!, deleted: deleted!, diff: diff!, ...(again && { again }) };
}

const isMade = ({ response }: HttpExchange): boolean => response !== undefined && isSuccess(response);

/** A stream that is listened to until what is wanted has come, or it is left. */
interface OpenNotifications {
  /** Resolves when the response has begun, or there will be none. */
  readonly begun: Promise<unknown>;
  hasBegun(): boolean;
  readonly exchange: Promise<HttpExchange>;
  leave(): void;
}

function listen(
  { subject, directory }: OpenDirectory,
  path: string,
  id: string,
  wanted: readonly string[],
  lastEventId?: string,
): OpenNotifications {
  const last = lastEventId === undefined ? [] : [["Last-Event-ID", lastEventId] as const];
  const request = directory.request("thingCreated", path, { headers: [acceptsEvents, ...last] });
  const enough = (body: Uint8Array): boolean => {
    const types = aboutOf(messagesIn(body), id).map(({ event }) => event);
    return wanted.every((type) => types.includes(type));
  };
  const leaving = new AbortController();
  let hasBegun = false;
  let exchange: Promise<HttpExchange> | undefined;
  const head = new Promise<void>((resolve) => {
    const opened = (): void => {
      hasBegun = true;
      resolve();
    };
    exchange = subject.http.listen(request, { forMs: maxOpenStreamMs, enough, opened, until: leaving.signal });
  });
  return {
    begun: Promise.race([head, exchange!]),
    hasBegun: () => hasBegun,
    exchange: exchange!,
    leave: () => leaving.abort(),
  };
}

/** What has come when enough has, or as long after now as a change may take to show. */
async function heard(open: OpenDirectory, { exchange, leave }: OpenNotifications): Promise<HttpExchange> {
  await inTime(open, exchange);
  leave();
  return await exchange;
}

async function resumed(open: OpenDirectory, id: string, missed: readonly string[], lastEventId: string) {
  const stream = listen(open, "/events", id, missed, lastEventId);
  await inTime(open, stream.begun);
  return streamOf(await heard(open, stream), id, true);
}

/** Waits for something, as long as a change may take to show. */
const inTime = ({ subject }: OpenDirectory, awaited: Promise<unknown>): Promise<unknown> =>
  Promise.race([awaited, pause(subject.http.effectTimeoutMs, subject.signal)]);

function streamOf(exchange: HttpExchange, id: string, isInTime: boolean): NotificationStream {
  const { response } = exchange;
  const isStream = response?.status === 200 && essenceOf(headerOf(response, "content-type")) === "text/event-stream";
  return { exchange, messages: isStream ? aboutOf(messagesIn(response.body), id) : [], isInTime };
}

const messagesIn = (body: Uint8Array): readonly EventMessage[] => eventMessagesIn(new TextDecoder().decode(body));

/** The messages about this Thing Description: they name it, or are of the types of a directory and name no other. */
function aboutOf(messages: readonly EventMessage[], id: string): readonly EventMessage[] {
  return messages.filter((message) => {
    if (message.data.includes(id)) return true;
    const data = valueIn(message)?.value;
    const isAboutAnother = isObject(data) && typeof data.id === "string";
    return eventTypes.some((type) => type === message.event) && !isAboutAnother;
  });
}
