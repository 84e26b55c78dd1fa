import { type VectorCalls } from './vectors.ts';

/** How the inputs in the vector files read as our options, where it isn't `plainCall`. */
export const vectorCallsAToM: Readonly<Record<string, VectorCalls>> = {};
