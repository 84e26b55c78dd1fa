/** Returns why the system refused, without the call and the path that it was called with: `ENOSPC: no space left on device`. */
export function systemReason({ message }: Error): string {
  return message.split(', ', 1)[0] ?? '';
}
