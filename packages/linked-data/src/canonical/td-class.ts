/** A class of the TD's information model, as far as documents of one meaning may differ in it (TD 1.1 §5.3). */
export interface TdClass {
  /** Members that hold an object of a class. */
  readonly one?: Readonly<Record<string, TdClassName>>;
  /** Members that hold an array of objects of a class, or a single one. */
  readonly many?: Readonly<Record<string, TdClassName>>;
  /** Members that hold objects of a class by names of the author's. */
  readonly map?: Readonly<Record<string, TdClassName>>;
  /** Members where a single value stands for an array of it. */
  readonly single?: readonly string[];
  /** Arrays whose order says nothing. */
  readonly unordered?: readonly string[];
  readonly dateTimes?: readonly string[];
  /** What holds where the document does not say it (TD 1.1 §5.4). */
  readonly defaults?: (object: Readonly<Record<string, unknown>>, holder: Holder) => Readonly<Record<string, unknown>>;
}

export type TdClassName =
  | "Thing"
  | "Property"
  | "Action"
  | "Event"
  | "DataSchema"
  | "Form"
  | "Response"
  | "AdditionalResponse"
  | "Link"
  | "SecurityScheme";

/** The affordance that a Form is of, or the Form that a response is of. */
export type Holder = { readonly class: TdClassName; readonly object: Readonly<Record<string, unknown>> } | undefined;
