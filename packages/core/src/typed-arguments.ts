/** Names that the compiler knows: none when any string is one. */
export type KnownName<Name extends string> = string extends Name ? never : Name;

/** Any name, for a Thing whose names the compiler does not know. */
export type UnknownName<Name extends string> = string extends Name ? string : never;

/** What follows the name of an action: its input may be left out only where it has none or `undefined` will do. */
export type InputArguments<Input, Options> = undefined extends Input
  ? [input?: Input, options?: Options]
  : [input: Input, options?: Options];

/** What follows the name of an event to be emitted: its data, if it has any. */
export type EventArguments<Data> = undefined extends Data ? [data?: Data] : [data: Data];
