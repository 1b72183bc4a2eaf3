/** A member of a message whose value is JSON text already, so that it need not be taken apart to be sent. */
export interface JsonMember {
  readonly name: string;
  readonly json: string;
}

/** The members of `head` that are not `undefined`, one at least, and the `payload`, as one JSON text. */
export function encodeMessage(head: object, payload?: JsonMember): string {
  const text = JSON.stringify(head);
  if (payload === undefined) return text;
  return `${text.slice(0, -1)},${JSON.stringify(payload.name)}:${payload.json}}`;
}
