import { malformed } from "./malformed.js";
import { type PropertyReference, propertyTags, readProperty, referenceText } from "./property-reference.js";
import { readErrorStatus } from "./refusal.js";
import { writeTags } from "./tag.js";
import { TagCursor } from "./tag-cursor.js";
import { type BacnetValue, closing, context, objectIdOctets, opening, readObjectId, readValues } from "./value.js";

/** The data of a ReadProperty request (ASHRAE 135 §15.5). */
export const readPropertyRequest = (reference: PropertyReference): Uint8Array =>
  writeTags([context(0, objectIdOctets(reference.object)), ...propertyTags(reference, 1)]);

/** The values that a ReadProperty-ACK has. @throws {ProtocolError} WOT_PROTOCOL also when it speaks of another property */
export function readPropertyAnswer(data: Uint8Array, asked: PropertyReference): readonly BacnetValue[] {
  const cursor = new TagCursor(data);
  const object = readObjectId(cursor.take("context", 0));
  const answered = { object, ...readProperty(cursor, 1) };
  const values = readValues(cursor.enclosed(3));
  if (!isAnswerTo(answered, asked))
    throw malformed(`asked for ${referenceText(asked)}, the answer is about ${referenceText(answered)}`, "§15.5");
  return values;
}

/** Whoever asks for the instance 4194303 asks for the device, whichever its number is (§15.5.2). */
const isAnswerTo = (answered: PropertyReference, { object, property, index }: PropertyReference): boolean =>
  answered.property === property &&
  answered.index === index &&
  answered.object.type === object.type &&
  (answered.object.instance === object.instance || object.instance === 0x3fffff);

/** What a device has answered about one property: its values, or the `class/code` why not. */
export type PropertyAnswer = { readonly values: readonly BacnetValue[] } | { readonly refused: string };

/** The data of a ReadPropertyMultiple request; references of one object stand together (§15.7). */
export function readMultipleRequest(references: readonly PropertyReference[]): Uint8Array {
  return writeTags(
    [...byObject(references).values()].flatMap((own) => [
      context(0, objectIdOctets(own[0]!.object)),
      opening(1),
      ...own.flatMap((reference) => propertyTags(reference, 0)),
      closing(1),
    ]),
  );
}

function byObject(references: readonly PropertyReference[]): Map<string, PropertyReference[]> {
  const groups = new Map<string, PropertyReference[]>();
  for (const reference of references) {
    const key = `${reference.object.type},${reference.object.instance}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [reference]);
    else group.push(reference);
  }
  return groups;
}

/**
 * The answers that a ReadPropertyMultiple-ACK has, by {@link referenceText}.
 *
 * @throws {ProtocolError} WOT_PROTOCOL
 */
export function readMultipleAnswer(data: Uint8Array): ReadonlyMap<string, PropertyAnswer> {
  const cursor = new TagCursor(data);
  const answers = new Map<string, PropertyAnswer>();
  while (!cursor.isAtEnd) {
    const object = readObjectId(cursor.take("context", 0));
    cursor.take("opening", 1);
    while (!cursor.is("closing", 1)) {
      const reference = { object, ...readProperty(cursor, 2) };
      answers.set(referenceText(reference), readOne(cursor));
    }
    cursor.take("closing", 1);
  }
  return answers;
}

function readOne(cursor: TagCursor): PropertyAnswer {
  if (cursor.is("opening", 4)) return { values: readValues(cursor.enclosed(4)) };
  cursor.take("opening", 5);
  const refused = readErrorStatus(cursor);
  cursor.take("closing", 5);
  return { refused };
}
