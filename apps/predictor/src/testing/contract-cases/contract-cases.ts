import { base64Cases } from './base64.ts';
import { bodyCases } from './bodies.ts';
import type { ContractCase } from './contract-case.ts';
import { exampleCases } from './examples.ts';
import { explanationCases } from './explanations.ts';
import { groupCases } from './groups.ts';
import { informationCases } from './information.ts';
import { jsonCases } from './json-syntax.ts';
import { predictionCases } from './predictions.ts';
import { rowCases } from './rows.ts';
import { targetCases } from './targets.ts';

/** Requests of TensorFlow Serving's REST API and their replies, drawn from its published sources. */
export const contractCases: readonly ContractCase[] = [
  ...predictionCases,
  ...jsonCases,
  ...base64Cases,
  ...bodyCases,
  ...rowCases,
  ...exampleCases,
  ...explanationCases,
  ...groupCases,
  ...targetCases,
  ...informationCases,
];
