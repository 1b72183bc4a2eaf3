/** The fields of one server-sent event. */
export interface OutgoingEvent {
  readonly event?: string;
  /** Must not have a line end or a NUL. */
  readonly id?: string;
  readonly data: string;
}

/**
 * One event of an event stream, ending with the empty line that dispatches it. Line ends in `data` part it into several
 * fields, so CR and CR LF arrive as LF; JSON means the same with either.
 *
 * @see WHATWG HTML §9.2.5
 */
export function encodeEvent({ event, id, data }: OutgoingEvent): string {
  let text = event === undefined ? "" : `event: ${singleLine(event)}\n`;
  if (id !== undefined) text += `id: ${id}\n`;
  if (!/[\r\n]/.test(data)) return `${text}data: ${data}\n\n`;
  for (const line of data.split(/\r\n|[\r\n]/)) text += `data: ${line}\n`;
  return `${text}\n`;
}

/** A comment that keeps intermediaries from closing a quiet stream. */
export const heartbeat = ":\n\n";

/** An event's name cannot hold a line end: it would begin the next field. */
const singleLine = (name: string): string => name.replace(/[\r\n\0]/g, (character) => encodeURIComponent(character));

/** Tells the reader how long to wait before it comes back to a stream that has ended. */
export const retryAfter = (ms: number): string => `retry: ${ms}\n\n`;
