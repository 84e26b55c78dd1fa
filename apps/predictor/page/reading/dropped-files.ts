/** The files that were dropped, those in dropped folders among them. */
export async function droppedFiles(dropped: DataTransfer): Promise<File[]> {
  // Only while the event is handled are the items there.
  const entries = Array.from(dropped.items, (item) => item.webkitGetAsEntry());
  const files = [...dropped.files];
  if (!entries.some((entry) => entry?.isDirectory === true)) return files;
  const found = await Promise.all(
    entries.flatMap((entry) => (entry === null ? [] : [filesIn(entry)])),
  );
  return found.flat();
}

async function filesIn(entry: FileSystemEntry): Promise<File[]> {
  if (entry.isFile) {
    const file = entry as FileSystemFileEntry;
    return [
      await new Promise<File>((resolve, reject) => {
        file.file(resolve, reject);
      }),
    ];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const files: File[] = [];
  // A call returns a hundred of them.
  for (;;) {
    const entries = await new Promise<FileSystemEntry[]>((resolve, reject) => {
      reader.readEntries(resolve, reject);
    });
    if (entries.length === 0) return files;
    for (const one of entries) files.push(...(await filesIn(one)));
  }
}
