#!/usr/bin/env node
import { MonitorError } from './errors.ts';

throw new MonitorError(
  'MONITOR_OPTION_INVALID',
  'The monitor watches nothing yet. Expected a verb; use degas hunt.',
);
