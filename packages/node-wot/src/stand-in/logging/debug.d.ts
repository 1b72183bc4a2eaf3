/** The little of `debug` that is used: it brings no types of its own. */
declare module "debug" {
  interface Debugger {
    (format: unknown, ...values: unknown[]): void;
    readonly namespace: string;
    enabled: boolean;
  }
  const debug: (namespace: string) => Debugger;
  export default debug;
}
