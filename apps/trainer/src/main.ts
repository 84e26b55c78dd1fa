import { runProcess } from './cli/run-process.ts';
import { runTrainer } from './cli/run-trainer.ts';

// Native TensorFlow, where it is installed, writes to standard error how it was built.
process.env.TF_CPP_MIN_LOG_LEVEL ??= '2';
await runProcess(runTrainer);
