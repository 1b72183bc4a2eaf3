import {
  type ClientBinding,
  type Clock,
  type FormRefusal,
  type FormRequest,
  type PreparedForm,
  systemClock,
} from "@thingwright/contracts";
import { ThingDescriptionError, UsageError } from "@thingwright/errors";
import { defaultSparkplugLimits, type SparkplugLimits } from "../limits.js";
import { isJsonType } from "./metric-content.js";
import { MetricForm, offersOperation } from "./metric-form.js";
import { NodePool } from "./node-pool.js";
import { onlineMetric, sparkplugNamespace, sparkplugTermsOf } from "./sparkplug-terms.js";

/** Options of {@link sparkplugClient}. */
export interface SparkplugClientOptions {
  /** The MQTT binding: it connects, and serves Forms that are no metrics. */
  readonly mqtt: ClientBinding;
  readonly limits?: Partial<SparkplugLimits>;
  readonly clock?: Clock;
}

/**
 * Consumes metrics of Sparkplug B: Forms with `spb:metric` at an MQTT broker. All other Forms are those of `mqtt`, in the
 * place of which this is installed.
 *
 * @throws {UsageError} WOT_RANGE for a limit that is none
 */
export function sparkplugClient({ mqtt, limits = {}, clock = systemClock }: SparkplugClientOptions): ClientBinding {
  const complete = { ...defaultSparkplugLimits, ...limits };
  for (const [name, limit] of Object.entries(complete)) {
    if (!(Number.isInteger(limit) && limit > 0))
      throw new UsageError("WOT_RANGE", `${name} must be a positive integer`);
  }
  const pool = new NodePool(mqtt, clock, complete);
  const stop = async (): Promise<void> => {
    await pool.close();
    await mqtt.stop();
  };
  return {
    manifest: { ...mqtt.manifest, prefixes: { ...mqtt.manifest.prefixes, spb: sparkplugNamespace } },
    ...(mqtt.carriersOf && { carriersOf: (form) => mqtt.carriersOf!(form) }),
    prepare: (request) => prepare(request, mqtt, pool, clock),
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

function prepare(request: FormRequest, mqtt: ClientBinding, pool: NodePool, clock: Clock): PreparedForm | FormRefusal {
  const { operation, form } = request;
  try {
    const terms = sparkplugTermsOf(request);
    if (terms === undefined) return mqtt.prepare(request);
    if (!offersOperation(operation)) return { refused: `a metric of Sparkplug does not carry ${operation}` };
    if (terms.metric === onlineMetric && !["readproperty", "observeproperty"].includes(operation)) {
      return { refused: `whether an edge node is there does not carry ${operation}` };
    }
    if (!isJsonType(form.contentType))
      return { refused: `values of metrics are application/json, not ${form.contentType}` };
    return new MetricForm(pool, clock, request, terms);
  } catch (error) {
    if (error instanceof ThingDescriptionError) return { refused: error.message };
    throw error;
  }
}
