/**
 * The program that V8 runs inside Python: the judge of groups of the Node library itself, so that both say the same. Bundled by
 * plan-engine.ts. V8 alone has no text encodings and no base64, so these come first.
 */
import './text-codecs.ts';

import { Classifier } from '../../../libs/inference/src/classifier/classifier.ts';
import { createEngine } from '../../../libs/inference/src/engine/create-engine.ts';
import { encodingOf, readCompiledModel } from '../../../libs/inference/src/format/degas-bin.ts';

interface Judge {
  /** Takes a degas.bin, a character a byte. */
  openModel: (bytes: string) => Promise<void>;
  /** Takes `{ names, failed }` as JSON, returns a verdict as JSON. */
  judgeGroup: (group: string) => string;
}

let classifier: Classifier | undefined;

Object.assign(globalThis, {
  async openModel(bytes) {
    const model = readCompiledModel(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)));
    classifier = new Classifier(model, await createEngine(model, encodingOf(model)), {});
  },
  judgeGroup(group) {
    const { names, failed } = JSON.parse(group) as { names: string[]; failed: boolean[] | null };
    return JSON.stringify(classifier?.judgeGroup(names, failed === null ? {} : { failed }));
  },
} satisfies Judge);
