/**
 * Says whether anybody still waits for an answer. An AbortSignal would, too, but is an event target that outlives its
 * request in the old generation: of a service that answers single names, they were two thirds of what is collected there.
 */
export class Cancellation {
  aborted = false;
  /** Why, as an error for the caller. */
  reason: Error | null = null;

  abort(reason: Error): void {
    this.aborted = true;
    this.reason = reason;
  }
}
