import { describeKafkaPort } from './kafka-port-contract.ts';
import { MemoryKafka, MemoryPort } from './memory-kafka.ts';

const cluster = new MemoryKafka();
describeKafkaPort(() => new MemoryPort(cluster), 60);
