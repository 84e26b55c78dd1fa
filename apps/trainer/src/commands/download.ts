import { download, downloadPresets, type DownloadPreset } from '@degas/dataset';

import type { CommandContext } from '../command-context.ts';
import { showDownloads } from '../progress/download-bars.ts';

export interface DownloadCommandOptions {
  readonly sources: readonly string[];
  readonly out: string;
  readonly endpoint?: string;
  readonly region?: string;
  readonly pathStyle?: boolean;
  readonly anonymous: boolean;
  readonly requesterPays: boolean;
  readonly parallel: number;
  readonly retries: number;
  /** File name → SHA-256. */
  readonly sha256: Readonly<Record<string, string>>;
  readonly mirror?: string;
  readonly date?: string;
}

/** Downloads sources into the raw folder; without a source, prints the presets. */
export async function downloadSources(
  { sources, parallel, sha256, ...options }: DownloadCommandOptions,
  terminal: CommandContext,
): Promise<void> {
  if (sources.length === 0) {
    terminal.stdout.write(downloadPresets.map(describePreset).join('\n'));
    return;
  }
  let fetched = 0;
  let already = 0;
  for (const source of sources) {
    const bars = showDownloads(terminal);
    try {
      const report = await download({
        ...options,
        source,
        concurrency: parallel,
        digests: sha256,
        signal: terminal.signal,
        random: Math.random,
        onProgress: bars.update,
        onTerms: (preset) => terminal.stderr.write(describePreset(preset)),
      });
      fetched += report.fetched.length;
      already += report.alreadyComplete.length;
    } finally {
      bars.end();
    }
  }
  terminal.stdout.write(
    `${fetched} ${fetched === 1 ? 'file' : 'files'} downloaded to ${options.out}, ${already} already complete\n`,
  );
}

function describePreset({ name, base, path, licence, terms }: DownloadPreset): string {
  return `${name}: ${base}${path}\n  licence: ${licence}\n  terms: ${terms}\n`;
}
