/** How alerts are written. */
export const huntFormats = ['table', 'jsonl', 'ecs'] as const;
export type HuntFormat = (typeof huntFormats)[number];
