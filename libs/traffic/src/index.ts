export {
  type Alert,
  alertLevels,
  type AlertLevel,
  type AlertName,
  type AlertParts,
  alertRules,
  type AlertRule,
  strongestAlerts,
} from './alerts/alert.ts';
export { type GroupCase, type JudgeAhead } from './alerts/judge-ahead.ts';
export { type JudgedClient, type TrafficJudge } from './alerts/judge-client.ts';
export { TrafficError, trafficErrorCodes, type TrafficErrorCode } from './errors.ts';
export { type DnsAnswer, type DnsEvent } from './events/dns-event.ts';
export { type DropReason, dropReasons } from './events/dropped-event.ts';
export { nameColumns, type NameColumns, type NumberedEvents } from './events/numbered-events.ts';
export { type FindKnownDga, NameCache } from './evidence/name-cache.ts';
export { allowedNames } from './hunt/allowed-names.ts';
export { ClientHunt, type HuntOptions } from './hunt/client-hunt.ts';
export { countsLine } from './hunt/counts-line.ts';
export { EveryClient } from './hunt/every-client.ts';
export { MOST_HUNTED_NAMES } from './hunt/most-names.ts';
export { withClients } from './hunt/with-clients.ts';
export { type ClientResult, resultOfAlert, resultOfClient } from './results/client-result.ts';
export { ecsDocument } from './results/ecs-document.ts';
export { type TrafficCounts } from './traffic-counts.ts';
export { defaultTrafficOptions, type TrafficOptions } from './traffic-options.ts';
export {
  type ClientState,
  TrafficWatch,
  type VisitClient,
  type WatchSnapshot,
} from './traffic-watch.ts';
