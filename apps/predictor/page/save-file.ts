import { make } from '@degas/page';

/** Hands a file to the person, under this name. */
export function saveFile(name: string, content: Blob): void {
  const link = make('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  // The browser reads it after this turn.
  setTimeout(() => {
    URL.revokeObjectURL(link.href);
  }, 10_000);
}
