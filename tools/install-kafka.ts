import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

/** Fetches a Kafka broker from Maven Central, for the tests and benchmarks of the monitor. Needs Java 17 and Maven. */
const VERSION = '3.9.1';

const folder = process.env.DEGAS_KAFKA ?? path.join(homedir(), `.cache/degas/kafka-${VERSION}`);
if (existsSync(path.join(folder, 'libs'))) {
  process.stdout.write(`${folder} has it already\n`);
} else {
  mkdirSync(folder, { recursive: true });
  const dependency = (group: string, name: string, version: string): string =>
    `<dependency><groupId>${group}</groupId><artifactId>${name}</artifactId><version>${version}</version></dependency>`;
  const dependencies = [
    dependency('org.apache.kafka', 'kafka_2.13', VERSION),
    dependency('org.slf4j', 'slf4j-simple', '1.7.36'),
  ];
  writeFileSync(
    path.join(folder, 'pom.xml'),
    `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>degas</groupId><artifactId>broker</artifactId><version>1</version>
<dependencies>${dependencies.join('')}</dependencies></project>\n`,
  );
  const { status } = spawnSync(
    'mvn',
    [
      '-q',
      '-B',
      'dependency:copy-dependencies',
      '-DoutputDirectory=libs',
      '-DincludeScope=runtime',
    ],
    { cwd: folder, stdio: 'inherit' },
  );
  process.stdout.write(
    status === 0 ? `${folder} has the broker\n` : `no broker: mvn ended with ${status}\n`,
  );
  process.exitCode = status ?? 1;
}
