import type { DataType } from "./data-type.js";

/** A value of a metric as JSON has it. */
export type MetricValue =
  | null
  | boolean
  | number
  | string
  | readonly MetricValue[]
  | { readonly [name: string]: MetricValue | undefined };

/** One metric of a payload (Sparkplug 3.0 §6.4.6). */
export interface Metric {
  readonly name?: string;
  /** Stands for the name after a birth; digits where it is no exact number. */
  readonly alias?: number | string;
  /** Milliseconds since 1970. */
  readonly timestamp?: number | string;
  /** Absent where the birth has told it. */
  readonly dataType?: DataType;
  /** `null` where the metric has none. */
  readonly value?: MetricValue;
  /** It is no present value: the node had kept it. */
  readonly isHistorical?: boolean;
  readonly isTransient?: boolean;
  readonly properties?: Readonly<Record<string, MetricValue>>;
  readonly metadata?: Readonly<Record<string, MetricValue>>;
}

/** A Sparkplug B payload (Sparkplug 3.0 §6.4.4). */
export interface Payload {
  /** Milliseconds since 1970. */
  readonly timestamp?: number | string;
  /** 0 to 255, one more with each message of an edge node. */
  readonly seq?: number | string;
  readonly uuid?: string;
  readonly metrics: readonly Metric[];
  /** Base64. */
  readonly body?: string;
}
