import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { Transport, type MicroserviceOptions } from '@nestjs/microservices';
import { DataSource } from 'typeorm';
import { kafkaConfig } from '#kafka';
import { cluster } from '../cluster.js';
import { given, sayBegan } from '../measurement.js';
import { clock, StockModule } from './stock-service.js';

/** A Nest microservice as `nest new` and the documentation leave it. */
async function main(): Promise<void> {
  const app = await NestFactory.createMicroservice<MicroserviceOptions>(StockModule.register(given('DATABASE_URL')), {
    logger: false,
    transport: Transport.KAFKA,
    options: {
      client: { clientId: 'bench-stock', ...kafkaConfig(cluster(given('KAFKA_BROKERS').split(','))), logLevel: 0 },
      consumer: { groupId: given('BENCH_GROUP') },
      subscribe: { fromBeginning: true },
    },
  });
  // Its clients are on file before, as Scopewatch's are.
  await app.get(DataSource).query(`INSERT INTO stock_client ("clientId") SELECT client_id FROM client`);
  clock.startedAt = performance.now();
  await app.listen();
  // It is a member of its group now; getting there is not counted, for any arm.
  clock.startedAt = performance.now();
  sayBegan();
}

process.on('SIGTERM', () => process.exit(0));
void main();
