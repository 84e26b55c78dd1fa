import { ModelError } from '../errors.ts';

/** How the learning rate moves: halved when validation stops improving, or a cosine with a short warm-up. */
export type LearningRateSchedule = 'plateau' | 'cosine';

/** What training was asked for, each value resolved: it goes into the manifest as it is. */
export interface TrainingSettings {
  readonly network: string;
  readonly epochs: number;
  readonly batchSize: number;
  readonly learningRate: number;
  readonly schedule: LearningRateSchedule;
  /** Epochs without a better validation loss before training ends. */
  readonly patience: number;
  /** Share of the rows kept for validation, chosen by the seed; ignored when validation rows are given. */
  readonly validationFraction: number;
  /** 0 gives hard targets; .05 trains towards .025 and .975. */
  readonly labelSmoothing: number;
  /** How much a DGA row counts beside a benign one; 'balanced' makes both classes count the same in all. */
  readonly dgaWeight: number | 'balanced';
  /** 0 leaves families as they come, 1 makes every family count the same in all, between: a power of their size. */
  readonly familyBalance: number;
  /** How much the loss of the family head counts beside the score's; 0 trains no head. */
  readonly familyWeight: number;
  readonly seed: number;
}

export const defaultTraining: TrainingSettings = {
  network: 'nyu',
  epochs: 10,
  batchSize: 512,
  learningRate: 1e-3,
  schedule: 'plateau',
  patience: 5,
  validationFraction: 0.2,
  labelSmoothing: 0,
  dgaWeight: 1,
  familyBalance: 0,
  familyWeight: 0,
  seed: 1,
};

/** The settings in full, or a `MODEL_BAD_SETTING` that names the one that can't be. */
export function resolveSettings(options: Partial<TrainingSettings>): TrainingSettings {
  const settings = { ...defaultTraining };
  for (const key of Object.keys(defaultTraining) as (keyof TrainingSettings)[]) {
    const value = options[key];
    if (value !== undefined) Object.assign(settings, { [key]: value });
  }
  const { dgaWeight } = settings;
  check('epochs', settings.epochs, isCount(settings.epochs), 'a whole number from 1');
  check('batchSize', settings.batchSize, isCount(settings.batchSize), 'a whole number from 1');
  check('patience', settings.patience, isCount(settings.patience), 'a whole number from 1');
  check('learningRate', settings.learningRate, settings.learningRate > 0, 'a number above 0');
  check(
    'validationFraction',
    settings.validationFraction,
    isShare(settings.validationFraction),
    'above 0, below 1',
  );
  check(
    'labelSmoothing',
    settings.labelSmoothing,
    settings.labelSmoothing === 0 || isShare(settings.labelSmoothing),
    'from 0, below 1',
  );
  check(
    'dgaWeight',
    dgaWeight,
    dgaWeight === 'balanced' || dgaWeight > 0,
    "a number above 0, or 'balanced'",
  );
  check(
    'familyBalance',
    settings.familyBalance,
    settings.familyBalance >= 0 && settings.familyBalance <= 1,
    'from 0 to 1',
  );
  check('familyWeight', settings.familyWeight, settings.familyWeight >= 0, 'a number from 0');
  check('seed', settings.seed, Number.isSafeInteger(settings.seed), 'a whole number');
  return settings;
}

const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 1;
const isShare = (value: number): boolean => value > 0 && value < 1;

function check(name: string, given: unknown, isRight: boolean, expected: string): void {
  if (isRight) return;
  throw new ModelError(
    'MODEL_BAD_SETTING',
    `${name} is ${String(given)}, but must be ${expected}; correct it or leave it out for the default ${String(defaultTraining[name as keyof TrainingSettings])}.`,
  );
}
