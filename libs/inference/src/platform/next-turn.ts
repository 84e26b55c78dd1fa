/**
 * Lets whatever else waits in the event loop go first, so that a service goes on answering while it loads a model. Nothing
 * waits where there is no such loop: a page loads in a worker of its own, and its timers would take longer than the work.
 */
export function nextTurn(): Promise<void> {
  if (!('setImmediate' in globalThis)) return Promise.resolve();
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
