import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo, type Server } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';

import { makeCertificate } from './certificate.ts';
import { NetworkLink } from './network-link.ts';

/** Where `tools/install-kafka.ts` puts the broker's Java archives. */
const LIBS = path.join(
  process.env.DEGAS_KAFKA ?? path.join(homedir(), '.cache/degas/kafka-3.9.1'),
  'libs',
);

/** Whether this machine has Java and the broker; tests that need it skip without. */
export const hasKafka =
  existsSync(LIBS) && spawnSync('java', ['-version'], { stdio: 'ignore' }).status === 0;

/** A real broker of one node on the loopback, which can be stopped, killed and started again with what it has. */
export class KafkaBroker {
  readonly #folder = mkdtempSync(path.join(tmpdir(), 'degas-kafka-'));
  readonly #heap: string;
  readonly #secure: ReturnType<typeof makeCertificate> | null;
  readonly #isLinked: boolean;
  #port = 0;
  #securePort = 0;
  #link: NetworkLink | null = null;
  #child: ChildProcess | null = null;
  #log = '';

  constructor({ heap = '384m', isSecure = false, isLinked = false } = {}) {
    this.#heap = heap;
    this.#isLinked = isLinked;
    this.#secure = isSecure ? makeCertificate(this.#folder) : null;
  }

  /** Where it speaks TLS, to the user degas with the password `secret`; for a broker that is made secure. */
  get secureAddress(): string {
    return `127.0.0.1:${this.#securePort}`;
  }

  /** The way of some clients to a broker that is linked, which a test can cut. */
  get link(): NetworkLink {
    if (this.#link === null) throw new Error('The broker has no link, or was not started');
    return this.#link;
  }

  /** Where it is reached through the link, and nowhere else. */
  get linkedAddress(): string {
    return `127.0.0.1:${this.link.port}`;
  }

  get certFile(): string {
    return this.#secure?.certFile ?? '';
  }

  get address(): string {
    return `127.0.0.1:${this.#port}`;
  }

  /** Of the process that runs it. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  async start(): Promise<this> {
    const properties = path.join(this.#folder, 'server.properties');
    if (this.#port === 0) {
      const [port, controller, linked, secure] = await freePorts();
      this.#port = port;
      let settings = propertiesOf(port, controller, path.join(this.#folder, 'data'));
      if (this.#isLinked) {
        this.#link = await NetworkLink.to(linked);
        settings = withListener(settings, 'LINKED', 'PLAINTEXT', linked, this.#link.port);
      }
      if (this.#secure !== null) {
        this.#securePort = secure;
        const store = path.join(this.#folder, 'keystore.pem');
        const { keyFile, certFile } = this.#secure;
        writeFileSync(store, readFileSync(keyFile, 'utf8') + readFileSync(certFile, 'utf8'));
        settings = secured(settings, this.#securePort, store);
      }
      writeFileSync(properties, settings);
      const uuid = java(['kafka.tools.StorageTool', 'random-uuid']).stdout.trim();
      const done = java(['kafka.tools.StorageTool', 'format', '-t', uuid, '-c', properties]);
      if (done.status !== 0) throw new Error(`Kafka's storage: ${done.stderr}`);
    }
    const options = [
      `-Xmx${this.#heap}`,
      '-XX:+UseSerialGC',
      '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn',
    ];
    const child = spawn('java', [...options, '-cp', `${LIBS}/*`, 'kafka.Kafka', properties], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (this.#log += chunk.toString()));
    for (let tries = 600; !(await isOpen(this.#port)); tries--) {
      if (tries === 0 || child.exitCode !== null)
        throw new Error(`Kafka did not start: ${this.#log}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return this;
  }

  /** Ends the broker; what it has stays. */
  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (child?.exitCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }

  async remove(): Promise<void> {
    this.#link?.close();
    await this.stop('SIGKILL');
    rmSync(this.#folder, { recursive: true });
  }
}

function java(args: readonly string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync('java', ['-cp', `${LIBS}/*`, ...args], { encoding: 'utf8' });
}

function propertiesOf(port: number, controller: number, data: string): string {
  return `process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:${controller}
listeners=PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controller}
advertised.listeners=PLAINTEXT://127.0.0.1:${port}
controller.listener.names=CONTROLLER
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
log.dirs=${data}
offsets.topic.replication.factor=1
offsets.topic.num.partitions=4
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
transaction.state.log.num.partitions=4
group.initial.rebalance.delay.ms=0
group.min.session.timeout.ms=1000
default.replication.factor=1
auto.create.topics.enable=false
`;
}

/** The same broker with one more listener, whose clients are told to come to the advertised port. */
function withListener(
  settings: string,
  name: string,
  protocol: string,
  port: number,
  advertised = port,
): string {
  return settings
    .replace(/^listeners=[^,\n]*/m, `$&,${name}://127.0.0.1:${port}`)
    .replace(/^advertised\.listeners=[^,\n]*/m, `$&,${name}://127.0.0.1:${advertised}`)
    .replace(/^listener\.security\.protocol\.map=/m, `$&${name}:${protocol},`);
}

/** The same broker with a listener for a user with a password by TLS. */
function secured(settings: string, port: number, store: string): string {
  return `${withListener(settings, 'SECURE', 'SASL_SSL', port)}
listener.name.secure.ssl.keystore.type=PEM
listener.name.secure.ssl.keystore.location=${store}
listener.name.secure.sasl.enabled.mechanisms=PLAIN
listener.name.secure.plain.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required user_degas="secret";
`;
}

/** Held all at once: where hardly any are left, one by one they are the same. */
async function freePorts(): Promise<[number, number, number, number]> {
  const hold = async (): Promise<Server> => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return server;
  };
  const port = (server: Server): number => (server.address() as AddressInfo).port;
  const [one, two, three, four] = await Promise.all([hold(), hold(), hold(), hold()]);
  const ports: [number, number, number, number] = [port(one), port(two), port(three), port(four)];
  for (const server of [one, two, three, four]) server.close();
  return ports;
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => {
      resolve(false);
    });
  });
}
