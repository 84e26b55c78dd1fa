/**
 * Returns what starts work that is asked for more often than it can be done: while it runs, any number of wishes make it run once more.
 * Work that fails reports that itself.
 */
export function onceAtATime(work: () => Promise<void>): () => void {
  let isRunning = false;
  let isWanted = false;
  const run = async (): Promise<void> => {
    isRunning = true;
    while (isWanted) {
      isWanted = false;
      await work();
    }
    isRunning = false;
  };
  return () => {
    isWanted = true;
    if (!isRunning) void run();
  };
}
