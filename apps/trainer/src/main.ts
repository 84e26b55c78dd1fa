import { runProcess } from './cli/run-process.ts';
import { runTrainer } from './cli/run-trainer.ts';

// Native TensorFlow, where it is installed, writes to standard error how it was built.
process.env.TF_CPP_MIN_LOG_LEVEL ??= '2';
// The S3 client warns of a later Node, which is not for the person who downloads.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
await runProcess(runTrainer);
