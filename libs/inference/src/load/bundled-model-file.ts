// Written by tools/embed-model.ts; do not edit.

/** Has the digest in its name, so that no other model is taken for it. */
export const BUNDLED_MODEL_FILE = 'bundled-model-bd1e7e30.bin';
