/** Where the probe Thing is during one trial. Addresses have no slash at the end. */
export interface Place {
  /** Of the trial: everything that belongs to it lies below. */
  readonly base: string;
  /** The same over CoAP. */
  readonly coapBase: string;
  /** The same on another origin, which the description does not name unless the trial does. */
  readonly elsewhere: string;
}
