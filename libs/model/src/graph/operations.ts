import type { LayerReaders } from './layer-settings.ts';
import { activationLayers, type ActivationOperation } from './operations/activation.ts';
import { conv1dLayers, type Conv1dOperation } from './operations/conv1d.ts';
import { denseLayers, type DenseOperation } from './operations/dense.ts';
import { embeddingLayers, type EmbeddingOperation } from './operations/embedding.ts';
import type { InputOperation } from './operations/input.ts';
import {
  type AddOperation,
  type ConcatenateOperation,
  type FlattenOperation,
  joiningLayers,
} from './operations/joining.ts';
import { lstmLayers, type LstmOperation } from './operations/lstm.ts';
import { ngramBagLayers, type NgramBagOperation } from './operations/ngram-bag.ts';
import {
  type GlobalPool1dOperation,
  type MaxPool1dOperation,
  poolingLayers,
} from './operations/pooling.ts';
import { wordCoverLayers, type WordCoverOperation } from './operations/word-cover.ts';

/** What one layer does, without the framework that trained it. */
export type LayerOperation =
  | InputOperation
  | EmbeddingOperation
  | NgramBagOperation
  | WordCoverOperation
  | Conv1dOperation
  | DenseOperation
  | ActivationOperation
  | MaxPool1dOperation
  | GlobalPool1dOperation
  | FlattenOperation
  | ConcatenateOperation
  | AddOperation
  | LstmOperation;

/** How each class of layer is read; `exports/operations.ts` has what each operation becomes. */
export const layerReaders: LayerReaders<LayerOperation> = {
  ...embeddingLayers,
  ...ngramBagLayers,
  ...wordCoverLayers,
  ...conv1dLayers,
  ...denseLayers,
  ...activationLayers,
  ...poolingLayers,
  ...joiningLayers,
  Dropout: { read: () => [] },
  SpatialDropout1D: { read: () => [] },
  ...lstmLayers,
};
