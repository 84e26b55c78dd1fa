import type { Classifier } from '@degas/inference';

/** The files of a version's folder that the page shows and runs. */
export interface ServedFiles {
  /** `degas.bin`. */
  readonly compiled: Uint8Array;
  /** `manifest.json`, parsed; null where the folder has none. */
  readonly manifest: unknown;
}

/** The part of a classifier that the service uses; a test may pass a fake. */
export interface ServedClassifier extends Pick<
  Classifier,
  | 'cacheHits'
  | 'classify'
  | 'explain'
  | 'judgeEvidence'
  | 'judgeGroup'
  | 'score'
  | 'scoreTexts'
  | 'scoreCodes'
  | 'close'
> {
  readonly model: Pick<
    Classifier['model'],
    'name' | 'version' | 'encoding' | 'labels' | 'judgesGroups'
  >;
  /** Absent where the model is the one bundled with `@degas/inference`. */
  readonly files?: ServedFiles;
}
