import type * as tf from '@tensorflow/tfjs';

import type { LstmDirection } from './lstm.ts';

/**
 * The directions that an LSTM layer goes in, forwards first, when its output is the last outputs of all of them, side by side;
 * undefined for any other layer or kind of LSTM.
 */
export function planLstm(layer: tf.layers.Layer): LstmDirection[] | undefined {
  if (layer.getClassName() === 'LSTM') {
    const activation = activationOf(layer.getConfig());
    return activation && [{ layer, isReversed: false, activation }];
  }
  if (layer.getClassName() !== 'Bidirectional' || layer.getConfig().mergeMode !== 'concat') return;
  const { forwardLayer, backwardLayer } = layer as unknown as Record<string, tf.layers.Layer>;
  if (forwardLayer?.getClassName() !== 'LSTM' || !backwardLayer) return;
  const activation = activationOf(forwardLayer.getConfig());
  return (
    activation && [
      { layer: forwardLayer, isReversed: false, activation },
      { layer: backwardLayer, isReversed: true, activation },
    ]
  );
}

function activationOf(config: Record<string, unknown>): LstmDirection['activation'] | undefined {
  const { activation, recurrentActivation, useBias, dropout, recurrentDropout } = config;
  const { returnSequences, goBackwards, stateful } = config;
  const isPlain =
    activation === 'tanh' &&
    useBias === true &&
    ![dropout, recurrentDropout, returnSequences, goBackwards, stateful].some(Boolean);
  const isKnown = recurrentActivation === 'sigmoid' || recurrentActivation === 'hardSigmoid';
  return isPlain && isKnown ? recurrentActivation : undefined;
}
