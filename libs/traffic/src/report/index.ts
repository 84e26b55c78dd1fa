export { type Interpreter } from './client-section.ts';
export { answerOf, clientName, clientSentences, huntTitle } from './client-words.ts';
export { type HuntReport, renderHuntReport } from './render-hunt-report.ts';
export {
  axisEnds,
  spanOf,
  type Stroke,
  strokesLabel,
  strokesOf,
  type TimeSpan,
} from './timeline.ts';
