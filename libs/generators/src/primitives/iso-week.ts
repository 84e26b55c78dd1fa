/** Returns the ISO 8601 week of a UTC day, 1 … 53: the week of its Thursday within the Thursday's year. */
export function isoWeek(date: Date): number {
  const thursday = new Date(date);
  thursday.setUTCDate(date.getUTCDate() + 4 - (date.getUTCDay() || 7));
  const newYear = Date.UTC(thursday.getUTCFullYear(), 0, 1);
  return Math.floor((thursday.getTime() - newYear) / 604_800_000) + 1;
}
