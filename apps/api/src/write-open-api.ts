import 'reflect-metadata';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkout } from '#runtime';
import { controllers, operationsOf } from './controllers.js';
import { openApi } from './http/open-api.js';

/** Writes the api's description where whoever builds against it finds it. */
writeFileSync(
  join(checkout, 'apps', 'api', 'openapi.json'),
  `${JSON.stringify(openApi(operationsOf(controllers)), null, 2)}\n`,
);
