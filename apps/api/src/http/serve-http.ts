import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import compression from 'compression';
import cookieParser from 'cookie-parser';
import express, { type NextFunction, type Request, type Response } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import helmet from 'helmet';
import { checkout, type Config } from '#runtime';
import { addressOf } from '../access/address-of.js';
import { Problem } from './problem.js';
import { answerUnreadable } from './unreadable.js';

const BODY_MAX = '1mb';
/** A check names as many clients as a list has rows. */
const CHECK_MAX = '8mb';
const OF_CHECKS = /^\/v1\/checks(\/known)?\/?$/i;
const OF_DOCUMENTS = /^\/v1\/clients\/[^/]+\/documents\/?$/i;
const OF_DOCUMENT_BYTES = 64 * 1024;
/** Longer than proxies keep a connection that nobody uses: else they send a request on one that is being closed. */
const KEPT_ALIVE_MS = 75_000;
const dashboard = join(checkout, 'dist', 'dashboard');
/** What the api itself answers, however it is written; every other path is a page of the dashboard. */
const OURS = /^\/(v1|auth|login|health|metrics|openapi\.json)(\/|$)/i;

/** Everything around the handlers: limits, headers, cookies, and the dashboard's files. */
export function serveHttp(
  app: NestExpressApplication,
  { perMinute, trustProxy, documentBytesMax }: Pick<Config, 'perMinute' | 'trustProxy' | 'documentBytesMax'>,
): void {
  const server = app.getHttpServer();
  answerUnreadable(server);
  server.keepAliveTimeout = KEPT_ALIVE_MS;
  app.disable('x-powered-by');
  app.set('trust proxy', trustProxy);
  app.set('query parser', 'simple');
  app.use(
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'self'"],
          scriptSrc: ["'self'"],
          // The component library writes its colours into style attributes.
          styleSrc: ["'self'", "'unsafe-inline'"],
          imgSrc: ["'self'", 'data:'],
          connectSrc: ["'self'"],
          objectSrc: ["'none'"],
          baseUri: ["'none'"],
          formAction: ["'self'"],
          frameAncestors: ["'none'"],
        },
      },
      referrerPolicy: { policy: 'no-referrer' },
    }),
  );
  app.use(limit(perMinute.requests));
  app.use(['/login', '/auth'], limit(perMinute.signIns));
  app.use(compression({ filter: isWorthwhile }));
  app.use(cookieParser());
  app.use(bodyReader(documentBytesMax));
  app.use(forbidKeeping);
  if (existsSync(dashboard)) serveDashboard(app);
}

/** What is told line by line must arrive line by line. */
const isWorthwhile = (request: Request, response: Response): boolean =>
  !/^(text\/event-stream|application\/x-ndjson)\b/.test(String(response.getHeader('Content-Type'))) &&
  compression.filter(request, response);

const json = express.json({ limit: BODY_MAX, strict: false });
const longJson = express.json({ limit: CHECK_MAX, strict: false });

/** Reads bodies, of documents as much as one may have. */
function bodyReader(documentBytesMax: number) {
  // In Base64, and with what is said of it.
  const documentJson = express.json({ limit: Math.ceil(documentBytesMax / 3) * 4 + OF_DOCUMENT_BYTES, strict: false });
  const readerOf = (path: string) => (OF_CHECKS.test(path) ? longJson : OF_DOCUMENTS.test(path) ? documentJson : json);
  /** What a GET may bring along stands for nothing, so it is neither read nor complained about. */
  return (request: Request, response: Response, next: NextFunction): void => {
    if (request.method === 'GET' || request.method === 'HEAD' || !hasBody(request)) next();
    // Left unread it would count as empty, and something would be done that was not meant so.
    else if (request.is('json') !== 'json') next(new Problem('BODY_TYPE', 'Send the body as application/json.'));
    else readerOf(request.path)(request, response, next);
  };
}

const hasBody = ({ headers }: Request): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

/** Answers are about clients; neither browsers nor what lies between may keep them. */
function forbidKeeping(request: Request, response: Response, next: NextFunction): void {
  if (OURS.test(request.path)) response.setHeader('Cache-Control', 'no-store');
  next();
}

const limit = (perMinute: number) =>
  rateLimit({
    windowMs: 60_000,
    limit: perMinute,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    keyGenerator: (request) => ipKeyGenerator(addressOf(request)),
    // What proxies say that nobody trusts is left alone on purpose; it needs no warning.
    validate: { xForwardedForHeader: false, forwardedHeader: false },
    handler: (_request, response) => {
      const problem = new Problem(
        'TOO_MANY_REQUESTS',
        `More than ${perMinute} requests in a minute came from this address. Wait a little.`,
      );
      response.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
    },
  });

function serveDashboard(app: NestExpressApplication): void {
  // Names of built files hold a digest of their content, so they may be kept for ever.
  app.use(
    '/assets',
    express.static(join(dashboard, 'assets'), { immutable: true, maxAge: '1y', index: false, redirect: false }),
  );
  app.use(express.static(dashboard, { index: false, maxAge: 0, redirect: false }));
  app.use((request: Request, response: Response, next: NextFunction) => {
    const isPage = request.method === 'GET' && !OURS.test(request.path) && asksForPage(request);
    if (!isPage) {
      next();
      return;
    }
    response.setHeader('Cache-Control', 'no-cache');
    response.sendFile(join(dashboard, 'index.html'));
  });
}

/** A browser names HTML; a program that takes anything should be told that there is no such thing. */
const asksForPage = ({ path, headers }: Request): boolean =>
  path === '/' || /\btext\/html\b/.test(headers.accept ?? '');
